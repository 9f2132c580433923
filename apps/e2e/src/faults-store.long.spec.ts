import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import {
  type HttpAsked,
  type HttpFault,
  type HttpFaults,
  type InfluxServer,
  startHttpFaults,
  startInflux,
  startMosquitto,
  type TestServer,
  waitFor,
} from '@wanding/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { FullMill, pause } from './full-mill'

const ADMIN = { user: 'admin', password: 'not a secret: a test' }
const WRITER = { user: 'writer', password: 'not a secret either' }
const DATABASE = 'wanding'
const POLICIES = ['wanding_seconds', 'wanding_metrics']
const RETRY_AFTER_S = 3
/** As strange as the answer may be, it stays so for a while. */
const WHILE_MS = 12_000
/** What an operator needs who is told of it. */
const OPERATOR_MS = 30_000
/** As long as the list of twenty asks for. */
const AWAY_MS = 60_000
const GONE_MS = 120_000
const isWrite = ({ path }: HttpAsked) => path.startsWith('/write')

async function makePolicies(influx: InfluxServer, names: readonly string[] = POLICIES): Promise<void> {
  for (const name of names)
    await influx.query(`CREATE RETENTION POLICY ${name} ON ${DATABASE} DURATION INF REPLICATION 1 SHARD DURATION 1h`)
}

/** Faults of the store by their number in the list of twenty; a real InfluxDB behind a proxy, and the whole mill in front of it. */
describe('faults of the store, for 100,800 spindles on a real InfluxDB', () => {
  let broker: TestServer
  let influx: InfluxServer
  let proxy: HttpFaults
  let mill: FullMill

  beforeAll(async () => {
    ;[broker, influx] = await Promise.all([startMosquitto(), startInflux({ account: ADMIN })])
    proxy = await startHttpFaults({ port: influx.port })
    await influx.query(`CREATE USER ${WRITER.user} WITH PASSWORD '${WRITER.password}' WITH ALL PRIVILEGES`)
    mill = await FullMill.start(broker, {
      influxUrl: `http://127.0.0.1:${proxy.port}`,
      env: { INFLUX_USER: WRITER.user, INFLUX_PASSWORD: WRITER.password },
    })
  }, 120_000)

  afterAll(async () => {
    await mill?.stop()
    await proxy?.stop()
    await broker?.stop()
    await influx?.stop()
  }, 60_000)

  /** Does a fault to requests for a while; gives how many met it. */
  const during = async (choose: (asked: HttpAsked) => HttpFault | undefined, ms = WHILE_MS): Promise<number[]> => {
    const before = proxy.done.length
    proxy.fault(choose)
    await pause(ms)
    proxy.none()
    return proxy.done.slice(before)
  }
  const stored = async () => (await mill.books.now()).total.stored

  it('7: it is killed under load, and comes back after a minute', async () => {
    const since = await mill.mark()
    await influx.down({ kill: true })
    await mill.system.healthy(
      'the word of it',
      ({ store, problems }) => !store.ok && problems.join().includes('InfluxDB'),
    )
    const from = await stored()
    await pause(AWAY_MS)
    const books = await mill.books.now()
    expect(books.total.stored).toBe(from)
    expect(books.total.inSpool).toBeGreaterThan(0)
    await influx.up()
    await mill.expectWhole('after the store was killed', since)
    expect((await mill.system.health()).store.dropped).toBe(0)
  })

  it('8: it takes connections and does not answer for a minute: given up, made again, and the same rows', async () => {
    const since = await mill.mark()
    // By the first line: what came meanwhile goes with it the next time.
    const asked: string[] = []
    proxy.fault((each) => {
      if (isWrite(each)) asked.push(each.body.slice(0, each.body.indexOf('\n')))
      return undefined
    })
    const taken = proxy.answered(204, '/write')
    influx.signal('SIGSTOP')
    try {
      await pause(AWAY_MS)
      const { store } = await mill.system.healthy('the word of it', ({ store: { ok } }) => !ok)
      expect(store.lastError).toContain('no answer within 30 s')
      expect(proxy.answered(204, '/write')).toBe(taken)
    } finally {
      influx.signal('SIGCONT')
    }
    await mill.expectWhole('after the store went on', since)
    // Also what was given up had reached the store: it has taken those rows as often as it was asked to.
    expect(asked.length).toBeGreaterThan(new Set(asked).size)
    const all = asked.length
    await waitFor(() => proxy.answered(204, '/write') - taken >= all, {
      what: 'the answers to what was given up',
      timeoutMs: 30_000,
    })
    expect((await mill.system.health()).store.dropped).toBe(0)
    proxy.none()
  })

  it.each([500, 503, 429])('9: it answers %i', async (answer) => {
    const since = await mill.mark()
    const met = await during((asked) => (isWrite(asked) ? { answer, body: '{"error":"a test"}' } : undefined))
    // It was tried again, each time later.
    expect(met.length).toBeGreaterThan(2)
    expect(met.length).toBeLessThan(12)
    await mill.expectWhole(`after ${answer}`, since)
  })

  it('9: it asks for time, and gets it', async () => {
    const since = await mill.mark()
    const headers = { 'retry-after': String(RETRY_AFTER_S) }
    const met = await during((asked) => (isWrite(asked) ? { answer: 503, headers } : undefined))
    expect(met.length).toBeGreaterThan(1)
    for (const [i, at] of met.slice(1).entries()) expect(at - met[i]!).toBeGreaterThan(RETRY_AFTER_S * 1000 - 50)
    await mill.expectWhole('after Retry-After', since)
  })

  it('9: it stores, and its answer is lost', async () => {
    const since = await mill.mark()
    const accepted = () => proxy.answered(204, '/write')
    const acceptedBefore = accepted()
    const met = await during((asked) => (isWrite(asked) ? 'lose the answer' : undefined))
    expect(met.length).toBeGreaterThan(2)
    expect(accepted() - acceptedBefore).toBeGreaterThan(2)
    await mill.expectWhole('after lost answers', since)
  })

  /** An account that may only write: what an operator has made and lost only an operator can make again. */
  const mayNotMake = ({ path, body }: HttpAsked): HttpFault | undefined =>
    path.startsWith('/query') && body.includes('CREATE')
      ? { answer: 403, body: '{"error":"error authorizing query: not authorized to execute statement"}' }
      : undefined
  it('10: its database is gone for two minutes, and is made before its policies', async () => {
    proxy.fault(mayNotMake)
    await influx.query(`DROP DATABASE ${DATABASE}`)
    const since = await mill.mark()
    await mill.system.healthy('the word of it', ({ problems }) => problems.join().includes('no database wanding'))
    await pause(GONE_MS)
    expect(proxy.answered(404, '/write')).toBeGreaterThan(0)
    await influx.query(`CREATE DATABASE ${DATABASE}`)
    await mill.system.healthy('the word of the policies', ({ problems }) =>
      problems.join().includes('no retention policy wanding_seconds, wanding_metrics'),
    )
    await makePolicies(influx)
    await mill.expectWhole('after the database was made', since)
    proxy.none()
  })

  it.each([
    ['the policy of the seconds', ['wanding_seconds']],
    ['every policy', POLICIES],
  ] as const)('10: %s is gone for two minutes', async (_what, names) => {
    proxy.fault(mayNotMake)
    const refused = proxy.answered(500, '/write')
    const since = await mill.mark()
    for (const name of names) await influx.query(`DROP RETENTION POLICY ${name} ON ${DATABASE}`)
    await mill.system.healthy('the word of it', ({ problems }) => problems.join().includes('wanding_seconds'))
    await pause(GONE_MS)
    expect(proxy.answered(500, '/write')).toBeGreaterThan(refused)
    await makePolicies(influx, names)
    await mill.expectWhole('after the policy was made', since)
    proxy.none()
  })

  it('11: its account is refused for a while', async () => {
    const refused = proxy.answered(401, '/write')
    const since = await mill.mark()
    await influx.query(`SET PASSWORD FOR ${WRITER.user} = 'another one'`)
    await mill.system.healthy('the word of it', ({ problems }) => problems.join().includes('refuses the account (401)'))
    const from = await stored()
    await pause(OPERATOR_MS)
    expect(await stored()).toBe(from)
    // Only a person can help: it is asked for every ten seconds.
    expect(proxy.answered(401, '/write') - refused).toBeLessThan(8)
    await influx.query(`SET PASSWORD FOR ${WRITER.user} = '${WRITER.password}'`)
    await mill.expectWhole('after the account was right again', since)
  })

  it('12: it takes only small bodies', async () => {
    const since = await mill.mark()
    const file = join(influx.folder, 'influxdb.conf')
    const config = await readFile(file, 'utf8')
    await influx.down()
    await writeFile(file, config.replace('max-body-size = 0', 'max-body-size = 100000'))
    await influx.up()
    await waitFor(() => proxy.answered(413, '/write') > 3, { what: 'bodies that are too large', timeoutMs: 60_000 })
    await mill.expectWhole('with small bodies', since)
    expect((await mill.system.health()).store.dropped).toBe(0)
    await influx.down()
    await writeFile(file, config)
    await influx.up()
  })
})

interface DeadLetter {
  where: string
  reason: string
  payload: string
}

describe('13: lines of another type than the store has, for 100,800 spindles on a real InfluxDB', () => {
  /** Somebody has written words where compressed air tells a number: the first value decides on the type of a field. */
  const FIELD = 'air/pressure'
  let broker: TestServer
  let influx: InfluxServer
  let mill: FullMill

  beforeAll(async () => {
    ;[broker, influx] = await Promise.all([startMosquitto(), startInflux()])
    await influx.query(`CREATE DATABASE ${DATABASE}`)
    await makePolicies(influx)
    const foreign = await fetch(`${influx.url}/write?db=${DATABASE}&rp=wanding_metrics&precision=ms`, {
      method: 'POST',
      body: `machine,machine=ELSEWHERE ${FIELD}="high" ${Date.now()}`,
    })
    expect(foreign.status).toBe(204)
    mill = await FullMill.start(broker, { influxUrl: influx.url })
  }, 120_000)
  afterAll(async () => {
    await mill?.stop()
    await broker?.stop()
    await influx?.stop()
  }, 60_000)

  const read = async (influxQl: string): Promise<unknown[][]> => {
    const answer = (await influx.query(influxQl, DATABASE)) as { results: { series?: { values: unknown[][] }[] }[] }
    return answer.results[0]?.series?.[0]?.values ?? []
  }

  it('they are put aside with the reason, and every other row is stored once', async () => {
    const since = await mill.mark()
    await pause(WHILE_MS)
    await mill.expectWhole('with bad lines', since)
    const { deadLetters } = await mill.books.when(
      'the letters on the disk',
      (books) => books.deadLetters.unwritten === 0,
    )
    await waitFor(async () => (await mill.system.health()).store.queued === 0, { what: 'a store that has all' })
    const letters = await waitFor(
      async () => {
        const lines = (await readFile(deadLetters.file, 'utf8')).trim().split('\n')
        return lines.length === (await mill.system.health()).store.dropped && lines
      },
      { what: 'a letter for each row that was refused', timeoutMs: 30_000 },
    )
    expect(letters.length).toBeGreaterThan(3)
    const refused = letters.map((line) => JSON.parse(line) as DeadLetter)
    for (const { where, reason, payload } of refused) {
      expect(where).toBe('store')
      expect(reason).toContain('field type conflict')
      expect(Buffer.from(payload, 'base64').toString()).toMatch(/^machine,.*air\/pressure=[0-9.]+/)
    }
    // None of them is in the store, and those beside it in the same batch are.
    expect(await read(`SELECT "${FIELD}" FROM wanding_metrics.machine`)).toHaveLength(1)
    for (const [frame, atMs] of mill.witness.heard(since.afterMs + 1, since.afterMs + WHILE_MS)) {
      const rows = await read(
        `SELECT * FROM wanding_metrics.machine WHERE machine = '${frame}' AND time > ${since.afterMs}ms AND time < ${since.afterMs + WHILE_MS}ms`,
      )
      expect(rows.length, frame).toBeGreaterThanOrEqual(atMs.length)
    }
  })
})
