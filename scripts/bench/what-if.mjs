import { mkdtempSync, rmSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { io } from 'socket.io-client'
import * as parser from 'socket.io-msgpack-parser'
import {
  accepts,
  cpuOf,
  end,
  freePort,
  health,
  hostLateness,
  pause,
  percentile,
  round,
  start,
  until,
} from '../parts/bench-system.mjs'

// npm run bench -- what-if [--replications 1000] [--dashboards 4] [--seconds 30]
// A live mill of 100,800 spindles at 1x with watchers; then the same with a what-if of so many 8-h shifts of it. Says
// replications a second, CPU seconds of each, and tick -> socket latency of the live mill without and with the what-if.
// `host` says how late timers of an idle thread are in the same seconds: what the machine adds by itself.

const { values } = parseArgs({
  options: {
    replications: { type: 'string', default: '1000' },
    dashboards: { type: 'string', default: '4' },
    seconds: { type: 'string', default: '30' },
    'warm-up': { type: 'string', default: '15' },
  },
})
const replications = Number(values.replications)
const folder = mkdtempSync(join(tmpdir(), 'wanding-bench-'))
const [PORT, MQTT_PORT] = [await freePort(), await freePort()]
const env = {
  ...process.env,
  PORT,
  MQTT_PORT,
  HOST: '127.0.0.1',
  WANDING_DATA: folder,
  LOG_LEVEL: 'error',
  MQTT_URL: '',
  INFLUX_URL: '',
  SPEED: '1',
}
const children = { broker: [start(env, 'apps/broker/dist/main.js')] }
const sockets = []
let latencies = []
try {
  await until(() => accepts(MQTT_PORT), 'the broker')
  children.api = [start(env, 'apps/api/dist/main.js')]
  await until(() => health(PORT), 'the api')
  children.simulator = [start({ ...env, SEED: '1' }, 'simulator/dist/cli.js', 'live')]
  await until(async () => (await health(PORT)).mills.length === 1, 'the mill')
  for (let i = 0; i < Number(values.dashboards); i++) await watch()
  await pause(Number(values['warm-up']))
  const alone = await during(() => pause(Number(values.seconds)))
  const busy = await during(runWhatIf)
  const rows = { alone, 'with a what-if': busy }
  console.table(rows)
  const { took, job } = busy
  const cpuEach = (busy.apiCpuS - (alone.apiCpuS / alone.took) * took) / replications
  console.log(
    `${replications} replications in ${round(took)} s on ${availableParallelism()} cores: ${round(replications / took)} a second, ` +
      `${cpuEach.toFixed(3)} CPU s each, ${(job.threadSeconds / replications).toFixed(3)} s of a thread each`,
  )
  console.log(JSON.stringify({ bench: 'what-if', replications, cpuSecondsEach: cpuEach, rows }))
} finally {
  for (const socket of sockets) socket.disconnect()
  for (const name of ['simulator', 'api', 'broker']) await Promise.all((children[name] ?? []).map(end))
  rmSync(folder, { recursive: true, force: true })
}

async function watch() {
  const socket = io(`http://127.0.0.1:${PORT}`, {
    transports: ['websocket'],
    parser,
    reconnection: false,
    forceNew: true,
  })
  sockets.push(socket)
  await new Promise((done, failed) => socket.once('connect', done).once('connect_error', failed))
  for (const room of [
    { room: 'mill', mill: 'jimo' },
    { room: 'kpi', mill: 'jimo' },
  ]) {
    await until(async () => (await socket.emitWithAck('join', room)).ok, `the room ${room.room}`)
  }
  socket.on('mill', ({ rows, atMs }) => {
    if (rows.length > 0) latencies.push(Date.now() - atMs)
  })
}

/** How late the watchers hear of a tick while something goes on, and what it costs the api's process. */
async function during(doing) {
  latencies = []
  const lateness = hostLateness()
  const before = cpuOf(children)
  const from = performance.now()
  const job = await doing()
  const took = (performance.now() - from) / 1000
  const after = cpuOf(children)
  const late = await lateness()
  return {
    took: round(took),
    apiCpuS: round(after.api - before.api),
    'p50 ms': percentile(latencies, 0.5),
    'p99 ms': percentile(latencies, 0.99),
    ticks: latencies.length,
    'host p99 ms': percentile(late, 0.99),
    seqGaps: (await health(PORT)).messages.seqGaps,
    ...(job && { job: { id: job.id, threadSeconds: round(job.threadSeconds) } }),
  }
}

async function runWhatIf() {
  const asked = await fetch(`http://127.0.0.1:${PORT}/api/what-if/runs`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ mill: 'jimo', replications }),
  })
  const { id, message } = await asked.json()
  if (!id) throw new Error(message)
  return until(
    async () => {
      const job = await (await fetch(`http://127.0.0.1:${PORT}/api/what-if/runs/${id}`)).json()
      if (job.state === 'failed') throw new Error(job.error)
      return job.state === 'done' && job
    },
    'the what-if',
    1_800_000,
  )
}
