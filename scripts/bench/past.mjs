import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Worker } from 'node:worker_threads'
import { build } from 'vite'
import { hostLateness, percentile, round } from '../parts/bench-system.mjs'
import { HeadlessBackend } from '../parts/headless-backend.mjs'
import { withInflux } from '../parts/influx-process.mjs'
import { root } from '../parts/project.mjs'

// npm run bench -- past [hours] [duckdb|influxdb]: how long it takes to show any past second of the whole mill.
// The store is filled by the engine as fast as it goes, through the twin, the figures and the recorder of the backend: every
// second of the default mill. Spindle seconds (the flight recorder) are kept of the last ten minutes only, to save disk.
// `host` says how late timers of an idle thread were in the same seconds: what the machine adds by itself.
// Beside it: the same questions to what the store has without pictures, as one would ask without them (InfluxDB only).

const START_MS = Date.UTC(2026, 10, 22, 8)
const HOUR_MS = 3_600_000
const ASKED = 200
const BUDGET_MS = 200
const [hoursText = '8', only] = process.argv.slice(2)
const HOURS = Number(hoursText)

const api = join(root, 'apps/api/src')
const simulator = join(root, 'simulator/src')
const built = join(root, `apps/api/node_modules/.wanding/bench-past-${process.pid}`)
const MODULES = {
  engine: join(simulator, 'engine/index.ts'),
  devices: join(simulator, 'gateway/devices.ts'),
  report: join(simulator, 'gateway/report-by-exception.ts'),
  journal: join(simulator, 'gateway/spindle-journal.ts'),
  files: join(simulator, 'mill-files.ts'),
  organisation: join(simulator, 'gateway/devices.ts'),
  bus: join(api, 'bus/bus.ts'),
  twin: join(api, 'twin/twin.service.ts'),
  kpi: join(api, 'kpi/kpi.service.ts'),
  writer: join(api, 'store/store-writer.ts'),
  translate: join(api, 'ingest/translate.ts'),
  recorder: join(api, 'past/mill-recorder.ts'),
  past: join(api, 'past/past.service.ts'),
  contracts: join(root, 'libs/contracts/src/index.ts'),
  'duckdb-store': join(api, 'store/duckdb/duckdb-store.ts'),
  'duckdb-worker': join(api, 'store/duckdb/duckdb-worker.ts'),
  'influx-store': join(api, 'store/influx/influx-store.ts'),
}

const bytesBelow = (folder) =>
  readdirSync(folder, { recursive: true }).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0)
const mean = (list) => list.reduce((sum, value) => sum + value, 0) / Math.max(1, list.length)

async function fill(code, store, plan) {
  const endMs = START_MS + HOURS * HOUR_MS
  const backend = new HeadlessBackend(code, store, plan, 7, START_MS, endMs - 600_000)
  const cpuMs = []
  while (backend.nowMs < endMs) {
    cpuMs.push(await backend.second())
    if ((backend.nowMs - START_MS) % HOUR_MS === 0) console.log(`  ${(backend.nowMs - START_MS) / HOUR_MS} h filled`)
  }
  await backend.stop()
  const { picture, step, anomaly } = backend.kept
  console.log(`  the recorder          ${round(mean(cpuMs))} ms CPU a second`)
  console.log(`  a picture             ${Math.round(mean(picture))} B, ${picture.length} of them`)
  console.log(`  a step                ${Math.round(mean(step))} B, ${step.length} of them`)
  console.log(
    `  a day                 ${round((24 / HOURS / 1e6) * [...picture, ...step, ...anomaly].reduce((a, b) => a + b, 0))} MB`,
  )
  console.log(`  anomalies found in    ${anomaly.length} moments`)
  return backend
}

async function timed(what, serverCpuMs, ask, times = ASKED) {
  const ms = []
  const lateness = hostLateness()
  const cpu = process.cpuUsage()
  const server = serverCpuMs()
  let bytes = 0
  for (let i = 0; i < times; i++) {
    const began = performance.now()
    bytes += (await ask(i)) ?? 0
    ms.push(performance.now() - began)
  }
  const { user, system } = process.cpuUsage(cpu)
  const [p50, p99] = [percentile(ms, 0.5), percentile(ms, 0.99)]
  const host = percentile(await lateness(), 0.99)
  const here = round((user + system) / 1000 / times)
  const there = round((serverCpuMs() - server) / times)
  const size = bytes > 0 ? `, ${Math.round(bytes / times / 1000)} kB` : ''
  console.log(
    `  ${what.padEnd(30)}p50 ${p50} ms, p99 ${p99} ms; CPU ${here} ms here, ${there} ms in the server${size}; host p99 ${host} ms`,
  )
  return p99
}

async function measure(kind, code, store, folder, serverCpuMs, plan, raw) {
  console.log(`${kind}: ${HOURS} h of ${plan.id}`)
  await store.start()
  const { twins } = await fill(code, store, plan)
  console.log(`  disk                  ${Math.round(bytesBelow(folder) / 1e6)} MB`)
  const past = new code.PastService(store, twins)
  let seed = 1
  const random = () => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0
    return seed / 2 ** 32
  }
  const anyTime = (marginMs = 0) => START_MS + 5000 + Math.floor(random() * (HOURS * HOUR_MS - 5000 - marginMs))
  const { id } = plan
  const p99 = await timed(
    'any second of the whole mill',
    serverCpuMs,
    async () => code.encodePicture(await past.at(id, anyTime(), undefined)).length,
  )
  await timed('2 minutes to play', serverCpuMs, async () => {
    const from = anyTime(120_000)
    return (await past.tape(id, { from, to: from + 120_000 })).length
  })
  await timed(
    'an hour of pictures',
    serverCpuMs,
    async () => {
      const from = anyTime(HOUR_MS)
      return (await past.tape(id, { from, to: from + HOUR_MS, every: 60 })).length
    },
    20,
  )
  await timed('a frame with its spindles', serverCpuMs, async () => void (await past.machine(id, 'RF42', anyTime())))
  await timed(
    'all anomalies',
    serverCpuMs,
    async () => {
      void (await past.anomalies(id, { from: START_MS, to: START_MS + HOURS * HOUR_MS }))
    },
    20,
  )
  if (raw) {
    const a = () => anyTime(HOUR_MS)
    const where = (ms, back) => `"mill" = '${id}' AND "run" = 'live' AND time > ${ms - back}ms AND time <= ${ms}ms`
    await timed(
      'without pictures: transitions',
      serverCpuMs,
      () => raw(`SELECT "state", "machine", "pos" FROM "spindle_transition" WHERE ${where(a(), 60_000)}`),
      20,
    )
    await timed(
      'without pictures: metrics',
      serverCpuMs,
      () => raw(`SELECT last(*) FROM "wanding_metrics"."machine" WHERE ${where(a(), 150_000)} GROUP BY "machine"`),
      20,
    )
    await timed(
      'without pictures: words',
      serverCpuMs,
      () => raw(`SELECT last(*) FROM "machine_state" WHERE ${where(a(), 30 * 24 * HOUR_MS)} GROUP BY "machine"`),
      20,
    )
  }
  await store.stop()
  console.log(`  ${p99 <= BUDGET_MS ? 'within' : 'NOT WITHIN'} ${BUDGET_MS} ms`)
}

try {
  await build({
    root: join(root, 'apps/api'),
    configFile: false,
    logLevel: 'error',
    build: {
      ssr: true,
      target: 'node20',
      outDir: built,
      emptyOutDir: true,
      minify: false,
      rolldownOptions: { input: MODULES },
    },
  })
  const code = {}
  for (const name of Object.keys(MODULES)) {
    if (name !== 'duckdb-worker') Object.assign(code, await import(pathToFileURL(join(built, `${name}.js`)).href))
  }
  const plan = code.loadMillPlan('jimo', [], import.meta.url.replace(/scripts.*/, 'simulator/x'))
  const folder = mkdtempSync(join(tmpdir(), 'wanding-bench-'))
  try {
    if (only !== 'influxdb') {
      const spawn = () => new Worker(pathToFileURL(join(built, 'duckdb-worker.js')))
      const file = join(folder, 'duckdb')
      mkdirSync(file)
      await measure('DuckDB', code, new code.DuckDbStore({ folder: file, spawn }), file, () => 0, plan)
    }
    if (only !== 'duckdb') {
      const server = join(folder, 'influx')
      mkdirSync(server)
      await withInflux(server, (url, cpuMs) => {
        const ask = async (q) =>
          (await fetch(`${url}/query?${new URLSearchParams({ db: 'wanding', epoch: 'ms', q })}`)).text()
        const raw = async (q) => (await ask(q)).length
        return measure('InfluxDB', code, new code.InfluxStore({ url, database: 'wanding' }), server, cpuMs, plan, raw)
      })
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
} finally {
  rmSync(built, { recursive: true, force: true })
}
