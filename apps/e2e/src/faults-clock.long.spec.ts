import { type FakeTime, fakeTime, startMosquitto, type TestServer, waitFor } from '@wanding/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { FullMill, pause } from './full-mill'
import { Watchers } from './watchers'

const HOUR_MS = 3_600_000
/** When summer time ended in Europe: the hour from 2:00 to 3:00 comes twice. */
const END_OF_SUMMER_TIME_MS = Date.UTC(2026, 9, 25, 1)
/** The programs are up and settled by then. */
const BEFORE_MS = 45_000
/** Watchers see a revision each second. */
const LOOK_MS = 5000
const ZONE = 'Europe/Berlin'

/** The clock of the computer by its number in the list of twenty: each program's own is set while it runs. */
describe('18: clocks that are set, for 100,800 spindles', () => {
  const aheadMs = END_OF_SUMMER_TIME_MS - BEFORE_MS - Date.now()
  let broker: TestServer
  let ofApi: FakeTime
  let ofSimulator: FakeTime
  let mill: FullMill

  beforeAll(async () => {
    ;[broker, ofApi, ofSimulator] = await Promise.all([startMosquitto(), fakeTime(aheadMs), fakeTime(aheadMs)])
    mill = await FullMill.start(broker, { apiEnv: ofApi.env, simulatorEnv: ofSimulator.env, env: { TZ: ZONE } })
  }, 120_000)
  afterAll(async () => {
    await mill?.stop()
    await broker?.stop()
    await ofApi?.stop()
    await ofSimulator?.stop()
  }, 60_000)

  it('the hour that comes twice is two hours', async () => {
    const since = await mill.mark()
    expect(since.afterMs).toBeLessThan(END_OF_SUMMER_TIME_MS)
    await waitFor(() => mill.witness.newestMs > END_OF_SUMMER_TIME_MS + 5000, {
      what: 'winter time',
      timeoutMs: 2 * BEFORE_MS,
    })
    await mill.expectWhole('after the end of summer time', since)
  })

  it.each([
    ['an hour ahead', HOUR_MS],
    ['back again', 0],
    ['an hour behind', -HOUR_MS],
    ['right again', 0],
  ])('the clock of the backend is set %s', async (_, ms) => {
    const since = await mill.mark()
    const watchers = await Watchers.of(mill.system, 'jimo', 1)
    ofApi.set(aheadMs + ms)
    await pause(2000)
    const before = watchers.revisions
    await pause(LOOK_MS)
    expect(watchers.revisions - before).toBeGreaterThan((0.6 * LOOK_MS) / 1000)
    watchers.stop()
    await mill.expectWhole('after the clock of the backend was set', since)
  })

  it.each([
    ['an hour ahead', HOUR_MS, HOUR_MS],
    ['back again', 0, 0],
    ['an hour behind', -HOUR_MS, 0],
  ])('the clock of the gateways is set %s: the mill never goes back', async (_, ms, leapMs) => {
    const since = await mill.mark()
    ofSimulator.set(aheadMs + ms)
    await waitFor(() => mill.witness.newestMs > since.afterMs + leapMs + 5000, {
      what: 'five more seconds of the mill',
      timeoutMs: 30_000,
    })
    await mill.expectWhole('after the clock of the gateways was set', since)
  })

  it('the broker is lost after a clock was set back: what it held comes at once', async () => {
    const since = await mill.mark()
    ofSimulator.set(aheadMs - 2 * HOUR_MS)
    ofApi.set(aheadMs - 2 * HOUR_MS)
    await pause(3000)
    await broker.down({ kill: true })
    await pause(3000)
    await broker.up()
    await mill.expectWhole('after the broker came back', since)
  })
  it('the simulator starts anew after its clock was an hour ahead and set back: its mill goes on where it was', async () => {
    ofSimulator.set(aheadMs)
    ofApi.set(aheadMs)
    const since = await mill.mark()
    // It was an hour ahead, and two hours behind: it is ahead of both.
    expect(since.afterMs).toBeGreaterThan(Date.now() + aheadMs + HOUR_MS / 2)
    expect((await mill.simulator.stop()).code).toBe(0)
    mill.simulator = await mill.system.startSimulator()
    await waitFor(() => mill.witness.newestMs > since.afterMs + 10_000, {
      what: 'the mill of before',
      timeoutMs: 60_000,
    })
    expect(mill.simulator.output()).toContain('min ahead of this computer')
    await mill.expectWhole('after the simulator started anew', since)
  })
})
