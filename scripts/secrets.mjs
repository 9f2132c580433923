import { randomBytes } from 'node:crypto'
import { openSync, writeSync } from 'node:fs'
import { resolve } from 'node:path'
import { fail, root } from './parts/project.mjs'

// node scripts/secrets.mjs [file]: makes the env file of docker-compose.yml with fresh passwords, readable by its owner
// only. It never writes over one: the services' stored accounts would no longer fit.

const KEYS = [
  'MQTT_GATEWAY_PASSWORD',
  'MQTT_API_PASSWORD',
  'MQTT_HEALTH_PASSWORD',
  'MQTT_TRAINER_PASSWORD',
  'INFLUX_ADMIN_PASSWORD',
  'INFLUX_PASSWORD',
  'INFLUX_READER_PASSWORD',
  'GRAFANA_ADMIN_PASSWORD',
]
const BYTES = 24

const name = process.argv[2] ?? '.env.compose'
const file = resolve(root, name)
let descriptor
try {
  // 'wx' fails if the file is there: between a look and the write nobody can put one.
  descriptor = openSync(file, 'wx', 0o600)
} catch (error) {
  fail(error.code === 'EEXIST' ? `${name} is there already: remove it first if you want new passwords` : error.message)
}
// base64url: letters, digits, - and _ need no quotes in env files, shells, URLs and InfluxQL.
for (const key of KEYS) writeSync(descriptor, `${key}=${randomBytes(BYTES).toString('base64url')}\n`)
console.log(`wrote ${name}`)
