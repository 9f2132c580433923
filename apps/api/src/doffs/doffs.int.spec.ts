import { frameDoffs } from '@wanding/contracts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Bus } from '../bus'
import { HEALTHY_FRAME, HOUR_MS, MINUTE_MS, START_MS, Telemetry } from '../kpi/telemetry.builder'
import type { StoreWriter } from '../store/store-writer'
import { type StoredMill, startStoredMill } from '../store/stored-mill.suite'
import { DoffsController } from './doffs.controller'
import { DoffsService } from './doffs.service'

const SPINDLES = 1200
/** A doff of 100 minutes: 30 breaks in the base, 35 in the body, 15 in the nose, 18 at the start. */
const DOFF_MINUTES = 100
const breaksAt = (x: number): number => (x < 15 ? 2 : x < 85 ? 0.5 : 1)

let mill: StoredMill

function threeDoffs(bus: Bus, writer: StoreWriter): void {
  const telemetry = new Telemetry(bus)
  telemetry.gatewayOnline('G01', START_MS)
  const counters = {
    'doff/count': 12,
    'breaks/running': 800,
    'breaks/startUp': 70,
    'spindles/runHours': 5000,
    'production/total': 90,
    'energy/total': 200,
  }
  telemetry.birth('RF01', 'ring-frame', START_MS, {
    ...HEALTHY_FRAME,
    'frame/spindles': SPINDLES,
    ...counters,
    'doff/progress': 0,
  })
  bus.emit('spindles', {
    ...{ mill: 'jimo', gateway: 'G01', machine: 'RF01', run: telemetry.run, historical: false },
    ...{ atMs: START_MS, receivedMs: START_MS, states: new Uint8Array(SPINDLES).fill(1) },
  })
  let running = counters['breaks/running']
  for (let minute = 1; minute <= 3 * DOFF_MINUTES; minute++) {
    const x = (minute - 1) % DOFF_MINUTES
    running += breaksAt(x)
    const isNew = x === 0 && minute > 1
    if (isNew) {
      counters['doff/count'] += 1
      counters['breaks/startUp'] += 18
    }
    counters['breaks/running'] = Math.floor(running)
    counters['spindles/runHours'] += SPINDLES / 60
    counters['production/total'] += 0.3
    counters['energy/total'] += 0.75
    telemetry.data('RF01', START_MS + minute * MINUTE_MS - 1000, { ...counters, 'doff/progress': x + 0.5 })
    if (minute % 60 === 0) writer.tick()
  }
}

beforeAll(async () => {
  mill = await startStoredMill([DoffsController], [DoffsService], threeDoffs)
}, 60_000)
afterAll(() => mill?.stop())

describe('doffs of a ring frame, from the store', () => {
  const range = `from=${START_MS}&to=${START_MS + 5 * HOUR_MS}`

  it('tells each doff: breaks, loss at its start, energy of its yarn', async () => {
    const { body } = await mill.get(`/jimo/machines/RF01/doffs?${range}`)
    const { doffs, spindles } = frameDoffs.parse(body)
    expect(spindles).toBe(SPINDLES)
    expect(doffs.map(({ whole, toMs }) => [whole, toMs === null])).toEqual([
      [false, false],
      [true, false],
      [true, true],
    ])
    const second = doffs[1]!
    expect(second).toMatchObject({ breaksStartUp: 18, startUpLossPercent: 1.5 })
    expect(second.toMs! - second.fromMs).toBe((DOFF_MINUTES + 1) * MINUTE_MS)
    expect(second.breaksRunning).toBeGreaterThanOrEqual(78)
    expect(second.breaksRunning).toBeLessThanOrEqual(81)
    expect(second.kwhPerKg).toBeCloseTo(2.5, 6)
    expect(second.per1000SpindleHours).toBeCloseTo((1000 * second.breaksRunning) / 2000, 6)
  })

  it('tells where in the doff ends break, with intervals that hold the true rates', async () => {
    const { body } = await mill.get(`/jimo/machines/RF01/doffs?${range}`)
    const { parts, cells, whole } = frameDoffs.parse(body)
    expect(cells).toHaveLength(20)
    const perMinute = SPINDLES / 60 / 1000
    for (const [part, breaks] of [
      ['base', 2],
      ['body', 0.5],
      ['nose', 1],
    ] as const) {
      const found = parts.find((each) => each.part === part)!
      const [least, most] = found.interval95!
      expect(least, part).toBeLessThan(breaks / perMinute)
      expect(most, part).toBeGreaterThan(breaks / perMinute)
      expect(found.per1000SpindleHours! / (breaks / perMinute)).toBeCloseTo(1, 0)
    }
    expect(whole.breaks).toBe(cells.reduce((sum, cell) => sum + cell.breaks, 0))
  })

  it('tells the power along the doff, from the energy of its whole doffs and of the one in hand', async () => {
    const { body } = await mill.get(`/jimo/machines/RF01/doffs?${range}`)
    const { power } = frameDoffs.parse(body)
    expect(power).toHaveLength(20)
    for (const { doffs, meanKw, leastKw, mostKw, inHandKw } of power) {
      // 0.75 kWh in each minute.
      expect(doffs).toBe(1)
      for (const kw of [meanKw, leastKw, mostKw, inHandKw]) expect(kw).toBeCloseTo(45, 6)
    }
  })

  it.each([
    ['no such frame', `/jimo/machines/RF09/doffs?${range}`, 404, 'machine/unknown'],
    ['an empty window', `/jimo/machines/RF01/doffs?from=${START_MS}&to=${START_MS}`, 400, 'query/invalid'],
    ['a window of more than a week', `/jimo/machines/RF01/doffs?from=0&to=${START_MS}`, 400, 'query/invalid'],
  ])('refuses %s', async (_what, path, status, code) => {
    const answer = await mill.get(path)
    expect(answer.status).toBe(status)
    expect(answer.body.code).toBe(code)
  })
})
