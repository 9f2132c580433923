import { existsSync } from 'node:fs'
import { readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { startProcess, type TempFolder, tempFolder, tinyDisk, waitFor } from '@wanding/testkit'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { aBatch, aMetricRow, aSecond } from '../batch.builder'
import type { StoreBatch } from '../history-store.port'
import { type BuiltWorker, buildWorker } from './built-worker.suite'
import { partOf } from './copy-database'
import { DuckDbStore } from './duckdb-store'

const FRAMES = Array.from({ length: 20 }, (_, index) => `RF${String(index + 1).padStart(2, '0')}`)

/** That cannot be packed small; the last spindle has the number of the second. */
const speedsOf = (n: number): number[] =>
  Array.from({ length: 1200 }, (_, index) => (index === 1199 ? n : (n * 7919 + index * 104_729 * (n + 3)) % 60_000))

/** A second of all frames, in one batch: whole in a copy, or not in it. */
const second = (n: number): StoreBatch =>
  aBatch({
    metrics: FRAMES.map((machine) => aMetricRow(n * 1000, { 'spindle/speed': n }, { machine })),
    seconds: FRAMES.map((machine) => ({
      ...aSecond(n * 1000, speedsOf(n), new Array(1200).fill(1)),
      machine,
    })),
  })

interface Content {
  seconds: { second: number; frames: number }[]
  /** Number, sum of times and a sum over all bytes, by table. */
  sums: Record<string, string>
}

/** What is in a copy, read by a DuckDB that knows nothing of ours. */
async function contentOf(file: string): Promise<Content> {
  const instance = await DuckDBInstance.create(file, { access_mode: 'READ_ONLY' })
  const connection = await instance.connect()
  const rows = async (sql: string) => (await connection.runAndReadAll(sql)).getRowObjectsJson()
  const bySecond = await rows(
    'SELECT time // 1000 AS second, count(*) AS frames FROM spindle_second GROUP BY 1 ORDER BY 1',
  )
  const sums: Content['sums'] = {}
  for (const [table, value] of [
    ['spindle_second', 'data'],
    ['sample', 'value'],
  ] as const) {
    const [sum] = await rows(
      `SELECT count(*) AS n, sum(time) AS t, bit_xor(hash(source, time, ${value})) AS x FROM ${table}`,
    )
    sums[table] = Object.values(sum!).join(' ')
  }
  connection.closeSync()
  instance.closeSync()
  return { seconds: bySecond.map((row) => ({ second: Number(row.second), frames: Number(row.frames) })), sums }
}

/** Resolves as soon as a copy is under way. */
async function began(file: string): Promise<void> {
  while (!existsSync(partOf(file))) await new Promise((go) => setImmediate(go))
}

const contiguous = (until: number) => Array.from({ length: until }, (_, n) => ({ second: n, frames: FRAMES.length }))

describe('a copy of the embedded store', () => {
  let built: BuiltWorker
  let folder: TempFolder
  let copies: TempFolder
  let store: DuckDbStore
  beforeAll(async () => {
    built = await buildWorker()
  })
  afterAll(() => built.stop())
  beforeEach(async () => {
    folder = await tempFolder('copied')
    copies = await tempFolder('copies')
    store = new DuckDbStore({ folder: folder.path, spawn: built.spawn })
    await store.start()
  })
  afterEach(async () => {
    await store.stop()
    await Promise.all([folder.stop(), copies.stop()])
  })

  it('has all that was acknowledged before it, whole batches, and is made while others are written', async () => {
    let acked = 0
    let isWriting = true
    const writing = (async () => {
      for (; isWriting; acked += 1) await store.write(second(acked))
    })()
    for (let n = 1; n <= 3; n++) {
      await waitFor(() => acked >= 20 * n, { what: `${20 * n} batches` })
      const before = acked
      const file = join(copies.path, `${n}.duckdb`)
      expect(await store.backup(file)).toBeGreaterThan(0)
      const after = acked
      expect(after, 'writers go on').toBeGreaterThan(before)
      const { seconds } = await contentOf(file)
      expect(seconds).toEqual(contiguous(seconds.length))
      expect(seconds.length).toBeGreaterThanOrEqual(before)
      // One more may be committed and not acknowledged yet.
      expect(seconds.length).toBeLessThanOrEqual(after + 1)
    }
    isWriting = false
    await writing
    await store.backup(join(copies.path, 'last.duckdb'))
    expect((await readdir(copies.path)).sort()).toEqual(['1.duckdb', '2.duckdb', '3.duckdb', 'last.duckdb'])
    const last = await contentOf(join(copies.path, 'last.duckdb'))
    await store.stop()
    expect(await contentOf(join(folder.path, 'history.duckdb'))).toEqual(last)
    expect(last.seconds).toEqual(contiguous(acked))
  })

  it('can take the place of the store', async () => {
    for (let n = 0; n < 5; n++) await store.write(second(n))
    await store.backup(join(copies.path, 'history.duckdb'))
    const restored = new DuckDbStore({ folder: copies.path, spawn: built.spawn })
    await restored.start()
    await restored.write(second(5))
    const key = { run: 'live', mill: 'jimo', machine: 'RF20', position: 1200 }
    const seconds = await restored.spindleSeconds(key, { fromMs: 0, toMs: 9000 })
    expect(seconds.map(({ rpm }) => rpm)).toEqual([0, 1, 2, 3, 4, 5])
    await restored.stop()
  })

  it('leaves the store locked for other processes', async () => {
    await store.write(second(0))
    await store.backup(join(copies.path, 'one.duckdb'))
    const script = `const { DuckDBInstance } = await import('@duckdb/node-api')
      await DuckDBInstance.create(process.argv[1]).then(() => console.log('opened'), (error) => console.log(error.message))`
    const other = await startProcess(process.execPath, [
      '--input-type=module',
      '-e',
      script,
      join(folder.path, 'history.duckdb'),
    ])
    await other.ended
    expect(other.output()).toMatch(/Could not set lock/)
  })

  it('is not there when the process was killed in the middle, and the next one is whole', async () => {
    await store.stop()
    const file = join(copies.path, 'killed.duckdb')
    const script = `
      import { existsSync } from 'node:fs'
      import { pathToFileURL } from 'node:url'
      import { Worker } from 'node:worker_threads'
      const [folder, code, file, part] = process.argv.slice(1)
      const { DuckDbStore } = await import(pathToFileURL(code + '/duckdb-store.js'))
      const store = new DuckDbStore({ folder, spawn: () => new Worker(pathToFileURL(code + '/duckdb-worker.js'), { execArgv: [] }) })
      await store.start()
      const frames = ${JSON.stringify(FRAMES)}
      for (let second = 0; second < 120; second++) {
        const row = { run: 'live', mill: 'jimo', atMs: second * 1000, rpm: Uint16Array.from({ length: 1200 }, (_, i) => (second * 7919 + i * 104729 * (second + 3)) % 60000), states: new Uint8Array(1200).fill(1) }
        await store.write({ metrics: [], seconds: frames.map((machine) => ({ ...row, machine })), transitions: [], rollups: [], series: [], moments: [] })
      }
      store.backup(file)
      while (!existsSync(part)) await new Promise((go) => setImmediate(go))
      process.kill(process.pid, 'SIGKILL')`
    const killed = await startProcess(process.execPath, [
      ...['--input-type=module', '-e', script],
      ...[folder.path, built.folder, file, partOf(file)],
    ])
    expect(await killed.ended).toMatchObject({ signal: 'SIGKILL' })
    expect(existsSync(file)).toBe(false)
    expect(existsSync(partOf(file))).toBe(true)
    await store.start()
    await store.backup(file)
    expect(await readdir(copies.path)).toEqual(['killed.duckdb'])
    expect((await contentOf(file)).seconds).toEqual(contiguous(120))
  })

  it('is given up, and leaves nothing, when the store is stopped', async () => {
    for (let n = 0; n < 120; n++) await store.write(second(n))
    const file = join(copies.path, 'stopped.duckdb')
    const copying = store.backup(file).then(
      () => undefined,
      (error: unknown) => error,
    )
    await began(file)
    await store.stop()
    expect(await copying).toMatchObject({ code: 'store/unavailable' })
    expect(await readdir(copies.path)).toEqual([])
  })

  it('that finds no room is none, and the store writes on', async () => {
    for (let n = 0; n < 50; n++) await store.write(second(n))
    const tiny = await tinyDisk(600_000)
    const file = join(tiny.path, 'full.duckdb')
    await expect(store.backup(file)).rejects.toMatchObject({ code: 'store/unavailable' })
    expect(await readdir(tiny.path)).toEqual([])
    await tiny.stop()
    // The database may have to be opened anew; a batch that falls into that is tried again, as the queue does.
    await store.write(second(50)).catch(() => store.write(second(50)))
    expect(store.health()).toMatchObject({ ok: true })
    await store.backup(join(copies.path, 'after.duckdb'))
    expect((await contentOf(join(copies.path, 'after.duckdb'))).seconds).toEqual(contiguous(51))
  })

  it('takes the place of half a copy that somebody left', async () => {
    await store.write(second(0))
    const file = join(copies.path, 'half.duckdb')
    await writeFile(partOf(file), 'half')
    await writeFile(`${partOf(file)}.wal`, 'half')
    await store.backup(file)
    expect(await readdir(copies.path)).toEqual(['half.duckdb'])
  })
})
