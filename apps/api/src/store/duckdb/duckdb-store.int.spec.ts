import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Worker } from 'node:worker_threads'
import { DuckDBInstance } from '@duckdb/node-api'
import { startProcess, tempFolder } from '@wanding/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aBatch, aMetricRow, aSecond, FRAME, MILL, RUN } from '../batch.builder'
import {
  type HistoryStore,
  type StoreBatch,
  type StoreRejectedError,
  StoreUnavailableError,
} from '../history-store.port'
import { describeHistoryStore, type StoreBench } from '../history-store.suite'
import { type BuiltWorker, buildWorker } from './built-worker.suite'
import { DuckDbStore } from './duckdb-store'

const T0 = Date.UTC(2026, 10, 22, 8)
let built: BuiltWorker
beforeAll(async () => {
  built = await buildWorker()
})
afterAll(() => built.stop())

/** What the worker cannot make sense of ends it, as a mistake in it would. */
async function crash(worker: Worker): Promise<void> {
  const gone = once(worker, 'exit')
  worker.postMessage(null)
  await gone
}

async function bench(): Promise<StoreBench & { folder: string; workers: Worker[] }> {
  const folder = await tempFolder('duckdb')
  const workers: Worker[] = []
  const spawn = () => {
    const worker = built.spawn()
    workers.push(worker)
    return worker
  }
  return {
    folder: folder.path,
    workers,
    newStore: () => new DuckDbStore({ folder: folder.path, spawn }),
    crash: async () => crash(workers.at(-1)!),
    revive: async () => undefined,
    stop: folder.stop,
  }
}

describeHistoryStore('DuckDB', bench)

/** Writes mill-seconds without end and says which ones are durable. */
const ENDLESS_WRITER = `
  import { writeSync } from 'node:fs'
  import { pathToFileURL } from 'node:url'
  import { Worker } from 'node:worker_threads'
  const [folder, code] = process.argv.slice(1)
  const { DuckDbStore } = await import(pathToFileURL(code + '/duckdb-store.js'))
  const store = new DuckDbStore({ folder, spawn: () => new Worker(pathToFileURL(code + '/duckdb-worker.js'), { execArgv: [] }) })
  await store.start()
  const frames = Array.from({ length: 84 }, (_, i) => 'RF' + String(i + 1).padStart(2, '0'))
  for (let second = 0; ; second++) {
    const row = { run: 'live', mill: 'jimo', atMs: second * 1000, rpm: new Uint16Array(1200).fill(second), states: new Uint8Array(1200).fill(1) }
    const seconds = frames.map((machine) => ({ ...row, machine }))
    await store.write({ metrics: [], seconds, transitions: [], rollups: [], series: [], moments: [] })
    writeSync(1, 'acked ' + second + '\\n')
  }`

describe('DuckDbStore', () => {
  const speeds = (store: HistoryStore, seconds: number) =>
    store.metricHistory(
      { run: RUN, mill: MILL, machine: FRAME, metric: 'spindle/speed' },
      { fromMs: T0, toMs: T0 + seconds * 1000 },
      1000,
    )

  it('loses nothing that it acknowledged when its worker dies between two writes', async () => {
    const { newStore, workers, stop } = await bench()
    const store = newStore()
    await store.start()
    const second = (i: number) =>
      aBatch({
        metrics: [aMetricRow(T0 + i * 1000, { 'spindle/speed': i })],
        seconds: [aSecond(T0 + i * 1000, new Array(1200).fill(i), new Array(1200).fill(1))],
      })
    const write = (i: number) =>
      store.write(second(i)).then(
        () => 'durable' as const,
        (error: unknown) => error,
      )
    const early = Array.from({ length: 30 }, (_, i) => write(i))
    const crashed = crash(workers[0]!)
    const late = Array.from({ length: 30 }, (_, i) => write(30 + i))
    await crashed
    const settled = await Promise.all([...early, ...late])
    const lost = settled.flatMap((outcome, i) => (outcome === 'durable' ? [] : [i]))
    expect(lost.length).toBeGreaterThan(0)
    for (const i of lost) expect(settled[i]).toBeInstanceOf(StoreUnavailableError)
    // Some of these may have been committed all the same: writing them again changes nothing.
    for (const i of lost) await store.write(second(i))
    expect(workers).toHaveLength(2)
    const key = { run: RUN, mill: MILL, machine: FRAME, position: 1200 }
    const seconds = await store.spindleSeconds(key, { fromMs: T0, toMs: T0 + 60_000 })
    expect(seconds.map((row) => row.rpm)).toEqual(Array.from({ length: 60 }, (_, i) => i))
    expect((await speeds(store, 60)).map((point) => point.mean)).toEqual(Array.from({ length: 60 }, (_, i) => i))
    await store.stop()
    await stop()
  })

  it('has every second it acknowledged, whole, after the process was killed', async () => {
    const { folder, newStore, stop } = await bench()
    const writer = await startProcess(
      process.execPath,
      ['--input-type=module', '-e', ENDLESS_WRITER, folder, built.folder],
      {
        readyWhen: /acked 20\n/,
      },
    )
    await writer.kill()
    const acked = Number(writer.output().trim().split('\n').at(-1)!.replace('acked ', ''))
    const store = newStore()
    await store.start()
    const range = { fromMs: 0, toMs: 1e6 }
    const seconds = await store.spindleSeconds({ run: 'live', mill: 'jimo', machine: 'RF84', position: 1200 }, range)
    expect(seconds.length).toBeGreaterThan(acked)
    expect(seconds.length).toBeLessThanOrEqual(acked + 2)
    for (const [index, second] of seconds.entries())
      expect(second).toEqual({ atMs: index * 1000, rpm: index, state: 1 })
    const first = await store.spindleSeconds({ run: 'live', mill: 'jimo', machine: 'RF01', position: 1 }, range)
    expect(first).toHaveLength(seconds.length)
    await store.stop()
    await stop()
  })

  it('says who has the file when another process does', async () => {
    const { folder, newStore, stop } = await bench()
    const script = `const { DuckDBInstance } = await import('@duckdb/node-api')
      const instance = await DuckDBInstance.create(process.argv[1] + '/history.duckdb')
      console.log('locked')
      setInterval(() => instance, 1000)`
    const other = await startProcess(process.execPath, ['--input-type=module', '-e', script, folder], {
      readyWhen: 'locked',
    })
    const store = newStore()
    await expect(store.start()).rejects.toMatchObject({
      code: 'store/unavailable',
      message: expect.stringMatching(/^another Wanding is using wanding-duckdb-/),
    })
    expect(store.health()).toMatchObject({ ok: false, lastError: expect.stringContaining('another Wanding') })
    await other.stop()
    await store.start()
    expect(store.health()).toMatchObject({ ok: true })
    await store.stop()
    await stop()
  })

  it.each([
    ['of noise', () => randomBytes(200_000)],
    ['cut short', () => Buffer.from('DUCK')],
  ])('sets a file %s aside, begins anew and says so', async (_, content) => {
    const { folder, newStore, stop } = await bench()
    await writeFile(join(folder, 'history.duckdb'), content())
    const store = newStore()
    await store.start()
    await store.write(aBatch({ metrics: [aMetricRow(T0, { 'spindle/speed': 1 })] }))
    expect(await speeds(store, 1)).toHaveLength(1)
    expect(store.health()).toMatchObject({
      ok: true,
      lastError: expect.stringMatching(/damaged .* set aside as history/),
    })
    const files = await readdir(folder)
    expect(files.filter((name) => /^history\.duckdb\.corrupt-\d{4}-/.test(name))).toHaveLength(1)
    await store.stop()
    await stop()
  })

  it('gives up a damaged write-ahead log, but not the history before it', async () => {
    const { folder, newStore, stop } = await bench()
    const first = newStore()
    await first.start()
    await first.write(aBatch({ metrics: [aMetricRow(T0, { 'spindle/speed': 1 })] }))
    await first.stop()
    // Closing takes the log into the file; a process that is killed leaves one behind.
    const writer = await startProcess(
      process.execPath,
      ['--input-type=module', '-e', ENDLESS_WRITER, folder, built.folder],
      {
        readyWhen: /acked 3\n/,
      },
    )
    await writer.kill()
    const log = await readFile(join(folder, 'history.duckdb.wal'))
    await writeFile(join(folder, 'history.duckdb.wal'), log.fill(9, log.length >> 1, (log.length >> 1) + 5000))
    const store = newStore()
    await store.start()
    expect(await speeds(store, 1)).toHaveLength(1)
    expect(store.health()).toMatchObject({
      ok: true,
      lastError: expect.stringContaining('last minutes of the history'),
    })
    const files = await readdir(folder)
    expect(files.filter((name) => name.includes('.corrupt-'))).toEqual([
      expect.stringMatching(/^history\.duckdb\.wal\./),
    ])
    await store.stop()
    await stop()
  })

  it('tells the rows that it refuses, the first hundred of a batch word for word', async () => {
    const { folder, newStore, stop } = await bench()
    const instance = await DuckDBInstance.create(join(folder, 'history.duckdb'))
    const connection = await instance.connect()
    await connection.run(
      'CREATE TABLE sample (source INTEGER, name INTEGER, time BIGINT, value DOUBLE CHECK (value < 9))',
    )
    connection.closeSync()
    instance.closeSync()
    const store = newStore()
    await store.start()
    const moment = { run: RUN, mill: MILL, kind: 'step', atMs: T0, data: Buffer.from('abc') } as const
    const refusal = (rows: Partial<StoreBatch>) => store.write(aBatch(rows)).catch((error: unknown) => error)
    const metrics = [aMetricRow(T0, { 'spindle/speed': 10 })]
    const few = await refusal({ metrics, seconds: [aSecond(T0, [1], [1])], moments: [moment] })
    const reason = expect.stringContaining('CHECK constraint failed')
    expect(few).toMatchObject({ code: 'store/rejected', refusedRows: 3 })
    const whose = { run: RUN, mill: MILL, machine: FRAME, atMs: T0 }
    const told = (few as StoreRejectedError).refused.map((row) => ({ ...row, text: JSON.parse(row.text) }))
    expect(told).toEqual([
      { reason, text: { of: 'metrics', ...whose, kind: 'ring-frame', values: { 'spindle/speed': 10 } } },
      { reason, text: { of: 'seconds', ...whose, rpm: 'AQA=', states: 'AQ==' } },
      { reason, text: { of: 'moments', ...moment, data: 'YWJj' } },
    ])
    const many = await refusal({ metrics: Array.from({ length: 250 }, () => metrics[0]!) })
    expect(many).toMatchObject({ refusedRows: 250, refused: { length: 100 } })
    await store.stop()
    await stop()
  })

  it('leaves one file when it is closed: the log is taken into it', async () => {
    const { folder, newStore, workers, stop } = await bench()
    const store = newStore()
    await store.start()
    await store.write(aBatch({ metrics: [aMetricRow(T0, { 'spindle/speed': 1 })] }))
    expect((await readdir(folder)).sort()).toEqual(['history.duckdb', 'history.duckdb.wal'])
    await crash(workers[0]!)
    expect(await readdir(folder)).toEqual(['history.duckdb'])
    expect(await speeds(store, 1)).toHaveLength(1)
    await store.stop()
    expect(await readdir(folder)).toEqual(['history.duckdb'])
    await stop()
  })

  it('does not touch a file that it may not read', async () => {
    const { folder, newStore, stop } = await bench()
    await mkdir(join(folder, 'history.duckdb'))
    const store = newStore()
    await expect(store.start()).rejects.toBeInstanceOf(StoreUnavailableError)
    expect(await readdir(folder)).toEqual(['history.duckdb'])
    await stop()
  })

  it('makes its folder for its owner only', async () => {
    const { folder, stop } = await bench()
    const store = new DuckDbStore({ folder: join(folder, 'new/data'), spawn: built.spawn })
    await store.start()
    expect((await stat(join(folder, 'new/data'))).mode & 0o777).toBe(0o700)
    await store.stop()
    await stop()
  })
})
