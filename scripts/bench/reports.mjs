import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Worker } from 'node:worker_threads'
import { build } from 'vite'
import { root } from '../parts/project.mjs'

// npm run bench -- reports [days]: how long reports of a mill of 100,800 spindles take on the embedded store.
// The sums are synthesised: every slot of five minutes of 84 frames and 166 other machines, 14 sums each, and 500 breaks
// an hour; the history of the seconds, which no report reads, is left out. A month is measured twice: with its days
// summed for the first time, and from the sums that were kept.

const [days = '31'] = process.argv.slice(2)
const DAYS = Number(days)
const FRAMES = 84
const OTHERS = 166
const SPINDLES = 1200
const SLOT_MS = 300_000
const DAY_MS = 86_400_000
const T0 = Date.UTC(2026, 0, 1)
const END = T0 + DAYS * DAY_MS
const base = { run: 'live', mill: 'jimo' }

const frames = Array.from({ length: FRAMES }, (_, i) => `RF${String(i + 1).padStart(2, '0')}`)
const others = Array.from({ length: OTHERS }, (_, i) => `CD${String(i + 1).padStart(3, '0')}`)
const FRAME_SUMS = {
  kg: 1.65,
  kwh: 3.9,
  runHours: 96,
  breaks: 0.6,
  startUpBreaks: 0.2,
  byPeople: 0.8,
  downSeconds: 90,
  doffs: 0.03,
  plannedRunHours: 95,
  hours: 1 / 12,
  runningHours: 1 / 12.4,
  spindleHours: 100,
  fullKg: 1.72,
  'stop:doffing': 0.002,
}
const OTHER_SUMS = { kg: 3, kwh: 1, hours: 1 / 12, runningHours: 0.08, 'stop:fault': 0.001, 'stops:fault': 0.1 }
const entries = [
  ...frames.flatMap((machine) =>
    Object.entries(FRAME_SUMS).map(([name, value]) => [`report/${machine}/${name}`, value]),
  ),
  ...others.flatMap((machine) =>
    Object.entries(OTHER_SUMS).map(([name, value]) => [`report/${machine}/${name}`, value]),
  ),
]

async function fill(store) {
  const began = performance.now()
  let rows = 0
  for (let day = 0; day < DAYS; day++) {
    for (let part = 0; part < 8; part++) {
      const series = []
      const transitions = []
      for (let slot = 0; slot < 36; slot++) {
        const atMs = T0 + day * DAY_MS + (part * 36 + slot) * SLOT_MS
        for (const [name, value] of entries) series.push({ ...base, series: name, atMs: atMs + 11, value })
        for (let i = 0; i < 42; i++) {
          const machine = frames[(slot * 42 + i + day) % FRAMES]
          transitions.push({
            ...base,
            machine,
            position: 1 + ((i * 977 + slot * 31 + part) % SPINDLES),
            atMs: atMs + i,
            state: 2,
            broke: true,
          })
        }
      }
      rows += series.length
      await store.write({ metrics: [], seconds: [], rollups: [], moments: [], transitions, series })
    }
  }
  console.log(
    `${DAYS} days, ${(rows / 1e6).toFixed(1)} M sums written in ${((performance.now() - began) / 1000).toFixed(0)} s`,
  )
}

const folder = mkdtempSync(join(tmpdir(), 'wanding-bench-reports-'))
const code = join(root, `apps/api/node_modules/.wanding/bench-${process.pid}`)
mkdirSync(code, { recursive: true })
await build({
  root: join(root, 'apps/api'),
  configFile: false,
  logLevel: 'warn',
  build: {
    ssr: true,
    target: 'node20',
    outDir: code,
    emptyOutDir: false,
    minify: false,
    rolldownOptions: {
      input: {
        'duckdb-store': 'src/store/duckdb/duckdb-store.ts',
        'duckdb-worker': 'src/store/duckdb/duckdb-worker.ts',
        'sums-reader': 'src/reports/sums/sums-reader.ts',
        'kept-sums': 'src/reports/sums/kept-sums.ts',
        'reports.service': 'src/reports/reports.service.ts',
        'report-file': 'src/reports/files/report-file.ts',
      },
    },
  },
})
const load = (name) => import(pathToFileURL(join(code, `${name}.js`)))
const [{ DuckDbStore }, { SumsReader }, { KeptSums }, { ReportsService }, { reportFile }] = await Promise.all(
  ['duckdb-store', 'sums-reader', 'kept-sums', 'reports.service', 'report-file'].map(load),
)

const directory = {
  mills: () => [base.mill],
  runOf: () => base.run,
  machinesOf: () => [...frames, ...others],
  hasMachine: () => true,
  kindOf: (_, machine) => (machine.startsWith('RF') ? 'ring-frame' : 'card'),
  spindlesOf: (_, machine) => (machine.startsWith('RF') ? SPINDLES : undefined),
}
const live = {
  pending: () => new Map(),
  now: () => ({
    atMs: END + DAY_MS,
    name: { en: 'Jimo', zh: '即墨' },
    simulated: true,
    utcOffsetMinutes: 0,
    attention: [],
  }),
}
const source = {
  mills: () => [base.mill],
  crewMachine: () => undefined,
  measured: () => ({ crew: { shift: 1, shiftStartMs: T0 } }),
}
const store = new DuckDbStore({ folder, spawn: () => new Worker(pathToFileURL(join(code, 'duckdb-worker.js'))) })
const reader = new SumsReader(
  store,
  directory,
  live,
  { over: async () => null },
  new KeptSums(join(folder, 'sums')),
  Date.now,
)
const reports = new ReportsService(reader, directory, live, source, { carbonKgPerKwh: 0.5, carbonSource: 'bench' })

async function timed(name, kind, atMs) {
  const began = performance.now()
  const report = await reports.report(base.mill, kind, atMs)
  const made = performance.now()
  await reportFile(report, 'pdf', 'zh')
  const seconds = (ms) => (ms / 1000).toFixed(2)
  console.log(`${name.padEnd(34)} ${seconds(made - began)} s, its PDF ${seconds(performance.now() - made)} s`)
}

try {
  await store.start()
  await fill(store)
  const last = END - DAY_MS / 2
  await timed('shift, 7 before summed first', 'shift', last)
  await timed('shift, sums kept', 'shift', last)
  await timed('day, 7 before summed first', 'day', last)
  await timed('day, sums kept', 'day', last)
  await timed(`month of ${DAYS} days, summed first`, 'month', last)
  await timed(`month of ${DAYS} days, sums kept`, 'month', last)
  await store.stop()
} finally {
  rmSync(folder, { recursive: true, force: true })
  rmSync(code, { recursive: true, force: true })
}
