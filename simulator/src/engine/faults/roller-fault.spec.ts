import { describe, expect, it } from 'vitest'
import { loadMillPlan } from '../../mill-files'
import { activeFaults, advance, createMill, inject, type Mill, readMachine, respond } from '../index'
import { Link } from '../preparation/flow-kinds'
import { rovingQualityOf } from '../preparation/genealogy'
import { overLength } from '../preparation/roller-wave'
import type { DrawFrameReading } from '../readings'

const HOUR_MS = 3_600_000
const START_MS = Date.UTC(2026, 0, 5)
const INJECT_MS = START_MS + HOUR_MS
/** Small cans and bobbins, so that the ring room spins within two days what the draw frames make. */
const SMALL = ['ringRoom.frames=8', 'spinPlan.rovingBobbinKg=0.6', 'machines.finisherDraws.canKg=6', 'faults.scale=0']
const millOf = () => createMill(loadMillPlan('jimo', SMALL, import.meta.url), 3, START_MS)
const finisher = (mill: Mill, index: number) => readMachine(mill, { kind: 'finisher-draw', index }) as DrawFrameReading
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
const withFault = (amplitude: number) => {
  const mill = millOf()
  const order = { fault: 'roller-eccentric', place: 'FD01', severity: amplitude, selfCure: false } as const
  expect(inject(mill, order, INJECT_MS)).toEqual({ ok: true, place: 'FD01' })
  return mill
}

/** The first moment in which the draw frame runs. */
function running(mill: Mill, atMs: number): DrawFrameReading {
  advance(mill, atMs)
  while (finisher(mill, 0).deliveryMPerMin === 0) advance(mill, mill.state.mill.nowMs + 10_000)
  return finisher(mill, 0)
}

/** Cans of the first draw frame in the stores before the roving frames. */
function storedOf(mill: Mill): number {
  const { stores, carriers } = mill.state
  const { prep, flowFirst } = mill.layout
  let count = 0
  for (let store = prep.storeFirst[Link.finisherCan]!; store < prep.stores; store++) {
    for (let i = 0; i < stores.stored[store]!; i++) {
      const place = prep.ringFirst[store]! + ((stores.first[store]! + i) % prep.ringSize[store]!)
      if (carriers.source[stores.ring[place]!] === flowFirst['finisher-draw']) count++
    }
  }
  return count
}

describe('an eccentric roller of a draw frame', () => {
  it('stands out of the spectrogram at the length of its roller, and raises the CV as a sine does', () => {
    const mill = withFault(5)
    const before = running(mill, INJECT_MS - 60_000)
    expect(before).toMatchObject({ spectrogramAlarm: false, waveLengthCm: 0 })
    expect(before.waveAmplitudePercent).toBeLessThan(0.7)
    const after = running(mill, INJECT_MS + 4 * HOUR_MS)
    expect(after.spectrogramAlarm).toBe(true)
    expect([12, 23, 88]).toContain(after.waveLengthCm)
    expect(after.waveAmplitudePercent).toBeCloseTo(5, 1)
    // CVm² = 2.3² + 5² / 2, within what the frame differs by itself.
    expect(Math.abs(after.cvmPercent - Math.sqrt(2.3 ** 2 + 12.5))).toBeLessThan(0.2)
    // Over a metre a short wave averages out: what is left of it adds as a sine, beside 7 % of noise in each reading.
    const left = overLength({ amplitudePercent: 5, lengthCm: after.waveLengthCm }, 100)
    const expected = Math.sqrt(before.cv1mPercent ** 2 + left ** 2 / 2)
    expect(Math.abs(after.cv1mPercent / expected - 1)).toBeLessThan(0.15)
    expect(after.thickPlacesPerKm).toBeGreaterThan(before.thickPlacesPerKm + 3)
    expect(finisher(mill, 1).spectrogramAlarm).toBe(false)
  })

  it('grows with its ramp: the alarm comes when it is above the threshold, not before', () => {
    const mill = withFault(6)
    expect(running(mill, INJECT_MS + 0.5 * HOUR_MS).spectrogramAlarm).toBe(false)
    expect(running(mill, INJECT_MS + HOUR_MS).spectrogramAlarm).toBe(true)
  })

  it('never alarms while it is small', () =>
    expect(running(withFault(1), INJECT_MS + 6 * HOUR_MS).spectrogramAlarm).toBe(false))

  it('makes yarn of its cans uneven: more breaks and cuts, and of no other', () => {
    const mill = withFault(6)
    advance(mill, START_MS + 60 * HOUR_MS)
    const { can, fibre } = mill.state.spindles
    const yarn = { worn: [] as number[], sound: [] as number[] }
    const cvm = { worn: [] as number[], sound: [] as number[] }
    const cuts = { worn: [] as number[], sound: [] as number[] }
    for (let spindle = 0; spindle < mill.layout.spindles; spindle++) {
      const row = can[spindle]! % mill.layout.prep.cans
      const { madeMs, finisher: source } = mill.state.cans
      if (madeMs[row]! < INJECT_MS + 3 * HOUR_MS) continue
      const from = source[row] === 0 ? 'worn' : 'sound'
      yarn[from].push(fibre[spindle]!)
      cvm[from].push(rovingQualityOf(mill, spindle).cvmPercent)
      cuts[from].push(mill.rovingMemo.cuts[row]!)
    }
    expect(yarn.worn.length).toBeGreaterThan(50)
    expect(yarn.sound.length).toBeGreaterThan(50)
    const { cvmPercent } = mill.plan.spinPlan.fibre
    const points = Math.sqrt(cvmPercent ** 2 + 18) - cvmPercent
    expect(Math.abs(mean(cvm.worn) - mean(cvm.sound) - points)).toBeLessThan(0.15)
    expect(mean(yarn.worn) / mean(yarn.sound)).toBeGreaterThan(Math.exp(0.35 * points) * 0.93)
    expect(mean(cuts.worn)).toBeGreaterThan(mean(cuts.sound) * 1.03)
  })

  it('only another roller cures it, and its cans are taken out of the store', () => {
    const mill = withFault(5)
    advance(mill, INJECT_MS + 6 * HOUR_MS)
    for (const response of ['recalibrate-leveller', 'change-mixing', 'grind-cots'] as const) {
      respond(mill, { response, place: 'FD01' }, 0)
    }
    expect(running(mill, INJECT_MS + 9 * HOUR_MS).spectrogramAlarm).toBe(true)
    respond(mill, { response: 'change-roller', place: 'FD01' }, 0)
    expect(storedOf(mill)).toBeGreaterThan(0)
    advance(mill, mill.state.mill.nowMs + 45 * 60_000)
    expect(storedOf(mill)).toBe(0)
    const cured = running(mill, mill.state.mill.nowMs + 60_000)
    expect(activeFaults(mill)).toEqual([])
    expect(cured).toMatchObject({ spectrogramAlarm: false, waveLengthCm: 0 })
    expect(Math.abs(cured.cvmPercent - 2.3)).toBeLessThan(0.2)
  })
})
