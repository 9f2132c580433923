import { spawnSync } from 'node:child_process'
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
  get,
  health,
  hostLateness,
  pause,
  percentile,
  round,
  start,
  until,
} from '../parts/bench-system.mjs'

// npm run bench -- pipeline [--mills 1,5,10] [--dashboards 10] [--seconds 30] [--gap 1] [--peer]
// How many mills this machine carries, all on it: CPU per process (of one core, and per spindle sample), tick → socket latency, and what
// the books say, with the embedded broker and the embedded store. `carried`: nothing lost or dropped, and neither the gateways nor the
// store further than AT_PRESENT_S behind.
// With `peer`, ours beside Node-RED with one mill follows in the same minutes (npm run bench -- peer).
// Mills start `gap` seconds one after the other, as those of a plant do that is switched on.
// As reference, `host` says how late timers of an idle process are in the same seconds: what the machine adds by itself.
// The latency is from the start of a simulator tick (the mill time of a frame at 1×) to its receipt by a watcher.

const { values } = parseArgs({
  options: {
    mills: { type: 'string', default: '1,5,10' },
    dashboards: { type: 'string', default: '10' },
    seconds: { type: 'string', default: '30' },
    'warm-up': { type: 'string', default: '15' },
    gap: { type: 'string', default: '1' },
    peer: { type: 'boolean', default: false },
  },
})
const seconds = Number(values.seconds)
const SPINDLES = 100_800
const AT_PRESENT_S = 5
const results = []
for (const mills of values.mills.split(',').map(Number)) {
  for (const dashboards of new Set([0, Number(values.dashboards)])) results.push(await measure(mills, dashboards))
}
console.table(
  results.map(
    ({ cpuPercent, cpuUsPerSample, latencyMs, hostLateMs, storeLagMs, books, mills, dashboards, carried }) => ({
      mills,
      dashboards,
      carried,
      ...Object.fromEntries(Object.entries(cpuPercent).map(([name, value]) => [`${name} %`, value])),
      'µs a sample': cpuUsPerSample.total,
      'p50 ms': latencyMs.p50,
      'p99 ms': latencyMs.p99,
      'host p99 ms': hostLateMs.p99,
      'store behind s': round(storeLagMs / 1000),
      'at gateways': books.atGateway,
      'in spool': `${books.inSpoolBefore} → ${books.inSpool}`,
      lost: books.lost,
    }),
  ),
)
console.log(JSON.stringify({ bench: 'pipeline', seconds, results }))
if (values.peer) {
  const peer = [join(import.meta.dirname, 'peer.mjs'), '--seconds', values.seconds]
  process.exitCode = spawnSync(process.execPath, peer, { stdio: 'inherit' }).status ?? 1
}

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
    children.simulator = []
    for (let i = 1; i <= mills; i += 1) {
      if (i > 1) await pause(Number(values.gap))
      children.simulator.push(
        start({ ...env, SEED: String(i) }, 'simulator/dist/cli.js', 'live', '--set', `id=mill${i}`),
      )
    }
    await until(async () => (await health(PORT)).mills.length === mills, `${mills} mills`, 300_000)
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
    const [before, booksBefore] = [cpuOf(children), await get(PORT, '/api/health/ledger')]
    const from = performance.now()
    await pause(seconds)
    const took = (performance.now() - from) / 1000
    const after = cpuOf(children)
    counting = false
    const late = await lateness()
    const usedS = Object.fromEntries(Object.keys(before).map((name) => [name, after[name] - before[name]]))
    usedS.total = Object.values(usedS).reduce((sum, used) => sum + used, 0)
    const perCpu = (scale) => Object.fromEntries(Object.entries(usedS).map(([name, used]) => [name, scale(used)]))
    const [{ messages, store }, { total }] = [await health(PORT), await get(PORT, '/api/health/ledger')]
    const books = { ...total, inSpoolBefore: booksBefore.total.inSpool }
    const atGatewayS = (took * total.atGateway) / (total.produced - booksBefore.total.produced)
    const isAtPresent = store.lagMs <= 1000 * AT_PRESENT_S && atGatewayS <= AT_PRESENT_S
    return {
      mills,
      dashboards,
      carried: isAtPresent && total.lost === 0 && total.difference === 0 && store.dropped === 0,
      cpuPercent: perCpu((used) => round((100 * used) / took)),
      cpuUsPerSample: perCpu((used) => Math.round((used * 1e9) / (SPINDLES * mills * took)) / 1000),
      latencyMs: { p50: percentile(latencies, 0.5), p99: percentile(latencies, 0.99), count: latencies.length },
      hostLateMs: { p50: percentile(late, 0.5), p99: percentile(late, 0.99) },
      bytesPerSecond: dashboards ? Math.round(bytes / took / dashboards) : null,
      storeLagMs: store.lagMs,
      seqGaps: messages.seqGaps,
      dropped: store.dropped,
      books,
    }
  } finally {
    for (const socket of sockets) socket.disconnect()
    for (const name of ['simulator', 'api', 'broker']) await Promise.all((children[name] ?? []).map(end))
    rmSync(folder, { recursive: true, force: true })
  }
}
