import { CUT_CLASSES, SpindleFlag } from '@wanding/mill'
import { describe, expect, it } from 'vitest'
import { loadMillPlan } from '../../mill-files'
import {
  advance,
  createMill,
  loadMill,
  type Mill,
  type MillEvent,
  readMachine,
  readRingFrame,
  saveMill,
} from '../index'
import type { WinderReading } from '../readings'
import { setFlags } from '../ring-room/spindles'
import { cutsOfCop, gradeCops, noCutShares, qualityFactor } from './cop-cuts'
import { readCutsByPosition, readWindingUnits } from './read-winder'
import { endJam, startJam } from './units'
import { refresh, settleWinder } from './winders'

const MINUTE_MS = 60_000
const HOUR_MS = 3_600_000
const START_MS = Date.UTC(2026, 0, 5)
const plan = (...overrides: string[]) => loadMillPlan('jimo', ['ringRoom.frames=2', ...overrides], import.meta.url)
const winder = (mill: Mill, index = 0): WinderReading => readMachine(mill, { kind: 'winder', index }) as WinderReading
const within = (value: number, target: number, share: number) => {
  expect(value).toBeGreaterThan(target * (1 - share))
  expect(value).toBeLessThan(target * (1 + share))
}

/** Yarn wound against what the units could wind at full speed in the time they had cops; and the winders' readings. */
function windFor(hours: number, overrides: string[] = []) {
  const mill = createMill(plan(...overrides), 7, START_MS)
  const { winders, wound } = mill.state
  const sums = () => {
    for (const index of [0, 1]) settleWinder(mill, index, mill.state.mill.nowMs)
    return { kg: wound.kg[0]! + wound.kg[1]!, loadedMs: winders.loadedMs[0]! + winders.loadedMs[1]! }
  }
  const start = { ...sums(), first: winder(mill) }
  advance(mill, START_MS + hours * HOUR_MS)
  const end = { ...sums(), last: winder(mill) }
  const { speedMPerMin } = mill.plan.machines.winders
  const fullKgPerMs = (mill.layout.unitsPerWinder * speedMPerMin * mill.derived.tex) / 1e6 / MINUTE_MS
  const efficiency = (end.kg - start.kg) / ((end.loadedMs - start.loadedMs) * fullKgPerMs)
  return { mill, efficiency, first: start.first, last: end.last }
}

describe('efficiency of a winding unit comes out of its cycle (domain 2.7)', () => {
  it.each([
    [20, 0.848],
    [40, 0.814],
    [80, 0.753],
  ])('%s cuts per 100 km: %s', (cuts, efficiency) => {
    const wound = windFor(16, [`machines.winders.cutsPer100Km=${cuts}`, 'machines.winders.spindlesPerMachine=26'])
    within(wound.efficiency, efficiency, 0.01)
  })
})

describe('a healthy winder', () => {
  const { mill, first, last } = windFor(24)
  const km = ((last.productionKg - first.productionKg) / mill.derived.tex) * 1000

  it('cuts about what the plan says, in all classes', () => {
    within(((last.cuts - first.cuts) * 100) / km, 40, 0.06)
    const byClass = last.cutsByClass.map((count, i) => count - first.cutsByClass[i]!)
    expect(byClass.reduce((sum, count) => sum + count, 0)).toBe(last.cuts - first.cuts)
    expect(Math.min(...byClass)).toBeGreaterThan(0)
    expect(byClass).toHaveLength(CUT_CLASSES.length)
  })

  it('fails 2 to 4 % of its splices, and has less than 1 % of its units red', () => {
    expect(last.spliceFailurePercent).toBeGreaterThan(2)
    expect(last.spliceFailurePercent).toBeLessThan(4)
    const { redUnitMs, loadedMs } = mill.state.winders
    expect(redUnitMs[0]! / loadedMs[0]! / 24).toBeLessThan(0.01)
    const redPerUnitHour = (last.redLights - first.redLights) / 24 / 24
    expect(redPerUnitHour).toBeGreaterThan(0.01)
    expect(redPerUnitHour).toBeLessThan(0.1)
  })

  it('has units that differ', () => {
    const units = {
      state: new Uint8Array(24),
      cuts: new Uint16Array(24),
      cops: new Uint16Array(24),
      spliceFailurePercent: new Uint8Array(24),
      packageG: new Uint16Array(24),
    }
    readWindingUnits(mill, 0, units)
    expect(new Set(units.cuts).size).toBeGreaterThan(8)
    expect(Math.max(...units.packageG)).toBeLessThan(2000)
    expect(new Set(units.packageG).size).toBe(24)
  })

  it('is cut at the cop: a reading ahead of the books says what the books will say', () => {
    const one = createMill(plan(), 3, START_MS)
    advance(one, START_MS + 47 * MINUTE_MS)
    const ahead = winder(one)
    settleWinder(one, 0, one.state.mill.nowMs)
    const booked = winder(one)
    expect(booked).toEqual({ ...ahead, productionKg: booked.productionKg, spliceFailures: booked.spliceFailures })
    expect(booked.productionKg).toBeCloseTo(ahead.productionKg, 9)
  })
})

describe('cuts point back to the spindle', () => {
  it('soft yarn of a slipping spindle and thin places of a rogue are cut several times as often', () => {
    const mill = createMill(plan('machines.winders.speedMPerMin=1500'), 5, START_MS)
    const { isRogue, code } = mill.state.spindles
    for (const spindle of [100, 101, 102, 103, 104, 105, 106, 107]) setFlags(mill, spindle, SpindleFlag.slip, START_MS)
    isRogue.fill(1, 200, 208)
    const cuts = { slip: 0, rogue: 0, other: 0 }
    let others = 0
    const byPosition = new Uint8Array(1200)
    for (let doff = 1; doff <= 4; doff++) {
      advance(mill, START_MS + doff * 176 * MINUTE_MS)
      readCutsByPosition(mill, 0, byPosition)
      byPosition.forEach((count, position) => {
        if (position >= 100 && position < 108) cuts.slip += count
        else if (position >= 200 && position < 208) cuts.rogue += count
        else if (!isRogue[position] && (code[position]! & SpindleFlag.slip) === 0) {
          cuts.other += count
          others++
        }
      })
    }
    const mean = cuts.other / others
    expect(mean).toBeGreaterThan(0.5)
    // More than three cuts throw a cop out, so that what is counted falls behind the factor.
    expect(cuts.slip / 32 / mean).toBeGreaterThan(2)
    expect(cuts.rogue / 32 / mean).toBeGreaterThan(1.8)
  })

  it('neppy and uneven roving is cut more often', () => {
    const mill = createMill(plan(), 5, START_MS)
    const { fibre } = mill.plan.spinPlan
    const worse = { nepsPerG: fibre.nepsPerG * 2, cvmPercent: fibre.cvmPercent + 1.5 }
    const yarn = {
      cuts: Float64Array.of(qualityFactor(worse, fibre)),
      cvmPercent: Float64Array.of(worse.cvmPercent),
      nepsPerG: Float64Array.of(worse.nepsPerG),
    }
    const good = gradeCops(mill, 0, () => -1, yarn).cuts
    const bad = gradeCops(mill, 0, () => 0, yarn).cuts
    within(bad / good, 1 + 0.35 + 0.35 * (1.69 - 1), 0.05)
  })

  it('counts are Poisson, and the fourth cut throws a cop out', () => {
    const mill = createMill(plan(), 5, START_MS)
    const counts = Array.from({ length: 1000 }, (_, i) => cutsOfCop(mill.derived, 32, 1, (i + 0.5) / 1000))
    expect(counts.filter((count) => count === 0).length / 1000).toBeCloseTo(
      noCutShares(mill.derived.cutsPerCop)[32]!,
      2,
    )
    expect(Math.max(...counts)).toBe(4)
  })
})

describe('the link', () => {
  const jammed = (minutes: number) => {
    const mill = createMill(
      plan('ringRoom.frames=1', 'ringRoom.stopsPerFrameDay=0', 'ringRoom.doff.faultShare=0'),
      7,
      START_MS,
    )
    const events: MillEvent[] = []
    const doffs = () => readRingFrame(mill, 0).doffs
    const before = doffs()
    let toMs = START_MS
    while (doffs() === before) {
      toMs += MINUTE_MS
      advance(mill, toMs)
    }
    startJam(mill, 0, toMs)
    const at = (minute: number) => {
      advance(mill, toMs + minute * MINUTE_MS, (event) => events.push(event))
      return winder(mill)
    }
    const end = () => {
      at(minutes)
      endJam(mill, 0, toMs + minutes * MINUTE_MS)
    }
    return { mill, events, at, end }
  }

  it('a jam lets the units run dry in minutes', () => {
    const { at } = jammed(20)
    expect(at(1).reason).toBe('producing')
    expect(at(5).reason).toBe('transport-jam')
    expect(at(5).unitsWinding).toBe(0)
  })

  it('a jam of 15 min does not reach the frame, one of 50 min keeps it from doffing', () => {
    for (const [minutes, held] of [
      [15, false],
      [50, true],
    ] as const) {
      const { mill, events, at, end } = jammed(minutes)
      end()
      at(185)
      const reasons = events.flatMap((event) => (event.kind === 'frame' ? [event.reason] : []))
      expect(reasons.includes('buffer-full')).toBe(held)
      at(240)
      expect(readRingFrame(mill, 0).reason).not.toBe('buffer-full')
    }
  })

  it('low air stops the winders and keeps the doffers waiting', () => {
    const mill = createMill(plan(), 7, START_MS)
    advance(mill, START_MS + 10 * MINUTE_MS)
    mill.state.airMains.low[0] = 1
    for (const index of [0, 1]) {
      settleWinder(mill, index, mill.state.mill.nowMs)
      refresh(mill, index, mill.state.mill.nowMs)
    }
    const before = winder(mill).cops
    const reasons: string[] = []
    advance(mill, START_MS + 200 * MINUTE_MS, (event) => event.kind === 'frame' && reasons.push(event.reason))
    expect(winder(mill).reason).toBe('air-pressure-low')
    expect(winder(mill).cops).toBe(before)
    expect(reasons).toContain('air-pressure-low')
    expect(reasons).not.toContain('doffing')
  })
})

describe('without a link (no S2)', () => {
  const mill = createMill(
    plan('measures=[S1, S3, S4, S5, S6, S7, S8, S9]', 'machines.winders.speedMPerMin=1500'),
    7,
    START_MS,
  )
  const before = winder(mill)
  advance(mill, START_MS + 24 * HOUR_MS)

  it('cops are carried and fed by hand, and come to cones all the same', () => {
    const now = winder(mill)
    const cops = now.cops - before.cops
    expect(cops).toBeGreaterThan(7000)
    within(now.handFedCops - before.handFedCops, cops, 0.05)
  })

  it('goes on after loading as if it had never stopped', () => {
    const loaded = loadMill(saveMill(mill))
    advance(loaded, START_MS + 30 * HOUR_MS)
    advance(mill, START_MS + 30 * HOUR_MS)
    expect(loaded.state).toEqual(mill.state)
  })
})
