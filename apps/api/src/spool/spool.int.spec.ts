import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Disk, LogInUseError, realDisk } from '@wanding/record-log'
import { startProcess, type TempFolder, tempFolder, waitFor } from '@wanding/testkit'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { KeptRecord } from './kept-record'
import { Spool } from './spool'

const log = { warn: () => {}, error: () => {} }

const record = (position: number, text = 'x'.repeat(100)): KeptRecord => ({
  receivedMs: position * 1000,
  placed: { mill: 'jimo', gateway: 'G01', epoch: 'e', from: position, to: position, fate: 'message' },
  events: [{ name: 'machineOffline', value: { mill: 'jimo', gateway: 'G01', machine: text, atMs: 1, receivedMs: 2 } }],
})

describe('Spool', () => {
  let temp: TempFolder
  const open = (disk?: Disk, mostBytes = 1e9) =>
    Spool.open({ folder: temp.path, mostBytes, log, ...(disk && { disk }) })

  beforeEach(async () => {
    temp = await tempFolder('spool')
  })
  afterEach(() => temp.stop())

  async function filled(spool: Spool, from: number, to: number): Promise<void> {
    for (let position = from; position <= to; position++) {
      expect(spool.append(record(position))).toBeDefined()
      spool.book.settled(record(position).placed!)
    }
    await spool.commit()
  }

  it('tells of records when they are on the disk, in one go for those that came together', async () => {
    const spool = await open()
    const told: number[] = []
    spool.onDurable(() => told.push(spool.durable))
    for (let position = 1; position <= 10; position++) spool.append(record(position))
    expect(spool.durable).toBe(0)
    await waitFor(() => told.length > 0, { what: 'the disk' })
    expect(told).toEqual([10])
    await spool.stop()
  })

  it('has the same books after it was killed, with a checkpoint or without', async () => {
    const first = await open()
    await filled(first, 1, 10)
    first.writtenTo = 4
    first.wrote('jimo/G01', 4)
    await first.advance(() => 2)
    await filled(first, 11, 15)
    const second = await open()
    expect(second.ledger().total).toMatchObject({ produced: 15, stored: 4, inSpool: 11, difference: 0 })
    expect(second.checkpoint).toMatchObject({ written: 4, resume: 2, summed: 10 })
    writeFileSync(join(temp.path, 'checkpoint.json'), '{"version":1,"wri')
    const third = await open()
    expect(third.ledger().total).toMatchObject({ produced: 15, stored: 0, inSpool: 15, difference: 0 })
    await third.stop()
  })

  it('lets go of what is in the store only when the checkpoint is on the disk', async () => {
    const removed: boolean[] = []
    const disk: Disk = {
      ...realDisk,
      async remove(path) {
        removed.push(existsSync(join(temp.path, 'checkpoint.json')))
        await realDisk.remove(path)
      },
    }
    const spool = await open(disk)
    const big = 'y'.repeat(1_000_000)
    for (let position = 1; position <= 30; position++) spool.append(record(position, big))
    await spool.commit()
    spool.append(record(31, big))
    await spool.commit()
    expect(readdirSync(join(temp.path, 'records')).length).toBeGreaterThan(1)
    spool.writtenTo = 31
    await spool.advance(() => 31)
    expect(removed.length).toBeGreaterThan(0)
    expect(removed).not.toContain(false)
    expect(spool.first).toBe(31)
    await spool.stop()
  })

  it('keeps all that it has when a checkpoint cannot be written, and counts what the disk has lost as lost', async () => {
    const spool = await open()
    await filled(spool, 1, 5)
    mkdirSync(join(temp.path, 'checkpoint.json.part'))
    spool.writtenTo = 5
    await spool.advance(() => 6)
    expect(spool.checkpoint.written).toBe(0)
    await spool.stop()
    const [name] = readdirSync(join(temp.path, 'records'))
    const path = join(temp.path, 'records', name!)
    const bytes = readFileSync(path)
    bytes[Math.floor(bytes.length / 2)]! ^= 0xff
    writeFileSync(path, bytes)
    const again = await open()
    expect(again.ledger().total).toMatchObject({ produced: 5, inSpool: 4, lost: 1, difference: 0 })
    await again.stop()
  })

  it('gives no position twice when the records were deleted: what comes then is not taken for written', async () => {
    const first = await open()
    await filled(first, 1, 10)
    first.writtenTo = 8
    first.wrote('jimo/G01', 8)
    await first.advance(() => 9)
    await first.stop()
    rmSync(join(temp.path, 'records'), { recursive: true })
    const second = await open()
    // Two that were acknowledged and not in the store went with the folder.
    expect(second.ledger().total).toMatchObject({ produced: 10, stored: 8, lost: 2, inSpool: 0, difference: 0 })
    await filled(second, 11, 13)
    expect(second.durable).toBe(13)
    // Killed, before there was a new checkpoint.
    const third = await open()
    expect(third.writtenTo).toBeLessThan(11)
    expect(third.ledger().total).toMatchObject({ produced: 13, stored: 8, lost: 2, inSpool: 3, difference: 0 })
    const reader = third.reader(third.writtenTo + 1)
    const kept = await reader.next()
    expect(kept.flatMap(({ record: each }) => each?.placed?.from ?? [])).toEqual([11, 12, 13])
    await reader.close()
    await third.stop()
  })

  it.each([1, 3])(
    'counts as lost what a checkpoint knows of and the disk has lost, %i starts later too',
    async (starts) => {
      const spool = await open()
      await filled(spool, 1, 6)
      spool.writtenTo = 2
      spool.wrote('jimo/G01', 2)
      await spool.advance(() => 1)
      await spool.stop()
      const [name] = readdirSync(join(temp.path, 'records'))
      const path = join(temp.path, 'records', name!)
      const bytes = readFileSync(path)
      bytes[Math.floor(bytes.length * 0.6)]! ^= 0xff
      writeFileSync(path, bytes)
      let again = await open()
      for (let start = 1; start < starts; start++) {
        await again.advance(() => 1)
        await again.stop()
        again = await open()
      }
      expect(again.ledger().total).toMatchObject({ produced: 6, stored: 2, inSpool: 3, lost: 1, difference: 0 })
      await again.stop()
    },
  )

  it('acknowledges nothing while the disk refuses, says so, and goes on by itself', async () => {
    let isFull = false
    const disk: Disk = {
      ...realDisk,
      async openSegment(path) {
        const file = await realDisk.openSegment(path)
        return {
          ...file,
          async write(bytes, offset) {
            if (isFull) throw Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' })
            await file.write(bytes, offset)
          },
        }
      },
    }
    const spool = await open(disk)
    await filled(spool, 1, 3)
    isFull = true
    spool.append(record(4))
    spool.book.settled(record(4).placed!)
    await spool.commit()
    expect(spool.problem).toContain('ENOSPC')
    expect(spool.durable).toBe(3)
    expect(spool.append(record(5))).toBeUndefined()
    expect(spool.refused).toBe(1)
    isFull = false
    await waitFor(() => spool.problem === null, { what: 'the disk to be tried again' })
    expect(spool.durable).toBe(4)
    expect(spool.append(record(5))).toBe(5)
    await spool.stop()
    expect((await open()).ledger().total.produced).toBe(5)
  })

  it('takes nothing beyond its bound, and loses nothing of what it has', async () => {
    const spool = await open(undefined, 2000)
    let taken = 0
    while (spool.append(record(taken + 1)) !== undefined) taken += 1
    await spool.commit()
    expect(spool.problem).toBe('the spool is full')
    expect(taken).toBeGreaterThan(3)
    expect(spool.durable).toBe(taken)
    await spool.stop()
  })

  it('acknowledges what could not be used when the dead letter is on the disk, and not before', async () => {
    const spool = await open()
    const onDisk: string[][] = []
    spool.onDurable(() => onDisk.push(readFileSync(spool.deadLetters.file, 'utf8').trim().split('\n')))
    for (let position = 1; position <= 3; position++) {
      const payload = Buffer.from(`nonsense ${position}`)
      spool.deadLetters.add({
        atMs: position * 1000,
        where: 'spBv1.0/jimo/DDATA/G01/RF01',
        reason: 'no metric',
        payload,
      })
      spool.append({ ...record(position), events: [], placed: { ...record(position).placed!, fate: 'dead' } })
      await spool.commit()
    }
    expect(onDisk.map((lines) => lines.length)).toEqual([1, 2, 3])
    expect(JSON.parse(onDisk[2]![2]!)).toMatchObject({ reason: 'no metric', bytes: 10 })
    await spool.stop()
  })

  it('goes on where dead letters cannot be written, and counts them', async () => {
    const spool = await open()
    mkdirSync(spool.deadLetters.file)
    spool.deadLetters.add({ atMs: 1, where: 'here', reason: 'no metric' })
    await filled(spool, 1, 2)
    expect(spool.durable).toBe(2)
    expect(spool.ledger().deadLetters).toMatchObject({ count: 1, unwritten: 1 })
    await spool.stop()
  })

  it('is open in one process only', async () => {
    const other = await startProcess('sleep', ['60'])
    const stat = readFileSync(`/proc/${other.pid}/stat`, 'utf8')
    writeFileSync(join(temp.path, 'lock'), `${other.pid} ${stat.split(') ').at(-1)!.split(' ')[19]}`)
    await expect(open()).rejects.toThrow(LogInUseError)
    await other.kill()
    const spool = await open()
    await spool.stop()
    expect(existsSync(join(temp.path, 'lock'))).toBe(false)
  })
})
