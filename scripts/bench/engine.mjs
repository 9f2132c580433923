import { execFile } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { parseArgs, promisify } from 'node:util'
import { build } from 'vite'
import { root } from '../parts/project.mjs'

// npm run bench -- engine [--repeat 3]: what the mill costs without the wire. Each row is a process of its own: CPU seconds
// of making the mill and of running it (best of the repeats, because the machine is shared), events, memory, snapshot.
// As reference each process also times a fixed loop of integer work, so that two machines can be compared.
// Two curves show that cost follows events: the same hour with more frames, and the same frames with more breaks.

const CASES = [
  { name: 'jimo, 8 h', mill: 'jimo', hours: 8 },
  { name: 'jimo, 8 h, warm process', mill: 'jimo', hours: 8, warm: true },
  { name: '1,000,800 spindles, 8 h', mill: 'jimo', set: ['ringRoom.frames=834'], hours: 8 },
  ...[7, 21, 42, 84, 168, 420].map((frames) => ({
    name: `${frames} frames, 1 h`,
    curve: 'frames',
    mill: 'jimo',
    set: [`ringRoom.frames=${frames}`],
    hours: 1,
  })),
  ...[0.25, 0.5, 1, 2, 4].map((factor) => ({
    name: `84 frames, breaks x ${factor}, 1 h`,
    curve: 'breaks',
    mill: 'jimo',
    set: [`ringRoom.breaks.ratePerSpindleHour=${0.0045 * factor}`],
    hours: 1,
  })),
]
const START_MS = Date.UTC(2026, 0, 5)
const HOUR_MS = 3_600_000
const CHILD = '--child'

if (process.argv[2] === CHILD) process.stdout.write(JSON.stringify(await measure(...process.argv.slice(3))))
else await main()

async function main() {
  const { values } = parseArgs({ options: { repeat: { type: 'string', default: '3' } } })
  const code = join(root, 'simulator/node_modules/.wanding', `bench-engine-${process.pid}`)
  try {
    await bundle(code)
    const results = []
    for (const one of CASES) {
      const runs = []
      for (let i = 0; i < Number(values.repeat); i++) runs.push(await inProcess(code, one))
      const best = runs.reduce((a, b) => (a.runCpuS <= b.runCpuS ? a : b))
      results.push({ ...one, ...best, usPerEvent: round((best.runCpuS * 1e6) / best.events, 2) })
    }
    console.table(
      results.map(({ name, spindles, events, createCpuS, runCpuS, usPerEvent, rssMb, snapshot, referenceMs }) => ({
        name,
        spindles,
        events,
        'create s': createCpuS,
        'run CPU s': runCpuS,
        'µs/event': usPerEvent,
        'memory MB': rssMb,
        'snapshot MB': snapshot.mb,
        'save ms': snapshot.saveMs,
        'load ms': snapshot.loadMs,
        'reference ms': referenceMs,
      })),
    )
    console.log(JSON.stringify({ bench: 'engine', results }))
  } finally {
    rmSync(code, { recursive: true, force: true })
  }
}

/** Engine, mill files and snapshots as the product builds them. */
function bundle(outDir) {
  return build({
    root: join(root, 'simulator'),
    logLevel: 'error',
    build: {
      outDir,
      emptyOutDir: true,
      ssr: true,
      target: 'node20',
      minify: false,
      rolldownOptions: {
        input: {
          engine: 'src/engine/index.ts',
          files: 'src/mill-files.ts',
          snapshots: 'src/snapshots/snapshot-file.ts',
        },
      },
    },
  })
}

async function inProcess(code, one) {
  const args = [fileURLToPath(import.meta.url), CHILD, code, JSON.stringify(one)]
  const { stdout } = await promisify(execFile)(process.execPath, args, { maxBuffer: 1e7 })
  return JSON.parse(stdout)
}

async function measure(code, text) {
  const { mill: name, set = [], hours, warm } = JSON.parse(text)
  const module = (file) => import(pathToFileURL(join(code, `${file}.js`)).href)
  const [engine, files, snapshots] = await Promise.all(['engine', 'files', 'snapshots'].map(module))
  const plan = files.loadMillPlan(name, set, import.meta.url.replace(/scripts.*/, 'simulator/x'))
  const run = () => {
    const mill = engine.createMill(plan, 7, START_MS)
    const createCpuS = cpuS()
    let events = 0
    engine.advance(mill, START_MS + hours * HOUR_MS, () => events++)
    return { mill, createCpuS, events }
  }
  if (warm) for (let i = 0; i < 2; i++) run()
  let from = cpuS()
  const { mill, createCpuS, events } = run()
  const runCpuS = cpuS() - createCpuS
  const rssMb = process.resourceUsage().maxRSS / 1024
  from = createCpuS - from
  const file = timed(() => snapshots.encodeSnapshot(mill))
  const loaded = timed(() => snapshots.decodeSnapshot(file.value))
  return {
    spindles: plan.ringRoom.frames * plan.ringRoom.spindlesPerFrame,
    events,
    createCpuS: round(from, 3),
    runCpuS: round(runCpuS, 3),
    rssMb: Math.round(rssMb),
    snapshot: { mb: round(file.value.length / 1e6, 2), saveMs: file.ms, loadMs: loaded.ms },
    referenceMs: timed(reference).ms,
  }
}

/** A fixed piece of integer work. */
function reference() {
  let h = 1
  for (let i = 0; i < 5e7; i++) h = Math.imul(h ^ (h >>> 13), 0x85ebca6b) + i
  return h
}

function timed(job) {
  const from = cpuS()
  const value = job()
  return { value, ms: Math.round((cpuS() - from) * 1000) }
}

function cpuS() {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1e6
}

function round(value, digits) {
  return Number(value.toFixed(digits))
}
