import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Worker } from 'node:worker_threads'
import { build } from 'vite'
import { withInflux } from '../parts/influx-process.mjs'
import { root } from '../parts/project.mjs'

// npm run bench -- store [seconds] [duckdb|influxdb]: what keeping one mill costs, and how fast a spindle's hour is read.
// The mill: 84 frames of 1,200 spindles, each second one blob a frame and 10 changed numbers of it, each minute all
// numbers and one rollup; 150 other machines with 5 numbers each five seconds; 600 breaks an hour.

const FRAMES = 84
const SPINDLES = 1200
const OTHERS = 150
const T0 = Date.UTC(2026, 10, 22, 8)
const [seconds = '900', only] = process.argv.slice(2)
const SECONDS = Number(seconds)

const store = join(root, 'apps/api/src/store')
const code = join(root, `apps/api/node_modules/.wanding/bench-${process.pid}`)
const names = Array.from({ length: FRAMES }, (_, i) => `RF${String(i + 1).padStart(2, '0')}`)
const base = { run: 'live', mill: 'jimo' }

function frameMetrics(second) {
  const all = second % 60 === 0
  return names.map((machine, i) => {
    const values = new Map()
    for (let k = 0; k < (all ? 40 : 10); k++)
      values.set(`folder/metric${k}`, Math.round((second * 7 + i + k) * 13.7) / 10)
    return { ...base, machine, kind: 'ring-frame', atMs: T0 + second * 1000, values }
  })
}

function otherMetrics(second) {
  const rows = []
  for (let i = second % 5; i < OTHERS; i += 5) {
    const values = new Map([0, 1, 2, 3, 4].map((k) => [`folder/metric${k}`, (second * 3 + i + k) / 7]))
    rows.push({ ...base, machine: `OT${i}`, kind: 'card', atMs: T0 + second * 1000, values })
  }
  return rows
}

function spindleSeconds(second) {
  const states = new Uint8Array(SPINDLES).fill(1)
  return names.map((machine) => {
    const rpm = new Uint16Array(SPINDLES)
    for (let i = 0; i < SPINDLES; i++) {
      rpm[i] = 18_500 + Math.round((Math.random() + Math.random() + Math.random() - 1.5) * 40)
    }
    return { ...base, machine, atMs: T0 + second * 1000, rpm, states }
  })
}

function rollups(second) {
  if (second % 60 !== 59) return []
  return names.map((machine) => ({
    ...base,
    machine,
    atMs: T0 + (second - 59) * 1000,
    spanMs: 60_000,
    breaks: new Uint8Array(SPINDLES),
    producingSeconds: new Uint16Array(SPINDLES).fill(60),
    downSeconds: new Uint16Array(SPINDLES),
    meanRpm: Uint16Array.from({ length: SPINDLES }, (_, i) => 18_500 + (i % 7)),
  }))
}

function transitions(second) {
  if (second < 0 || second % 6 !== 0) return []
  const row = { ...base, machine: names[second % FRAMES], position: 1 + ((second * 31) % SPINDLES) }
  return [
    { ...row, atMs: T0 + second * 1000, state: 2, broke: true },
    { ...row, atMs: T0 + second * 1000 + 90_000, state: 1, broke: false },
  ]
}

const batchOf = (second) => ({
  metrics: [...frameMetrics(second), ...otherMetrics(second)],
  seconds: spindleSeconds(second),
  transitions: transitions(second),
  rollups: rollups(second),
  series: [],
  moments: [],
})

const bytesBelow = (folder) =>
  readdirSync(folder, { recursive: true }).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0)
const at = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]
const round = (value, digits = 1) => Number(value.toFixed(digits))

async function timed(job, times = 7) {
  const ms = []
  let rows = 0
  for (let i = 0; i < times; i++) {
    const began = performance.now()
    rows = (await job()).length
    ms.push(performance.now() - began)
  }
  ms.sort((a, b) => a - b)
  return `${round(at(ms, 0.5))} ms [${round(ms[0])}..${round(ms.at(-1))}], ${rows} rows`
}

async function measure(kind, history, folder, serverCpuMs) {
  await history.start()
  await history.write(batchOf(-60))
  const latencies = []
  let cpuUs = 0
  const serverBefore = serverCpuMs()
  for (let second = 0; second < SECONDS; second++) {
    const batch = batchOf(second)
    const cpu = process.cpuUsage()
    const began = performance.now()
    await history.write(batch)
    latencies.push(performance.now() - began)
    const used = process.cpuUsage(cpu)
    cpuUs += used.user + used.system
  }
  const server = serverCpuMs() - serverBefore
  latencies.sort((a, b) => a - b)
  console.log(`${kind}: ${SECONDS} s of a mill of ${FRAMES * SPINDLES} spindles`)
  console.log(
    `  cpu a mill-second   ${round(cpuUs / 1000 / SECONDS)} ms here, ${round(server / SECONDS)} ms in the server`,
  )
  console.log(`  write p50/p99/max   ${[0.5, 0.99, 1].map((share) => round(at(latencies, share))).join(' / ')} ms`)
  console.log(`  disk                ${round(bytesBelow(folder) / SECONDS / 1000)} kB a mill-second`)
  const frame = { ...base, machine: 'RF42', position: 642 }
  const range = { fromMs: T0, toMs: T0 + Math.min(SECONDS, 3600) * 1000 }
  const metric = { ...base, machine: 'RF42', metric: 'folder/metric3' }
  console.log(
    `  a spindle's ${SECONDS >= 3600 ? 'hour' : 'seconds'}   ${await timed(() => history.spindleSeconds(frame, range))}`,
  )
  console.log(`  a metric, 10 s steps ${await timed(() => history.metricHistory(metric, range, 10_000))}`)
  console.log(`  20 worst spindles   ${await timed(() => history.worstSpindles(base, range, 20))}`)
  console.log(`  memory here         ${Math.round(process.memoryUsage().rss / 1e6)} MB`)
  await history.stop()
}

try {
  await build({
    root: join(root, 'apps/api'),
    configFile: false,
    logLevel: 'error',
    build: {
      ssr: true,
      target: 'node20',
      outDir: code,
      emptyOutDir: true,
      rolldownOptions: {
        input: {
          'duckdb-worker': join(store, 'duckdb/duckdb-worker.ts'),
          'duckdb-store': join(store, 'duckdb/duckdb-store.ts'),
          'influx-store': join(store, 'influx/influx-store.ts'),
        },
      },
    },
  })
  const load = (name) => import(pathToFileURL(join(code, `${name}.js`)).href)
  const folder = mkdtempSync(join(tmpdir(), 'wanding-bench-'))
  try {
    if (only !== 'influxdb') {
      const { DuckDbStore } = await load('duckdb-store')
      const spawnWorker = () => new Worker(pathToFileURL(join(code, 'duckdb-worker.js')))
      await measure('DuckDB', new DuckDbStore({ folder, spawn: spawnWorker }), folder, () => 0)
    }
    if (only !== 'duckdb') {
      const { InfluxStore } = await load('influx-store')
      const server = join(folder, 'influx')
      mkdirSync(server)
      await withInflux(server, (url, cpuMs) =>
        measure('InfluxDB', new InfluxStore({ url, database: 'wanding' }), server, cpuMs),
      )
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
} finally {
  rmSync(code, { recursive: true, force: true })
}
