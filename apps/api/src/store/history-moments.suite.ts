import { describe, expect, it } from 'vitest'
import { aBatch, aMetricRow, aRollup, aSecond, MACHINE, MILL, MINUTE, T0 } from './batch.builder'
import type { HistoryStore, MomentKind, MomentRow, StoredMoment } from './history-store.port'

/** What any past second is put together from. */
export function describeMoments(store: () => HistoryStore): void {
  describe('any past second', () => {
    describe('moments of the whole mill', () => {
      const at = (run: string, kind: MomentKind, seconds: number, data: Uint8Array): MomentRow => ({
        run,
        mill: MILL,
        kind,
        atMs: T0 + seconds * 1000,
        data,
      })
      const key = (run: string, kind: MomentKind) => ({ run, mill: MILL, kind })
      const plain = (moments: readonly StoredMoment[]) =>
        moments.map(({ atMs, data }) => [(atMs - T0) / 1000, ...data.subarray(0, 2)])

      it('come back by kind, in order, and next to a time on either side', async () => {
        const run = 'moments'
        const steps = [3, 1, 2, 65].map((second) => at(run, 'step', second, Uint8Array.of(second, 7)))
        await store().write(aBatch({ moments: [...steps, at(run, 'picture', 2, Uint8Array.of(0))] }))
        const range = { fromMs: T0 + 2000, toMs: T0 + 65_000 }
        expect(plain(await store().moments(key(run, 'step'), range))).toEqual([
          [2, 2, 7],
          [3, 3, 7],
        ])
        expect(plain(await store().moments(key(run, 'picture'), range))).toEqual([[2, 0]])
        const beside = async (seconds: number) =>
          [
            await store().momentBefore(key(run, 'step'), T0 + seconds * 1000),
            await store().momentAfter(key(run, 'step'), T0 + seconds * 1000),
          ].map((moment) => moment && (moment.atMs - T0) / 1000)
        expect(await beside(3)).toEqual([3, 3])
        expect(await beside(3.5)).toEqual([3, 65])
        expect(await beside(0)).toEqual([undefined, 1])
        expect(await beside(66)).toEqual([65, undefined])
        expect(await store().momentBefore(key('never', 'step'), T0)).toBeUndefined()
        expect(await store().moments(key(run, 'anomaly'), range)).toEqual([])
      })

      it('can be thinned to the first of each step', async () => {
        const run = 'thinned'
        const moments = [0, 10, 59, 61, 70, 200].map((second) => at(run, 'picture', second, Uint8Array.of(second)))
        await store().write(aBatch({ moments }))
        const thinned = await store().moments(key(run, 'picture'), { fromMs: T0 + 1, toMs: T0 + 300_000 }, MINUTE)
        expect(plain(thinned)).toEqual([
          [10, 10],
          [61, 61],
          [200, 200],
        ])
      })

      it('keep any number of bytes, and the newest where one is written twice', async () => {
        const run = 'bytes'
        const long = Uint8Array.from({ length: 200_000 }, (_, i) => (i * 31) % 251)
        await store().write(
          aBatch({
            moments: [
              at(run, 'picture', 0, long),
              at(run, 'picture', 1, new Uint8Array()),
              at(run, 'picture', 2, long),
            ],
          }),
        )
        await store().write(aBatch({ moments: [at(run, 'picture', 2, long.subarray(5, 9))] }))
        const found = await store().moments(key(run, 'picture'), { fromMs: T0, toMs: T0 + 3000 })
        expect(found.map(({ data }) => data.length)).toEqual([200_000, 0, 4])
        expect(Buffer.from(found[0]!.data).equals(Buffer.from(long))).toBe(true)
        expect([...found[2]!.data]).toEqual([...long.subarray(5, 9)])
      })

      it('tell which runs of a mill are kept, by their pictures', async () => {
        const mill = 'runs'
        const moments = [
          { ...at('second', 'picture', 500, Uint8Array.of(1)), mill },
          { ...at('first', 'picture', 0, Uint8Array.of(1)), mill },
          { ...at('first', 'picture', 90, Uint8Array.of(1)), mill },
          { ...at('no pictures', 'step', 9, Uint8Array.of(1)), mill },
        ]
        await store().write(aBatch({ moments }))
        expect(await store().storedRuns(mill)).toEqual([
          { run: 'first', fromMs: T0, toMs: T0 + 90_000 },
          { run: 'second', fromMs: T0 + 500_000, toMs: T0 + 500_000 },
        ])
        expect(await store().storedRuns('elsewhere')).toEqual([])
      })
    })

    it('tells what a machine was at a moment', async () => {
      const run = 'machine-at'
      const say = (seconds: number, values: Record<string, number | string | boolean>) =>
        aMetricRow(T0 + seconds * 1000, values, { run })
      await store().write(
        aBatch({
          metrics: [
            say(-7200, { 'machine/reason': 'producing', 'frame/lot': 'A7' }),
            say(-300, { noil: 17 }),
            say(0, { 'spindle/speed': 18_000, time: 1, _odd: 2 }),
            say(5, { 'spindle/speed': 18_500, 'machine/reason': 'doffing', 'mill/simulated': true }),
            say(6, { 'spindle/speed': 1, 'machine/reason': 'fault' }),
          ],
        }),
      )
      const found = await store().machineAt({ ...MACHINE, run }, { fromMs: T0 - 60_000, toMs: T0 + 5001 })
      expect(Object.fromEntries(found)).toEqual({
        'spindle/speed': 18_500,
        time: 1,
        _odd: 2,
        'machine/reason': 'doffing',
        'frame/lot': 'A7',
        'mill/simulated': 'true',
      })
      expect((await store().machineAt({ ...MACHINE, run: 'never' }, { fromMs: T0, toMs: T0 + 1 })).size).toBe(0)
    })

    it('tells the speeds of a frame at a moment: of the second, else of its minute', async () => {
      const run = 'speeds-at'
      await store().write(
        aBatch({
          seconds: [aSecond(T0, [100, 65_535], [1, 1], { run }), aSecond(T0 + 1000, [101, 0], [1, 1], { run })],
          rollups: [aRollup(T0 - MINUTE, [0, 0], { run }), aRollup(T0, [0, 0, 0], { run })],
        }),
      )
      const speeds = async (fromSeconds: number, toSeconds: number) => {
        const range = { fromMs: T0 + fromSeconds * 1000, toMs: T0 + toSeconds * 1000 }
        const found = await store().speedsAt({ ...MACHINE, run }, range)
        return found && [found.from, (found.atMs - T0) / 1000, ...found.rpm]
      }
      expect(await speeds(-5, 1)).toEqual(['second', 0, 100, 65_535])
      expect(await speeds(-5, 1.001)).toEqual(['second', 1, 101, 0])
      expect(await speeds(30, 35)).toEqual(['minute', 0, 18_500, 18_501, 18_502])
      expect(await speeds(-35, -30)).toEqual(['minute', -60, 18_500, 18_501])
      expect(await speeds(-500, -400)).toBeUndefined()
    })
  })
}
