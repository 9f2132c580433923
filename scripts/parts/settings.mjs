import { existsSync, readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { parseEnv } from 'node:util'
import { fail, root } from './project.mjs'

const LOOPBACK = /^(127\.\d+\.\d+\.\d+|localhost|::1)$/
const ANY_ADDRESS = { '0.0.0.0': '127.0.0.1', '::': '::1' }

function port(key, standard) {
  const text = process.env[key]
  if (text === undefined || text === '') return standard
  const value = Number(text)
  if (!Number.isInteger(value) || value < 1 || value > 65535) fail(`${key} must be a port number from 1 to 65535`, 2)
  return value
}

/** Settings that are not in the example, because few need them. */
const RARE = new Set(['MQTT_PASSWORD_FILE', 'CHROMIUM_PATH', 'NODE_OPTIONS', 'NODE_ENV', 'TZ'])

/** Takes `.env` into the environment, which wins. A key that is none is a mistake that nothing else would tell. */
function loadSettingsFile() {
  const file = join(root, '.env')
  if (!existsSync(file)) return
  const example = join(root, '.env.example')
  if (existsSync(example)) {
    const known = [...readFileSync(example, 'utf8').matchAll(/^([A-Z_\d]+)=/gm)].map(([, key]) => key)
    for (const key of Object.keys(parseEnv(readFileSync(file, 'utf8')))) {
      if (known.includes(key) || RARE.has(key)) continue
      const near = known.find((other) => other.startsWith(key) || key.startsWith(other) || sameLetters(other, key))
      fail(
        `.env: ${JSON.stringify(key).slice(1, -1)} is no setting${near ? `; is ${near} meant?` : ', see .env.example'}`,
        2,
      )
    }
  }
  process.loadEnvFile(file)
}

const sameLetters = (one, other) => [...one].sort().join('') === [...other].sort().join('')

/** A host as it stands in a URL. */
export const inUrl = (host) => (host.includes(':') ? `[${host}]` : host)

/**
 * What the launcher itself must know, from the environment and `.env` (the environment wins). All other settings are
 * only passed on: the programs check their own.
 */
export function launcherSettings(argv) {
  loadSettingsFile()
  const env = process.env
  const host = env.HOST || '127.0.0.1'
  const embeddedBroker = !env.MQTT_URL
  const mqttPort = port('MQTT_PORT', 1883)
  const withPassword = Boolean(env.MQTT_USER && (env.MQTT_PASSWORD || env.MQTT_PASSWORD_FILE))
  // A broker without a password stays on this machine, whoever may look at the page.
  const brokerHost = withPassword ? host : '127.0.0.1'
  return {
    host,
    port: port('PORT', 3000),
    /** Where a client on this machine reaches what listens on `host`. */
    reachable: inUrl(ANY_ADDRESS[host] ?? host),
    hostIsLoopback: LOOPBACK.test(host),
    embeddedBroker,
    mqttPort,
    brokerHost,
    brokerIsLocal: brokerHost === '127.0.0.1' || brokerHost in ANY_ADDRESS,
    simulator: env.WANDING_NO_SIMULATOR !== '1' && !argv.includes('--no-simulator'),
    dev: argv.includes('--dev'),
  }
}

/** Ends the process with one line, naming the key to change, if the port cannot be listened on. */
export async function requireFreePort(key, number, host, hint = '') {
  const error = await new Promise((resolve) => {
    const server = createServer()
    server.once('error', resolve)
    server.listen({ port: number, host }, () => server.close(() => resolve(undefined)))
  })
  if (!error) return
  const reason =
    error.code === 'EADDRINUSE'
      ? `port ${number} is in use: set ${key} to a free port${hint}`
      : error.code === 'EACCES'
        ? `port ${number} is not allowed for this user: set ${key} to one above 1023`
        : error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND'
          ? 'HOST is not an address of this machine'
          : `port ${number} (${key}) cannot be listened on: ${error.code}`
  fail(reason)
}
