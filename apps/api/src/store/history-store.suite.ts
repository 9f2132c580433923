import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { aBatch, aMetricRow, aRollup, aSecond, aTransition, FRAME, MILL, RUN } from './batch.builder'
import {
  type HistoryStore,
  type MomentKind,
  type MomentRow,
  type StoredMoment,
  StoreUnavailableError,
} from './history-store.port'

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

const MINUTE = 60_000
/** A round hour in November 2026; tests that must not see each other's rows use runs of their own. */
const T0 = Date.UTC(2026, 10, 22, 8)
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
    const machine = { run: RUN, mill: MILL, machine: FRAME }

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
      store.metricHistory({ ...machine, run, metric: 'spindle/speed' }, { fromMs, toMs }, stepMs)

    it('says that it is well', () => {
      expect(store.health()).toMatchObject({ ok: true, lastError: null })
    })

    it('gives numbers back in steps of mean, least and most', async () => {
      const run = 'steps'
      const metrics = [100, 200, 600].map((value, index) =>
        aMetricRow(T0 + index * 1000, { 'spindle/speed': value, noil: 0.5 }, { run }),
      )
      await store.write(aBatch({ metrics: [...metrics, aMetricRow(T0 + 10_000, { 'spindle/speed': 7 }, { run })] }))
      expect(await speeds(run, T0, T0 + 20_000, 10_000)).toEqual([
        { atMs: T0, mean: 300, least: 100, most: 600 },
        { atMs: T0 + 10_000, mean: 7, least: 7, most: 7 },
      ])
    })

    it('reads ranges half-open and aligns steps to the epoch', async () => {
      const run = 'ranges'
      const at = [T0, T0 + 500, T0 + 5000, T0 + 9999, T0 + 10_000]
      await store.write(aBatch({ metrics: at.map((atMs, i) => aMetricRow(atMs, { 'spindle/speed': i }, { run })) }))
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
      await store.write(aBatch({ metrics }))
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
      await store.write(aBatch({ metrics: [...rows, ...none] }))
      const key = { ...machine, run, metric: 'energy/total' }
      const points = await store.metricHistory(key, { fromMs: T0, toMs: T0 + 6000 }, 1000)
      expect(points.map((point) => point.mean)).toEqual(values)
      expect(await store.metricHistory(key, { fromMs: T0 + 60_000, toMs: T0 + 63_000 }, 1000)).toHaveLength(3)
      expect(
        new Set((await store.metricHistory(key, { fromMs: T0 + 60_000, toMs: T0 + 63_000 }, 1000)).map((p) => p.mean)),
      ).toEqual(new Set([Number.MAX_SAFE_INTEGER]))
    })

    it('keeps words and booleans, with the word that held at the begin of the range', async () => {
      const run = 'words'
      const say = (seconds: number, value: string | boolean) =>
        aMetricRow(T0 + seconds * 1000, { 'machine/reason': value }, { run })
      await store.write(
        aBatch({ metrics: [say(0, 'starting'), say(5, 'producing'), say(9, 'it\'s "stopped", see\\n')] }),
      )
      await store.write(aBatch({ metrics: [say(12, true)] }))
      const words = (from: number, to: number) =>
        store.wordHistory(
          { ...machine, run, metric: 'machine/reason' },
          { fromMs: T0 + from * 1000, toMs: T0 + to * 1000 },
        )
      expect(await words(7, 13)).toEqual([
        { atMs: T0 + 5000, word: 'producing' },
        { atMs: T0 + 9000, word: 'it\'s "stopped", see\\n' },
        { atMs: T0 + 12_000, word: 'true' },
      ])
      expect(await words(0, 5)).toEqual([{ atMs: T0, word: 'starting' }])
    })

    it("keeps every spindle's every second", async () => {
      const run = 'seconds'
      const seconds = [0, 1, 2].map((i) => aSecond(T0 + i * 1000, [18_000 + i, 65_535], [1, 0x42], { run }))
      await store.write(aBatch({ seconds }))
      const of = (position: number, fromMs: number, toMs: number) =>
        store.spindleSeconds({ ...machine, run, position }, { fromMs, toMs })
      expect(await of(1, T0, T0 + 2000)).toEqual([
        { atMs: T0, rpm: 18_000, state: 1 },
        { atMs: T0 + 1000, rpm: 18_001, state: 1 },
      ])
      expect(await of(2, T0 + 2000, T0 + 9000)).toEqual([{ atMs: T0 + 2000, rpm: 65_535, state: 0x42 }])
      expect(await of(3, T0, T0 + 9000)).toEqual([])
    })

    it('keeps transitions to the millisecond', async () => {
      const run = 'transitions'
      await store.write(
        aBatch({
          transitions: [
            aTransition(7, T0 + 123, 2, { run }),
            aTransition(7, T0 + 45_678, 1, { run }),
            aTransition(8, T0 + 123, 3, { run }),
          ],
        }),
      )
      const events = await store.spindleEvents(
        { ...machine, run, position: 7 },
        { fromMs: T0 + 123, toMs: T0 + MINUTE },
      )
      expect(events).toEqual([
        { position: 7, atMs: T0 + 123, state: 2 },
        { position: 7, atMs: T0 + 45_678, state: 1 },
      ])
    })

    it('keeps rollups of each spindle', async () => {
      const run = 'rollups'
      await store.write(
        aBatch({ rollups: [aRollup(T0, [0, 2], { run }), aRollup(T0 + MINUTE, [1, 0], { run, spanMs: 120_000 })] }),
      )
      const range = { fromMs: T0, toMs: T0 + 10 * MINUTE }
      expect(await store.spindleRollups({ ...machine, run, position: 2 }, range)).toEqual([
        { atMs: T0, spanMs: 60_000, breaks: 2, producingSeconds: 58, downSeconds: 2, meanRpm: 18_501 },
        { atMs: T0 + MINUTE, spanMs: 120_000, breaks: 0, producingSeconds: 60, downSeconds: 0, meanRpm: 18_501 },
      ])
    })

    it('keeps named series, several in one question', async () => {
      const run = 'series'
      const point = (series: string, seconds: number, value: number) => ({
        run,
        mill: MILL,
        series,
        atMs: T0 + seconds * 1000,
        value,
      })
      await store.write(
        aBatch({
          series: [point('kpi/kgPerHour', 0, 1670), point('kpi/kgPerHour', 10, 1680), point('staffing/index', 0, 0.9)],
        }),
      )
      const series = ['kpi/kgPerHour', 'staffing/index', 'kpi/never']
      const found = await store.seriesHistory({ run, mill: MILL, series }, { fromMs: T0, toMs: T0 + 20_000 }, 10_000)
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
      await store.write(aBatch({ series: [before, ...within, after] }))
      await store.write(aBatch({ series: within }))
      await store.write(aBatch({ series: [point('work/count/laps', 20, 2)] }))
      const series = ['work/count/laps', 'mill/countNe', 'work/never']
      const range = { fromMs: T0 + 10_000, toMs: T0 + 30_000 }
      expect(await store.seriesTotals({ run, mill: MILL, series }, range)).toEqual(
        new Map([
          ['work/count/laps', { points: 2, sum: 5, last: 2 }],
          ['mill/countNe', { points: 1, sum: 40, last: 40 }],
        ]),
      )
      expect(await store.seriesTotals({ run: 'other', mill: MILL, series }, range)).toEqual(new Map())
      expect(await store.seriesTotals({ run, mill: MILL, series: [] }, range)).toEqual(new Map())
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
      await store.write(aBatch({ series: [...points, point('reports/x', 10, 7), point('work/report/x', 10, 7)] }))
      await store.write(aBatch({ series: [point(odd, 10, 4)] }))
      const range = { fromMs: T0 + 10_000, toMs: T0 + 30_000 }
      const sums = await store.seriesSums({ run, mill: MILL, prefix: 'report/' }, range)
      expect([...sums].sort()).toEqual([
        ['report/RF01/kg', 0.5],
        [odd, 7],
      ])
      expect(await store.seriesSums({ run: 'other', mill: MILL, prefix: 'report/' }, range)).toEqual(new Map())
    })

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
        await store.write(aBatch({ moments: [...steps, at(run, 'picture', 2, Uint8Array.of(0))] }))
        const range = { fromMs: T0 + 2000, toMs: T0 + 65_000 }
        expect(plain(await store.moments(key(run, 'step'), range))).toEqual([
          [2, 2, 7],
          [3, 3, 7],
        ])
        expect(plain(await store.moments(key(run, 'picture'), range))).toEqual([[2, 0]])
        const beside = async (seconds: number) =>
          [
            await store.momentBefore(key(run, 'step'), T0 + seconds * 1000),
            await store.momentAfter(key(run, 'step'), T0 + seconds * 1000),
          ].map((moment) => moment && (moment.atMs - T0) / 1000)
        expect(await beside(3)).toEqual([3, 3])
        expect(await beside(3.5)).toEqual([3, 65])
        expect(await beside(0)).toEqual([undefined, 1])
        expect(await beside(66)).toEqual([65, undefined])
        expect(await store.momentBefore(key('never', 'step'), T0)).toBeUndefined()
        expect(await store.moments(key(run, 'anomaly'), range)).toEqual([])
      })

      it('can be thinned to the first of each step', async () => {
        const run = 'thinned'
        const moments = [0, 10, 59, 61, 70, 200].map((second) => at(run, 'picture', second, Uint8Array.of(second)))
        await store.write(aBatch({ moments }))
        const thinned = await store.moments(key(run, 'picture'), { fromMs: T0 + 1, toMs: T0 + 300_000 }, MINUTE)
        expect(plain(thinned)).toEqual([
          [10, 10],
          [61, 61],
          [200, 200],
        ])
      })

      it('keep any number of bytes, and the newest where one is written twice', async () => {
        const run = 'bytes'
        const long = Uint8Array.from({ length: 200_000 }, (_, i) => (i * 31) % 251)
        await store.write(
          aBatch({
            moments: [
              at(run, 'picture', 0, long),
              at(run, 'picture', 1, new Uint8Array()),
              at(run, 'picture', 2, long),
            ],
          }),
        )
        await store.write(aBatch({ moments: [at(run, 'picture', 2, long.subarray(5, 9))] }))
        const found = await store.moments(key(run, 'picture'), { fromMs: T0, toMs: T0 + 3000 })
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
        await store.write(aBatch({ moments }))
        expect(await store.storedRuns(mill)).toEqual([
          { run: 'first', fromMs: T0, toMs: T0 + 90_000 },
          { run: 'second', fromMs: T0 + 500_000, toMs: T0 + 500_000 },
        ])
        expect(await store.storedRuns('elsewhere')).toEqual([])
      })
    })

    it('tells what a machine was at a moment', async () => {
      const run = 'machine-at'
      const say = (seconds: number, values: Record<string, number | string | boolean>) =>
        aMetricRow(T0 + seconds * 1000, values, { run })
      await store.write(
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
      const found = await store.machineAt({ ...machine, run }, { fromMs: T0 - 60_000, toMs: T0 + 5001 })
      expect(Object.fromEntries(found)).toEqual({
        'spindle/speed': 18_500,
        time: 1,
        _odd: 2,
        'machine/reason': 'doffing',
        'frame/lot': 'A7',
        'mill/simulated': 'true',
      })
      expect((await store.machineAt({ ...machine, run: 'never' }, { fromMs: T0, toMs: T0 + 1 })).size).toBe(0)
    })

    it('tells the speeds of a frame at a moment: of the second, else of its minute', async () => {
      const run = 'speeds-at'
      await store.write(
        aBatch({
          seconds: [aSecond(T0, [100, 65_535], [1, 1], { run }), aSecond(T0 + 1000, [101, 0], [1, 1], { run })],
          rollups: [aRollup(T0 - MINUTE, [0, 0], { run }), aRollup(T0, [0, 0, 0], { run })],
        }),
      )
      const speeds = async (fromSeconds: number, toSeconds: number) => {
        const range = { fromMs: T0 + fromSeconds * 1000, toMs: T0 + toSeconds * 1000 }
        const found = await store.speedsAt({ ...machine, run }, range)
        return found && [found.from, (found.atMs - T0) / 1000, ...found.rpm]
      }
      expect(await speeds(-5, 1)).toEqual(['second', 0, 100, 65_535])
      expect(await speeds(-5, 1.001)).toEqual(['second', 1, 101, 0])
      expect(await speeds(30, 35)).toEqual(['minute', 0, 18_500, 18_501, 18_502])
      expect(await speeds(-35, -30)).toEqual(['minute', -60, 18_500, 18_501])
      expect(await speeds(-500, -400)).toBeUndefined()
    })

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
        const spindle = { ...machine, run, position: 1 }
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

    it('orders the worst spindles by breaks, then by the latest', async () => {
      const run = 'worst'
      const breaksOf = (id: string, position: number, seconds: readonly number[]) =>
        seconds.map((s) => aTransition(position, T0 + s * 1000, 2, { run, machine: id }))
      await store.write(
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
      expect(await store.worstSpindles({ run, mill: MILL }, range, 3)).toEqual([
        { machine: 'RF01', position: 9, breaks: 3, lastBreakMs: T0 + 30_000 },
        { machine: 'RF02', position: 5, breaks: 2, lastBreakMs: T0 + 40_000 },
        { machine: 'RF02', position: 6, breaks: 2, lastBreakMs: T0 + 39_000 },
      ])
      expect(await store.worstSpindles({ run, mill: MILL, machine: 'RF01' }, range, 9)).toHaveLength(2)
      expect(await store.breakCount({ run, mill: MILL }, range)).toBe(8)
      expect(await store.breakCount({ run, mill: MILL, machine: 'RF02' }, range)).toBe(4)
    })

    it.each(AWKWARD)('takes %j as a name and nothing else', async (awkward) => {
      const key = { run: awkward, mill: awkward, machine: awkward }
      await store.write(
        aBatch({
          metrics: [aMetricRow(T0, { [awkward]: 5, time: 6, machine: 7, _time: 8 }, key)],
          seconds: [aSecond(T0, [9], [1], key)],
          transitions: [aTransition(1, T0, 2, key)],
          series: [{ run: awkward, mill: awkward, series: awkward, atMs: T0, value: 4 }],
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
      const seconds = await store.spindleSeconds({ ...machine, run, position: 1 }, { fromMs: T0, toMs: T0 + 9000 })
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

    it('forgets seconds and metrics by age, and keeps transitions, rollups and series', async () => {
      const run = 'forget'
      const old = T0 - 10 * 24 * 3_600_000
      const at = (atMs: number) =>
        aBatch({
          metrics: [aMetricRow(atMs, { 'spindle/speed': 1 }, { run })],
          seconds: [aSecond(atMs, [1], [1], { run })],
          transitions: [aTransition(1, atMs, 2, { run })],
          rollups: [aRollup(atMs, [1], { run })],
          series: [{ run, mill: MILL, series: 'kpi/x', atMs, value: 1 }],
        })
      await store.write(at(old))
      await store.write(at(T0 - 3 * 3_600_000))
      await store.write(at(T0))
      await store.forgetBefore({ secondsMs: T0 - 3_600_000, metricsMs: T0 - 5 * 24 * 3_600_000 })
      const range = { fromMs: old, toMs: T0 + 1000 }
      const spindle = { ...machine, run, position: 1 }
      const times = (rows: readonly { atMs: number }[]) => rows.map((row) => row.atMs)
      expect(times(await store.spindleSeconds(spindle, range))).toEqual([T0])
      expect(times(await store.metricHistory({ ...spindle, metric: 'spindle/speed' }, range, 3_600_000))).toEqual([
        T0 - 3 * 3_600_000,
        T0,
      ])
      expect(times(await store.spindleEvents(spindle, range))).toHaveLength(3)
      expect(await store.spindleRollups(spindle, range)).toHaveLength(3)
      const series = await store.seriesHistory({ run, mill: MILL, series: ['kpi/x'] }, range, 3_600_000)
      expect(series.get('kpi/x')).toHaveLength(3)
    })
  })
}
