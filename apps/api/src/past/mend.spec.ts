import {
  decodeFrameRows,
  decodePicture,
  decodeProcessRows,
  decodeStep,
  encodePicture,
  encodeStep,
} from '@wanding/contracts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { LateStory, spokeWithTheirLines } from './late-story'
import { mend } from './mend'
import { packMoment, unpackMoment } from './packed-moment'
import { Recorded, SPINDLES, T0 } from './recorded-mill.builder'

const SECONDS = 70
/** What happens on RF01 and at the card in one second of the mill. */
const happening = fc.record({
  power: fc.option(fc.integer({ min: 0, max: 60 })),
  card: fc.option(fc.constantFrom('fault', 'producing')),
  changes: fc.array(
    fc.record({
      position: fc.integer({ min: 1, max: SPINDLES }),
      state: fc.integer({ min: 1, max: 5 }),
      ms: fc.integer({ min: 1, max: 999 }),
    }),
    { maxLength: 2 },
  ),
})
type Happening = typeof happening extends fc.Arbitrary<infer T> ? T : never

/** Tells a story second by second; while RF01 and the card are dark only RF02 is heard. */
function tell(story: readonly Happening[], dark: { from: number; to: number } | null) {
  const mill = new Recorded()
  const late = new Map(['RF01', 'CD01'].map((id) => [id, new LateStory(id, 'G1')]))
  const truth = { power: 0, card: 'producing', states: new Uint8Array(SPINDLES).fill(1) }
  story.forEach(({ power, card, changes }, index) => {
    const second = index + 1
    const isDark = dark !== null && second >= dark.from && second < dark.to
    if (second === dark?.from) for (const gateway of ['G1', 'G3']) mill.offline(gateway, second)
    if (second === dark?.to) {
      for (const gateway of ['G1', 'G3']) mill.online(gateway, second)
      mill.birth('RF01', 'ring-frame', second, { 'energy/power': truth.power })
      mill.birth('CD01', 'card', second, { 'machine/reason': truth.card })
      mill.spindles('RF01', second, { states: truth.states.slice() })
    }
    truth.power = power ?? truth.power
    truth.card = card ?? truth.card
    mill.value('RF02', second, 'energy/power', second)
    const values = new Map<string, Map<string, number | string>>([
      ['RF01', new Map(power === null ? [] : [['energy/power', power]])],
      ['CD01', new Map(card === null ? [] : [['machine/reason', card]])],
    ])
    for (const [machine, said] of values) {
      const message = { ...mill.of(machine, second), kind: '', birth: false, values: said }
      if (isDark) late.get(machine)!.reading({ ...message, historical: true })
      else for (const [name, value] of said) mill.value(machine, second, name, value)
    }
    const transitions = changes
      .map(({ position, state, ms }) => ({ position, state, atMs: T0 + second * 1000 - ms }))
      .sort((a, b) => a.atMs - b.atMs)
    for (const { position, state } of transitions) truth.states[position - 1] = state
    if (isDark) for (const one of late.values()) one.spoke({ fromMs: T0 + second * 1000, toMs: T0 + second * 1000 })
    if (isDark) late.get('RF01')!.spindles({ ...mill.of('RF01', second), transitions, historical: true })
    else mill.spindles('RF01', second, { transitions })
    mill.record()
  })
  return { mill, late: dark ? [...late.values()] : [] }
}

function mendAll({ mill, late }: ReturnType<typeof tell>): void {
  const fromMs = Math.min(...late.map((story) => story.fromMs))
  const before = mill.at(fromMs - 1)
  for (const story of late) expect(story.begin(before)).toBe(true)
  const of = (kind: string) => mill.moments.filter((moment) => moment.kind === kind && moment.atMs >= fromMs)
  const mended = mend(
    before,
    {
      pictures: of('picture').map(({ data }) => decodePicture(unpackMoment(data))),
      steps: of('step').map(({ data }) => decodeStep(unpackMoment(data))),
    },
    late,
  )
  const replace = (kind: string, atMs: number, bytes: Uint8Array) => {
    mill.moments.find((moment) => moment.kind === kind && moment.atMs === atMs)!.data = packMoment(bytes)
  }
  for (const picture of mended.pictures) replace('picture', picture.atMs, encodePicture(picture))
  for (const step of mended.steps) replace('step', step.atMs, encodeStep(step))
}

/** Rows and spindles at a moment, without what nobody tells late: since when, and whether the line stood. */
function seen(mill: Recorded, atMs: number) {
  const picture = mill.at(atMs)
  const frames = decodeFrameRows(picture.frameRows).map(({ online: _, stale: __, ...row }) => row)
  const machines = decodeProcessRows(picture.processRows).map(({ reason, state, figures }) => [reason, state, figures])
  return { states: [...picture.states], frames, machines }
}

describe('late data in the pictures of the past', () => {
  it('makes them what they had been, had the line held', () => {
    fc.assert(
      fc.property(
        fc.array(happening, { minLength: SECONDS, maxLength: SECONDS }),
        fc.integer({ min: 2, max: 60 }),
        fc.integer({ min: 1, max: 65 }),
        (story, from, lasts) => {
          const told = tell(story, { from, to: Math.min(from + lasts, SECONDS) })
          const held = tell(story, null).mill
          mendAll(told)
          for (let second = 1; second < SECONDS; second++) {
            for (const ms of [0, 400]) {
              const atMs = T0 + second * 1000 + ms
              expect(seen(told.mill, atMs)).toEqual(seen(held, atMs))
            }
          }
        },
      ),
      { numRuns: 20 },
    )
  })

  it('shows the machine as one that spoke, from its first late word to its last', () => {
    const story = Array.from({ length: 40 }, (_, i) => ({ power: i + 1, card: null, changes: [] }))
    const told = tell(story, { from: 10, to: 30 })
    const online = (second: number) => decodeFrameRows(told.mill.at(T0 + second * 1000).frameRows)[0]!
    expect([9, 15, 29, 31].map((second) => online(second).online)).toEqual([true, false, false, true])
    mendAll(told)
    expect([9, 15, 29, 31].map((second) => online(second).online)).toEqual([true, true, true, true])
    expect(online(15).powerKw).toBe(15)
  })

  it('takes a machine that said little for as long as its line spoke, and no other line', () => {
    const { mill } = tell([], null)
    const stories = ['RF01', 'CD01', 'RF02'].map((id) => new LateStory(id, id === 'RF02' ? 'G2' : 'G1'))
    const [frame, card, other] = stories as [LateStory, LateStory, LateStory]
    const say = (story: LateStory, second: number) =>
      story.reading({ ...mill.of(story.id, second), kind: '', birth: false, values: new Map([['energy/power', 9]]) })
    for (const second of [10, 20, 30]) say(frame, second)
    say(card, 12)
    say(other, 15)
    spokeWithTheirLines(stories)
    const seconds = stories.map(({ fromMs, toMs }) => [(fromMs - T0) / 1000, (toMs - T0) / 1000])
    expect(seconds).toEqual([
      [10, 30],
      [10, 30],
      [15, 15],
    ])
  })

  it('leaves alone what was not told of, and machines that the mill did not have', () => {
    const { mill } = tell(
      Array.from({ length: 40 }, () => ({ power: 5, card: null, changes: [] })),
      null,
    )
    const other = new LateStory('RF09', 'G1')
    other.reading({ ...mill.of('RF09', 20), kind: '', birth: false, values: new Map([['energy/power', 9]]) })
    expect(other.begin(mill.at(T0 + 10_000))).toBe(false)
    const steps = mill.moments.filter(({ kind }) => kind === 'step').map(({ data }) => decodeStep(unpackMoment(data)))
    expect(mend(mill.at(T0), { pictures: [], steps }, [])).toEqual({ pictures: [], steps: [] })
  })
})
