import {
  appendFileSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { type TempFolder, tempFolder } from '@wanding/testkit'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Disk, realDisk } from './disk'
import { LogDiskError, LogFullError } from './errors'
import { RecordLog, type RecordLogOptions } from './record-log'

const text = (bytes: Uint8Array | null) => (bytes === null ? null : Buffer.from(bytes).toString())
const bytes = (word: string) => Buffer.from(word)

describe('RecordLog', () => {
  let temp: TempFolder
  let count = 0
  const folder = () => join(temp.path, String(count))
  const open = (options: RecordLogOptions = {}) => RecordLog.open(folder(), { segmentBytes: 100, ...options })
  const files = () => readdirSync(folder()).sort()
  const lastFile = () => join(folder(), files().at(-1)!)

  beforeEach(async () => {
    temp = await tempFolder('record-log')
    count = 0
  })
  afterEach(() => temp.stop())

  async function written(words: readonly string[], options: RecordLogOptions = {}): Promise<RecordLog> {
    const log = open(options)
    for (const word of words) {
      log.append(bytes(word))
      await log.commit()
    }
    return log
  }
  async function all(log: RecordLog, from = log.first): Promise<[number, string | null][]> {
    const reader = log.reader(from)
    const records = await reader.read(Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY)
    await reader.close()
    return records.map((record) => [record.position, text(record.bytes)])
  }
  const numbered = (words: readonly (string | null)[], first = 1) => words.map((word, i) => [first + i, word])

  it('gives back what was committed, from any position, over many segments', async () => {
    const words = Array.from({ length: 40 }, (_, i) => `record ${i} ${'x'.repeat(i)}`)
    const log = await written(words)
    expect(files().length).toBeGreaterThan(5)
    expect(await all(log)).toEqual(numbered(words))
    for (const from of [2, 17, 40]) expect(await all(log, from)).toEqual(numbered(words.slice(from - 1), from))
    expect(await all(log, 41)).toEqual([])
    await log.close()
    const again = open()
    expect([again.first, again.next, again.durable]).toEqual([1, 41, 40])
    expect(await all(again)).toEqual(numbered(words))
    await again.close()
  })

  it('shows a reader nothing that is not on the disk yet', async () => {
    const log = open()
    log.append(bytes('one'))
    expect(log.durable).toBe(0)
    expect(await all(log, 1)).toEqual([])
    await log.commit()
    expect(await all(log)).toEqual([[1, 'one']])
    await log.close()
  })

  it('lets a reader go on where it waited, while older segments go', async () => {
    const log = await written(['a'.repeat(90), 'b'.repeat(90)])
    const reader = log.reader(1)
    expect((await reader.read(1)).map(({ position }) => position)).toEqual([1])
    log.append(bytes('c'.repeat(90)))
    await log.commit()
    await log.removeBelow(3)
    expect(log.first).toBe(3)
    const rest = await reader.read(10)
    expect(rest.map((record) => [record.position, text(record.bytes)?.[0] ?? null])).toEqual([
      [2, null],
      [3, 'c'],
    ])
    expect(await reader.read(10)).toEqual([])
    log.append(bytes('d'))
    await log.commit()
    expect((await reader.read(10)).map(({ position }) => position)).toEqual([4])
    await reader.close()
    await log.close()
  })

  it('goes back with a reader as often as one likes, with one open file', async () => {
    const words = Array.from({ length: 20 }, (_, i) => `${i} ${'x'.repeat(40)}`)
    const log = await written(words)
    const reader = log.reader(1)
    const openFiles = () => readdirSync('/proc/self/fd').length
    await reader.read(20)
    const before = openFiles()
    for (let time = 0; time < 50; time++) {
      const from = 1 + ((time * 7) % 20)
      reader.seek(from)
      expect((await reader.read(3)).map(({ position }) => position)[0]).toBe(from)
    }
    expect(openFiles()).toBeLessThanOrEqual(before + 1)
    await reader.close()
    await log.close()
  })

  it('takes nothing for lost that it only cannot read now', async () => {
    const words = ['a'.repeat(90), 'b'.repeat(90), 'c']
    const log = await written(words)
    const path = join(folder(), files()[1]!)
    renameSync(path, `${path}.aside`)
    symlinkSync(path, path)
    const reader = log.reader(1)
    // What stands before it is given out.
    expect((await reader.read(5)).map(({ position }) => position)).toEqual([1])
    for (let time = 0; time < 2; time++) await expect(reader.read(5)).rejects.toThrow('ELOOP')
    rmSync(path)
    renameSync(`${path}.aside`, path)
    const rest = await reader.read(5)
    expect(rest.map((record) => [record.position, text(record.bytes)])).toEqual([
      [2, words[1]],
      [3, words[2]],
    ])
    await reader.close()
    await log.close()
  })

  it('shares one sync among all that was appended before it', async () => {
    let syncs = 0
    const counted = (sync: () => Promise<void>) => () => {
      syncs += 1
      return sync()
    }
    const disk: Disk = {
      ...realDisk,
      async openSegment(path) {
        const file = await realDisk.openSegment(path)
        return { ...file, sync: counted(file.sync) }
      },
    }
    const log = open({ disk, segmentBytes: 1e6 })
    for (let i = 0; i < 50; i++) log.append(bytes(`r${i}`))
    await Promise.all([log.commit(), log.commit(), log.commit()])
    expect(log.durable).toBe(50)
    expect(syncs).toBe(1)
    await log.close()
  })

  it('takes records while it writes others, and loses none of either', async () => {
    const log = open()
    const words = Array.from({ length: 300 }, (_, i) => `${i} ${'x'.repeat(i % 50)}`)
    const commits: Promise<void>[] = []
    const reader = log.reader(1)
    const read: (string | null)[] = []
    for (const [i, word] of words.entries()) {
      log.append(bytes(word))
      if (i % 3 === 0) commits.push(log.commit())
      if (i % 7 === 0) await new Promise(setImmediate)
      if (i % 11 === 0) for (const record of await reader.read(5)) read.push(text(record.bytes))
    }
    await Promise.all(commits)
    await log.commit()
    for (const record of await reader.read(1000, 1e6)) read.push(text(record.bytes))
    expect(read).toEqual(words)
    await reader.close()
    await log.close()
    expect(await all(open())).toEqual(numbered(words))
  })

  it('keeps positions and takes nothing when it is full, and goes on when old segments went', async () => {
    const log = await written(['a'.repeat(90), 'b'.repeat(90), 'c'.repeat(90)], { mostBytes: 300 })
    expect(() => log.append(bytes('d'))).toThrow(LogFullError)
    expect(log.next).toBe(4)
    await log.removeBelow(3)
    expect(log.append(bytes('d'))).toBe(4)
    await log.commit()
    expect(await all(log)).toEqual([
      [3, 'c'.repeat(90)],
      [4, 'd'],
    ])
    await log.close()
  })

  it('loses at every torn length of the last segment only records that were torn', async () => {
    const words = ['one', 'two', 'three']
    const log = await written(words, { segmentBytes: 1e6 })
    await log.close()
    const whole = readFileSync(lastFile())
    const ends = [19, 38, 59]
    for (let length = 0; length <= whole.length; length++) {
      writeFileSync(lastFile(), whole.subarray(0, length))
      const again = open()
      const left = ends.filter((end) => end <= length).length
      expect(again.next, `cut at ${length}`).toBe(left + 1)
      expect(again.opening.cutBytes).toBe(length - (ends[left - 1] ?? 0))
      expect(await all(again)).toEqual(numbered(words.slice(0, left)))
      again.append(bytes('new'))
      await again.close()
      expect(await all(open())).toEqual(numbered([...words.slice(0, left), 'new']))
    }
  })

  it.each([0x01, 0x41, 0x80, 0xff])(
    'passes over one damaged record at every byte (^%i), and gives out no false bytes',
    async (mask) => {
      const words = ['one', 'two', 'three', 'four']
      await (await written(words, { segmentBytes: 1e6 })).close()
      const whole = readFileSync(lastFile())
      for (let at = 0; at < whole.length; at++) {
        const bad = Buffer.from(whole)
        bad[at]! ^= mask
        writeFileSync(lastFile(), bad)
        const log = open()
        const read = await all(log, 1)
        const hit = [19, 38, 59, 79].findIndex((end) => at < end)
        // The damaged last record cannot be told from a torn one.
        expect(read, `byte ${at}`).toEqual(
          numbered(hit === 3 ? words.slice(0, 3) : words.map((word, i) => (i === hit ? null : word))),
        )
        await log.close()
      }
    },
  )

  it('starts with a missing, an extra and empty segments', async () => {
    const words = ['a', 'b', 'c', 'd'].map((letter) => letter.repeat(90))
    await (await written(words)).close()
    rmSync(join(folder(), files()[1]!))
    writeFileSync(join(folder(), '0000000000000009.log'), '')
    writeFileSync(join(folder(), '0000000000000005.log'), '')
    writeFileSync(join(folder(), 'notes.txt'), 'no segment')
    const log = open()
    expect(log.opening).toEqual({ cutBytes: 0, empty: 2 })
    expect(await all(log)).toEqual(numbered([words[0]!, null, words[2]!, words[3]!]))
    // An empty segment says that its positions may have been given out.
    expect(log.append(bytes('new'))).toBeGreaterThanOrEqual(5)
    await log.close()
    expect(readFileSync(join(folder(), 'notes.txt'), 'utf8')).toBe('no segment')
  })

  it('goes on at its position when all that is left is an empty segment', async () => {
    await (await written(['a'.repeat(90), 'b'.repeat(90)])).close()
    for (const name of files().slice(0, -1)) rmSync(join(folder(), name))
    truncateSync(lastFile(), 0)
    const log = open()
    expect(log.next).toBe(2)
    expect(log.append(bytes('c'))).toBe(2)
    await log.close()
    expect(await all(open())).toEqual([[2, 'c']])
  })

  it('cuts off what was appended by somebody else', async () => {
    await (await written(['one'])).close()
    appendFileSync(lastFile(), 'rubbish that is longer than a header')
    const log = open()
    expect(await all(log)).toEqual([[1, 'one']])
    await log.close()
  })

  /** Ends the given operation of the disk with an error, the n-th time it is called. */
  function failing(operation: 'write' | 'sync' | 'openSegment' | 'syncFolder', nth: number): Disk {
    let calls = 0
    const maybe = async (name: string) => {
      if (name === operation && ++calls === nth) throw Object.assign(new Error('EIO'), { code: 'EIO' })
    }
    return {
      ...realDisk,
      async openSegment(path) {
        await maybe('openSegment')
        const file = await realDisk.openSegment(path)
        return {
          ...file,
          async write(content, offset) {
            // A part is on the disk when it fails.
            await file.write(content.subarray(0, content.length >> 1), offset)
            await maybe('write')
            await file.write(content, offset)
          },
          sync: () => maybe('sync').then(() => file.sync()),
        }
      },
      syncFolder: (path) => maybe('syncFolder').then(() => realDisk.syncFolder(path)),
    }
  }

  it.each(['write', 'sync', 'openSegment', 'syncFolder'] as const)(
    'does not say that a record is on the disk when %s failed, and writes it again',
    async (operation) => {
      const log = open({ disk: failing(operation, operation === 'write' || operation === 'sync' ? 3 : 2) })
      const words: string[] = []
      let failures = 0
      for (let i = 0; i < 12; i++) {
        words.push(`${i}`.repeat(30))
        log.append(bytes(words.at(-1)!))
        await log.commit().catch((error) => {
          failures += 1
          expect(error).toBeInstanceOf(LogDiskError)
          expect(log.durable).toBe(i)
        })
      }
      expect(failures).toBe(1)
      expect(await all(log)).toEqual(numbered(words))
      await log.close()
      expect(await all(open())).toEqual(numbered(words))
    },
  )

  it('keeps what the disk does not let go of, and takes it away with the next call', async () => {
    let refuses = true
    const disk: Disk = {
      ...realDisk,
      async remove(path) {
        if (refuses) throw Object.assign(new Error('EIO'), { code: 'EIO' })
        await realDisk.remove(path)
      },
    }
    const words = ['a', 'b', 'c'].map((letter) => letter.repeat(90))
    const log = await written(words, { disk })
    await expect(log.removeBelow(3)).rejects.toThrow('EIO')
    expect(await all(log)).toEqual(numbered(words))
    refuses = false
    await Promise.all([log.removeBelow(3), log.removeBelow(3)])
    expect([log.first, files()]).toEqual([3, ['0000000000000003.log']])
    await log.close()
    await log.removeAll()
    expect(files()).toEqual([])
  })

  it('is a queue, whatever is done in whatever order', async () => {
    const step = fc.oneof(
      { weight: 6, arbitrary: fc.record({ kind: fc.constant('append' as const), size: fc.nat(150) }) },
      { weight: 3, arbitrary: fc.record({ kind: fc.constant('commit' as const) }) },
      {
        weight: 1,
        arbitrary: fc.record({
          kind: fc.constant('remove' as const),
          share: fc.double({ min: 0, max: 1, noNaN: true }),
        }),
      },
      { weight: 1, arbitrary: fc.record({ kind: fc.constant('reopen' as const) }) },
      { weight: 1, arbitrary: fc.record({ kind: fc.constant('kill' as const) }) },
    )
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        count += 1
        let log = open()
        let model: string[] = []
        let durable = 0
        let removed = 0
        for (const each of steps) {
          if (each.kind === 'append') {
            const word = `${model.length}:${'x'.repeat(each.size)}`
            expect(log.append(bytes(word))).toBe(model.length + 1)
            model.push(word)
          } else if (each.kind === 'commit') {
            await log.commit()
            durable = model.length
          } else if (each.kind === 'remove') {
            const below = 1 + Math.floor(each.share * durable)
            await log.removeBelow(below)
            removed = Math.max(removed, below - 1)
          } else if (each.kind === 'reopen') {
            await log.close()
            durable = model.length
            log = open()
          } else {
            // Killed: what was not committed is gone, and nothing else.
            model = model.slice(0, durable)
            log = open()
          }
          expect(log.next).toBe(model.length + 1)
          expect(log.first).toBeLessThanOrEqual(removed + 1)
          expect(await all(log, removed + 1)).toEqual(numbered(model.slice(removed, durable), removed + 1))
        }
        await log.close()
      }),
      { numRuns: 60 },
    )
  })
})
