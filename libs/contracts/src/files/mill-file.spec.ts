import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { describeFileProblem } from './checked-yaml'
import { parseMillFile } from './mill-file'

const read = (name: string) => readFileSync(new URL(`../../../../simulator/mills/${name}`, import.meta.url), 'utf8')
const jimo = read('jimo.yaml')
const lineOf = (text: string, start: string) =>
  text.split('\n').findIndex((line) => line.trimStart().startsWith(start)) + 1

function planOf(text: string, overrides: string[] = []) {
  const result = parseMillFile(text, 'jimo.yaml', overrides)
  if (!result.ok) throw new Error(result.problems.map(describeFileProblem).join('\n'))
  return result.plan
}

function problemsOf(text: string, overrides: string[] = []) {
  const result = parseMillFile(text, 'jimo.yaml', overrides)
  expect(result.ok).toBe(false)
  return result.ok ? [] : result.problems
}

/** A mill of simulator/mills, with what it extends. */
function millOf(name: string) {
  const result = parseMillFile(read(`${name}.yaml`), `${name}.yaml`, [], (base) => ({
    fileName: `${base}.yaml`,
    text: read(`${base}.yaml`),
  }))
  if (!result.ok) throw new Error(result.problems.map(describeFileProblem).join('\n'))
  return result.plan
}

describe('the default mill file', () => {
  const plan = planOf(jimo)

  it('is the mill of domain 1.2, with its installed machines', () => {
    const { machines, ringRoom } = plan
    expect([ringRoom.frames, ringRoom.spindlesPerFrame]).toEqual([84, 1200])
    expect([
      machines.blowroomLines.count,
      machines.cards.count,
      machines.breakerDraws.count,
      machines.lapFormers.count,
      machines.combers.count,
      machines.finisherDraws.count,
      machines.rovingFrames.count,
      machines.winders.count,
      machines.winders.spindlesPerMachine,
    ]).toEqual([2, 32, 14, 5, 30, 18, 12, 84, 24])
  })

  it('shares 8 zones, 12 gateways of 7 frames, 2 air mains and its feeders', () => {
    expect([plan.zones.length, plan.gateways.length, plan.airMains.length]).toEqual([8, 12, 2])
    expect(plan.gateways[1]).toEqual({ id: 'GW02', frames: [8, 14] })
    expect(plan.zones.at(-1)!.frames[1]).toBe(84)
    for (const { relativeHumidityPercent } of plan.zones) {
      expect(relativeHumidityPercent).toBeGreaterThanOrEqual(55)
      expect(relativeHumidityPercent).toBeLessThanOrEqual(60)
    }
    expect(new Set(plan.zones.map((zone) => zone.relativeHumidityPercent)).size).toBe(8)
  })

  it('mans its posts', () => {
    expect(plan.staff.posts.map(({ persons }) => persons)).toEqual([3, 2, 8, 3, 3, 2, 1, 13, 4, 1])
    expect(plan.staff.dispatch).toBe('guided-nearest')
  })
})

describe('sizes by rule', () => {
  it.each([1, 2, 4, 13, 84, 300, 834])('%s frames are covered once by every group', (frames) => {
    const plan = planOf(jimo, [`ringRoom.frames=${frames}`])
    for (const key of ['zones', 'gateways', 'airMains', 'feeders'] as const) {
      const covered = plan[key].flatMap(({ frames: [first, last] }) =>
        Array.from({ length: last - first + 1 }, (_, i) => first + i),
      )
      expect(covered).toEqual(Array.from({ length: frames }, (_, i) => i + 1))
    }
    expect(plan.machines.winders.count).toBe(frames)
    expect(Math.min(...plan.staff.posts.map(({ persons }) => persons))).toBeGreaterThanOrEqual(1)
  })

  it('834 frames of 1,200 are 1,000,800 spindles', () => {
    const { ringRoom } = planOf(jimo, ['ringRoom.frames=834'])
    expect(ringRoom.frames * ringRoom.spindlesPerFrame).toBe(1_000_800)
  })

  it.each([20, 30, 60, 80, 100])('Ne %s has the machines it needs', (ne) => {
    expect(parseMillFile(jimo, 'jimo.yaml', [`spinPlan.countNe=${ne}`]).ok).toBe(true)
  })

  it('the teaching mill has 4 frames', () => {
    const plan = millOf('teaching')
    expect([plan.id, plan.ringRoom.frames]).toEqual(['teaching', 4])
  })

  it('lists in place of rules are taken as they are', () => {
    const plan = planOf(jimo, ['ringRoom.frames=3', 'gateways=[{id: A, frames: [1, 2]}, {id: B, frames: [3, 3]}]'])
    expect(plan.gateways).toEqual([
      { id: 'A', frames: [1, 2] },
      { id: 'B', frames: [3, 3] },
    ])
  })
})

describe('articles', () => {
  const JC60 = '{ id: JC60, lot: JC60-1, countNe: 60, twistMultiplier: 3.9, spindleSpeedRpm: 17000 }'
  const problemsOf = (...articles: string[]) => {
    const result = parseMillFile(jimo, 'jimo.yaml', [`articles=[${articles.join(', ')}]`])
    return result.ok ? [] : result.problems.map(({ path, reason }) => `${path}: ${reason}`)
  }

  it('are none, or counts that the roving can be spun to', () => {
    expect(planOf(jimo).articles).toEqual([])
    expect(problemsOf(JC60)).toEqual([])
  })

  it('are named once, and can be spun', () => {
    expect(problemsOf(JC60, JC60)).toEqual([expect.stringContaining('JC60 is used twice')])
    expect(problemsOf(JC60.replace('17000', '24000'))).toEqual([expect.stringContaining('articles.0.spindleSpeedRpm')])
    expect(problemsOf(JC60.replace('countNe: 60', 'countNe: 180'))).toEqual([expect.stringContaining('fibres')])
  })
})

describe('a wrong mill file is told with line, key and reason', () => {
  it.each([
    ['a text for a number', /countNe: 40 .*/, 'countNe: forty', 'countNe:', 'must be a number, is the text "forty"'],
    [
      'a twist of 2.0',
      /twistMultiplier: 3.8/,
      'twistMultiplier: 2.0',
      'twistMultiplier:',
      'must be at least 3.2, is 2',
    ],
    ['a negative number', /frames: 84/, 'frames: -84', 'frames: -84', 'must be at least 1, is -84'],
    ['an unknown key', /liftMm: 180/, 'liftMm: 180\n  ringColour: red', 'ringColour', 'is not a known key'],
    ['a missing key', / {2}copG: 50.*\n/, '', 'spinPlan:', 'is missing'],
    [
      'an odd number of spindles',
      /spindlesPerFrame: 1200/,
      'spindlesPerFrame: 1201',
      'spindlesPerFrame',
      'must be even',
    ],
    ['a wrong word', /material: cotton-combed/, 'material: wool', 'material:', 'must be one of cotton-combed'],
    ['falling task times', /pieceS: \[.*\]/, 'pieceS: [20, 10, 5]', 'pieceS:', 'must rise'],
    ['an unknown measure', /measures: \[S1,/, 'measures: [S0,', 'measures:', 'must be one of S1'],
  ])('%s', (_what, from, to, start, reason) => {
    const text = jimo.replace(from, to)
    expect(text).not.toBe(jimo)
    const problems = problemsOf(text)
    expect(problems).toHaveLength(1)
    expect(problems[0]!.reason).toContain(reason)
    expect(problems[0]!.line).toBe(lineOf(text, start))
    expect(problems[0]!.path).not.toBe('')
  })

  it('a tab', () => {
    const text = jimo.replace('  frames: 84', '\tframes: 84')
    const [problem] = problemsOf(text)
    expect(problem!.line).toBe(lineOf(text, 'frames: 84'))
    expect(problem!.reason).toMatch(/tab/i)
  })

  it('a key given twice', () => {
    const [problem] = problemsOf(jimo.replace('  liftMm: 180', '  liftMm: 180\n  liftMm: 190'))
    expect(problem!.reason).toMatch(/unique/i)
  })

  it('an empty file', () =>
    expect(problemsOf('# nothing')).toEqual([{ file: 'jimo.yaml', line: 1, path: '', reason: 'the file is empty' }]))

  it('several problems in order of their lines', () => {
    const problems = problemsOf(
      jimo.replace('utcOffsetMinutes: 480', 'utcOffsetMinutes: x').replace('copG: 50', 'copG: 5'),
    )
    expect(problems.map(({ path }) => path)).toEqual(['utcOffsetMinutes', 'spinPlan.copG'])
  })
})

describe('keys that must fit each other', () => {
  it.each([
    ['spinPlan.spindleSpeedRpm=24000', 'spinPlan.spindleSpeedRpm', /traveller speed of 47\.8 m\/s; the limit is 45/],
    ['spinPlan.countNe=160', 'spinPlan.countNe', /23 fibres in the yarn/],
    ['spinPlan.rovingNe=4', 'spinPlan.rovingNe', undefined],
    ['machines.cards.count=20', 'machines.cards.count', /20 cannot carry the planned flow, which needs 29\.5/],
    ['machines.winders.spindlesPerMachine=10', 'machines.winders.spindlesPerMachine', /10 cannot carry/],
    [
      'zones=[{id: A, frames: [1, 40], temperatureC: 28, relativeHumidityPercent: 57, timeConstantMin: 20}]',
      'zones',
      /ends at frame 40/,
    ],
    ['gateways=[{id: A, frames: [1, 50]}, {id: B, frames: [50, 84]}]', 'gateways.1.frames', /frame 50 is in two/],
    ['feeders=[{id: A, frames: [1, 50]}, {id: A, frames: [52, 84]}]', 'feeders.1.id', /used twice/],
    ['staff.posts.1.roles=[roving]', 'staff.posts', /nobody is posted for roving-transport/],
    ['staff.posts.1.roles=[roving, roving-transport, winding]', 'staff.posts.4.roles.0', /already in post roving/],
    ['staff.posts.1.day=true', 'staff.posts.1.day', /does not suit/],
    ['staff.crews=[A, B, C]', 'staff.crews', /names 3 crews; four-crews-three-shifts has 4/],
  ])('%s', (override, path, reason) => {
    if (reason === undefined) {
      expect(parseMillFile(jimo, 'jimo.yaml', [override]).ok).toBe(true)
      return
    }
    const problems = problemsOf(jimo, [override])
    expect(problems.map((problem) => problem.path)).toContain(path)
    expect(problems.find((problem) => problem.path === path)!.reason).toMatch(reason)
  })
})

describe('overrides', () => {
  it('set numbers, texts and lists', () => {
    const plan = planOf(jimo, [
      'spinPlan.spindleSpeedRpm=17000',
      'measures=[S1, S2]',
      'spinPlan.lot=T1',
      'staff.posts.2.persons=1',
    ])
    expect([plan.spinPlan.spindleSpeedRpm, plan.measures, plan.spinPlan.lot]).toEqual([17_000, ['S1', 'S2'], 'T1'])
    expect(plan.staff.posts[2]!.persons).toBe(1)
    expect(plan.staff.dispatch).toBe('patrol')
  })

  it.each([
    ['nonsense', 'an override has the form path=value'],
    ['spinPlan.lot.colour=red', 'cannot be overridden'],
    ['spinPlan.colour=red', 'is not a known key'],
    ['ringRoom.frames=many', 'must be a number, is the text "many"'],
    ['ringRoom.frames=', 'must be a number, is empty'],
    ['ringRoom.frames=[1', 'cannot be overridden'],
  ])('%s is refused, without a line', (override, reason) => {
    const [problem] = problemsOf(jimo, [override])
    expect(problem!.line).toBe(0)
    expect(problem!.reason).toContain(reason)
    expect(describeFileProblem(problem!)).toMatch(/^jimo\.yaml, overridden: /)
  })
})
