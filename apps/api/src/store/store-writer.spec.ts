import type { KpiNow, StaffingNow } from '@wanding/contracts'
import { describe, expect, it, vi } from 'vitest'
import { Bus, type MachineReading, type SpindleReading } from '../bus'
import type { ForgetLimits, HistoryStore, StoreBatch } from './history-store.port'
import { StoreWriter } from './store-writer'

const T0 = 20_000 * 86_400_000
const HOUR = 3_600_000

function aWriter(nowMs = () => T0, retentionBytes = 20e9) {
  const batches: StoreBatch[] = []
  const forgotten: ForgetLimits[] = []
  const calls: string[] = []
  const store = {
    start: async () => void calls.push('start'),
    stop: async () => void calls.push('stop'),
    write: async (batch: StoreBatch) => {
      calls.push('write')
      batches.push(batch)
    },
    forgetBefore: async (limits: ForgetLimits) => void forgotten.push(limits),
    health: () => ({ kind: 'duckdb', ok: true, lastError: 'set aside' }),
  } as unknown as HistoryStore
  const errors: unknown[] = []
  const bus = new Bus((error) => errors.push(error))
  const log = { warn: () => {}, error: () => {} }
  const writer = new StoreWriter(bus, store, { retentionHours: 24, retentionBytes, nowMs, log })
  writer.start()
  return { batches, forgotten, calls, bus, writer, errors }
}

const stamp = (atMs: number) => ({
  mill: 'jimo',
  gateway: 'G01',
  machine: 'RF01',
  run: 'run-7',
  atMs,
  receivedMs: atMs,
  historical: false,
})
const aReading = (atMs: number, over: Partial<MachineReading> = {}): MachineReading => ({
  ...stamp(atMs),
  kind: 'ring-frame',
  birth: false,
  values: new Map([['spindle/speed', 18_500]]),
  ...over,
})
const spindles = (atMs: number, over: Partial<SpindleReading> = {}): SpindleReading => ({ ...stamp(atMs), ...over })

const figure = (value: number | null) => ({
  value,
  numerator: null,
  denominator: null,
  windowMinutes: 60,
  source: 'measured',
})
const aKpi = (atMs: number, kgPerHour: number | null) =>
  ({
    mill: 'jimo',
    run: 'run-7',
    atMs,
    figures: { kgPerHour: figure(kgPerHour) },
    extra: { doffsPerFrameDay: figure(8) },
  }) as unknown as KpiNow
const aStaffing = (atMs: number) =>
  ({
    mill: 'jimo',
    atMs,
    per10k: { required: 9.7, rostered: null },
    index: 0.9,
    byRole: [{ role: 'winding', per10k: 1.02 }],
  }) as unknown as StaffingNow

describe('StoreWriter', () => {
  it('puts what came in a second into one batch', async () => {
    const { bus, writer, batches, errors } = aWriter()
    bus.emit('reading', aReading(T0, { birth: true }))
    bus.emit('spindles', spindles(T0, { states: Uint8Array.of(1, 1) }))
    bus.emit(
      'spindles',
      spindles(T0 + 1000, { rpm: Uint16Array.of(5, 6), transitions: [{ position: 2, state: 2, atMs: T0 + 500 }] }),
    )
    bus.emit('kpi', aKpi(T0 + 1000, 1670))
    bus.emit('staffing', aStaffing(T0 + 1000))
    writer.tick()
    await vi.waitFor(() => expect(batches).toHaveLength(1))
    expect(batches[0]).toMatchObject({
      metrics: [{ run: 'run-7', mill: 'jimo', machine: 'RF01', kind: 'ring-frame', atMs: T0 }],
      seconds: [{ atMs: T0 + 1000, states: Uint8Array.of(1, 2) }],
      transitions: [{ position: 2, broke: true }],
      rollups: [],
    })
    expect(batches[0]!.series.map(({ run, series, value }) => [run, series, value])).toEqual([
      ['run-7', 'kpi/kgPerHour', 1670],
      ['run-7', 'kpi/doffsPerFrameDay', 8],
      ['run-7', 'staffing/required', 9.7],
      ['run-7', 'staffing/index', 0.9],
      ['run-7', 'staffing/role/winding', 1.02],
    ])
    expect(errors).toEqual([])
  })

  it('keeps a second of a frame whose speeds did not change', async () => {
    const { bus, writer, batches } = aWriter()
    bus.emit('spindles', spindles(T0, { states: Uint8Array.of(1), rpm: Uint16Array.of(0) }))
    writer.tick()
    await vi.waitFor(() => expect(batches).toHaveLength(1))
    bus.emit('reading', aReading(T0 + 1000))
    writer.tick()
    await vi.waitFor(() => expect(batches).toHaveLength(2))
    expect(batches[1]!.seconds).toMatchObject([{ atMs: T0 + 1000, rpm: Uint16Array.of(0) }])
  })

  it('takes one sample of the figures in ten seconds, and none of what cannot be said', async () => {
    const { bus, writer, batches } = aWriter()
    for (let second = 0; second < 25; second++) bus.emit('kpi', aKpi(T0 + second * 1000, second < 10 ? null : second))
    writer.tick()
    await vi.waitFor(() => expect(batches).toHaveLength(1))
    const points = batches[0]!.series.filter(({ series }) => series === 'kpi/kgPerHour')
    expect(points.map(({ atMs, value }) => [atMs - T0, value])).toEqual([
      [10_000, 10],
      [20_000, 20],
    ])
  })

  it('writes nothing when nothing came', async () => {
    const { writer, calls } = aWriter()
    writer.tick()
    await writer.stop()
    expect(calls).toEqual(['start', 'stop'])
  })

  it('stops listening, writes what is left, then closes the store', async () => {
    const { bus, writer, calls, batches } = aWriter()
    bus.emit('reading', aReading(T0))
    const stopped = writer.stop()
    bus.emit('reading', aReading(T0 + 1000))
    await stopped
    expect(calls).toEqual(['start', 'write', 'stop'])
    expect(batches[0]!.metrics.map((row) => row.atMs)).toEqual([T0])
  })

  it("forgets by the slowest mill's clock, every ten minutes", () => {
    let nowMs = T0
    const { bus, writer, forgotten } = aWriter(() => nowMs)
    bus.emit('reading', aReading(T0 + 500 * HOUR))
    bus.emit('reading', aReading(T0 + 400 * HOUR, { mill: 'weifang' }))
    writer.tick()
    expect(forgotten).toEqual([])
    nowMs += 10 * 60_000
    writer.tick()
    writer.tick()
    const [oldestMs, days] = [T0 + 400 * HOUR, 24 * HOUR]
    expect(forgotten).toEqual([
      {
        secondsMs: oldestMs - days,
        metricsMs: oldestMs - 14 * days,
        momentsMs: oldestMs - 14 * days,
        rollupsMs: oldestMs - 90 * days,
      },
    ])
  })

  it('forgets sooner what would take more room than there is', () => {
    let nowMs = T0
    const { bus, writer, forgotten } = aWriter(() => nowMs, 1000)
    for (let minute = 0; minute <= 60; minute++) {
      bus.emit('reading', aReading(T0 + minute * 60_000))
      const data = new Uint8Array(100)
      bus.emit('moment', { mill: 'jimo', run: 'run-7', kind: 'step', atMs: T0 + minute * 60_000, data })
      writer.tick()
    }
    nowMs += 10 * 60_000
    writer.tick()
    const [{ momentsMs, metricsMs } = { momentsMs: 0, metricsMs: 0 }] = forgotten
    // 6,100 bytes an hour, and half of 1,000 for moments.
    expect(T0 + HOUR - momentsMs).toBeCloseTo((500 / 6000) * HOUR, -4)
    expect(metricsMs).toBe(T0 + HOUR - 14 * 24 * HOUR)
  })

  it('tells how it is', async () => {
    const { bus, writer } = aWriter()
    bus.emit('reading', aReading(T0))
    writer.tick()
    expect(writer.status(T0 + 700)).toEqual({
      kind: 'duckdb',
      ok: true,
      lagMs: 700,
      queued: 1,
      dropped: 0,
      lastError: 'set aside',
    })
    await writer.stop()
    expect(writer.status(T0 + 700)).toMatchObject({ lagMs: 0, queued: 0 })
  })
})
