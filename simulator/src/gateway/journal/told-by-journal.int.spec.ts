import { MOST_EPOCHS } from '@wanding/contracts'
import { type Disk, realDisk } from '@wanding/record-log'
import { type TempFolder, tempFolder, waitFor } from '@wanding/testkit'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { GatewayJournal, type JournalPlace } from './gateway-journal'
import type { JournalledMessage } from './journalled-message'
import { ToldByJournal } from './told-by-journal'

const message = (atMs: number): JournalledMessage => ({
  device: 'RF01',
  atMs,
  values: [{ name: 'spindle/speed', datatype: 'Float', value: atMs }],
})

/** A line and a host at its end that keeps only what is due. */
class LossyHost {
  isUp = true
  /** Loses a message; what is published is not what is heard. */
  loses: () => boolean = () => false
  readonly kept = new Map<string, number[]>()
  readonly told: { position: number; isHistorical: boolean }[] = []
  blocked: boolean[] = []

  isOpen = () => this.isUp
  began = 0
  journalBegan = () => void this.began++
  tellBlocked = (isBlocked: boolean) => this.blocked.push(isBlocked) > 0
  tell = (told: JournalledMessage | undefined, { epoch, position }: JournalPlace, isHistorical: boolean) => {
    this.told.push({ position, isHistorical })
    if (this.loses()) return true
    const kept = this.kept.get(epoch) ?? []
    this.kept.set(epoch, kept)
    if (position === kept.length + 1) kept.push(told?.atMs ?? -1)
    return true
  }
}

describe('what is told by the journal', () => {
  let temp: TempFolder
  let lives = 0
  const open = (host: LossyHost) =>
    new ToldByJournal(
      { folder: `${temp.path}/${lives}`, run: 'live', mostBytes: 1e8, whenFull: 'block', log: { segmentBytes: 2000 } },
      host,
    )

  beforeEach(async () => {
    temp = await tempFolder('told-by-journal')
  })
  afterEach(() => temp.stop())

  it('reaches the host whole and in order, whatever the line loses and whenever the program is killed', async () => {
    const step = fc.record({
      what: fc.constantFrom('second', 'second', 'second', 'second', 'down', 'up', 'kill', 'watermark'),
      loss: fc.double({ min: 0, max: 0.7, noNaN: true }),
      seed: fc.nat(),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => {
        lives += 1
        const host = new LossyHost()
        let gateway = open(host)
        let nowMs = 0
        let made = 0
        const acknowledge = () => {
          const { id } = gateway.journal.epoch
          gateway.acknowledged(id, host.kept.get(id)?.length ?? 0, nowMs)
        }
        const second = async () => {
          nowMs += 1000
          gateway.second(() => [message(++made), message(++made)], nowMs)
          await gateway.settled()
        }
        gateway.born(0)
        for (const { what, loss, seed } of steps) {
          let draw = seed
          host.loses = () => {
            draw = (Math.imul(draw, 1103515245) + 12345) >>> 0
            return draw / 2 ** 32 < loss
          }
          if (what === 'second') await second()
          else if (what === 'watermark') acknowledge()
          else if (what === 'kill') {
            gateway = open(host)
            gateway.born(nowMs)
          } else {
            if (what === 'up' && !host.isUp) gateway.born(nowMs)
            host.isUp = what === 'up'
          }
        }
        host.loses = () => false
        if (!host.isUp) gateway.born(nowMs)
        host.isUp = true
        const { id } = gateway.journal.epoch
        await waitFor(
          async () => {
            await second()
            acknowledge()
            return host.kept.get(id)?.length === made
          },
          { what: `all of ${made} messages` },
        )
        expect(host.kept.get(id)).toEqual(Array.from({ length: made }, (_, i) => i + 1))
        await gateway.close()
      }),
      { numRuns: 40 },
    )
  })

  it('tells nothing again to a host that says that it has it, and to one that says nothing only what it could not hear', async () => {
    const host = new LossyHost()
    const gateway = open(host)
    gateway.born(0)
    const { id } = gateway.journal.epoch
    const second = async (atMs: number) => {
      gateway.second(() => [message(atMs)], atMs)
      await gateway.settled()
    }
    for (let atMs = 1000; atMs <= 20_000; atMs += 1000) {
      await second(atMs)
      gateway.acknowledged(id, atMs / 1000, atMs)
    }
    expect(host.told.filter(({ isHistorical }) => isHistorical)).toEqual([])
    host.isUp = false
    for (let atMs = 21_000; atMs <= 24_000; atMs += 1000) await second(atMs)
    host.isUp = true
    gateway.born(24_000)
    host.told.length = 0
    for (let atMs = 25_000; atMs <= 60_000; atMs += 1000) await second(atMs)
    const history = () => host.told.filter(({ isHistorical }) => isHistorical).map(({ position }) => position)
    expect(history()).toEqual([21, 22, 23, 24])
    await gateway.close()
  })

  it('tells a host that says nothing all of a long outage, so much each second', async () => {
    lives += 1
    const host = new LossyHost()
    const gateway = open(host)
    gateway.born(0)
    host.isUp = false
    const missed = 1300
    gateway.second(() => Array.from({ length: missed }, (_, i) => message(i + 1)), 1000)
    await gateway.settled()
    host.isUp = true
    gateway.born(1000)
    const history: number[] = []
    for (let atMs = 2000; atMs <= 12_000; atMs += 1000) {
      const before = history.length
      gateway.second(() => [], atMs)
      await gateway.settled()
      history.push(...host.told.splice(0).flatMap(({ position, isHistorical }) => (isHistorical ? [position] : [])))
      expect(history.length - before).toBeLessThanOrEqual(500)
    }
    expect(history).toEqual(Array.from({ length: missed }, (_, i) => i + 1))
    await gateway.close()
  })

  it('asks less and less often of a host that does not move on', async () => {
    const host = new LossyHost()
    const gateway = open(host)
    gateway.born(0)
    host.loses = () => true
    const { id } = gateway.journal.epoch
    gateway.acknowledged(id, 0, 0)
    for (let atMs = 1000; atMs <= 200_000; atMs += 1000) {
      gateway.second(() => (atMs === 1000 ? [message(1)] : []), atMs)
      await gateway.settled()
    }
    expect(host.told.length).toBeGreaterThanOrEqual(4)
    expect(host.told.length).toBeLessThanOrEqual(8)
    await gateway.close()
  })

  it('says so when the journal takes nothing, reads no machine meanwhile, and says when it does again', async () => {
    lives += 1
    const host = new LossyHost()
    const options = { folder: `${temp.path}/${lives}`, run: 'live', mostBytes: 2500, whenFull: 'block' } as const
    const gateway = new ToldByJournal({ ...options, log: { segmentBytes: 500 } }, host)
    gateway.born(0)
    const { id } = gateway.journal.epoch
    let read = 0
    let atMs = 0
    const second = async () => {
      atMs += 1000
      const news = () => {
        read += 1
        return [message(atMs)]
      }
      gateway.second(news, atMs)
      await gateway.settled()
    }
    while (host.blocked.length === 0) await second()
    const [before, { head }] = [read, gateway.journal.kept()[0]!]
    for (let i = 0; i < 11; i++) await second()
    expect(read).toBe(before)
    expect(gateway.skipped).toBeGreaterThanOrEqual(11)
    // Again each five seconds: it is there.
    expect(host.blocked).toEqual([true, true, true])
    gateway.acknowledged(id, head, atMs)
    await waitFor(() => gateway.journal.blocked === null, { what: 'room' })
    await second()
    expect(host.blocked).toEqual([true, true, true, false])
    expect(read).toBe(before + 1)
    await gateway.close()
  })

  it('tells all of as many journals as a host follows before it reads a machine into one more', async () => {
    lives += 1
    const options = { folder: `${temp.path}/${lives}`, mostBytes: 1e8, whenFull: 'block' } as const
    for (let life = 1; life <= MOST_EPOCHS; life++) {
      const journal = GatewayJournal.open({ ...options, run: `life ${life}` })
      journal.append(message(life))
      await journal.commit()
      await journal.close()
    }
    const host = new LossyHost()
    const gateway = new ToldByJournal({ ...options, run: 'one more' }, host)
    const old = gateway.journal.kept().map(({ epoch }) => epoch)
    let atMs = 0
    let read = 0
    gateway.born(0)
    const second = async () => {
      atMs += 1000
      gateway.second(() => [message(1000 + ++read)], atMs)
      await gateway.settled()
    }
    await second()
    expect([read, gateway.skipped, host.began, ...host.blocked]).toEqual([0, 1, 0, true])
    await waitFor(
      async () => {
        for (const epoch of old) gateway.acknowledged(epoch, host.kept.get(epoch)?.length ?? 0, atMs)
        await second()
        return read >= 3
      },
      { what: 'machines that are read' },
    )
    for (const [life, epoch] of old.entries()) expect(host.kept.get(epoch)).toEqual([life + 1])
    // Only births tell of it.
    expect(host.began).toBe(1)
    expect(host.kept.get(gateway.journal.epoch.id)?.slice(0, 2)).toEqual([1001, 1002])
    await gateway.close()
  })

  it('tells what a broker has dropped as soon as the host says what it has, not when its patience is over', async () => {
    lives += 1
    const host = new LossyHost()
    const gateway = open(host)
    const { id } = gateway.journal.epoch
    const second = async (atMs: number) => {
      gateway.second(() => [message(atMs)], atMs)
      await gateway.settled()
    }
    gateway.born(0)
    gateway.acknowledged(id, 0, 0)
    // The host is away, and nobody tells the gateway.
    host.loses = () => true
    for (let atMs = 1000; atMs <= 4000; atMs += 1000) await second(atMs)
    host.loses = () => false
    gateway.born(4000)
    gateway.acknowledged(id, 0, 4000)
    await gateway.settled()
    expect(host.kept.get(id)).toEqual([1000, 2000, 3000, 4000])
    await gateway.close()
  })

  it.each(['block', 'drop-oldest'] as const)(
    'goes on when the disk lets go of nothing, as long as it does not (%s)',
    async (whenFull) => {
      lives += 1
      const host = new LossyHost()
      let refused = 0
      let refuses = true
      const disk: Disk = {
        ...realDisk,
        async remove(path) {
          if (refuses && ++refused) throw Object.assign(new Error('EMFILE'), { code: 'EMFILE' })
          await realDisk.remove(path)
        },
      }
      const options = { folder: `${temp.path}/${lives}`, run: 'live', mostBytes: 2500, whenFull }
      const gateway = new ToldByJournal({ ...options, log: { segmentBytes: 500, disk } }, host)
      const { id } = gateway.journal.epoch
      let atMs = 0
      const second = async () => {
        atMs += 1000
        gateway.second(() => [message(atMs)], atMs)
        await gateway.settled()
        if (whenFull === 'block') gateway.acknowledged(id, host.kept.get(id)?.length ?? 0, atMs)
      }
      gateway.born(0)
      // Who is refused in a callback that nobody waits for ends the program: a test that it ends fails.
      while (refused < 5) await second()
      expect(gateway.journal.blocked !== null).toBe(whenFull === 'drop-oldest')
      refuses = false
      await waitFor(() => second().then(() => gateway.journal.bytes < 2500), { what: 'room' })
      const { head } = gateway.journal.kept()[0]!
      await second()
      expect(gateway.journal.kept()[0]!.head).toBe(head + 1)
      expect(host.kept.get(id)).toHaveLength(head + 1)
      await gateway.close()
    },
  )
})
