import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import {
  type HttpFault,
  type InfluxServer,
  requiredProgram,
  startHttpFaults,
  startInflux,
  startProxy,
} from '@wanding/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aBatch, aMetricRow, aSecond, aTransition, FRAME, MILL, RUN } from '../batch.builder'
import { StoreRejectedError, StoreUnavailableError } from '../history-store.port'
import { describeHistoryStore } from '../history-store.suite'
import { InfluxStore } from './influx-store'

const T0 = Date.UTC(2026, 10, 22, 8)
const DATABASE = 'wanding'
const account = { user: 'wanding', password: 'not a secret: a test' }
const storeAt = (url: string, database = DATABASE) => new InfluxStore({ url, database, ...account })

describeHistoryStore('InfluxDB', async () => {
  const server = await startInflux({ account })
  return {
    newStore: () => storeAt(server.url),
    crash: async (store) => {
      await server.down({ kill: true })
      await expect(store.write(aBatch({ metrics: [aMetricRow(T0, { x: 1 })] }))).rejects.toBeInstanceOf(
        StoreUnavailableError,
      )
    },
    revive: server.up,
    stop: server.stop,
  }
})

describe('InfluxStore', () => {
  let server: InfluxServer
  beforeAll(async () => {
    server = await startInflux({ account })
  })
  afterAll(() => server.stop())

  const speed = { run: RUN, mill: MILL, machine: FRAME, metric: 'spindle/speed' }
  const oneSecond = { fromMs: T0, toMs: T0 + 1000 }

  it('writes points that the influx shell reads', async () => {
    const store = storeAt(server.url, 'shell')
    await store.start()
    await store.write(
      aBatch({
        metrics: [aMetricRow(T0, { 'spindle/speed': 18_500, 'doff/count': 3, 'machine/reason': 'producing' })],
        seconds: [aSecond(T0, [18_501], [1])],
        transitions: [aTransition(642, T0 + 123, 2)],
        series: [{ run: RUN, mill: MILL, series: 'kpi/kgPerHour', atMs: T0, value: 1670 }],
      }),
    )
    await store.stop()
    const shell = async (influxQl: string) => {
      const { stdout } = await promisify(execFile)(
        requiredProgram('influx', 'influxdb-client'),
        [
          '-host',
          '127.0.0.1',
          '-port',
          String(server.port),
          '-database',
          'shell',
          '-precision',
          'ms',
          '-format',
          'csv',
        ].concat(['-execute', influxQl]),
        { env: { ...process.env, INFLUX_USERNAME: account.user, INFLUX_PASSWORD: account.password } },
      )
      return stdout.trim().split('\n')
    }
    expect(
      await shell(`SELECT "spindle/speed", "doff/count", kind FROM wanding_metrics.machine WHERE machine='RF01'`),
    ).toEqual(['name,time,spindle/speed,doff/count,kind', `machine,${T0},18500,3,ring-frame`])
    expect(await shell('SELECT state, broke, pos FROM spindle_transition')).toEqual([
      'name,time,state,broke,pos',
      `spindle_transition,${T0 + 123},2,true,642`,
    ])
    expect(await shell('SELECT "machine/reason" FROM machine_state')).toContain(`machine_state,${T0},producing`)
    expect(await shell('SELECT value, figure FROM mill_series')).toContain(`mill_series,${T0},1670,kpi/kgPerHour`)
    expect((await shell('SELECT data FROM wanding_seconds.spindle_second'))[1]).toMatch(
      new RegExp(`^spindle_second,${T0},[A-Za-z0-9+/]+=*$`),
    )
    const fields = await shell('SHOW FIELD KEYS FROM wanding_metrics.machine')
    expect(fields.filter((line) => line.startsWith('machine,'))).toEqual([
      'machine,doff/count,float',
      'machine,spindle/speed,float',
    ])
  })

  it('takes data of a mill whose clock is years behind or ahead', async () => {
    const store = storeAt(server.url, 'clocks')
    await store.start()
    for (const year of [2001, 2026, 2080]) {
      const atMs = Date.UTC(year, 5, 1)
      await store.write(
        aBatch({ metrics: [aMetricRow(atMs, { 'spindle/speed': year })], seconds: [aSecond(atMs, [1], [1])] }),
      )
      const points = await store.metricHistory(speed, { fromMs: atMs, toMs: atMs + 1000 }, 1000)
      expect(points).toMatchObject([{ mean: year }])
    }
    await store.stop()
  })

  it('writes the good rows of a batch and refuses the bad ones by number', async () => {
    const store = storeAt(server.url, 'poison')
    await store.start()
    await server.query(`DROP DATABASE poison`)
    await server.query(`CREATE DATABASE poison`)
    await server.query(`CREATE RETENTION POLICY wanding_metrics ON poison DURATION INF REPLICATION 1`)
    await server.query(`CREATE RETENTION POLICY wanding_seconds ON poison DURATION INF REPLICATION 1`)
    // Somebody else has made a string of this field: the type of a field is fixed by its first value.
    const foreign = await fetch(`${server.url}/write?db=poison&rp=wanding_metrics&precision=ms`, {
      method: 'POST',
      body: `machine,machine=XX broken="text" ${T0}`,
      headers: { authorization: `Basic ${btoa(`${account.user}:${account.password}`)}` },
    })
    expect(foreign.status).toBe(204)
    const rows = Array.from({ length: 100 }, (_, i) =>
      aMetricRow(T0, i % 40 === 7 ? { broken: 1 } : { 'spindle/speed': i }, { machine: `M${i}` }),
    )
    const refused = await store.write(aBatch({ metrics: rows })).catch((error: unknown) => error)
    expect(refused).toBeInstanceOf(StoreRejectedError)
    expect(refused).toMatchObject({ refusedRows: 3, message: expect.stringContaining('field type conflict') })
    for (const machine of ['M0', 'M6', 'M99']) {
      expect(await store.metricHistory({ ...speed, machine }, oneSecond, 1000)).toHaveLength(1)
    }
    await store.stop()
  })

  it('makes the database again when somebody has dropped it', async () => {
    const store = storeAt(server.url, 'dropped')
    await store.start()
    await server.query('DROP DATABASE dropped')
    const batch = aBatch({ metrics: [aMetricRow(T0, { 'spindle/speed': 5 })] })
    await expect(store.write(batch)).rejects.toBeInstanceOf(StoreUnavailableError)
    await store.write(batch)
    expect(await store.metricHistory(speed, oneSecond, 1000)).toMatchObject([{ mean: 5 }])
    await store.stop()
  })

  it('says clearly that its account is refused, without the password', async () => {
    const store = new InfluxStore({
      url: server.url,
      database: DATABASE,
      user: 'wanding',
      password: 'wrong-and-private',
    })
    await expect(store.start()).rejects.toMatchObject({
      code: 'store/unavailable',
      message: expect.stringMatching(/refuses the account \(401\)/),
    })
    expect(store.health()).toMatchObject({ ok: false })
    expect(JSON.stringify(store.health())).not.toContain('private')
    await store.stop()
  })

  it('says where it cannot reach the server', async () => {
    const proxy = await startProxy({ host: '127.0.0.1', port: server.port })
    const store = storeAt(`http://127.0.0.1:${proxy.port}`, 'proxied')
    await store.start()
    const batch = aBatch({ metrics: [aMetricRow(T0, { 'spindle/speed': 5 })] })
    await store.write(batch)
    await proxy.stop()
    await expect(store.write(batch)).rejects.toMatchObject({
      code: 'store/unavailable',
      message: expect.stringMatching(/cannot be reached: ECONN/),
    })
    await store.stop()
  })

  const PAGE = '<!DOCTYPE html><title>Log in</title>'
  it.each<[string, HttpFault]>([
    ['sends it elsewhere', { answer: 307, headers: { location: 'https://elsewhere/' } }],
    ['lets nobody write', { answer: 405, body: '{"error":"method not allowed"}' }],
    ['answers with a page', { answer: 200, body: PAGE }],
  ])('keeps its lines where something in the way %s, also as it starts', async (_what, fault) => {
    const proxy = await startHttpFaults({ port: server.port })
    const store = storeAt(`http://127.0.0.1:${proxy.port}`, 'misled')
    await store.start()
    const batch = aBatch({ metrics: [aMetricRow(T0, { 'spindle/speed': 5 })] })
    proxy.fault(() => fault)
    await expect(store.write(batch)).rejects.toBeInstanceOf(StoreUnavailableError)
    expect(store.health()).toMatchObject({ ok: false, lastError: expect.stringContaining('answer') })
    await store.stop()
    await expect(store.start()).rejects.toBeInstanceOf(StoreUnavailableError)
    proxy.none()
    await store.write(batch)
    expect(await store.metricHistory(speed, oneSecond, 1000)).toMatchObject([{ mean: 5 }])
    await store.stop()
    await proxy.stop()
  })

  it('uses the default policy where its own cannot be made', async () => {
    // An account that may only read and write, as on servers where databases are made by the operator.
    await server.query('CREATE DATABASE plain')
    await server.query(`CREATE USER plain WITH PASSWORD 'plain'`)
    await server.query('GRANT ALL ON plain TO plain')
    const told: string[] = []
    const plain = { url: server.url, database: 'plain', user: 'plain', password: 'plain' }
    const store = new InfluxStore({ ...plain, tell: (line) => void told.push(line) })
    await store.start()
    expect(told).toEqual([expect.any(String), expect.stringContaining('all is kept in the default one')])
    const series = [{ run: RUN, mill: MILL, series: 'kpi/kgPerHour', atMs: T0, value: 1670 }]
    const metrics = [aMetricRow(T0, { 'spindle/speed': 5 })]
    await store.write(aBatch({ metrics, seconds: [aSecond(T0, [7], [1])], series }))
    await store.stop()
    // Also after a restart.
    await store.start()
    expect(await store.metricHistory(speed, oneSecond, 1000)).toMatchObject([{ mean: 5 }])
    await store.forgetBefore({ secondsMs: T0 + 1, metricsMs: T0, momentsMs: T0, rollupsMs: T0 })
    expect(await store.spindleSeconds({ ...speed, position: 1 }, oneSecond)).toEqual([])
    expect(await store.metricHistory(speed, oneSecond, 1000)).toMatchObject([{ mean: 5 }])
    await store.stop()
  })

  describe('an account that may only read and write', () => {
    const POLICIES = ['wanding_metrics', 'wanding_seconds']
    const all = (statement: (policy: string) => string) =>
      POLICIES.reduce(
        (before, policy) => before.then(() => server.query(statement(policy))),
        Promise.resolve<unknown>(0),
      )
    const make = (database: string) =>
      all((policy) => `CREATE RETENTION POLICY ${policy} ON ${database} DURATION INF REPLICATION 1`)
    const batch = aBatch({
      metrics: [aMetricRow(T0, { 'spindle/speed': 5 })],
      seconds: [aSecond(T0, [7], [1])],
      series: [{ run: RUN, mill: MILL, series: 'kpi/kgPerHour', atMs: T0, value: 1670 }],
    })
    /** Its database has been made by the operator, with the policies. */
    const storeOf = async (database: string) => {
      await server.query(`CREATE DATABASE ${database}`)
      await make(database)
      await server.query(`CREATE USER ${database} WITH PASSWORD 'plain'`)
      await server.query(`GRANT ALL ON ${database} TO ${database}`)
      return new InfluxStore({ url: server.url, database, user: database, password: 'plain' })
    }
    const expectToWait = async (store: InfluxStore, missing: RegExp) => {
      for (const _ of [1, 2]) await expect(store.write(batch)).rejects.toBeInstanceOf(StoreUnavailableError)
      expect(store.health()).toMatchObject({ ok: false, lastError: expect.stringMatching(missing) })
    }
    const expectStored = async (store: InfluxStore) => {
      await store.write(batch)
      expect(await store.metricHistory(speed, oneSecond, 1000)).toMatchObject([{ mean: 5 }])
      expect(await store.spindleSeconds({ ...speed, position: 1 }, oneSecond)).toMatchObject([{ rpm: 7 }])
      await store.stop()
    }

    it('forgets what is old point by point: shards are for the administrator', async () => {
      const store = await storeOf('forgetful')
      await store.start()
      const at = (atMs: number) =>
        aBatch({ metrics: [aMetricRow(atMs, { 'spindle/speed': 5 })], seconds: [aSecond(atMs, [7], [1])] })
      const HOUR = 3_600_000
      for (const hours of [0, 1, 30]) await store.write(at(T0 + hours * HOUR))
      const limitMs = T0 + 2 * HOUR
      await store.forgetBefore({ secondsMs: limitMs, metricsMs: T0 + 1, momentsMs: limitMs, rollupsMs: limitMs })
      const range = { fromMs: T0, toMs: T0 + 31 * HOUR }
      const seconds = await store.spindleSeconds({ ...speed, position: 1 }, range)
      expect(seconds.map(({ atMs }) => atMs)).toEqual([T0 + 30 * HOUR])
      const metrics = await server.query('SELECT "spindle/speed" FROM wanding_metrics.machine', 'forgetful')
      expect(metrics).toMatchObject({ results: [{ series: [{ values: { length: 2 } }] }] })
      await store.stop()
    })

    it('waits where one of its policies is gone: nothing goes where it would not be found', async () => {
      const store = await storeOf('half')
      await store.start()
      await server.query('DROP RETENTION POLICY wanding_seconds ON half')
      await expectToWait(store, /no retention policy wanding_seconds and the account/)
      await make('half')
      await expectStored(store)
    })

    it('waits where all of them are gone', async () => {
      const store = await storeOf('none')
      await store.start()
      await all((policy) => `DROP RETENTION POLICY ${policy} ON none`)
      await expectToWait(store, /no retention policy wanding_seconds, wanding_metrics and the account/)
      await make('none')
      await expectStored(store)
    })

    it('waits for the policies where the operator has made the database first', async () => {
      const store = await storeOf('stepwise')
      await store.start()
      await server.query('DROP DATABASE stepwise')
      // InfluxDB has forgotten the rights with the database.
      await expectToWait(store, /does not tell what it has: .* requires READ on stepwise/)
      await server.query('CREATE DATABASE stepwise')
      await server.query('GRANT ALL ON stepwise TO stepwise')
      await expectToWait(store, /no retention policy wanding_seconds, wanding_metrics/)
      await make('stepwise')
      await expectStored(store)
    })

    it('knows after a restart that there were policies', async () => {
      const first = await storeOf('restarted')
      await first.start()
      await first.write(batch)
      await first.stop()
      await all((policy) => `DROP RETENTION POLICY ${policy} ON restarted`)
      const store = new InfluxStore({ url: server.url, database: 'restarted', user: 'restarted', password: 'plain' })
      await expect(store.start()).rejects.toThrow('no retention policy wanding_seconds, wanding_metrics')
      await make('restarted')
      await store.start()
      await expectStored(store)
    })
  })
})
