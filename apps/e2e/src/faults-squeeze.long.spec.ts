import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { requiredProgram, startMosquitto, type TestServer, waitFor } from '@wanding/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { FullMill, pause } from './full-mill'
import { Watchers } from './watchers'

const WATCHERS = 50
/** Longer than one and a half keepalives of 15 s, after which a broker gives up a client that is not heard. */
const BEYOND_KEEPALIVE_MS = 30_000
/** Socket.IO asks each 25 s whether somebody is there, and waits 20 s for the answer. */
const BEYOND_PING_MS = 50_000
/** All numbers of files below are taken since the start of a program. */
const LOWEST_FILES = 16
const LITTLE_HEAP = '--max-old-space-size=128'
/** A backlog that is read as fast as it goes. */
const AWAY_MS = 20_000
/** A segment of the spool is full in half a minute: a new one cannot be opened. */
const BEYOND_SEGMENT_MS = 45_000

/** Number 20 in the list of twenty: too little of everything. */
describe('20: little memory, few open files, and watchers who stand still, for 100,800 spindles', () => {
  let broker: TestServer
  let mill: FullMill
  const connections: Watchers[] = []
  /** How many sessions of the backend the broker has ended because it was not heard. */
  const givenUp = () => broker.output().match(/Client wanding-host-\S+ has exceeded timeout/g)?.length ?? 0

  beforeAll(async () => {
    broker = await startMosquitto()
    mill = await FullMill.start(broker)
  }, 120_000)
  afterAll(async () => {
    for (const watchers of connections) watchers.stop()
    await mill?.stop()
    await broker?.stop()
  }, 60_000)

  const watch = async (count: number) => {
    const watchers = await Watchers.of(mill.system, 'jimo', count)
    connections.push(watchers)
    return watchers
  }

  it(`${WATCHERS} watchers read nothing any more: the others see every second`, async () => {
    const since = await mill.mark()
    const stalled = await watch(WATCHERS)
    const awake = await watch(1)
    stalled.stall()
    const before = awake.revisions
    await pause(BEYOND_PING_MS)
    expect(awake.revisions - before).toBeGreaterThan((0.8 * BEYOND_PING_MS) / 1000)
    // Who answers no ping is let go, with all that waits for him.
    expect((await mill.system.health()).live.clients).toBe(1)
    expect(givenUp()).toBe(0)
    await mill.expectWhole('with watchers who stand still', since)
  })

  it('the backend has 128 MB for its objects, a backlog to read, and watchers who stand still', async () => {
    const since = await mill.mark()
    await mill.api.kill()
    await pause(AWAY_MS)
    mill.api = await mill.system.startApi({ NODE_OPTIONS: LITTLE_HEAP })
    await mill.books.flowing('after the start')
    const stalled = await watch(WATCHERS)
    stalled.stall()
    await pause(BEYOND_KEEPALIVE_MS)
    expect(givenUp()).toBe(0)
    await mill.expectWhole('with little memory', since)
    // It is the same process: none has died of it.
    expect(process.kill(mill.api.pid, 0)).toBe(true)
  })

  /** Takes from a process the right to open files beside those it has; returns how it gets it back. */
  const freezeFiles = (pid: number): (() => void) => {
    const [, before] = /Max open files\s+(\d+)/.exec(readFileSync(`/proc/${pid}/limits`, 'utf8'))!
    const limit = (most: string | number) =>
      execFileSync(requiredProgram('prlimit', 'util-linux'), ['--pid', String(pid), `--nofile=${most}:`])
    limit(LOWEST_FILES)
    return () => limit(before!)
  }

  it.each(['api', 'simulator'] as const)('%s can open no file any more for a while', async (which) => {
    const since = await mill.mark()
    const { pid } = mill[which]
    const giveBack = freezeFiles(pid)
    try {
      // Not even a connection can be made.
      await broker.down({ kill: true })
      await broker.up()
      await pause(BEYOND_SEGMENT_MS)
    } finally {
      giveBack()
    }
    await mill.expectWhole('after files could be opened again', since)
    expect(process.kill(pid, 0)).toBe(true)
    await waitFor(async () => (await mill.books.now()).spool.problem === null, { what: 'a spool that takes all' })
  })
})
