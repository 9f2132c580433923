import type { FaultKind } from '@wanding/mill'
import { describe, expect, it } from 'vitest'
import { loadMillPlan } from '../../mill-files'
import { advance, createMill, inject, type Mill, readMachine, respond } from '../index'
import type { MachineReading } from '../readings'
import type { FlowKind } from './flow-kinds'
import { QUICK_MILL } from './quick-mill.builder'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const START_MS = Date.UTC(2026, 0, 5)
const quickMill = () => createMill(loadMillPlan('jimo', QUICK_MILL, import.meta.url), 3, START_MS)
const millOf = () => quickMill()

type FlowReading = Extract<MachineReading, { stops: number; kind: FlowKind }>
/** Both draw frames read alike, so a reading may be of several kinds. */
type ReadingOf<K extends FlowKind> = FlowReading extends infer R
  ? R extends { kind: infer Kinds }
    ? K extends Kinds
      ? R
      : never
    : never
  : never
const read = <K extends FlowKind>(mill: Mill, kind: K, index = 0): ReadingOf<K> & FlowReading =>
  readMachine(mill, { kind, index }) as ReadingOf<K> & FlowReading

/** Mean of a reading over an hour from a moment on, where the machine runs. */
function meanOf<K extends FlowKind>(
  mill: Mill,
  fromHours: number,
  kind: K,
  of: (reading: ReadingOf<K>) => number,
  index = 0,
): number {
  const values: number[] = []
  for (let minute = 0; minute < 60; minute++) {
    advance(mill, START_MS + fromHours * HOUR_MS + minute * MINUTE_MS)
    const reading = read(mill, kind, index)
    if (reading.state === 'Executing') values.push(of(reading))
  }
  expect(values.length).toBeGreaterThan(10)
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

/** The same hour with a fault and without it: the ratio of the means. */
function ratio<K extends FlowKind>(
  fault: FaultKind,
  place: string,
  severity: number,
  hours: number,
  kind: K,
  of: (reading: ReadingOf<K>) => number,
  index = 0,
): number {
  const mill = millOf()
  expect(inject(mill, { fault, place, severity, selfCure: false, rampMinutes: 0 }, START_MS).ok).toBe(true)
  return meanOf(mill, hours, kind, of, index) / meanOf(millOf(), hours, kind, of, index)
}

describe('the filter of a blowroom line', () => {
  it('fills with what passes and is cleaned; the duct loses what the filter takes', () => {
    const mill = millOf()
    const seen: { kg: number; filter: number; duct: number }[] = []
    for (let minute = 1; minute < 360; minute++) {
      advance(mill, START_MS + minute * MINUTE_MS)
      const line = read(mill, 'blowroom')
      if (line.state !== 'Executing') continue
      seen.push({ kg: line.productionKg, filter: line.filterPressurePa, duct: line.ductPressurePa })
    }
    const cleanings = seen.filter(({ filter }, i) => i > 0 && filter < seen[i - 1]!.filter - 25).length
    const hours = (seen.at(-1)!.kg - seen[0]!.kg) / mill.derived.flowRates.blowroom
    expect(Math.abs(cleanings - hours)).toBeLessThanOrEqual(1)
    const rises = seen.filter(({ filter }, i) => i >= 10 && filter > seen[i - 10]!.filter).length
    expect(rises).toBeGreaterThan(seen.length * 0.6)
    // The noise of both gauges is 19 Pa at most.
    for (const { filter, duct } of seen) expect(Math.abs(filter + duct - (120 + 290 + 370))).toBeLessThan(20)
  })

  it('fills sooner with short fibre, and not with honeydew', () => {
    const filter = (fault: FaultKind) => ratio(fault, 'LOT', 2, 5, 'blowroom', (line) => line.filterPressurePa)
    expect(filter('bad-lot')).toBeGreaterThan(1.05)
    expect(filter('sticky-cotton')).toBeCloseTo(1, 1)
  })

  it('beaters fall back under load, run on while the cards are full, and stand in a fire', () => {
    const mill = millOf()
    const rpm = { producing: [] as number[], 'buffer-full': [] as number[] }
    for (let minute = 1; minute < 600; minute++) {
      advance(mill, START_MS + minute * MINUTE_MS)
      const { reason, beaterRpm } = read(mill, 'blowroom')
      if (reason === 'producing' || reason === 'buffer-full') rpm[reason].push(beaterRpm)
    }
    expect(Math.max(...rpm.producing)).toBeLessThan(Math.min(...rpm['buffer-full']))
    inject(mill, { fault: 'spark-trip', place: 'BR01', selfCure: false }, 0)
    advance(mill, START_MS + 602 * MINUTE_MS)
    expect(read(mill, 'blowroom')).toMatchObject({ beaterRpm: 0, ductPressurePa: 0, filterPressurePa: 0 })
  })
})

describe('a bad lot', () => {
  it.each([
    ['card', (r: MachineReading) => (r as { cv1mPercent: number }).cv1mPercent, 6, 1.08],
    ['breaker-draw', (r: MachineReading) => (r as { cv1mPercent: number }).cv1mPercent, 10, 1.08],
    ['breaker-draw', (r: MachineReading) => (r as { thickPlacesPerKm: number }).thickPlacesPerKm, 10, 1.25],
    ['comber', (r: MachineReading) => (r as { noilPercent: number }).noilPercent, 18, 1.05],
    ['comber', (r: MachineReading) => (r as { cvmPercent: number }).cvmPercent, 18, 1.05],
  ] as const)('raises the short waves at the %s', (kind, of, hours, least) => {
    expect(ratio('bad-lot', 'LOT', 2, hours, kind, of)).toBeGreaterThan(least)
  })

  it('leaves the waves over five metres, and sticky cotton both', () => {
    expect(ratio('bad-lot', 'LOT', 2, 10, 'breaker-draw', (draw) => draw.cv5mPercent)).toBeLessThan(1.12)
    // Lots differ in short fibre by a per cent or two.
    const sticky = ratio('sticky-cotton', 'LOT', 2, 10, 'breaker-draw', (draw) => draw.cv1mPercent)
    expect(Math.abs(sticky - 1)).toBeLessThan(0.02)
  })
})

describe('an autoleveller that drifts', () => {
  /** Short of what would stop the machine. */
  const PERCENT = 2
  const drifts = (of: (draw: ReadingOf<'finisher-draw'>) => number, index = 0) => {
    const mill = millOf()
    const drift = { fault: 'autoleveller-drift', place: 'FD01', severity: PERCENT } as const
    inject(mill, { ...drift, selfCure: false, rampMinutes: 0 }, START_MS)
    return [meanOf(mill, 1, 'finisher-draw', of, index), meanOf(millOf(), 1, 'finisher-draw', of, index)] as const
  }

  it('moves A %, its own action and the long waves', () => {
    const [off, sound] = drifts((draw) => draw.countDeviationPercent)
    expect(off - sound).toBeGreaterThan(0.9 * PERCENT)
    const [acts, usual] = drifts((draw) => draw.levellingPercent)
    expect(acts - usual).toBeGreaterThan((2 / 3) * PERCENT)
    const [long, still] = drifts((draw) => draw.cv5mPercent)
    // sqrt(0.36² + (0.18 x 2)²) over 0.36.
    expect(long / still).toBeGreaterThan(1.3)
  })

  it('moves neither the short waves nor another draw frame', () => {
    const [short, usual] = drifts((draw) => draw.cv1mPercent)
    expect(short / usual).toBeLessThan(1.02)
    const [other, sound] = drifts((draw) => draw.countDeviationPercent, 1)
    expect(other).toBeCloseTo(sound, 6)
  })
})

describe('suction', () => {
  it('of a card falls with its filter, and is shut off at the card that burns alone', () => {
    const mill = millOf()
    const values: number[] = []
    for (let minute = 1; minute < 600; minute += 5) {
      advance(mill, START_MS + minute * MINUTE_MS)
      const card = read(mill, 'card')
      if (card.state === 'Executing') values.push(card.suctionPa)
    }
    expect(Math.max(...values) - Math.min(...values)).toBeGreaterThan(40)
    expect(Math.min(...values)).toBeGreaterThan(600)
    inject(mill, { fault: 'card-fire', place: 'CD01', selfCure: false }, 0)
    advance(mill, START_MS + 604 * MINUTE_MS)
    expect(read(mill, 'card', 0).suctionPa).toBe(0)
    expect(read(mill, 'card', 1).suctionPa).toBeGreaterThan(200)
  })

  it('of a roving frame is a third while it stands', () => {
    const mill = millOf()
    const seen = new Set<string>()
    for (let minute = 1; minute < 600; minute++) {
      advance(mill, START_MS + minute * MINUTE_MS)
      const { state, suctionPa } = read(mill, 'roving-frame')
      seen.add(state)
      if (state === 'Executing') expect(suctionPa).toBeGreaterThan(900)
      else expect(suctionPa).toBeLessThan(400)
    }
    expect([...seen].sort()).toEqual(['Executing', 'NotExecuting'])
  })
})

describe('the chute of a card', () => {
  it('feeds unevenly over long lengths when its line has stood', () => {
    const of = (mill: Mill) => meanOf(mill, 2, 'card', (card) => card.cv100mPercent)
    const mill = millOf()
    // Released before the chutes are empty: the cards run on from half full ones.
    inject(mill, { fault: 'spark-trip', place: 'BR01', minutes: 8 }, START_MS + 116 * MINUTE_MS)
    const after = of(mill)
    expect(after).toBeGreaterThan(of(millOf()) * 1.03)
  })
})

describe('packing rejects', () => {
  it('rise with a count that is off and with mixed lots, and not with a fire of a card', () => {
    const rejects = (mill: Mill) => read(mill, 'packing').rejectsPercent
    const at = (change?: (mill: Mill) => void) => {
      const mill = millOf()
      change?.(mill)
      advance(mill, START_MS + 5 * MINUTE_MS)
      return rejects(mill)
    }
    const usual = at()
    expect(usual).toBeGreaterThan(0.2)
    expect(usual).toBeLessThan(0.8)
    expect(at((mill) => void mill.state.frames.countPercent.fill(3))).toBeGreaterThan(usual + 1.5)
    expect(at((mill) => void mill.state.winders.meanCuts.fill(3 * mill.derived.cutsPerCop))).toBeGreaterThan(
      usual + 0.3,
    )
    expect(at((mill) => void mill.state.flow.mixedShare.fill(0.01))).toBeGreaterThan(usual + 10)
    expect(at((mill) => void inject(mill, { fault: 'card-fire', place: 'CD01' }, 0))).toBe(usual)
  })
})

describe('honeydew', () => {
  it('drags at the flyers until the rollers are cleaned', () => {
    const mill = millOf()
    const machine = mill.layout.flowFirst['roving-frame']
    const tension = (fromHours: number) => meanOf(mill, fromHours, 'roving-frame', (frame) => frame.tensionPercent)
    const clean = tension(0)
    mill.state.flow.residue[machine] = 0.8
    const sticky = tension(1)
    expect(sticky).toBeGreaterThan(clean + 4)
    respond(mill, { response: 'clean-rollers', place: 'RV01' }, 0)
    expect(tension(2)).toBeLessThan(clean + 3)
  })
})
