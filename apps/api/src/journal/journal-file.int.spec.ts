import { appendFileSync, readdirSync, readFileSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import { type TempFolder, tempFolder } from '@wanding/testkit'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { JournalFile } from './journal-file'

const line = z.object({ n: z.number(), word: z.string() })
const made = (n: number) => ({ n, word: `落纱 ${n}` })
const numbers = (lines: readonly z.infer<typeof line>[]) => lines.map(({ n }) => n)

describe('JournalFile', () => {
  let folder: TempFolder
  const path = () => join(folder.path, 'deep', 'journal.jsonl')
  const open = () => JournalFile.open(path(), line)

  beforeEach(async () => {
    folder = await tempFolder('journal')
  })
  afterEach(() => folder.stop())

  it('is there from the first opening on, and has what was appended', () => {
    const { journal, text } = open()
    expect(readFileSync(path(), 'utf8')).toBe('')
    expect(text).toEqual({ lines: [], damaged: [], torn: false })
    journal.append([made(1), made(2)])
    journal.append([made(3)])
    expect(open().text).toEqual({ lines: [made(1), made(2), made(3)], damaged: [], torn: false })
  })

  it.each(Array.from({ length: 27 }, (_, i) => i + 1))('goes on after a line that lost its last %i bytes', (lost) => {
    open().journal.append([made(1), made(2)])
    truncateSync(path(), readFileSync(path()).length - lost)
    const before = readFileSync(path())
    const { journal, text } = open()
    // Without its line break alone the line is whole.
    expect(numbers(text.lines)).toEqual(lost === 1 ? [1, 2] : [1])
    expect(text.damaged).toEqual(text.torn ? [2] : [])
    expect(readFileSync(path())).toEqual(before)
    journal.append([made(3)])
    journal.append([made(4)])
    expect(open().text).toMatchObject({ damaged: [], torn: false })
    expect(numbers(open().text.lines)).toEqual(lost === 1 ? [1, 2, 3, 4] : [1, 3, 4])
  })

  it('names what is none of its lines, and keeps it', () => {
    open().journal.append([made(1)])
    appendFileSync(path(), 'not JSON\n{"n":"one"}\n')
    const { journal, text } = open()
    expect(text).toEqual({ lines: [made(1)], damaged: [2, 3], torn: false })
    journal.append([made(2)])
    expect(open().text).toEqual({ lines: [made(1), made(2)], damaged: [2, 3], torn: false })
  })

  it('reads lines that begin with their line break, as they were written before', () => {
    open()
    appendFileSync(path(), `\n${JSON.stringify(made(1))}\n${JSON.stringify(made(2))}`)
    const { journal, text } = open()
    expect(text).toEqual({ lines: [made(1), made(2)], damaged: [], torn: false })
    journal.append([made(3)])
    expect(numbers(open().text.lines)).toEqual([1, 2, 3])
  })

  it('is rewritten whole, and leaves nothing else behind', () => {
    const { journal } = open()
    journal.append([made(1), made(2), made(3)])
    appendFileSync(path(), '{"n":4,"wo')
    const again = open().journal
    again.rewrite([made(3)])
    again.append([made(5)])
    expect(numbers(open().text.lines)).toEqual([3, 5])
    expect(readdirSync(join(folder.path, 'deep'))).toEqual(['journal.jsonl'])
  })
})
