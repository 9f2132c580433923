import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  injectSyscallFaults,
  type SyscallFault,
  type SyscallFaults,
  startMosquitto,
  type TestServer,
  waitFor,
} from '@wanding/testkit'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { FullMill, pause } from './full-mill'

/** A disk that refuses for a while. */
const WHILE_MS = 8000
/** The first segment of a full mill is full after half a minute, and kept for three minutes more: recorders may read it again. */
const FIRST_REMOVAL_MS = 300_000
const SYNCS = ['fdatasync', 'fsync']

/** Faults of the disk by their number in the list of twenty: system calls of the running programs fail. */
describe('faults of the disk, for 100,800 spindles', () => {
  let broker: TestServer
  let mill: FullMill
  const records = () => join(mill.system.data, 'spool', 'records')
  const checkpoint = () => join(mill.system.data, 'spool', 'checkpoint.json')
  const segments = () =>
    readdirSync(records())
      .filter((name) => name.endsWith('.log'))
      .sort()

  beforeAll(async () => {
    broker = await startMosquitto()
    mill = await FullMill.start(broker)
  }, 120_000)
  /** A process that is traced cannot be traced by the next test. */
  const traces: SyscallFaults[] = []
  afterEach(async () => {
    for (const trace of traces.splice(0)) await trace.stop()
  })
  const inject = async (pid: number, fault: SyscallFault) => {
    const faults = await injectSyscallFaults(pid, fault)
    traces.push(faults)
    return faults
  }
  afterAll(async () => {
    await mill?.stop()
    await broker?.stop()
  }, 60_000)

  it('15: a sync of the backend fails once in each of its threads', async () => {
    const since = await mill.mark()
    const before = segments()
    const faults = await inject(mill.api.pid, { calls: SYNCS, inject: 'error=EIO:when=1' })
    await waitFor(() => faults.injected().length > 0, { what: 'a sync that failed', timeoutMs: 30_000 })
    // Each thread has its turn; a program that is traced is slow.
    await pause(WHILE_MS)
    await faults.stop()
    await mill.expectWhole('after a sync that failed', since)
    // Nobody knows what of a segment is on the disk in which a sync has failed: it is left, and a new one begun.
    expect(segments().length).toBeGreaterThan(before.length)
    expect(mill.api.output()).toContain('the spool takes messages again')
  })

  it('15: no sync of the backend succeeds for a while: nothing is acknowledged', async () => {
    const since = await mill.mark()
    const faults = await inject(mill.api.pid, { calls: SYNCS, inject: 'error=EIO' })
    await waitFor(() => faults.injected().length > 0, { what: 'a sync that failed', timeoutMs: 30_000 })
    // What was synced before may be told until now.
    await pause(1000)
    const fromMs = performance.now()
    await pause(WHILE_MS)
    const told = mill.witness.watermarks
    const highest = new Map<string, number>()
    for (const { atMs, gateway, position } of told) {
      if (atMs < fromMs) highest.set(gateway, Math.max(position, highest.get(gateway) ?? 0))
    }
    expect(highest.size).toBe(since.books.gateways.length)
    expect(told.filter(({ gateway, position }) => position > highest.get(gateway)!)).toEqual([])
    expect((await mill.system.health()).problems.join()).toContain('EIO')
    await faults.stop()
    await mill.expectWhole('after the disk took syncs again', since)
  })

  it('15: no sync of the gateways succeeds for a while: nothing is published that may be lost', async () => {
    const since = await mill.mark()
    const faults = await inject(mill.simulator.pid, { calls: SYNCS, inject: 'error=EIO' })
    await waitFor(() => faults.injected().length > 0, { what: 'a sync that failed', timeoutMs: 30_000 })
    await pause(1000)
    const silentFromMs = mill.witness.newestMs
    await pause(WHILE_MS)
    expect(mill.witness.newestMs).toBe(silentFromMs)
    await faults.stop()
    await mill.expectWhole('after the disk took syncs again', since)
  })

  it('17: the backend is killed between the removal of a segment and the checkpoint that allows it', {
    timeout: 600_000,
  }, async () => {
    const [oldest, second] = await waitFor(() => segments().length > 1 && segments(), {
      what: 'a second segment',
      timeoutMs: 120_000,
    })
    const since = await mill.mark()
    const path = join(records(), oldest!)
    const faults = await inject(mill.api.pid, { calls: ['unlink'], inject: 'signal=KILL', path })
    await waitFor(() => faults.injected().length > 0, { what: 'the first removal', timeoutMs: FIRST_REMOVAL_MS })
    expect((await mill.api.ended).signal).toBe('SIGKILL')
    await faults.stop()
    // The checkpoint is there, and what it gives up is there, too.
    expect(existsSync(path)).toBe(true)
    const { resume } = JSON.parse(readFileSync(checkpoint(), 'utf8')) as { resume: number }
    expect(resume).toBeGreaterThanOrEqual(Number.parseInt(second!, 10))
    mill.api = await mill.system.startApi()
    await mill.expectWhole('after a crash before a removal', since)
    await waitFor(() => !segments().includes(oldest!), { what: 'the removal', timeoutMs: 60_000 })
  })

  it('17: the backend is killed before a checkpoint takes the place of the one before', async () => {
    const since = await mill.mark()
    // The first name of the two is what strace looks at.
    const path = `${checkpoint()}.part`
    const faults = await inject(mill.api.pid, { calls: ['rename'], inject: 'signal=KILL', path })
    await waitFor(() => faults.injected().length > 0, { what: 'a checkpoint', timeoutMs: 30_000 })
    expect((await mill.api.ended).signal).toBe('SIGKILL')
    await faults.stop()
    // The new one is whole and has no name; the one before is as it was.
    const written = (file: string) => (JSON.parse(readFileSync(file, 'utf8')) as { written: number }).written
    expect(written(checkpoint())).toBeGreaterThan(0)
    expect(written(path)).toBeGreaterThan(written(checkpoint()))
    mill.api = await mill.system.startApi()
    await mill.expectWhole('after a crash before a checkpoint', since)
    expect(mill.api.output()).not.toContain('the checkpoint of the spool is damaged')
  })
})
