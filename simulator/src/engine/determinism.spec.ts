import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { loadMillPlan } from '../mill-files'
import { RunRecorder } from '../run-summary'
import { advance, createMill, loadMill, type Mill, type MillEvent, SavedMillError, saveMill } from './index'

const MINUTE_MS = 60_000
const START_MS = Date.UTC(2026, 0, 5)
const plan = (...overrides: string[]) => loadMillPlan('jimo', overrides, import.meta.url)
/** Frames are changed to another count about once an hour. */
const CHANGES = [
  'articles=[{ id: JC60, lot: JC60-77, countNe: 60, twistMultiplier: 3.9, spindleSpeedRpm: 17000 }]',
  'faults.rates={ lot-change: 5000000 }',
]
/** Mills of different size and automation; small, so that a property can try many. */
const PLANS = [
  plan('ringRoom.frames=1'),
  plan('ringRoom.frames=3', 'ringRoom.spindlesPerFrame=240', 'ringRoom.breaks.ratePerSpindleHour=0.05'),
  plan('ringRoom.frames=5', 'ringRoom.spindlesPerFrame=96', 'measures=[S1, S2, S3]'),
  plan('ringRoom.frames=2', 'spinPlan.copG=12', 'ringRoom.stopsPerFrameDay=20', 'ringRoom.doff.faultShare=0.3'),
  plan('ringRoom.frames=3', 'ringRoom.spindlesPerFrame=96', 'spinPlan.copG=12', ...CHANGES),
]
const onePlan = fc.constantFrom(...PLANS)
const seed = fc.nat({ max: 0xffff_ffff })
const minutes = fc.integer({ min: 0, max: 6 * 60 * 1000 }).map((ms) => ms * 60)

/** Everything a mill is: two mills with the same bytes will do the same for ever. */
const bytesOf = (mill: Mill) => Buffer.from(saveMill(mill)).toString('base64')

function run(mill: Mill, toMs: number): MillEvent[] {
  const events: MillEvent[] = []
  advance(mill, toMs, (event) => events.push(event))
  return events
}

describe('determinism', () => {
  it('the same seed gives the same events and state, another seed others', () => {
    fc.assert(
      fc.property(onePlan, seed, (mill, one) => {
        const runs = [one, one, one ^ 1].map((s) => {
          const made = createMill(mill, s, START_MS)
          return { events: run(made, START_MS + 90 * MINUTE_MS), bytes: bytesOf(made) }
        })
        expect(runs[0]).toEqual(runs[1])
        expect(runs[0]!.bytes).not.toBe(runs[2]!.bytes)
      }),
      { numRuns: 12 },
    )
  })

  it('splitting the time changes nothing', () => {
    fc.assert(
      fc.property(onePlan, seed, fc.array(minutes, { minLength: 1, maxLength: 6 }), (mill, s, stops) => {
        const endMs = START_MS + 6 * 60 * MINUTE_MS
        const whole = createMill(mill, s, START_MS)
        const wholeEvents = run(whole, endMs)
        const split = createMill(mill, s, START_MS)
        const splitEvents = [...stops.sort((a, b) => a - b), endMs - START_MS].flatMap((ms) =>
          run(split, START_MS + ms),
        )
        expect(splitEvents).toEqual(wholeEvents)
        expect(bytesOf(split)).toBe(bytesOf(whole))
      }),
      { numRuns: 20 },
    )
  })

  it('saving, loading and continuing equals never having stopped', () => {
    fc.assert(
      fc.property(onePlan, seed, minutes, (mill, s, atMs) => {
        const endMs = START_MS + 9 * 60 * MINUTE_MS
        const whole = createMill(mill, s, START_MS)
        advance(whole, START_MS + atMs)
        const loaded = loadMill(saveMill(whole))
        expect(run(loaded, endMs)).toEqual(run(whole, endMs))
        expect(bytesOf(loaded)).toBe(bytesOf(whole))
      }),
      { numRuns: 20 },
    )
  })

  it('the moment of saving may be before the first event', () => {
    const mill = createMill(PLANS[1]!, 5, START_MS)
    const loaded = loadMill(saveMill(mill))
    expect(run(loaded, START_MS + 60 * MINUTE_MS)).toEqual(run(mill, START_MS + 60 * MINUTE_MS))
  })

  it('a moment in the past changes nothing', () => {
    const mill = createMill(PLANS[0]!, 5, START_MS)
    advance(mill, START_MS + 30 * MINUTE_MS)
    const before = bytesOf(mill)
    advance(mill, START_MS)
    expect(bytesOf(mill)).toBe(before)
  })

  it('with and without a listener the mill does the same', () => {
    const [heard, unheard] = [createMill(PLANS[3]!, 9, START_MS), createMill(PLANS[3]!, 9, START_MS)]
    run(heard, START_MS + 300 * MINUTE_MS)
    advance(unheard, START_MS + 300 * MINUTE_MS)
    expect(bytesOf(heard)).toBe(bytesOf(unheard))
  })

  it('events come in order of time', () => {
    const events = run(createMill(PLANS[1]!, 3, START_MS), START_MS + 480 * MINUTE_MS)
    expect(events.length).toBeGreaterThan(500)
    expect(events.every((event, i) => i === 0 || event.atMs >= events[i - 1]!.atMs)).toBe(true)
    expect(events.every((event) => Number.isInteger(event.atMs))).toBe(true)
  })

  it('another frame changes nothing in the frames that were there', () => {
    const few = createMill(plan('ringRoom.frames=3'), 11, START_MS)
    const more = createMill(plan('ringRoom.frames=4'), 11, START_MS)
    const spindles = few.layout.spindles
    for (const name of ['gamma', 'isRogue', 'code', 'runOut', 'short'] as const) {
      expect(more.state.spindles[name].slice(0, spindles)).toEqual(few.state.spindles[name])
    }
    for (const name of ['clockMs', 'travellerSinceRunMs', 'spindleMetres', 'energyJ', 'doffs'] as const) {
      expect(more.state.frames[name].slice(0, 3)).toEqual(few.state.frames[name])
    }
    const firstBreak = (mill: Mill) => {
      const events = run(mill, START_MS + 60 * MINUTE_MS).filter((event) => event.kind === 'spindle' && event.cause)
      return [0, 1, 2].map((frame) => events.find((event) => event.kind === 'spindle' && event.frame === frame))
    }
    expect(firstBreak(more)).toEqual(firstBreak(few))
  })
})

describe('saved mills', () => {
  it('that are no saved mills are refused', () => {
    const bytes = saveMill(createMill(PLANS[1]!, 1, START_MS))
    const other = bytes.slice()
    other[4] = 99
    expect(() => loadMill(new Uint8Array(5))).toThrow(SavedMillError)
    expect(() => loadMill(new Uint8Array(200))).toThrow('not a saved mill')
    expect(() => loadMill(other)).toThrow('version 99')
    expect(() => loadMill(bytes.subarray(0, bytes.length - 8))).toThrow(SavedMillError)
  })

  it('keep their bytes when loaded from the middle of a buffer', () => {
    const mill = createMill(PLANS[1]!, 1, START_MS)
    const bytes = saveMill(mill)
    const shifted = new Uint8Array(bytes.length + 3)
    shifted.set(bytes, 3)
    expect(bytesOf(loadMill(shifted.subarray(3)))).toBe(bytesOf(mill))
  })
})

describe('the hash of a run', () => {
  const hashOf = (s: number) => {
    const recorder = new RunRecorder()
    advance(createMill(PLANS[1]!, s, START_MS), START_MS + 120 * MINUTE_MS, recorder.record)
    return recorder.digest()
  }
  it('tells runs apart', () => {
    expect(hashOf(1)).toBe(hashOf(1))
    expect(new Set([1, 2, 3, 4].map(hashOf)).size).toBe(4)
  })
})
