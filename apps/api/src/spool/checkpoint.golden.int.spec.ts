import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type TempFolder, tempFolder } from '@wanding/testkit'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readCheckpoint } from './checkpoint'

/** As version 1 wrote it. */
const VERSION_1 =
  '{"version":1,"written":1520,"resume":7,"summed":1533,"streams":[{"mill":"jimo","gateway":"GW01","epoch":"live@5f3a9c01d2e4",' +
  '"first":1,"next":88,"head":90,"messages":85,"dead":1,"lost":1}],' +
  '"over":[["jimo/GW01",{"messages":12,"dead":0,"lost":3,"produced":15}]],"stored":{"jimo/GW01":90}}'

/** What it did not count yet. */
const UNCOUNTED = { duplicates: 0, gaps: 0, resent: 0 }

describe('a checkpoint as it was written', () => {
  let temp: TempFolder
  beforeEach(async () => {
    temp = await tempFolder('checkpoint')
  })
  afterEach(() => temp.stop())

  const read = (text: string) => {
    const path = join(temp.path, 'checkpoint.json')
    writeFileSync(path, text)
    return readCheckpoint(path)
  }

  it('is read', () => {
    expect(read(VERSION_1)).toEqual({
      problem: null,
      found: {
        ...{ version: 1, written: 1520, resume: 7, summed: 1533 },
        streams: [
          {
            ...{ mill: 'jimo', gateway: 'GW01', epoch: 'live@5f3a9c01d2e4' },
            ...{ first: 1, next: 88, head: 90, messages: 85, dead: 1, lost: 1, ...UNCOUNTED },
          },
        ],
        over: [['jimo/GW01', { messages: 12, dead: 0, lost: 3, produced: 15, ...UNCOUNTED }]],
        stored: { 'jimo/GW01': 90 },
      },
    })
  })

  it('of a newer version stops the start: its records would be taken for damaged', () => {
    expect(() => read(VERSION_1.replace('"version":1', '"version":2'))).toThrow(
      /checkpoint\.json is of version 2, and this program reads version 1/,
    )
  })

  it('that says no version is damaged', () => {
    const { found, problem } = read(VERSION_1.replace('"version":1', '"version":"x"'))
    expect(found).toBeUndefined()
    expect(problem).toContain('checkpoint.json cannot be read')
  })
})
