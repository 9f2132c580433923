import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
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

// npm run bench -- pipeline [--mills 1,5,10] [--dashboards 10] [--seconds 30]
// CPU per process (of one core) and tick → socket latency, with the embedded broker and the embedded store.
// As reference, `host` says how late timers of an idle process are in the same seconds: what the machine adds by itself.
// The latency is from the start of a simulator tick (the mill time of a frame at 1×) to its receipt by a watcher.

const { values } = parseArgs({
  options: {
    mills: { type: 'string', default: '1,5,10' },
    dashboards: { type: 'string', default: '10' },
    seconds: { type: 'string', default: '30' },
    'warm-up': { type: 'string', default: '15' },
  },
})
const seconds = Number(values.seconds)
const results = []
for (const mills of values.mills.split(',').map(Number)) {
  for (const dashboards of [0, Number(values.dashboards)]) results.push(await measure(mills, dashboards))
}
console.table(
  results.map(({ cpuPercent, latencyMs, hostLateMs, bytesPerSecond, ...rest }) => ({
    ...rest,
    ...Object.fromEntries(Object.entries(cpuPercent).map(([name, value]) => [`${name} %`, value])),
    'p50 ms': latencyMs.p50,
    'p99 ms': latencyMs.p99,
    'host p99 ms': hostLateMs.p99,
    'mill room B/s': bytesPerSecond,
  })),
)
console.log(JSON.stringify({ bench: 'pipeline', seconds, results }))

async function measure(mills, dashboards) {
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
  try {
    await until(() => accepts(MQTT_PORT), 'the broker')
    children.api = [start(env, 'apps/api/dist/main.js')]
    await until(() => health(PORT), 'the api')
    children.simulator = Array.from({ length: mills }, (_, i) =>
      start({ ...env, SEED: String(i + 1) }, 'simulator/dist/cli.js', 'live', '--set', `id=mill${i + 1}`),
    )
    await until(async () => (await health(PORT)).mills.length === mills, `${mills} mills`)
    const latencies = []
    let bytes = 0
    let counting = false
    for (let i = 0; i < dashboards; i += 1) {
      const mill = `mill${(i % mills) + 1}`
      const socket = io(`http://127.0.0.1:${PORT}`, {
        transports: ['websocket'],
        parser,
        reconnection: false,
        forceNew: true,
      })
      sockets.push(socket)
      await new Promise((done, failed) => socket.once('connect', done).once('connect_error', failed))
      for (const request of [
        { room: 'mill', mill },
        { room: 'kpi', mill },
        { room: 'frame', mill, machine: `RF0${(i % 9) + 1}` },
      ]) {
        const reply = await until(async () => {
          const answer = await socket.emitWithAck('join', request)
          return answer.ok && answer
        }, `the room ${request.room}`)
        if (reply.room === 'mill') socket.on('mill', onRevision)
      }
    }
    function onRevision(revision) {
      if (!counting) return
      bytes += revision.rows.length + revision.changes.length
      if (revision.rows.length > 0) latencies.push(Date.now() - revision.atMs)
    }
    await pause(Number(values['warm-up']))
    counting = true
    const lateness = hostLateness()
    const before = cpuOf(children)
    const from = performance.now()
    await pause(seconds)
    const took = (performance.now() - from) / 1000
    const after = cpuOf(children)
    counting = false
    const late = await lateness()
    const cpuPercent = Object.fromEntries(
      Object.keys(before).map((name) => [name, round((100 * (after[name] - before[name])) / took)]),
    )
    cpuPercent.total = round(Object.values(cpuPercent).reduce((sum, value) => sum + value, 0))
    const { messages, store } = await health(PORT)
    return {
      mills,
      dashboards,
      cpuPercent,
      latencyMs: { p50: percentile(latencies, 0.5), p99: percentile(latencies, 0.99), count: latencies.length },
      hostLateMs: { p50: percentile(late, 0.5), p99: percentile(late, 0.99) },
      bytesPerSecond: dashboards ? Math.round(bytes / took / dashboards) : null,
      seqGaps: messages.seqGaps,
      storeLagMs: store.lagMs,
      dropped: store.dropped,
    }
  } finally {
    for (const socket of sockets) socket.disconnect()
    for (const name of ['simulator', 'api', 'broker']) await Promise.all((children[name] ?? []).map(end))
    rmSync(folder, { recursive: true, force: true })
  }
}
