import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type TempFolder, tempFolder } from '@wanding/testkit'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Backlog } from './backlog'
import { GatewayJournal } from './gateway-journal'
import { packMessage } from './journalled-message'

/** A journal of two messages, as it is on the disks of those who update: its name, and its only segment. */
const EPOCH = 'live@5f3a9c01d2e4'
const SEGMENT = [
  'agAAAMzWdWwBAAAAAAAAABEAAAB7ImRldmljZSI6IlJGMDEifQiA0JX/vDESFgoNc3BpbmRsZS9zcGVlZCAJZQC5iEYSGgoObWFj',
  'aGluZS9yZWFzb24gDHoG6JC957qxEhgKDnNwaW5kbGVzL3N0YXRlIBqCAQMBAhMjAAAAiJsuPQIAAAAAAAAAAgAAAHt9COjXlf+8',
  'MRIUCg5nYXRld2F5L3VwdGltZSAIWDw=',
].join('')
const MESSAGES = [
  {
    device: 'RF01',
    atMs: 1_700_000_000_000,
    values: [
      { name: 'spindle/speed', datatype: 'Float', value: 17_500.5 },
      { name: 'machine/reason', datatype: 'String', value: '落纱' },
      { name: 'spindles/state', datatype: 'UInt8Array', value: Uint8Array.of(1, 2, 19) },
    ],
  },
  {
    device: undefined,
    atMs: 1_700_000_001_000,
    values: [{ name: 'gateway/uptime', datatype: 'UInt64', value: 60 }],
  },
] as const

describe('a journal as it was written', () => {
  let temp: TempFolder
  beforeEach(async () => {
    temp = await tempFolder('golden-journal')
  })
  afterEach(() => temp.stop())

  it('is told to its end, and goes on', async () => {
    const path = join(temp.path, '00000003')
    mkdirSync(path)
    writeFileSync(join(path, 'epoch'), EPOCH)
    writeFileSync(join(path, '0000000000000001.log'), Buffer.from(SEGMENT, 'base64'))
    const journal = GatewayJournal.open({ folder: temp.path, run: 'live', mostBytes: 1e6, whenFull: 'block' })
    expect(journal.kept()).toEqual([{ epoch: EPOCH, oldest: 1, head: 2 }])
    const backlog = new Backlog(journal)
    const told = await backlog.take(10)
    expect(told).toEqual(MESSAGES.map((message, index) => ({ epoch: EPOCH, position: index + 1, message })))
    expect(journal.append(MESSAGES[0])).toEqual({ epoch: EPOCH, position: 3 })
    await backlog.close()
    await journal.close()
  })

  it('is written so today', () => {
    const segment = Buffer.from(SEGMENT, 'base64')
    for (const message of MESSAGES) expect(segment.includes(Buffer.from(packMessage(message)))).toBe(true)
  })
})
