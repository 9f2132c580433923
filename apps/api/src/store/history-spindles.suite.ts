import { describe, expect, it } from 'vitest'
import { aBatch, aRollup, aSecond, aTransition, MACHINE, MILL, MINUTE, T0 } from './batch.builder'
import type { HistoryStore } from './history-store.port'

/** What is kept of single spindles. */
export function describeSpindles(store: () => HistoryStore): void {
  describe('spindles', () => {
    it("keeps every spindle's every second", async () => {
      const run = 'seconds'
      const seconds = [0, 1, 2].map((i) => aSecond(T0 + i * 1000, [18_000 + i, 65_535], [1, 0x42], { run }))
      await store().write(aBatch({ seconds }))
      const of = (position: number, fromMs: number, toMs: number) =>
        store().spindleSeconds({ ...MACHINE, run, position }, { fromMs, toMs })
      expect(await of(1, T0, T0 + 2000)).toEqual([
        { atMs: T0, rpm: 18_000, state: 1 },
        { atMs: T0 + 1000, rpm: 18_001, state: 1 },
      ])
      expect(await of(2, T0 + 2000, T0 + 9000)).toEqual([{ atMs: T0 + 2000, rpm: 65_535, state: 0x42 }])
      expect(await of(3, T0, T0 + 9000)).toEqual([])
    })

    it('keeps transitions to the millisecond', async () => {
      const run = 'transitions'
      await store().write(
        aBatch({
          transitions: [
            aTransition(7, T0 + 123, 2, { run }),
            aTransition(7, T0 + 45_678, 1, { run }),
            aTransition(8, T0 + 123, 3, { run }),
          ],
        }),
      )
      const events = await store().spindleEvents(
        { ...MACHINE, run, position: 7 },
        { fromMs: T0 + 123, toMs: T0 + MINUTE },
      )
      expect(events).toEqual([
        { position: 7, atMs: T0 + 123, state: 2 },
        { position: 7, atMs: T0 + 45_678, state: 1 },
      ])
    })

    it('keeps rollups of each spindle', async () => {
      const run = 'rollups'
      await store().write(
        aBatch({ rollups: [aRollup(T0, [0, 2], { run }), aRollup(T0 + MINUTE, [1, 0], { run, spanMs: 120_000 })] }),
      )
      const range = { fromMs: T0, toMs: T0 + 10 * MINUTE }
      expect(await store().spindleRollups({ ...MACHINE, run, position: 2 }, range)).toEqual([
        { atMs: T0, spanMs: 60_000, breaks: 2, producingSeconds: 58, downSeconds: 2, meanRpm: 18_501 },
        { atMs: T0 + MINUTE, spanMs: 120_000, breaks: 0, producingSeconds: 60, downSeconds: 0, meanRpm: 18_501 },
      ])
    })

    it('orders the worst spindles by breaks, then by the latest', async () => {
      const run = 'worst'
      const breaksOf = (id: string, position: number, seconds: readonly number[]) =>
        seconds.map((s) => aTransition(position, T0 + s * 1000, 2, { run, machine: id }))
      await store().write(
        aBatch({
          transitions: [
            ...breaksOf('RF01', 5, [10]),
            ...breaksOf('RF01', 9, [10, 20, 30]),
            ...breaksOf('RF02', 5, [15, 40]),
            ...breaksOf('RF02', 6, [5, 39]),
            aTransition(5, T0 + 16_000, 0x42, { run, machine: 'RF01', broke: false }),
            aTransition(5, T0 + 20_000, 1, { run, machine: 'RF01' }),
            ...breaksOf('RF01', 7, [3600]),
          ],
        }),
      )
      const range = { fromMs: T0, toMs: T0 + 3_600_000 }
      expect(await store().worstSpindles({ run, mill: MILL }, range, 3)).toEqual([
        { machine: 'RF01', position: 9, breaks: 3, lastBreakMs: T0 + 30_000 },
        { machine: 'RF02', position: 5, breaks: 2, lastBreakMs: T0 + 40_000 },
        { machine: 'RF02', position: 6, breaks: 2, lastBreakMs: T0 + 39_000 },
      ])
      expect(await store().worstSpindles({ run, mill: MILL, machine: 'RF01' }, range, 9)).toHaveLength(2)
      expect(await store().breakCount({ run, mill: MILL }, range)).toBe(8)
      expect(await store().breakCount({ run, mill: MILL, machine: 'RF02' }, range)).toBe(4)
    })
  })
}
