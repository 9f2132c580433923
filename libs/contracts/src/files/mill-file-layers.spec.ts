import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { describeFileProblem } from './checked-yaml'
import { parseMillFile } from './mill-file'
import type { ReadBase } from './mill-file-layers'

const jimo = readFileSync(new URL('../../../../simulator/mills/jimo.yaml', import.meta.url), 'utf8')
const own = (...lines: string[]) => ['extends: jimo', 'id: mine', 'name: { en: Mine, zh: 我的 }', ...lines].join('\n')
const folder =
  (files: Record<string, string>): ReadBase =>
  (name) =>
    files[name] === undefined ? `there is no mill "${name}"` : { fileName: `${name}.yaml`, text: files[name] }

function planOf(text: string, overrides: string[] = [], files: Record<string, string> = { jimo }) {
  const result = parseMillFile(text, 'mine.yaml', overrides, folder(files))
  if (!result.ok) throw new Error(result.problems.map(describeFileProblem).join('\n'))
  return result.plan
}

function complaintsOf(text: string, overrides: string[] = [], files: Record<string, string> = { jimo }) {
  const result = parseMillFile(text, 'mine.yaml', overrides, folder(files))
  return result.ok ? [] : result.problems.map(describeFileProblem)
}

describe('a mill file that extends another', () => {
  const whole = planOf(jimo)

  it('is the other mill where it says nothing', () => {
    expect(planOf(own())).toEqual({ ...whole, id: 'mine', name: { en: 'Mine', zh: '我的' } })
  })

  it('changes keys deep inside, and what follows from them', () => {
    const plan = planOf(own('ringRoom: { frames: 12 }', 'machines:', '  cards: { kgPerHour: 60 }'))
    expect([plan.ringRoom.frames, plan.ringRoom.spindlesPerFrame]).toEqual([12, 1200])
    expect([plan.machines.winders.count, plan.zones.length]).toEqual([12, 2])
    expect(plan.machines.cards).toMatchObject({ kgPerHour: 60, sliverKtex: 5.5 })
  })

  it('replaces lists, and a rule by a number or a list', () => {
    const plan = planOf(
      own('measures: [S1]', 'machines: { cards: { count: 40 } }', 'feeders: [{ id: X, frames: [1, 84] }]'),
    )
    expect(plan.measures).toEqual(['S1'])
    expect(plan.machines.cards.count).toBe(40)
    expect(plan.feeders).toEqual([{ id: 'X', frames: [1, 84] }])
  })

  it('changes single posts by their id', () => {
    const { posts } = planOf(own('staff:', '  posts:', '    - { id: roving, persons: 7 }')).staff
    expect(posts.map(({ id }) => id)).toEqual(whole.staff.posts.map(({ id }) => id))
    expect(posts[1]).toEqual({ ...whole.staff.posts[1], persons: 7 })
    expect(posts[0]).toEqual(whole.staff.posts[0])
  })

  it('may extend a mill that extends another', () => {
    const between = own('ringRoom: { frames: 9 }', 'spinPlan: { copG: 45 }')
    const plan = planOf('extends: between\nid: mine\nname: { en: M, zh: 我 }\nringRoom: { frames: 7 }', [], {
      jimo,
      between,
    })
    expect([plan.ringRoom.frames, plan.spinPlan.copG, plan.spinPlan.countNe]).toEqual([7, 45, 40])
  })

  it('is overridden like any other, posts also by id', () => {
    const plan = planOf(own('ringRoom: { frames: 12 }'), ['ringRoom.frames=3', 'staff.posts.roving.persons=5'])
    expect([plan.ringRoom.frames, plan.staff.posts[1]!.persons]).toEqual([3, 5])
  })
})

describe('what is wrong is told in the file where it stands', () => {
  const lineIn = (text: string, start: string) =>
    text.split('\n').findIndex((line) => line.trimStart().startsWith(start)) + 1

  it.each<[what: string, lines: string[], complaint: RegExp]>([
    ['a wrong value', ['ringRoom:', '  frames: many'], /^mine\.yaml:5: ringRoom\.frames: must be a number/],
    ['an unknown key', ['ringRoom:', '  frame: 3'], /^mine\.yaml:5: ringRoom\.frame: is not a known key$/],
    [
      'a post without roles',
      ['staff:', '  posts:', '    - { id: new }'],
      /^mine\.yaml:6: staff\.posts\.10\.roles: is missing$/m,
    ],
    ['keys that do not fit', ['spinPlan:', '  spindleSpeedRpm: 24000'], /^mine\.yaml:5: .*traveller speed/],
  ])('%s', (_what, lines, complaint) => expect(complaintsOf(own(...lines)).join('\n')).toMatch(complaint))

  it('a fault of the file below', () => {
    const wrong = jimo.replace('copG: 50', 'copG: 5')
    expect(complaintsOf(own(), [], { jimo: wrong })).toEqual([
      `jimo.yaml:${lineIn(wrong, 'copG')}: spinPlan.copG: must be at least 10, is 5`,
    ])
    const broken = jimo.replace('  frames: 84', '\tframes: 84')
    expect(complaintsOf(own(), [], { jimo: broken })[0]).toMatch(`jimo.yaml:${lineIn(broken, 'frames: 84')}: `)
  })

  it('a base that is missing, is no name, or extends in a circle', () => {
    expect(complaintsOf(own().replace('jimo', 'nowhere'))).toEqual(['mine.yaml:1: extends: there is no mill "nowhere"'])
    expect(complaintsOf(own().replace('jimo', '[jimo]'))).toEqual([
      'mine.yaml:1: extends: must be the name of a mill file',
    ])
    expect(complaintsOf(own().replace('jimo', 'mine'), [], { mine: own() })[0]).toMatch(/mine\.yaml extends mine\.yaml/)
    const circle = complaintsOf(own().replace('jimo', 'a'), [], {
      a: own().replace('jimo', 'b'),
      b: own().replace('jimo', 'a'),
    })
    expect(circle).toEqual(['b.yaml:1: extends: a.yaml extends b.yaml in turn'])
  })

  it('an id or a name that would be shared', () => {
    expect(complaintsOf('extends: jimo\nid: mine')).toEqual([
      'mine.yaml:1: name: is missing: a mill does not inherit it',
    ])
  })

  it('a file of its own cannot extend', () => {
    const result = parseMillFile(own(), 'mine.yaml')
    expect(result.ok || result.problems[0]!.reason).toMatch(/read from a folder/)
  })

  it('overrides of entries that are not there', () => {
    expect(complaintsOf(own(), ['staff.posts.99.persons=1'])).toEqual([
      'mine.yaml, overridden: staff.posts.99.persons: cannot be overridden: there is no "99" in it',
    ])
  })

  it('never throws', () => {
    const noise = fc.oneof(fc.string(), fc.json(), fc.string({ unit: fc.constantFrom(...'{}[]&*!|>: -\n#ab1') }))
    fc.assert(
      fc.property(noise, noise, noise, (text, base, setting) => {
        expect(complaintsOf(`extends: base\nid: a\n${text}`, [setting], { base }).length).toBeGreaterThan(0)
      }),
    )
  })
})
