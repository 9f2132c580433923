import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { startMosquitto, type TestServer, waitFor } from '@wanding/testkit'
import { connectAsync } from 'mqtt'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { FullMill } from './full-mill'
import { neighbourTalks } from './neighbour'

/** Below one and a half keepalives of 15 s. */
const STANDS_STILL_MS = 12_000
const STATE = 'spBv1.0/STATE/'

/** Faults 3 and 5 in the list of twenty. */
describe('a broker that keeps its state on the disk, for 100,800 spindles', () => {
  let broker: TestServer
  let mill: FullMill
  const kept = () => join(broker.folder, 'mosquitto.db')

  beforeAll(async () => {
    broker = await startMosquitto({ config: ['persistence true', 'autosave_interval 1'] })
    mill = await FullMill.start(broker)
  }, 120_000)
  afterAll(async () => {
    broker?.signal('SIGCONT')
    await mill?.stop()
    await broker?.stop()
  }, 60_000)

  it('3: is killed with what it had queued for a backend that stood still', async () => {
    const since = await mill.mark()
    mill.api.signal('SIGSTOP')
    try {
      await neighbourTalks(broker, STANDS_STILL_MS)
      await broker.down({ kill: true })
    } finally {
      mill.api.signal('SIGCONT')
    }
    await mill.system.healthy('the loss of the broker', ({ status }) => status === 'down')
    await mill.books.when('an empty spool', ({ total }) => total.inSpool === 0)
    // What others have heard and the backend has not was in the memory of the broker.
    expect(await mill.missing(since)).toBeGreaterThan(0)
    await broker.up()
    await mill.expectWhole('after the broker came back', since)
  })

  /** What a host says of itself, as the broker keeps it for those who come later. */
  const keptState = async (): Promise<{ online: boolean; timestamp: number }> => {
    const late = await connectAsync(broker.url)
    try {
      let said: Buffer | undefined
      late.on('message', (_, payload) => (said = payload))
      await late.subscribeAsync(`${STATE}#`)
      return JSON.parse(String(await waitFor(() => said, { what: 'the state of the host' })))
    } finally {
      await late.endAsync(true)
    }
  }

  it.each(['with what it had kept', 'with an empty folder'])('5: comes back %s', async (how) => {
    const since = await mill.mark()
    const { timestamp } = await keptState()
    await waitFor(() => existsSync(kept()) && readFileSync(kept()).includes(STATE), { what: 'a state on the disk' })
    await broker.down({ kill: true })
    if (how === 'with an empty folder') rmSync(kept())
    await broker.up()
    await mill.expectWhole('after the broker came back', since)
    const state = await keptState()
    expect(state.online).toBe(true)
    expect(state.timestamp).toBeGreaterThan(timestamp)
  })
})
