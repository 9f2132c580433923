import { join } from 'node:path'
import { buildTargets, staleTargets } from './parts/build-targets.mjs'
import { PAGE_PORT, startDevelopment } from './parts/development.mjs'
import { startNamed } from './parts/named-process.mjs'
import { fail, requireNode, requirePackages, root, seconds } from './parts/project.mjs'
import { waitUntilReady } from './parts/ready.mjs'
import { inUrl, launcherSettings, requireFreePort } from './parts/settings.mjs'

// npm start [-- --no-simulator]: builds what is stale, then broker, api and simulator as three processes.
// npm run dev: the same from watched sources, with the dashboard's development server.

const GRACE_MS = 10_000
const PARENT_CHECK_MS = 500
const SAME_SIGNAL_MS = 1500

const since = performance.now()
requireNode()
requirePackages('@nestjs/core')
const settings = launcherSettings(process.argv.slice(2))
await requireFreePort('PORT', settings.port, settings.host)
if (settings.embeddedBroker) {
  await requireFreePort(
    'MQTT_PORT',
    settings.mqttPort,
    settings.brokerHost,
    ', or MQTT_URL to use the broker that is there',
  )
}

const env = { ...process.env }
// Where MQTT_URL is not set the programs look for the embedded broker on this machine, and speak what it speaks.
const clientEnv =
  settings.embeddedBroker && !settings.brokerIsLocal
    ? { ...env, MQTT_URL: `mqtt://${inUrl(settings.brokerHost)}:${settings.mqttPort}` }
    : env

// The embedded broker may have an account for the backend alone; MQTT_USER is then the gateways'.
const apiEnv =
  settings.embeddedBroker && env.MQTT_API_PASSWORD
    ? { ...clientEnv, MQTT_USER: 'api', MQTT_PASSWORD: env.MQTT_API_PASSWORD }
    : clientEnv

/** The programs in the order they start. They stop in another one: see stopAll. */
const programs = [
  ...(settings.embeddedBroker
    ? [{ name: 'broker', script: 'apps/broker/dist/main.js', args: [], env: { ...env, HOST: settings.brokerHost } }]
    : []),
  { name: 'api', script: 'apps/api/dist/main.js', args: [], env: apiEnv },
  ...(settings.simulator
    ? [{ name: 'simulator', script: 'simulator/dist/cli.js', args: ['live'], env: clientEnv }]
    : []),
]

const names = programs.map(({ name }) => name)
const address = `http://${settings.reachable}:${settings.port}`
/** The programs that run, by name; and, in development, the watchers. */
const running = new Map()
const crew = []
let stopping = false
let firstSignalAt

process.stdout.on('error', () => {})
process.stderr.on('error', () => {})
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, onSignal)

// SIGTERM to `npm start` ends npm and its shell but not us; that we have another parent then is all we see of it.
if (process.env.npm_lifecycle_event) {
  const parent = process.ppid
  setInterval(() => process.ppid !== parent && !stopping && stopAll(0), PARENT_CHECK_MS).unref()
}

if (settings.dev) await startDevelopment(crew, { names, env, apiAddress: address, onRebuilt: restart, onEnded: ended })
else await buildStale()

if (settings.embeddedBroker && settings.brokerHost !== settings.host && !settings.hostIsLoopback) {
  console.log('the broker stays on 127.0.0.1: set MQTT_USER and MQTT_PASSWORD to let other machines publish to it')
}
if (!stopping) for (const program of programs) launch(program)

await waitUntilReady(`${address}/api/health`, {
  needsMill: settings.simulator,
  stopped: () => stopping,
  hint: (text) => console.log(text),
})
if (!stopping) console.log(`ready  ${settings.dev ? `http://127.0.0.1:${PAGE_PORT}` : address}  (${seconds(since)})`)

async function buildStale() {
  const stale = staleTargets(['dashboard', ...names])
  if (stale.length === 0) return
  requirePackages('vite')
  console.log(`building ${stale.join(', ')}`)
  await buildTargets(stale, (_name, _took, output) => output && console.log(output)).catch((error) => {
    if (!stopping) fail(error.message)
  })
}

function launch(program) {
  const child = startNamed(program.name, [join(root, program.script), ...program.args], { env: program.env, cwd: root })
  running.set(program.name, child)
  void child.ended.then((how) => {
    if (running.get(program.name) === child) ended(program.name, how)
  })
}

/** A program that ends by itself takes the others with it: half a system that looks alive helps nobody. */
function ended(name, { code, signal, error }) {
  running.delete(name)
  if (stopping) return
  const how = error ? `could not start (${error.code})` : signal ? `was ended by ${signal}` : `ended with code ${code}`
  process.stderr.write(`${name} ${how}: stopping the others\n`)
  void stopAll(code || 1)
}

/** Development only: a program whose bundle is new is stopped and started again. */
async function restart(name) {
  const program = programs.find((one) => one.name === name)
  const child = running.get(name)
  if (!program || !child || stopping) return
  running.delete(name)
  await child.stop(GRACE_MS)
  if (!stopping) launch(program)
}

/** The simulator first, so that its deaths are seen and stored; then the api, so that its own goes out; then the broker. */
async function stopAll(code) {
  stopping = true
  let result = code
  for (const name of ['simulator', 'api', 'broker']) {
    const child = running.get(name)
    if (!child) continue
    const how = await child.stop(GRACE_MS)
    if (!how.clean && result === 0) {
      process.stderr.write(`${name} did not stop cleanly (${how.signal ?? `code ${how.code}`})\n`)
      result = 1
    }
  }
  await Promise.all(crew.map((watcher) => watcher.stop(GRACE_MS)))
  process.exit(result)
}

/** The first asks all to stop, the second kills them. npm passes on what the terminal has sent already: that is one, not two. */
function onSignal() {
  if (firstSignalAt === undefined) {
    firstSignalAt = performance.now()
    if (!stopping) void stopAll(0)
  } else if (performance.now() - firstSignalAt > SAME_SIGNAL_MS) killAll()
}

function killAll() {
  for (const child of [...running.values(), ...crew]) child.kill('SIGKILL')
  process.exit(1)
}
