import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Worker } from 'node:worker_threads'
import { build } from 'vite'
import { root } from '../parts/project.mjs'

// npm run bench -- quality: how long the lists of quality take for a day of a mill of 100,800 spindles, on DuckDB.
// The day: 15,000 breaks and their piecings, and the counts of 84 frames in stretches of five minutes.

const FRAMES = 84
const SPINDLES = 1200
const BREAKS = 15_000
const DAY_MS = 24 * 3_600_000
const BUCKET_MS = 300_000
const T0 = Date.UTC(2026, 10, 22)
const base = { run: 'live', mill: 'jimo' }
const ids = Array.from({ length: FRAMES }, (_, i) => `RF${String(i + 1).padStart(2, '0')}`)
const code = join(root, `apps/api/node_modules/.wanding/bench-${process.pid}`)
const source = (path) => join(root, path)

let seed = 1
const random = () => {
  seed = (seed * 48271) % 2147483647
  return seed / 2147483647
}

function transitions() {
  const rows = []
  for (let i = 0; i < BREAKS; i++) {
    const row = { ...base, machine: ids[Math.floor(random() * FRAMES)], position: 1 + Math.floor(random() * SPINDLES) }
    const atMs = T0 + Math.floor(random() * (DAY_MS - 120_000))
    rows.push({ ...row, atMs, state: 2, broke: true }, { ...row, atMs: atMs + 90_000, state: 1, broke: false })
  }
  return rows
}

function stored(names) {
  const rows = []
  const values = { runHours: 100, running: 0.6, startUp: 0.2, doffs: 0.03, byPeople: 0.6, byRobot: 0, downSeconds: 40 }
  for (let atMs = T0; atMs < T0 + DAY_MS; atMs += BUCKET_MS) {
    for (const id of ids)
      for (const name of names(id)) {
        const value = values[name.split('/').at(-1)] ?? BUCKET_MS
        rows.push({ ...base, series: `work/${name}`, atMs, value })
      }
  }
  return rows
}

const nothing = { metrics: [], seconds: [], transitions: [], rollups: [], series: [] }
const round = (ms) => `${ms.toFixed(1)} ms`
async function timed(what, job, times = 7) {
  const took = []
  for (let i = 0; i < times; i++) {
    const began = performance.now()
    await job()
    took.push(performance.now() - began)
  }
  took.sort((a, b) => a - b)
  console.log(`  ${what.padEnd(44)} ${round(took[times >> 1])} [${round(took[0])}..${round(took.at(-1))}]`)
}

try {
  await build({
    root: source('apps/api'),
    configFile: false,
    logLevel: 'error',
    build: {
      ssr: true,
      target: 'node20',
      outDir: code,
      emptyOutDir: true,
      rolldownOptions: {
        input: {
          'duckdb-worker': source('apps/api/src/store/duckdb/duckdb-worker.ts'),
          'duckdb-store': source('apps/api/src/store/duckdb/duckdb-store.ts'),
          'mill-ledger': source('apps/api/src/quality/ledger/mill-ledger.ts'),
          'stored-buckets': source('apps/api/src/quality/ledger/stored-buckets.ts'),
          'frame-ledger': source('apps/api/src/quality/ledger/frame-ledger.ts'),
          'frame-time': source('apps/api/src/quality/ranking/frame-time.ts'),
          'frame-list': source('apps/api/src/quality/ranking/frame-list.ts'),
          'group-list': source('apps/api/src/quality/ranking/group-list.ts'),
          'spindle-list': source('apps/api/src/quality/ranking/spindle-list.ts'),
        },
      },
    },
  })
  const load = (name) => import(pathToFileURL(join(code, `${name}.js`)).href)
  const folder = mkdtempSync(join(tmpdir(), 'wanding-bench-'))
  try {
    const [{ DuckDbStore }, { MillLedger, storedNames }, { FrameLedger }, { restoreLedger }] = await Promise.all(
      ['duckdb-store', 'mill-ledger', 'frame-ledger', 'stored-buckets'].map(load),
    )
    const [{ frameTimes, healthyFrames }, { frameLists }, { groupList }, { spindleList }] = await Promise.all(
      ['frame-time', 'frame-list', 'group-list', 'spindle-list'].map(load),
    )
    const spawn = () => new Worker(pathToFileURL(join(code, 'duckdb-worker.js')))
    const store = new DuckDbStore({ folder, spawn })
    await store.start()
    await store.write({ ...nothing, transitions: transitions() })
    await store.write({ ...nothing, series: stored(storedNames) })
    const toMs = T0 + DAY_MS
    const newLedger = () => {
      const ledger = new MillLedger('live')
      for (const id of ids) ledger.frames.set(id, new FrameLedger())
      return ledger
    }
    const ledger = newLedger()
    await restoreLedger(store, 'jimo', ledger, toMs)
    const numbers = { 'spin/count': 40, 'frame/spindles': SPINDLES }
    const frames = ids.map((id, i) => ({
      id,
      number: (name) => numbers[name] ?? null,
      text: () => `Z0${1 + (i % 8)}`,
    }))
    const times = () => frameTimes({ frames }, ledger, T0, toMs)
    const key = { ...base }
    const window = { fromMs: T0, toMs }
    console.log(`DuckDB: a day of ${FRAMES * SPINDLES} spindles, ${BREAKS} breaks`)
    await timed('reading the counts back after a start', () => restoreLedger(store, 'jimo', newLedger(), toMs), 3)
    await timed('spindles: breaks from the store, and the test', async () =>
      spindleList(times(), await store.worstSpindles(key, window, 400_000), 50),
    )
    await timed('frames', async () => frameLists(times()))
    await timed('zones', async () => {
      const own = times()
      const grouped = own.map(({ id, weight, zone }) => ({
        buckets: ledger.frames.get(id).buckets,
        weight,
        groupOf: () => zone,
      }))
      groupList(grouped, { ...window, slices: 12 }, healthyFrames(own))
    })
    await store.stop()
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
} finally {
  rmSync(code, { recursive: true, force: true })
}
