import { appendFileSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { MOST_EPOCHS } from '@wanding/contracts'
import { type Disk, realDisk } from '@wanding/record-log'
import { injectSyscallFaults, type TempFolder, tempFolder } from '@wanding/testkit'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { GatewayJournal, type JournalOptions } from './gateway-journal'
import type { JournalledMessage } from './journalled-message'

const message = (atMs: number, text = 'x'.repeat(200)): JournalledMessage => ({
  device: 'RF01',
  atMs,
  values: [{ name: 'machine/reason', datatype: 'String', value: text }],
})

describe('the journal of a gateway', () => {
  let temp: TempFolder
  const folder = () => join(temp.path, 'GW01')
  const open = (more: Partial<JournalOptions> = {}) =>
    GatewayJournal.open({
      ...{ folder: folder(), run: 'live', mostBytes: 1e6, whenFull: 'block' },
      log: { segmentBytes: 1000 },
      ...more,
    })

  beforeEach(async () => {
    temp = await tempFolder('gateway-journal')
  })
  afterEach(() => temp.stop())

  async function filled(journal: GatewayJournal, messages: number): Promise<void> {
    for (let i = 0; i < messages; i++) {
      journal.append(message(i))
      expect(await journal.commit()).toBe(true)
    }
  }

  it('goes on where an earlier process stopped, killed or not', async () => {
    const first = open()
    await filled(first, 3)
    const { id } = first.epoch
    expect(id).toMatch(/^live@[0-9a-f]{12}$/)
    expect(first.kept()).toEqual([{ epoch: id, oldest: 1, head: 3 }])
    const second = open()
    expect(second.append(message(4))).toEqual({ epoch: id, position: 4 })
    await second.close()
    expect(open().kept()).toEqual([{ epoch: id, oldest: 1, head: 4 }])
  })

  it('begins a new epoch where the end was torn: nobody knows which of the last positions were told', async () => {
    const first = open()
    await filled(first, 2)
    const path = join(folder(), '00000001')
    appendFileSync(join(path, readdirSync(path).find((name) => name.endsWith('.log'))!), 'half a rec')
    const second = open()
    expect(second.epoch.id).not.toBe(first.epoch.id)
    expect(second.kept()).toEqual([
      { epoch: first.epoch.id, oldest: 1, head: 2 },
      { epoch: second.epoch.id, oldest: 1, head: 0 },
    ])
  })

  it('begins a new epoch with a new run, and keeps the old one until a host has it', async () => {
    const first = open({ run: '7x60-1' })
    await filled(first, 2)
    await first.close()
    const second = open({ run: '7x60-2' })
    await filled(second, 1)
    expect(second.kept().map(({ epoch, head }) => [epoch.split('@')[0], head])).toEqual([
      ['7x60-1', 2],
      ['7x60-2', 1],
    ])
    await second.acknowledge(first.epoch.id, 1)
    expect(second.epochs).toHaveLength(2)
    await second.acknowledge(first.epoch.id, 2)
    expect(second.kept()).toEqual([{ epoch: second.epoch.id, oldest: 1, head: 1 }])
    expect(readdirSync(folder())).toEqual(['00000002'])
  })

  it.each(['', '00000001'])(
    'begins with a name that the power cannot take away: <journal>/%s is synced',
    async (path) => {
      mkdirSync(folder(), { recursive: true })
      // Syncs of that folder fail in this process.
      const fault = { calls: ['fsync'], inject: 'error=EIO', path: join(folder(), path) }
      const faults = await injectSyscallFaults(process.pid, fault)
      try {
        expect(() => open()).toThrow('EIO')
      } finally {
        await faults.stop()
      }
      expect(faults.injected()).toHaveLength(1)
    },
  )

  it('lets go of nothing that is not below the watermark', async () => {
    const journal = open()
    await filled(journal, 20)
    let highest = 0
    for (const watermark of [0, 4, 9, 3, 15]) {
      highest = Math.max(highest, watermark)
      await journal.acknowledge(journal.epoch.id, watermark)
      expect(journal.kept()[0]!.oldest).toBeLessThanOrEqual(highest + 1)
    }
    // What it has and a host has, too, it does not tell again.
    expect(journal.kept()[0]!.oldest).toBe(16)
    await journal.acknowledge('live@of-another', 20)
    // What was never told nobody can have: not even what there is is let go for it.
    for (const never of [21, 1000, 2 ** 52, Number.NaN]) await journal.acknowledge(journal.epoch.id, never)
    expect(journal.acknowledgedOf(journal.epoch.id)).toBe(15)
    expect(journal.kept()[0]!.oldest).toBeLessThanOrEqual(16)
    await journal.acknowledge(journal.epoch.id, 20)
    expect(journal.acknowledgedOf(journal.epoch.id)).toBe(20)
    expect(journal.append(message(21)).position).toBe(21)
  })

  it('takes nothing more when it is full, and goes on when a host has some of it', async () => {
    const journal = open({ mostBytes: 5000 })
    while (journal.blocked === null) await filled(journal, 1)
    expect(journal.blocked).toBe('the journal is full')
    const { head } = journal.kept()[0]!
    await journal.acknowledge(journal.epoch.id, Math.floor(head / 2))
    expect(journal.blocked).toBeNull()
    expect(journal.dropped).toBe(0)
    expect(journal.append(message(0)).position).toBe(head + 1)
  })

  it('gives up the oldest only when it was told to, and counts what no host had', async () => {
    const journal = open({ mostBytes: 5000, whenFull: 'drop-oldest' })
    await filled(journal, 100)
    expect(journal.blocked).toBeNull()
    const { oldest, head } = journal.kept()[0]!
    expect(head).toBe(100)
    expect(journal.bytes).toBeLessThan(6000)
    expect(journal.dropped).toBe(oldest - 1)
    await journal.acknowledge(journal.epoch.id, 100)
    await filled(journal, 100)
    expect(journal.dropped).toBeLessThan(oldest - 1 + 100)
  })

  /** A disk that takes nothing away while it is told to refuse. */
  const stubborn = () => {
    const disk: Disk & { refuses: boolean } = {
      ...realDisk,
      refuses: true,
      async remove(path) {
        if (disk.refuses) throw Object.assign(new Error('EIO: i/o error, unlink'), { code: 'EIO' })
        await realDisk.remove(path)
      },
    }
    return disk
  }

  it('says once that what a host has cannot be taken away, and takes it away later', async () => {
    const earlier = open({ run: '7x60-1' })
    await filled(earlier, 9)
    await earlier.close()
    const disk = stubborn()
    const problems: string[] = []
    const onProblem = (problem: string) => void problems.push(problem)
    const journal = open({ run: '7x60-2', log: { segmentBytes: 1000, disk }, onProblem })
    await filled(journal, 20)
    const segments = () => readdirSync(join(folder(), '00000002')).length
    const before = segments()
    await journal.acknowledge(earlier.epoch.id, 9)
    for (const position of [8, 15]) await journal.acknowledge(journal.epoch.id, position)
    expect(problems).toEqual(['what a host has cannot be taken away: EIO: i/o error, unlink'])
    expect([journal.blocked, segments()]).toEqual([null, before])
    // A birth names what is still there, and nothing of it as to come.
    expect(journal.kept()).toEqual([
      { epoch: earlier.epoch.id, oldest: 10, head: 9 },
      { epoch: journal.epoch.id, oldest: 16, head: 20 },
    ])
    disk.refuses = false
    await Promise.all([16, 17].map((position) => journal.acknowledge(journal.epoch.id, position)))
    expect(journal.kept()).toEqual([{ epoch: journal.epoch.id, oldest: 18, head: 20 }])
    expect(segments()).toBeLessThan(before)
    expect(readdirSync(folder())).toEqual(['00000002'])
    expect(problems).toHaveLength(1)
  })

  it('tells what is on the disk though it cannot make room, and takes nothing more until it can', async () => {
    const disk = stubborn()
    const journal = open({ mostBytes: 5000, whenFull: 'drop-oldest', log: { segmentBytes: 1000, disk } })
    while (journal.blocked === null) await filled(journal, 1)
    const { head } = journal.kept()[0]!
    expect(journal.blocked).toContain('EIO')
    expect(await journal.commit()).toBe(true)
    expect([journal.blocked, journal.dropped]).toEqual([expect.stringContaining('EIO'), 0])
    disk.refuses = false
    expect(await journal.commit()).toBe(true)
    expect(journal.blocked).toBeNull()
    expect(journal.dropped).toBe(journal.kept()[0]!.oldest - 1)
    expect(journal.dropped).toBeGreaterThan(0)
    expect(journal.kept()[0]!.head).toBe(head)
  })

  /** As many lives as a host follows journals, none of which it has heard. */
  const manyLives = async () => {
    for (let life = 1; life <= MOST_EPOCHS; life++) {
      const journal = open({ run: `7x60-${life}` })
      await filled(journal, 2)
      await journal.close()
    }
  }

  it('begins no more journals than a host follows: it takes nothing until a host has all of the oldest', async () => {
    await manyLives()
    const journal = open({ run: 'one more' })
    const before = journal.kept()
    expect(before).toHaveLength(MOST_EPOCHS)
    expect(await journal.commit()).toBe(true)
    expect(journal.blocked).toBe('there are 64 journals that no host has')
    await journal.acknowledge(before[0]!.epoch, 1)
    await journal.commit()
    expect(journal.blocked).not.toBeNull()
    expect(journal.kept()).toHaveLength(MOST_EPOCHS)
    await journal.acknowledge(before[0]!.epoch, 2)
    await journal.commit()
    expect(journal.blocked).toBeNull()
    expect(journal.kept().slice(0, -1)).toEqual(before.slice(1))
    expect(journal.append(message(1))).toEqual({ epoch: expect.stringMatching(/^one more@/), position: 1 })
    expect(journal.dropped).toBe(0)
    await journal.close()
    // The next life goes on in it.
    expect(open({ run: 'one more' }).blocked).toBeNull()
  })

  it('gives up the oldest of too many journals only when it was told to', async () => {
    await manyLives()
    const journal = open({ run: 'one more', whenFull: 'drop-oldest' })
    const [, ...others] = journal.kept()
    await journal.commit()
    expect(journal.blocked).toBeNull()
    expect(journal.kept().slice(0, -1)).toEqual(others)
    expect(journal.dropped).toBe(2)
  })

  it('goes on when it cannot begin a journal that it waited for, and begins it when it can', async () => {
    await manyLives()
    const journal = open({ run: 'one more' })
    await journal.acknowledge(journal.kept()[0]!.epoch, 2)
    const place = join(folder(), '00000065')
    writeFileSync(place, 'a file where the folder should be')
    expect(await journal.commit()).toBe(false)
    expect(journal.blocked).toContain('EEXIST')
    rmSync(place)
    expect(await journal.commit()).toBe(true)
    expect(journal.blocked).toBeNull()
  })

  it('passes over folders that are none of its own, and takes away what is empty', async () => {
    mkdirSync(join(folder(), '00000004'), { recursive: true })
    mkdirSync(join(folder(), 'notes'))
    writeFileSync(join(folder(), 'notes', 'a.txt'), 'kept')
    open()
    expect(readdirSync(folder()).sort()).toEqual(['00000005', 'notes'])
  })

  it('gives messages whose epoch has lost its name a new one, and loses none of them', async () => {
    const first = open()
    await filled(first, 3)
    rmSync(join(folder(), '00000001', 'epoch'))
    const second = open()
    expect(second.kept()).toEqual([{ epoch: second.epoch.id, oldest: 1, head: 3 }])
    expect(second.epoch.id).not.toBe(first.epoch.id)
    expect(open().kept()).toEqual(second.kept())
  })
})
