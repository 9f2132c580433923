import { existsSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
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

/** A host as it stands in a URL. */
export const inUrl = (host) => (host.includes(':') ? `[${host}]` : host)

/**
 * What the launcher itself must know, from the environment and `.env` (the environment wins). All other settings are
 * only passed on: the programs check their own.
 */
export function launcherSettings(argv) {
  if (existsSync(join(root, '.env'))) process.loadEnvFile(join(root, '.env'))
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
