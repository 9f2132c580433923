import { departmentSignal, millEnergy } from '@wanding/contracts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Bus } from '../bus'
import { HEALTHY_FRAME, HOUR_MS, MINUTE_MS, START_MS, Telemetry } from '../kpi/telemetry.builder'
import type { StoreWriter } from '../store/store-writer'
import { type StoredMill, startStoredMill } from '../store/stored-mill.suite'
import { EnergyController } from './energy.controller'
import { EnergyService } from './energy.service'

const MINUTES = 180
/** Mean power of two feeders by department, kW; air conditioning doubles after two hours. */
const RING_KW = 2000
const CARD_KW = 400
const airKw = (minute: number): number => (minute <= 120 ? 300 : 600)
/** Of each of two frames. */
const KG_PER_HOUR = 20
/** The ring counter of the second feeder is replaced after this minute, and a frame's counter leaps. */
const REPLACED = 60
const LEAPT = 90

let mill: StoredMill

function threeHours(bus: Bus, writer: StoreWriter): void {
  const telemetry = new Telemetry(bus)
  telemetry.gatewayOnline('G01', START_MS)
  const feeders = ['EL01', 'EL02'].map((id) => ({ id, ring: 5000, cards: 800, air: 900, all: 9000 }))
  const frames = ['RF01', 'RF02'].map((id) => ({ id, kg: 100 }))
  const said = ({ ring, cards, air, all }: (typeof feeders)[number]) => ({
    'energy/total': all,
    [departmentSignal('ring')]: ring,
    [departmentSignal('carding')]: cards,
    [departmentSignal('air-conditioning')]: air,
  })
  for (const feeder of feeders) telemetry.birth(feeder.id, 'electricity', START_MS, said(feeder))
  for (const { id, kg } of frames) {
    telemetry.birth(id, 'ring-frame', START_MS, { ...HEALTHY_FRAME, 'production/total': kg })
  }
  for (let minute = 1; minute <= MINUTES; minute++) {
    const atMs = START_MS + minute * MINUTE_MS - 1000
    for (const [i, feeder] of feeders.entries()) {
      feeder.ring += RING_KW / 60
      feeder.cards += CARD_KW / 60
      feeder.air += airKw(minute) / 60
      feeder.all += (RING_KW + CARD_KW + airKw(minute)) / 60
      if (i === 1 && minute === REPLACED) feeder.ring = 0
      telemetry.data(feeder.id, atMs, said(feeder))
    }
    for (const [i, frame] of frames.entries()) {
      frame.kg += KG_PER_HOUR / 60
      if (i === 1 && minute === LEAPT) frame.kg += 1e6
      telemetry.data(frame.id, atMs, { 'production/total': frame.kg })
    }
    if (minute % 60 === 0) writer.tick()
  }
}

beforeAll(async () => {
  mill = await startStoredMill([EnergyController], [EnergyService], threeHours)
}, 60_000)
afterAll(() => mill?.stop())

const over = async (fromMinute: number, toMinute: number) => {
  const range = `from=${START_MS + fromMinute * MINUTE_MS}&to=${START_MS + toMinute * MINUTE_MS}`
  return millEnergy.parse((await mill.get(`/jimo/energy?${range}`)).body)
}

describe('energy of a mill, from the store', () => {
  it('tells each department over an hour, its share and its part of a kilogram', async () => {
    const { departments, whole, kg, kwhPerKg, feeders, lost, stepMs } = await over(120, 180)
    expect(stepMs).toBe(MINUTE_MS)
    expect(lost).toEqual([])
    expect(departments.map(({ department }) => department)).toEqual(['carding', 'ring', 'air-conditioning'])
    const [cards, ring, air] = departments
    expect(cards!.kwh).toBeCloseTo(2 * CARD_KW, 3)
    expect(ring!.meanKw).toBeCloseTo(2 * RING_KW, 3)
    expect(air!.latestKw).toBeCloseTo(2 * 600, 3)
    expect(whole.kwh).toBeCloseTo(6000, 3)
    expect(ring!.sharePercent).toBeCloseTo(100 * (4000 / 6000), 6)
    expect(kg).toBeCloseTo(2 * KG_PER_HOUR, 3)
    expect(kwhPerKg).toBeCloseTo(6000 / 40, 6)
    expect(departments.reduce((sum, each) => sum + each.kwhPerKg!, 0)).toBeCloseTo(kwhPerKg!, 6)
    expect(feeders.map(({ machine, kwh }) => [machine, Math.round(kwh)])).toEqual([
      ['EL01', 3000],
      ['EL02', 3000],
    ])
  })

  it('does not count what a counter lost, says so, and keeps the means right', async () => {
    const { departments, kg, lost, kwhPerKg, stepMs } = await over(10, 120)
    expect(stepMs).toBe(2 * MINUTE_MS)
    expect(lost).toEqual([
      { machine: 'EL02', metric: departmentSignal('ring'), minutes: 4 },
      { machine: 'RF02', metric: 'production/total', minutes: 2 },
    ])
    const ring = departments.find(({ department }) => department === 'ring')!
    expect(ring.meanKw).toBeCloseTo(2 * RING_KW, 3)
    // Replaced within a step of two minutes: what that step and the next gained is not known.
    expect(ring.kwh).toBeCloseTo((RING_KW * (110 + 106)) / 60, 3)
    expect(kg).toBeCloseTo((KG_PER_HOUR * (110 + 108)) / 60, 3)
    expect(kwhPerKg).toBeCloseTo((2 * (RING_KW + CARD_KW + 300)) / (2 * KG_PER_HOUR), 3)
  })

  it('says nothing of a time without data', async () => {
    const { departments, whole, kwhPerKg } = await over(-600, -540)
    expect(departments.map(({ kwh, meanKw, latestKw }) => [kwh, meanKw, latestKw])).toEqual(
      Array.from({ length: 3 }, () => [0, null, null]),
    )
    expect([whole, kwhPerKg]).toEqual([{ kwh: 0, meanKw: null }, null])
  })

  it.each([
    ['no such mill', `/nowhere/energy?from=${START_MS}&to=${START_MS + HOUR_MS}`, 404, 'mill/unknown'],
    ['an empty window', `/jimo/energy?from=${START_MS}&to=${START_MS}`, 400, 'query/invalid'],
    ['a window of more than a month', `/jimo/energy?from=0&to=${START_MS}`, 400, 'query/invalid'],
  ])('refuses %s', async (_what, path, status, code) => {
    const answer = await mill.get(path)
    expect(answer.status).toBe(status)
    expect(answer.body.code).toBe(code)
  })
})
