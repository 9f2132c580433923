import { describe, expect, it } from 'vitest'
import { aBatch, MILL, T0 } from './batch.builder'
import type { HistoryStore } from './history-store.port'

/** Figures of a mill under their names. */
export function describeSeries(store: () => HistoryStore): void {
  describe('series of a mill', () => {
    it('keeps named series, several in one question', async () => {
      const run = 'series'
      const point = (series: string, seconds: number, value: number) => ({
        run,
        mill: MILL,
        series,
        atMs: T0 + seconds * 1000,
        value,
      })
      await store().write(
        aBatch({
          series: [point('kpi/kgPerHour', 0, 1670), point('kpi/kgPerHour', 10, 1680), point('staffing/index', 0, 0.9)],
        }),
      )
      const series = ['kpi/kgPerHour', 'staffing/index', 'kpi/never']
      const found = await store().seriesHistory({ run, mill: MILL, series }, { fromMs: T0, toMs: T0 + 20_000 }, 10_000)
      expect([...found.keys()].sort()).toEqual([...series].sort())
      expect(found.get('kpi/kgPerHour')!.map((step) => step.mean)).toEqual([1670, 1680])
      expect(found.get('staffing/index')!.map((step) => step.mean)).toEqual([0.9, 0.9])
      expect(found.get('kpi/never')).toEqual([])
    })

    it('sums series over a range, each point once however often it was written', async () => {
      const run = 'totals'
      const point = (series: string, seconds: number, value: number) => ({
        run,
        mill: MILL,
        series,
        atMs: T0 + seconds * 1000,
        value,
      })
      const before = point('work/count/laps', 0, 100)
      const within = [point('work/count/laps', 10, 3), point('work/count/laps', 20, 0), point('mill/countNe', 10, 40)]
      const after = point('work/count/laps', 30, 1000)
      await store().write(aBatch({ series: [before, ...within, after] }))
      await store().write(aBatch({ series: within }))
      await store().write(aBatch({ series: [point('work/count/laps', 20, 2)] }))
      const series = ['work/count/laps', 'mill/countNe', 'work/never']
      const range = { fromMs: T0 + 10_000, toMs: T0 + 30_000 }
      expect(await store().seriesTotals({ run, mill: MILL, series }, range)).toEqual(
        new Map([
          ['work/count/laps', { points: 2, sum: 5, last: 2 }],
          ['mill/countNe', { points: 1, sum: 40, last: 40 }],
        ]),
      )
      expect(await store().seriesTotals({ run: 'other', mill: MILL, series }, range)).toEqual(new Map())
      expect(await store().seriesTotals({ run, mill: MILL, series: [] }, range)).toEqual(new Map())
    })

    it('sums all series of a prefix over a range, whatever their names', async () => {
      const run = 'prefixes'
      const point = (series: string, s: number, value: number) => ({
        run,
        mill: MILL,
        series,
        atMs: T0 + s * 1000,
        value,
      })
      const odd = 'report/count:40 (a+b)/kg'
      const points = [point(odd, 10, 2), point(odd, 20, 3), point(odd, 30, 9), point('report/RF01/kg', 10, 0.5)]
      await store().write(aBatch({ series: [...points, point('reports/x', 10, 7), point('work/report/x', 10, 7)] }))
      await store().write(aBatch({ series: [point(odd, 10, 4)] }))
      const range = { fromMs: T0 + 10_000, toMs: T0 + 30_000 }
      const sums = await store().seriesSums({ run, mill: MILL, prefix: 'report/' }, range)
      expect([...sums].sort()).toEqual([
        ['report/RF01/kg', 0.5],
        [odd, 7],
      ])
      expect(await store().seriesSums({ run: 'other', mill: MILL, prefix: 'report/' }, range)).toEqual(new Map())
    })
  })
}
