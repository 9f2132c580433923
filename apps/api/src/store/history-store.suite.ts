import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { aBatch, aMetricRow, aRollup, aSecond, aTransition, FRAME, MACHINE, MILL, T0 } from './batch.builder'
import { describeMetrics } from './history-metrics.suite'
import { describeMoments } from './history-moments.suite'
import { describeSeries } from './history-series.suite'
import { describeSpindles } from './history-spindles.suite'
import { type HistoryStore, type MomentKind, StoreUnavailableError } from './history-store.port'

/** A real engine under the adapter, that can be taken away and given back. */
export interface StoreBench {
  /** A new adapter, not started, on the same data. */
  newStore(): HistoryStore
  /** Takes the engine away as a crash would. */
  crash(store: HistoryStore): Promise<void>
  /** Lets the engine come back, where it does not come back by itself. */
  revive(): Promise<void>
  stop(): Promise<void>
}

const KINDS: readonly MomentKind[] = ['picture', 'step', 'anomaly']
const AWKWARD = [
  'two words',
  'a,b=c',
  `it's "quoted"`,
  'back\\slash\\',
  '一号细纱机',
  'new\nline',
  '100%25',
  "'; DROP MEASUREMENT machine; --",
]

/** What both stores must do alike; run by each adapter's spec against its real engine. */
export function describeHistoryStore(name: string, makeBench: () => Promise<StoreBench>): void {
  describe(`${name} as a history store`, () => {
    let bench: StoreBench
    let store: HistoryStore

    beforeAll(async () => {
      bench = await makeBench()
      store = bench.newStore()
      await store.start()
    })
    afterAll(async () => {
      await store?.stop()
      await bench?.stop()
    })

    const speeds = (run: string, fromMs: number, toMs: number, stepMs = 1000) =>
      store.metricHistory({ ...MACHINE, run, metric: 'spindle/speed' }, { fromMs, toMs }, stepMs)

    it('says that it is well', () => {
      expect(store.health()).toMatchObject({ ok: true, lastError: null })
    })

    describeMetrics(() => store)
    describeSpindles(() => store)
    describeSeries(() => store)
    describeMoments(() => store)

    it('has the same content when a batch is written twice, and the newest value where they differ', async () => {
      const run = 'twice'
      const batch = (value: number) =>
        aBatch({
          metrics: [aMetricRow(T0, { 'spindle/speed': value }, { run })],
          seconds: [aSecond(T0, [value], [1], { run })],
          transitions: [aTransition(1, T0, 2, { run })],
          rollups: [aRollup(T0, [1], { run })],
          series: [{ run, mill: MILL, series: 'kpi/x', atMs: T0, value }],
        })
      const content = async () => {
        const range = { fromMs: T0, toMs: T0 + 1000 }
        const spindle = { ...MACHINE, run, position: 1 }
        return {
          steps: await speeds(run, T0, T0 + 1000),
          seconds: await store.spindleSeconds(spindle, range),
          events: await store.spindleEvents(spindle, range),
          rollups: await store.spindleRollups(spindle, range),
          worst: await store.worstSpindles({ run, mill: MILL }, range, 10),
          breaks: await store.breakCount({ run, mill: MILL }, range),
          series: await store.seriesHistory({ run, mill: MILL, series: ['kpi/x'] }, range, 1000),
        }
      }
      await store.write(batch(100))
      const once = await content()
      await store.write(batch(100))
      expect(await content()).toEqual(once)
      expect(once).toMatchObject({ breaks: 1, worst: [{ breaks: 1 }], seconds: [{ rpm: 100 }], events: [{ state: 2 }] })
      await store.write(batch(200))
      expect(await content()).toMatchObject({ steps: [{ mean: 200, least: 200 }], seconds: [{ rpm: 200 }], breaks: 1 })
    })

    it('keeps runs, mills and machines apart', async () => {
      const others = [
        { run: 'apart-1', mill: MILL, machine: FRAME },
        { run: 'apart-2', mill: MILL, machine: FRAME },
        { run: 'apart-1', mill: 'weifang', machine: FRAME },
        { run: 'apart-1', mill: MILL, machine: 'RF02' },
      ]
      await store.write(
        aBatch({
          metrics: others.map((over, i) => aMetricRow(T0, { 'spindle/speed': i }, over)),
          seconds: others.map((over, i) => aSecond(T0, [i], [1], over)),
          transitions: others.map((over, i) => aTransition(i + 1, T0, 2, over)),
        }),
      )
      const range = { fromMs: T0, toMs: T0 + 1000 }
      for (const [index, key] of others.entries()) {
        const points = await store.metricHistory({ ...key, metric: 'spindle/speed' }, range, 1000)
        expect(points.map((point) => point.mean)).toEqual([index])
        expect((await store.spindleSeconds({ ...key, position: 1 }, range)).map((s) => s.rpm)).toEqual([index])
        const worst = await store.worstSpindles(key, range, 10)
        expect(worst.map(({ machine: id, position }) => [id, position])).toEqual([[key.machine, index + 1]])
      }
      expect(await store.breakCount({ run: 'apart-1', mill: MILL }, range)).toBe(2)
    })

    it.each(AWKWARD)('takes %j as a name and nothing else', async (awkward) => {
      const key = { run: awkward, mill: awkward, machine: awkward }
      await store.write(
        aBatch({
          metrics: [aMetricRow(T0, { [awkward]: 5, time: 6, machine: 7, _time: 8 }, key)],
          seconds: [aSecond(T0, [9], [1], key)],
          transitions: [aTransition(1, T0, 2, key)],
          series: [{ run: awkward, mill: awkward, series: awkward, atMs: T0, value: 4 }],
          moments: [{ run: awkward, mill: awkward, kind: 'picture', atMs: T0, data: Uint8Array.of(3) }],
        }),
      )
      const range = { fromMs: T0, toMs: T0 + 1000 }
      for (const [metric, value] of [
        [awkward, 5],
        ['time', 6],
        ['machine', 7],
        ['_time', 8],
      ] as const) {
        expect(await store.metricHistory({ ...key, metric }, range, 1000)).toMatchObject([{ mean: value }])
      }
      expect(await store.spindleSeconds({ ...key, position: 1 }, range)).toMatchObject([{ rpm: 9 }])
      expect(await store.worstSpindles(key, range, 1)).toMatchObject([{ machine: awkward, position: 1 }])
      const series = await store.seriesHistory({ ...key, series: [awkward] }, range, 1000)
      expect(series.get(awkward)).toMatchObject([{ mean: 4 }])
      expect(await store.seriesSums({ ...key, prefix: awkward }, range)).toEqual(new Map([[awkward, 4]]))
      expect(Object.fromEntries(await store.machineAt(key, range))).toEqual({
        [awkward]: 5,
        time: 6,
        machine: 7,
        _time: 8,
      })
      expect(await store.storedRuns(awkward)).toEqual([{ run: awkward, fromMs: T0, toMs: T0 }])
      expect([...(await store.momentBefore({ ...key, kind: 'picture' }, T0))!.data]).toEqual([3])
    })

    it('answers nothing for what it has never heard of', async () => {
      const nobody = { run: 'none', mill: 'none', machine: 'none' }
      const range = { fromMs: T0, toMs: T0 + 1000 }
      expect(await store.metricHistory({ ...nobody, metric: 'x' }, range, 1000)).toEqual([])
      expect(await store.wordHistory({ ...nobody, metric: 'x' }, range)).toEqual([])
      expect(await store.spindleEvents({ ...nobody, position: 1 }, range)).toEqual([])
      expect(await store.spindleSeconds({ ...nobody, position: 1 }, range)).toEqual([])
      expect(await store.worstSpindles(nobody, range, 5)).toEqual([])
      expect(await store.breakCount(nobody, range)).toBe(0)
    })

    it('keeps all of it over a restart', async () => {
      const run = 'restart'
      await store.write(
        aBatch({
          metrics: [aMetricRow(T0, { 'spindle/speed': 5 }, { run })],
          seconds: [aSecond(T0, [5], [1], { run })],
        }),
      )
      await store.stop()
      await expect(store.write(aBatch({}))).rejects.toBeInstanceOf(StoreUnavailableError)
      store = bench.newStore()
      await store.start()
      expect(await speeds(run, T0, T0 + 1000)).toMatchObject([{ mean: 5 }])
      await store.write(aBatch({ seconds: [aSecond(T0 + 1000, [6], [1], { run })] }))
      const seconds = await store.spindleSeconds({ ...MACHINE, run, position: 1 }, { fromMs: T0, toMs: T0 + 9000 })
      expect(seconds.map((second) => second.rpm)).toEqual([5, 6])
    })

    it('says that it is unavailable when its engine is gone, and goes on when it is back', async () => {
      const run = 'crash'
      await store.write(aBatch({ metrics: [aMetricRow(T0, { 'spindle/speed': 1 }, { run })] }))
      await bench.crash(store)
      expect(store.health()).toMatchObject({ ok: false, lastError: expect.any(String) })
      await bench.revive()
      const again = aBatch({ metrics: [aMetricRow(T0 + 1000, { 'spindle/speed': 2 }, { run })] })
      await vi.waitFor(() => store.write(again), { timeout: 10_000, interval: 50 })
      expect(store.health()).toMatchObject({ ok: true, lastError: null })
      expect((await speeds(run, T0, T0 + 2000)).map((point) => point.mean)).toEqual([1, 2])
    })

    it('forgets seconds, metrics, moments and rollups by age, and keeps words, transitions and series', async () => {
      const run = 'forget'
      const old = T0 - 10 * 24 * 3_600_000
      const at = (atMs: number) =>
        aBatch({
          metrics: [aMetricRow(atMs, { 'spindle/speed': 1, 'machine/reason': `since ${atMs}` }, { run })],
          seconds: [aSecond(atMs, [1], [1], { run })],
          transitions: [aTransition(1, atMs, 2, { run })],
          rollups: [aRollup(atMs, [1], { run })],
          series: [{ run, mill: MILL, series: 'kpi/x', atMs, value: 1 }],
          moments: KINDS.map((kind) => ({ run, mill: MILL, kind, atMs, data: Uint8Array.of(1) })),
        })
      await store.write(at(old))
      await store.write(at(T0 - 3 * 3_600_000))
      await store.write(at(T0))
      const fiveDays = T0 - 5 * 24 * 3_600_000
      await store.forgetBefore({
        secondsMs: T0 - 3_600_000,
        metricsMs: fiveDays,
        momentsMs: fiveDays,
        rollupsMs: fiveDays,
      })
      const range = { fromMs: old, toMs: T0 + 1000 }
      const spindle = { ...MACHINE, run, position: 1 }
      const times = (rows: readonly { atMs: number }[]) => rows.map((row) => row.atMs)
      expect(times(await store.spindleSeconds(spindle, range))).toEqual([T0])
      expect(times(await store.metricHistory({ ...spindle, metric: 'spindle/speed' }, range, 3_600_000))).toEqual([
        T0 - 3 * 3_600_000,
        T0,
      ])
      for (const kind of KINDS) {
        expect(times(await store.moments({ run, mill: MILL, kind }, range)), kind).toEqual([T0 - 3 * 3_600_000, T0])
      }
      expect(times(await store.spindleEvents(spindle, range))).toHaveLength(3)
      expect(times(await store.spindleRollups(spindle, range))).toEqual([T0 - 3 * 3_600_000, T0])
      expect(times(await store.wordHistory({ ...spindle, metric: 'machine/reason' }, range))).toHaveLength(3)
      const series = await store.seriesHistory({ run, mill: MILL, series: ['kpi/x'] }, range, 3_600_000)
      expect(series.get('kpi/x')).toHaveLength(3)
      // Where moments take too much they go before the metrics of their time.
      await store.forgetBefore({
        secondsMs: T0 - 3_600_000,
        metricsMs: fiveDays,
        momentsMs: T0 - 3_600_000,
        rollupsMs: fiveDays,
      })
      for (const kind of KINDS) expect(times(await store.moments({ run, mill: MILL, kind }, range)), kind).toEqual([T0])
      expect(await store.metricHistory({ ...spindle, metric: 'spindle/speed' }, range, 3_600_000)).toHaveLength(2)
    })
  })
}
