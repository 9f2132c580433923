import { execFile } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { requiredProgram, startInflux } from '@wanding/testkit'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { parse } from 'yaml'
import { aBatch, aMetricRow, aSecond, FRAME, MILL, RUN, T0 } from '../batch.builder'
import { InfluxStore } from './influx-store'

// The InfluxDB of the compose file as its image makes it on the first start: accounts, rights, and what lies in its folder.

const ROOT = fileURLToPath(new URL('../../../../../', import.meta.url))
const PASSWORD = 'not a secret: a test'
const { services } = parse(readFileSync(`${ROOT}docker-compose.yml`, 'utf8'), { merge: true })
const { environment, volumes }: { environment: Record<string, string>; volumes: string[] } = services.influxdb
const { INFLUXDB_DB, INFLUXDB_ADMIN_USER, INFLUXDB_USER, INFLUXDB_READ_USER } = environment
const admin = { user: INFLUXDB_ADMIN_USER!, password: PASSWORD }
const product = { user: services.api.environment.INFLUX_USER as string, password: PASSWORD }
const oneSecond = { fromMs: T0, toMs: T0 + 1000 }

let server: Awaited<ReturnType<typeof startInflux>>
let store: InfluxStore
const told: string[] = []

beforeAll(async () => {
  server = await startInflux({ account: admin })
  await server.query(`CREATE DATABASE ${INFLUXDB_DB}`)
  for (const [user, right] of [
    [INFLUXDB_USER, 'ALL'],
    [INFLUXDB_READ_USER, 'READ'],
  ]) {
    await server.query(`CREATE USER "${user}" WITH PASSWORD '${PASSWORD}'`)
    await server.query(`REVOKE ALL PRIVILEGES FROM "${user}"`)
    await server.query(`GRANT ${right} ON "${INFLUXDB_DB}" TO "${user}"`)
  }
  const [folder] = volumes.flatMap((volume) => /^\.\/(.*):\/docker-entrypoint-initdb\.d:ro$/.exec(volume)?.[1] ?? [])
  for (const file of readdirSync(ROOT + folder)) {
    expect(file).toMatch(/\.iql$/)
    // As `$(cat …)` gives it.
    await influx('-execute', readFileSync(`${ROOT}${folder}/${file}`, 'utf8').trimEnd())
  }
  store = new InfluxStore({ url: server.url, database: INFLUXDB_DB!, ...product, tell: (line) => void told.push(line) })
  await store.start()
})
afterAll(async () => {
  await store?.stop()
  await server?.stop()
})

async function influx(...args: string[]): Promise<string> {
  const env = { ...process.env, INFLUX_USERNAME: admin.user, INFLUX_PASSWORD: admin.password }
  const way = ['-host', '127.0.0.1', '-port', String(server.port)]
  return (await promisify(execFile)(requiredProgram('influx', 'influxdb-client'), [...way, ...args], { env })).stdout
}

it('has the policies that Wanding would make, and its account may not', async () => {
  expect(told).toHaveLength(1)
  const { results } = (await server.query(`SHOW RETENTION POLICIES ON ${INFLUXDB_DB}`)) as {
    results: { series: { values: unknown[][] }[] }[]
  }
  expect(results[0]!.series[0]!.values.map(([name, duration, shard]) => [name, duration, shard])).toEqual([
    ['autogen', '0s', '168h0m0s'],
    ['wanding_seconds', '0s', '1h0m0s'],
    ['wanding_metrics', '0s', '24h0m0s'],
  ])
})

it('keeps what Wanding writes, shows it to the account of Grafana where it asks, and forgets it', async () => {
  const key = { run: RUN, mill: MILL, machine: FRAME, position: 1 }
  await store.write(aBatch({ metrics: [aMetricRow(T0, { 'spindle/speed': 5 })], seconds: [aSecond(T0, [7], [1])] }))
  expect(await store.spindleSeconds(key, oneSecond)).toMatchObject([{ rpm: 7 }])
  const question = new URLSearchParams({
    db: INFLUXDB_DB!,
    q: 'SELECT "spindle/speed" FROM "wanding_metrics"."machine"',
  })
  const answer = await fetch(`${server.url}/query?${question}`, {
    headers: { authorization: `Basic ${btoa(`${INFLUXDB_READ_USER}:${PASSWORD}`)}` },
  })
  expect(await answer.json()).toMatchObject({ results: [{ series: [{ values: [[expect.anything(), 5]] }] }] })
  await store.forgetBefore({ secondsMs: T0 + 1, metricsMs: T0, momentsMs: T0, rollupsMs: T0 })
  expect(await store.spindleSeconds(key, oneSecond)).toEqual([])
})
