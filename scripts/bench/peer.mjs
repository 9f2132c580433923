import { execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { connect } from 'mqtt'
import { accepts, cpuOf, end, freePort, health, pause, round, start, until } from '../parts/bench-system.mjs'
import { withInflux } from '../parts/influx-process.mjs'
import { root } from '../parts/project.mjs'

// npm run bench -- peer [--mills 1] [--seconds 30]: ours beside mosquitto → Node-RED → InfluxDB with one point a spindle and second, in
// the same minutes, on the same mosquitto and InfluxDB. The peer is given what is easiest for it: one JSON message a frame and second,
// from a feeder whose work is not counted; and it does nothing but write. Ours keeps every message on two disks, computes KPIs, alarms
// and the past, and serves a page. Node-RED is fetched from npm to a folder of its own, at the first run; no package of ours needs it.

const { values } = parseArgs({
  options: {
    mills: { type: 'string', default: '1' },
    seconds: { type: 'string', default: '30' },
    'warm-up': { type: 'string', default: '20' },
  },
})
const [mills, seconds, warmUp] = [values.mills, values.seconds, values['warm-up']].map(Number)
const FRAMES = 84
const SPINDLES = 1200
/** The last line of Node-RED 4 is the last that Node 20 can run. */
const PEER = { 'node-red': '4.1.15', 'node-red-contrib-influxdb': '0.7.0' }
const TO_POINTS = `const { machine, atMs, rpm } = msg.payload
msg.payload = rpm.map((value, i) => ({
  measurement: 'spindle', tags: { machine, pos: String(i + 1) }, fields: { rpm: value }, timestamp: new Date(atMs),
}))
return msg`
const DATABASE = 'bench'
const DRAIN_S = 30

const results = [await measure('wanding', runOurs), await measure('node-red', runPeer)]
console.table(
  results.map(({ cpuPercent, cpuUsPerSample, ...rest }) => ({
    ...rest,
    ...Object.fromEntries(Object.entries(cpuPercent).map(([name, value]) => [`${name} %`, value])),
    'µs a sample': cpuUsPerSample,
  })),
)
console.log(JSON.stringify({ bench: 'peer', mills, seconds, spindles: FRAMES * SPINDLES * mills, results }))

/**
 * Runs a pipeline for `seconds` after its warm-up; tells the CPU of its programs, and how much of what was told in that time the store
 * has in the end.
 */
async function measure(pipeline, run) {
  const folder = mkdtempSync(join(tmpdir(), 'wanding-peer-'))
  const mqttPort = await freePort()
  const config = join(folder, 'mosquitto.conf')
  writeFileSync(config, `listener ${mqttPort} 127.0.0.1\nuser root\nallow_anonymous true\nmax_queued_messages 100000\n`)
  const mosquitto = spawn('mosquitto', ['-c', config], { stdio: 'ignore' })
  let result
  try {
    await until(() => accepts(mqttPort), 'mosquitto')
    mkdirSync(join(folder, 'influx'))
    await withInflux(join(folder, 'influx'), async (url, influxCpuMs) => {
      const running = await run({ folder, mqttPort, url })
      try {
        const counted = { broker: [mosquitto], ...running.programs }
        await pause(warmUp)
        const [fromMs, cpu, influxMs] = [Date.now(), cpuOf(counted), influxCpuMs()]
        await pause(seconds)
        const [toMs, cpuNow, influxNowMs] = [Date.now(), cpuOf(counted), influxCpuMs()]
        const asked = FRAMES * SPINDLES * mills * Math.round((toMs - fromMs) / 1000)
        const began = performance.now()
        let stored = 0
        while (stored < asked && performance.now() - began < DRAIN_S * 1000) {
          stored = await running.stored(fromMs, toMs)
          if (stored < asked) await pause(1)
        }
        const usedS = {
          ...Object.fromEntries(Object.keys(cpu).map((name) => [name, cpuNow[name] - cpu[name]])),
          influxd: (influxNowMs - influxMs) / 1000,
        }
        const totalS = Object.values(usedS).reduce((sum, used) => sum + used, 0)
        result = {
          pipeline,
          'stored %': round((100 * stored) / asked),
          'until stored s': stored < asked ? `> ${DRAIN_S}` : round((performance.now() - began) / 1000),
          cpuPercent: Object.fromEntries(
            Object.entries({ ...usedS, total: totalS }).map(([name, used]) => [name, round((100 * used) / seconds)]),
          ),
          cpuUsPerSample: Math.round((totalS * 1e8) / asked) / 100,
        }
      } finally {
        await running.stop()
      }
    })
  } finally {
    await end(mosquitto)
    rmSync(folder, { recursive: true, force: true })
  }
  return result
}

async function runOurs({ folder, mqttPort, url }) {
  const PORT = await freePort()
  const env = {
    ...process.env,
    PORT,
    HOST: '127.0.0.1',
    WANDING_DATA: folder,
    LOG_LEVEL: 'error',
    MQTT_URL: `mqtt://127.0.0.1:${mqttPort}`,
    INFLUX_URL: url,
    INFLUX_DATABASE: DATABASE,
    SPEED: '1',
  }
  const api = start(env, 'apps/api/dist/main.js')
  await until(() => health(PORT), 'the api')
  const simulators = Array.from({ length: mills }, (_, i) =>
    start({ ...env, SEED: String(i + 1) }, 'simulator/dist/cli.js', 'live', '--set', `id=mill${i + 1}`),
  )
  await until(async () => (await health(PORT)).mills.length === mills, `${mills} mills`)
  return {
    programs: { consumer: [api] },
    stored: async (fromMs, toMs) =>
      SPINDLES * (await most(url, `SELECT count(*) FROM wanding_seconds.spindle_second`, fromMs, toMs)),
    stop: async () => {
      await Promise.all(simulators.map(end))
      await end(api)
    },
  }
}

async function runPeer({ folder, mqttPort, url }) {
  await fetch(`${url}/query`, { method: 'POST', body: new URLSearchParams({ q: `CREATE DATABASE ${DATABASE}` }) })
  const port = await freePort()
  const settings = join(folder, 'settings.cjs')
  writeFileSync(join(folder, 'flows.json'), JSON.stringify(flow(mqttPort, new URL(url).port)))
  writeFileSync(
    settings,
    `module.exports = ${JSON.stringify({
      uiHost: '127.0.0.1',
      uiPort: port,
      userDir: folder,
      flowFile: 'flows.json',
      nodesDir: join(peerFolder(), 'node_modules/node-red-contrib-influxdb'),
      telemetry: { enabled: false, updateNotification: false },
      logging: { console: { level: 'error' } },
    })}\n`,
  )
  const program = spawn(process.execPath, [join(peerFolder(), 'node_modules/node-red/red.js'), '-s', settings], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  await until(() => accepts(port), 'Node-RED')
  const stopFeeding = await feed(mqttPort)
  return {
    programs: { consumer: [program] },
    stored: (fromMs, toMs) => most(url, 'SELECT count(rpm) FROM spindle', fromMs, toMs),
    stop: async () => {
      stopFeeding()
      await end(program)
    },
  }
}

/** Where Node-RED is kept between runs; npm ci takes it away. */
function peerFolder() {
  const folder = join(root, 'node_modules/.wanding/peer')
  if (Object.keys(PEER).every((name) => existsSync(join(folder, 'node_modules', name)))) return folder
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, dependencies: PEER }))
  execFileSync('npm', ['install', '--no-audit', '--no-fund', '--no-package-lock'], { cwd: folder, stdio: 'ignore' })
  return folder
}

function flow(mqttPort, influxPort) {
  return [
    { id: 'tab', type: 'tab', label: 'spindles' },
    { id: 'broker', type: 'mqtt-broker', broker: '127.0.0.1', port: String(mqttPort), clientid: '', keepalive: '60' },
    {
      id: 'influx',
      type: 'influxdb',
      influxdbVersion: '1.x',
      hostname: '127.0.0.1',
      port: influxPort,
      protocol: 'http',
      database: DATABASE,
    },
    {
      id: 'in',
      z: 'tab',
      type: 'mqtt in',
      topic: 'frames/+',
      qos: '0',
      datatype: 'json',
      broker: 'broker',
      wires: [['map']],
    },
    { id: 'map', z: 'tab', type: 'function', func: TO_POINTS, outputs: 1, wires: [['out']] },
    { id: 'out', z: 'tab', type: 'influxdb batch', influxdb: 'influx', precision: 'ms', wires: [] },
  ]
}

/** Each second the speed of every spindle, a message a frame. */
async function feed(mqttPort) {
  const client = connect(`mqtt://127.0.0.1:${mqttPort}`)
  await new Promise((done) => client.once('connect', done))
  const machines = Array.from({ length: FRAMES * mills }, (_, i) => `RF${i + 1}`)
  const timer = setInterval(() => {
    const atMs = Date.now()
    for (const machine of machines) {
      const rpm = Array.from({ length: SPINDLES }, () => 18_500 + Math.round((Math.random() - 0.5) * 60))
      client.publish(`frames/${machine}`, JSON.stringify({ machine, atMs, rpm }))
    }
  }, 1000)
  return () => {
    clearInterval(timer)
    client.end(true)
  }
}

/** The greatest count of an InfluxQL statement between two moments. */
async function most(url, statement, fromMs, toMs) {
  const q = `${statement} WHERE time >= ${fromMs}ms AND time < ${toMs}ms`
  const answer = await fetch(`${url}/query`, { method: 'POST', body: new URLSearchParams({ db: DATABASE, q }) })
  const [result] = (await answer.json()).results
  return Math.max(0, ...(result.series?.[0]?.values[0]?.slice(1) ?? []))
}
