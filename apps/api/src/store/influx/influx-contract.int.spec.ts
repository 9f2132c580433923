import { startInflux } from '@wanding/testkit'
import { describe, expect, it } from 'vitest'
import { aBatch, aMetricRow, MILL, RUN } from '../batch.builder'
import { type StoreRejectedError, StoreUnavailableError } from '../history-store.port'
import { StatementRefusedError } from './influx-client'
import { contractOf, requestOf, startContractServer } from './influx-contract.suite'
import { type InfluxOptions, InfluxStore } from './influx-store'

// The forms of requests and answers of the versions that are not installed here, against a server that knows nothing else.

const ONE = 'influxdb-1'
const TWO = 'influxdb-2'
const THREE = 'influxdb-3-core'
const STARTS = {
  [ONE]: ['ping', 'make the database', 'make the policy of seconds', 'make the policy of metrics'],
  [TWO]: ['ping'],
  [THREE]: ['ping'],
}
const ACCOUNTS: Record<string, Partial<InfluxOptions>> = {
  [ONE]: { user: 'wanding', password: 'secret' },
  [TWO]: { token: 'secret', org: 'mill' },
  [THREE]: { token: 'secret' },
}
const TWO_ROWS = aBatch({
  metrics: [aMetricRow(1000, { y: 1 }, { machine: 'M0' }), aMetricRow(1000, { x: 1 }, { machine: 'M1' })],
})

/** Runs a store against the exchanges of a contract, which have to come all, in order, and nothing beside them. */
async function against<T>(
  file: string,
  exchanges: readonly string[],
  job: (store: InfluxStore, told: string[], written: string[]) => Promise<T>,
  options: Partial<InfluxOptions> = ACCOUNTS[file]!,
): Promise<T> {
  const server = await startContractServer(file, exchanges)
  const told: string[] = []
  const store = new InfluxStore({
    url: server.url,
    database: 'wanding',
    ...options,
    tell: (line) => void told.push(line),
  })
  try {
    const answer = await job(store, told, server.written)
    expect(server.faults()).toEqual([])
    return answer
  } finally {
    await store.stop()
    await server.stop()
  }
}

const failure = (job: Promise<unknown>): Promise<unknown> =>
  job.then(
    () => undefined,
    (error: unknown) => error,
  )

describe.each([
  [ONE, 'InfluxDB 1.8.10: by the v1 API'],
  [TWO, 'InfluxDB v2.7.10: by the v2 API; its bucket'],
  [THREE, 'InfluxDB 3.2.0: by the v3 API; it deletes by the retention period'],
] as const)('%s', (file, line) => {
  it('is known by its ping, told in one line, and written to', async () => {
    await against(file, [...STARTS[file], 'write'], async (store, told, written) => {
      await store.start()
      await store.write(TWO_ROWS)
      expect(told).toEqual([expect.stringContaining(line)])
      expect(told[0]).not.toContain('\n')
      expect(written).toEqual([
        [
          `machine,kind=ring-frame,machine=M0,mill=${MILL},run=${RUN} y=1.0 1000`,
          `machine,kind=ring-frame,machine=M1,mill=${MILL},run=${RUN} x=1.0 1000`,
        ].join('\n'),
      ])
      expect(store.health()).toMatchObject({ ok: true })
    })
  })

  it('has a source for each exchange', () => {
    for (const [name, { source }] of Object.entries(contractOf(file).exchanges))
      expect(source, name).toMatch(/docs\.influxdata\.com|influxdata\/influxdb/)
  })
})

describe('what keeps the data for another try', () => {
  it.each([
    [ONE, 'no policy', 'retention policy not found', 0],
    [ONE, 'no database', 'no such database', 0],
    [ONE, 'wrong account', 'refuses the account (401)', 10_000],
    [ONE, 'no right', 'refuses the account (403)', 10_000],
    [ONE, 'overloaded', 'answers 500: timeout', 0],
    [TWO, 'no bucket', 'no such database: bucket "wanding" not found', 0],
    [TWO, 'wrong account', 'refuses the account (401): unauthorized access', 10_000],
    [TWO, 'no right', 'refuses the account (403)', 10_000],
    [TWO, 'inner fault', 'answers 500', 0],
    [TWO, 'too many', 'answers 429', 30_000],
    [TWO, 'overloaded', 'answers 503', 7000],
    [THREE, 'wrong account', 'refuses the account (401)', 10_000],
    [THREE, 'no right', 'refuses the account (403)', 10_000],
    [THREE, 'inner fault', 'answers 500', 0],
  ] as const)('%s: %s', async (file, exchange, reason, waitMs) => {
    await against(file, [...STARTS[file], exchange], async (store) => {
      await store.start()
      const error = await failure(store.write(TWO_ROWS))
      expect(error).toBeInstanceOf(StoreUnavailableError)
      expect(error).toMatchObject({ message: expect.stringContaining(reason) })
      expect((error as StoreUnavailableError).waitMs).toBe(waitMs)
    })
  })
})

describe('what costs one line and no more', () => {
  it.each([
    [ONE, ['type conflict', 'write', 'type conflict'], 'field type conflict'],
    [ONE, ['beyond the policy', 'write', 'beyond the policy'], 'beyond retention policy'],
    [TWO, ['type conflict', 'write', 'type conflict'], 'partial write: bad points'],
    [TWO, ['unreadable', 'write', 'unreadable'], 'unable to parse'],
    // 3 Core names the line: nothing is asked twice.
    [THREE, ['type conflict in line 2'], 'invalid column type'],
  ] as const)('%s: %j', async (file, exchanges, reason) => {
    await against(file, [...STARTS[file], ...exchanges], async (store) => {
      await store.start()
      const error = (await failure(store.write(TWO_ROWS))) as StoreRejectedError
      expect(error).toMatchObject({ code: 'store/rejected', refusedRows: 1 })
      expect(error.refused).toEqual([
        { text: expect.stringContaining('machine=M1'), reason: expect.stringContaining(reason) },
      ])
    })
  })

  it('3 Core: a table of 500 columns takes no more, and says which line it is', async () => {
    await against(THREE, ['ping', 'too many columns'], async (store) => {
      await store.start()
      const error = (await failure(store.write(TWO_ROWS))) as StoreRejectedError
      expect(error.refused).toEqual([
        { text: expect.stringContaining('machine=M0'), reason: expect.stringContaining('limit of 500 columns') },
      ])
    })
  })
})

it.each([
  [ONE, 'too large'],
  [TWO, 'too large'],
  [THREE, 'too large'],
  [THREE, 'too large, said as 500'],
] as const)('%s: a body that is %s goes in halves', async (file, exchange) => {
  await against(file, [...STARTS[file], exchange, 'write', 'write'], async (store, _told, written) => {
    await store.start()
    await store.write(TWO_ROWS)
    expect(written.map((body) => body.split('\n').length)).toEqual([2, 1, 1])
  })
})

describe('ways that are set', () => {
  it('the v2 API of 1.8: a bucket is database and policy, the token is the account, no organisation', async () => {
    const options = { ...ACCOUNTS[ONE], api: 'v2' } as const
    const exchanges = [...STARTS[ONE].slice(1), 'write by the v2 API']
    // The account goes as a token there, also with questions.
    await against(
      ONE,
      exchanges,
      async (store, told) => {
        await store.start()
        await store.write(TWO_ROWS)
        expect(told).toEqual(['INFLUX_API=v2: by the v2 API'])
      },
      options,
    )
  })

  it('2.x without an organisation goes by the v1 API, and a missing DBRP mapping is waited for', async () => {
    const exchanges = ['ping', 'write by the v1 API', 'no DBRP mapping']
    await against(
      TWO,
      exchanges,
      async (store, told) => {
        await store.start()
        await store.write(TWO_ROWS)
        expect(told[0]).toContain('without both INFLUX_ORG and INFLUX_TOKEN: by the v1 API')
        expect(await failure(store.write(TWO_ROWS))).toMatchObject({
          message: expect.stringContaining('no dbrp mapping found'),
        })
      },
      { token: 'secret' },
    )
  })

  it('3 Core that tells its version only to those it knows', async () => {
    await against(THREE, ['ping without a token'], async (store) => {
      await expect(store.start()).rejects.toMatchObject({
        code: 'store/unavailable',
        message: expect.stringContaining('refuses the account (401)'),
      })
    })
  })

  it('3 Core takes no database that begins with an underscore: said before the first batch', async () => {
    const options = { ...ACCOUNTS[THREE], database: '_wanding' }
    await against(
      THREE,
      ['ping'],
      (store) => expect(store.start()).rejects.toThrow('INFLUX_DATABASE _wanding'),
      options,
    )
  })
})

describe('questions and what is old', () => {
  const key = { run: RUN, mill: MILL, kind: 'picture' } as const
  const limits = { secondsMs: 1000, metricsMs: 2000, momentsMs: 3000, rollupsMs: 500 }

  it('2.x: old points are deleted by their age, there are no shards of ours', async () => {
    await against(TWO, ['ping', 'forget seconds'], async (store) => {
      await store.start()
      await store.forgetBefore(limits)
    })
  })

  it('3 Core: one statement at a time, in the address; nothing is deleted', async () => {
    await against(THREE, ['ping', 'ask for the last moment'], async (store) => {
      await store.start()
      await store.forgetBefore(limits)
      expect(await store.momentBefore(key, 5000)).toEqual({ atMs: 4000, data: Buffer.from([1, 2, 3]) })
    })
  })

  it('3 Core: before the first line there is nothing', async () => {
    await against(THREE, ['ping', 'ask before the first line'], async (store) => {
      await store.start()
      expect(await store.momentBefore(key, 5000)).toBeUndefined()
    })
  })

  it('3 Core: groups are rows of one series', async () => {
    await against(THREE, ['ping', 'ask for the first of each run', 'ask for the last of each run'], async (store) => {
      await store.start()
      expect(await store.storedRuns(MILL)).toEqual([
        { run: 'test', fromMs: 2000, toMs: 2000 },
        { run: 'live', fromMs: 1000, toMs: 9000 },
      ])
    })
  })

  it('3 Core: sums come by figure', async () => {
    await against(THREE, ['ping', 'sum up by figure'], async (store) => {
      await store.start()
      const sums = await store.seriesSums({ run: RUN, mill: MILL, prefix: 'made/' }, { fromMs: 0, toMs: 9000 })
      expect(sums).toEqual(
        new Map([
          ['made/a', 3],
          ['made/b', 4.5],
        ]),
      )
    })
  })

  it('3 Core: a range of too many files is refused in its words, and the store stays well', async () => {
    await against(THREE, ['ping', 'ask for too much'], async (store) => {
      await store.start()
      const error = await failure(store.momentBefore(key, 5000))
      expect(error).toBeInstanceOf(StatementRefusedError)
      expect(error).toMatchObject({ code: 'store/refused', message: expect.stringContaining('432 parquet files') })
      expect(store.health()).toMatchObject({ ok: true })
    })
  })
})

describe('the contract of 1.x beside the InfluxDB that is installed', () => {
  it.each([
    ['ping', []],
    ['make the database', []],
    ['make the policy of seconds', ['make the database']],
    ['write', ['make the database', 'make the policy of metrics']],
    ['type conflict', ['make the database', 'make the policy of metrics', 'a text x']],
    ['no database', []],
    ['no policy', ['make the database']],
  ] as const)('%s', async (name, before) => {
    const account = { user: 'wanding', password: 'secret' }
    const influx = await startInflux({ account })
    const { exchanges } = contractOf(ONE)
    const send = async (step: string) => {
      const { method, path, query, headers, form } = requestOf(contractOf(ONE), step === 'a text x' ? 'write' : step)
      const text = step === 'a text x' ? 'machine x="text" 1000' : 'machine x=1.0 1000'
      return fetch(`${influx.url}${path}?${new URLSearchParams(query)}`, {
        method,
        headers: { authorization: `Basic ${btoa('wanding:secret')}`, ...headers },
        ...(method === 'POST' && { body: form ? new URLSearchParams(form) : text }),
      })
    }
    for (const step of before) {
      const made = await send(step)
      expect(made.ok, step).toBe(true)
      // InfluxDB sends the head of an answer before it does what was asked.
      await made.text()
    }
    const answer = await send(name)
    expect(answer.status).toBe(exchanges[name]!.response.status)
    expect(await answer.text()).toBe(exchanges[name]!.response.body)
    if (name === 'ping') expect(answer.headers.get('X-Influxdb-Version')).toMatch(/^1\./)
    await influx.stop()
  })
})
