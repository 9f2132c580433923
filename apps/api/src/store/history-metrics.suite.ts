import { describe, expect, it } from 'vitest'
import { aBatch, aMetricRow, MACHINE, MINUTE, T0 } from './batch.builder'
import type { HistoryStore } from './history-store.port'

/** What a machine said: its numbers in steps, its words as they held. */
export function describeMetrics(store: () => HistoryStore): void {
  describe('metrics of machines', () => {
    const speeds = (run: string, fromMs: number, toMs: number, stepMs = 1000) =>
      store().metricHistory({ ...MACHINE, run, metric: 'spindle/speed' }, { fromMs, toMs }, stepMs)

    it('gives numbers back in steps of mean, least and most', async () => {
      const run = 'steps'
      const metrics = [100, 200, 600].map((value, index) =>
        aMetricRow(T0 + index * 1000, { 'spindle/speed': value, noil: 0.5 }, { run }),
      )
      await store().write(aBatch({ metrics: [...metrics, aMetricRow(T0 + 10_000, { 'spindle/speed': 7 }, { run })] }))
      expect(await speeds(run, T0, T0 + 20_000, 10_000)).toEqual([
        { atMs: T0, mean: 300, least: 100, most: 600 },
        { atMs: T0 + 10_000, mean: 7, least: 7, most: 7 },
      ])
    })

    it('reads ranges half-open and aligns steps to the epoch', async () => {
      const run = 'ranges'
      const at = [T0, T0 + 500, T0 + 5000, T0 + 9999, T0 + 10_000]
      await store().write(aBatch({ metrics: at.map((atMs, i) => aMetricRow(atMs, { 'spindle/speed': i }, { run })) }))
      expect(await speeds(run, T0 + 500, T0 + 10_000, 10_000)).toEqual([{ atMs: T0, mean: 2, least: 1, most: 3 }])
      expect(await speeds(run, T0 + 10_000, T0 + 10_001, 10_000)).toEqual([
        { atMs: T0 + 10_000, mean: 4, least: 4, most: 4 },
      ])
    })

    it('carries a value forward while it holds, also from before the range, and leaves gaps as gaps', async () => {
      const run = 'gaps'
      const metrics = [0, 1, 10, 11].map((minute) =>
        aMetricRow(T0 + minute * MINUTE, { 'spindle/speed': minute }, { run }),
      )
      await store().write(aBatch({ metrics }))
      const minutes = (points: { atMs: number; mean: number }[]) =>
        points.map(({ atMs, mean }) => [(atMs - T0) / MINUTE, mean])
      expect(minutes(await speeds(run, T0, T0 + 20 * MINUTE, MINUTE))).toEqual([
        [0, 0],
        [1, 1],
        [2, 1],
        [3, 1],
        [10, 10],
        [11, 11],
        [12, 11],
        [13, 11],
      ])
      expect(minutes(await speeds(run, T0 + 2 * MINUTE, T0 + 3 * MINUTE, MINUTE))).toEqual([[2, 1]])
    })

    it('keeps numbers exact and leaves out what is no finite number', async () => {
      const run = 'numbers'
      const values = [0, -0.1, 1e21, 5e-7, 123_456_789.125, Number.MAX_SAFE_INTEGER]
      const rows = values.map((value, i) => aMetricRow(T0 + i * 1000, { 'energy/total': value }, { run }))
      const none = [Number.NaN, Number.POSITIVE_INFINITY, null].map((value, i) =>
        aMetricRow(T0 + 60_000 + i * 1000, { 'energy/total': value }, { run }),
      )
      await store().write(aBatch({ metrics: [...rows, ...none] }))
      const key = { ...MACHINE, run, metric: 'energy/total' }
      const points = await store().metricHistory(key, { fromMs: T0, toMs: T0 + 6000 }, 1000)
      expect(points.map((point) => point.mean)).toEqual(values)
      expect(await store().metricHistory(key, { fromMs: T0 + 60_000, toMs: T0 + 63_000 }, 1000)).toHaveLength(3)
      expect(
        new Set(
          (await store().metricHistory(key, { fromMs: T0 + 60_000, toMs: T0 + 63_000 }, 1000)).map((p) => p.mean),
        ),
      ).toEqual(new Set([Number.MAX_SAFE_INTEGER]))
    })

    it('keeps words and booleans, with the word that held at the begin of the range', async () => {
      const run = 'words'
      const say = (seconds: number, value: string | boolean) =>
        aMetricRow(T0 + seconds * 1000, { 'machine/reason': value }, { run })
      await store().write(
        aBatch({ metrics: [say(0, 'starting'), say(5, 'producing'), say(9, 'it\'s "stopped", see\\n')] }),
      )
      await store().write(aBatch({ metrics: [say(12, true)] }))
      const words = (from: number, to: number) =>
        store().wordHistory(
          { ...MACHINE, run, metric: 'machine/reason' },
          { fromMs: T0 + from * 1000, toMs: T0 + to * 1000 },
        )
      expect(await words(7, 13)).toEqual([
        { atMs: T0 + 5000, word: 'producing' },
        { atMs: T0 + 9000, word: 'it\'s "stopped", see\\n' },
        { atMs: T0 + 12_000, word: 'true' },
      ])
      expect(await words(0, 5)).toEqual([{ atMs: T0, word: 'starting' }])
    })
  })
}
