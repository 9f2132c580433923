import { appendFileSync, existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
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
import { recordsIn, segmentsIn, splitSegments } from './segment-files'

/** A disk that refuses for a while. */
const WHILE_MS = 8000
/** The first segment of a full mill is full after half a minute, and kept for three minutes more: recorders may read it again. */
const FIRST_REMOVAL_MS = 300_000
const SYNCS = ['fdatasync', 'fsync']
/** A segment is left for the next one when it has as much. */
const SEGMENT_BYTES = 8 * 1024 * 1024
/** Messages of a segment of a journal as these tests cut it: some seconds of a gateway. */
const JOURNAL_SEGMENT = 20
const GATEWAY = 'GW01'

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

  /** Segments that were left before they were full. */
  const leftEarly = () =>
    segments()
      .slice(0, -1)
      .filter((name) => statSync(join(records(), name)).size < SEGMENT_BYTES)
  /** The folders of a gateway's journals, the newest last. */
  const journals = () => {
    const folder = join(mill.system.data, 'journal', 'jimo', GATEWAY)
    return readdirSync(folder)
      .sort()
      .map((name) => join(folder, name))
  }

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
    expect(leftEarly()).toEqual([])
    const faults = await inject(mill.api.pid, { calls: SYNCS, inject: 'error=EIO:when=1' })
    await waitFor(() => faults.injected().length > 0, { what: 'a sync that failed', timeoutMs: 30_000 })
    // Each thread has its turn; a program that is traced is slow.
    await pause(WHILE_MS)
    await faults.stop()
    await mill.expectWhole('after a sync that failed', since)
    // Nobody knows what of a segment is on the disk in which a sync has failed: it is left, and a new one begun.
    expect(leftEarly().length).toBeGreaterThan(0)
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

  it('17: a segment is gone, and the checkpoint that allows it is not there', { timeout: 600_000 }, async () => {
    const [oldest, second] = await waitFor(() => segments().length > 1 && segments(), {
      what: 'a second segment',
      timeoutMs: 120_000,
    })
    const since = await mill.mark()
    const path = join(records(), oldest!)
    const faults = await inject(mill.api.pid, { calls: ['unlink'], inject: 'signal=KILL', path })
    /** The last one that does not give the segment up. */
    let before = ''
    const isKilled = () => {
      const text = readFileSync(checkpoint(), 'utf8')
      if ((JSON.parse(text) as { resume: number }).resume < Number.parseInt(second!, 10)) before = text
      return faults.injected().length > 0
    }
    await waitFor(isKilled, { what: 'the removal', timeoutMs: FIRST_REMOVAL_MS, everyMs: 200 })
    expect((await mill.api.ended).signal).toBe('SIGKILL')
    await faults.stop()
    expect(before).not.toBe('')
    writeFileSync(checkpoint(), before)
    rmSync(path)
    mill.api = await mill.system.startApi()
    await mill.expectWhole('without a segment that was let go of', since)
  })

  /** Something is done to a journal while both programs are away; the gateways are killed when they let go of the fatal file. */
  const withoutHost = async (act: () => void, fatal: () => string) => {
    const since = await mill.mark()
    await mill.api.kill()
    await mill.simulator.kill()
    act()
    mill.simulator = await mill.system.startSimulator()
    const faults = await inject(mill.simulator.pid, { calls: ['unlink'], inject: 'signal=KILL', path: fatal() })
    mill.api = await mill.system.startApi()
    await waitFor(() => faults.injected().length > 0, { what: 'the removal', timeoutMs: 60_000 })
    expect((await mill.simulator.ended).signal).toBe('SIGKILL')
    await faults.stop()
    return since
  }

  it.each([0, 2])('17: a gateway is killed when %i segments of those that it lets go of are gone', async (gone) => {
    let small: string[] = []
    // The segment that is written to is kept, whatever a host has of it.
    await waitFor(() => recordsIn(journals().at(-1)!).length > 4 * JOURNAL_SEGMENT, {
      what: 'a journal of some segments',
      timeoutMs: 60_000,
    })
    const cut = () => {
      splitSegments(journals().at(-1)!, JOURNAL_SEGMENT)
      small = segmentsIn(journals().at(-1)!)
      expect(small.length).toBeGreaterThan(3)
    }
    const since = await withoutHost(cut, () => small[gone]!)
    expect(segmentsIn(journals().at(-1)!).slice(0, small.length - gone)).toEqual(small.slice(gone))
    mill.simulator = await mill.system.startSimulator()
    await mill.expectWhole('after a crash of the gateways', since)
    await waitFor(() => !existsSync(small[gone]!), { what: 'the removal', timeoutMs: 60_000 })
  })

  it('17: a gateway is killed when the messages of a journal are gone and its name is not', async () => {
    const old = journals().at(-1)!
    const tear = () => appendFileSync(segmentsIn(old).at(-1)!, 'half a record')
    const since = await withoutHost(tear, () => join(old, 'epoch'))
    expect(readdirSync(old)).toEqual(['epoch'])
    expect(journals()).toHaveLength(2)
    mill.simulator = await mill.system.startSimulator()
    await mill.expectWhole('after a crash of the gateways', since)
    expect(journals()).toHaveLength(1)
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
