import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type TempFolder, tempFolder } from '@wanding/testkit'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { encodeRecord } from './record'
import { RecordLog } from './record-log'

/** Three records from position 7 on, as they are on the disks of those who update: length, checksum, position, bytes. */
const SEGMENT = [
  '05000000 90595426 0700000000000000 6669727374',
  '00000000 dcc4c7b6 0800000000000000',
  '06000000 206978b9 0900000000000000 e4b887e994ad',
].map((hex) => Buffer.from(hex.replaceAll(' ', ''), 'hex'))
const WORDS = ['first', '', '万锭']

describe('a log as it was written', () => {
  let temp: TempFolder
  beforeEach(async () => {
    temp = await tempFolder('golden-log')
  })
  afterEach(() => temp.stop())

  it('is read, and goes on', async () => {
    const folder = join(temp.path, 'records')
    mkdirSync(folder)
    writeFileSync(join(folder, '0000000000000007.log'), Buffer.concat(SEGMENT))
    const log = RecordLog.open(folder)
    expect([log.first, log.next, log.opening]).toEqual([7, 10, { cutBytes: 0, empty: 0 }])
    const reader = log.reader(7)
    expect((await reader.read(10)).map(({ position, bytes }) => [position, String(bytes)])).toEqual(
      WORDS.map((word, index) => [7 + index, word]),
    )
    expect(log.append(Buffer.from('new'))).toBe(10)
    await reader.close()
    await log.close()
    expect(readdirSync(folder)).toEqual(['0000000000000007.log'])
  })

  it('is written so today', () => {
    expect(WORDS.map((word, index) => encodeRecord(7 + index, Buffer.from(word)))).toEqual(SEGMENT)
  })
})
