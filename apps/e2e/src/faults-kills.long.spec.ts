import { join } from 'node:path'
import { injectSyscallFaults, startMosquitto, type TestServer } from '@wanding/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Draw, drawnSeed } from './draw'
import { FullMill, pause } from './full-mill'
import { journalledSeconds } from './journalled'

const SEED = drawnSeed(process.env.KILLS_SEED)
const KILLS = 50
const KILLS_BETWEEN_LOOKS = 10
/** A backend is up after two or three seconds: about half of the kills come before that. */
const LONGEST_LIFE_MS = 7000
const SIMULATOR_KILLS = 6

/** Faults 1 and 2 in the list of twenty. */
describe(`programs are killed, for 100,800 spindles, with the seed ${SEED} of KILLS_SEED`, () => {
  let broker: TestServer
  let mill: FullMill
  const draw = new Draw(SEED)

  beforeAll(async () => {
    broker = await startMosquitto()
    mill = await FullMill.start(broker)
  }, 120_000)
  afterAll(async () => {
    await mill?.stop()
    await broker?.stop()
  }, 60_000)

  it(`1: the backend, ${KILLS} times, from its start on`, { timeout: 1_200_000 }, async () => {
    let wereUp = 0
    let since = await mill.mark()
    for (let kill = 1; kill <= KILLS; kill++) {
      await pause(draw.below(LONGEST_LIFE_MS))
      wereUp += await mill.system.health().then(
        () => 1,
        () => 0,
      )
      expect((await mill.api.kill()).signal).toBe('SIGKILL')
      mill.api = await mill.system.launchApi()
      if (kill % KILLS_BETWEEN_LOOKS > 0) continue
      await mill.expectWhole(`after kill ${kill}`, since)
      since = await mill.mark()
    }
    // Both were tried.
    expect(wereUp).toBeGreaterThan(KILLS / 10)
    expect(wereUp).toBeLessThan(KILLS)
  })

  /** What of frames is on the disk of the gateways since then and was heard by nobody, when no gateway lives any more. */
  const untold = async (afterMs: number) => {
    await mill.system.healthy('the deaths', ({ gateways }) => gateways.online === 0)
    await mill.witness.caughtUp()
    const journals = join(mill.system.data, 'journal', 'jimo')
    return mill.witness.unheard(await journalledSeconds(journals, afterMs + 1))
  }

  /** Each thread counts its own calls: four share the syncs of 15 gateways a second, one writes to their lines. */
  it.each([
    ['before a sync of what it has written', ['fdatasync', 'fsync'], 20],
    ['before it sends what it has synced', ['writev'], 75],
  ] as const)('2: the simulator, again and again, %s', { timeout: 1_200_000 }, async (_, calls, mostCalls) => {
    const found: number[] = []
    for (let kill = 1; kill <= SIMULATOR_KILLS; kill++) {
      const since = await mill.mark()
      const when = 1 + Math.floor(draw.below(mostCalls))
      const faults = await injectSyscallFaults(mill.simulator.pid, { calls, inject: `signal=KILL:when=${when}` })
      try {
        expect((await mill.simulator.ended).signal).toBe('SIGKILL')
      } finally {
        await faults.stop()
      }
      const onDisk = await untold(since.afterMs)
      found.push(onDisk.length)
      mill.simulator = await mill.system.startSimulator()
      // All of these are heard now, and what is heard is in the store.
      await mill.expectWhole(`after kill ${kill}`, since)
      expect(mill.witness.unheard(onDisk), `killed at call ${when}`).toEqual([])
    }
    // It may have been the turn of a gateway without frames, but not each time.
    expect(Math.max(...found)).toBeGreaterThan(0)
  })
})
