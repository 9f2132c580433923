import { appendFileSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { CaseStep, CaseTarget } from '@wanding/contracts'
import { type TempFolder, tempFolder } from '@wanding/testkit'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { CaseBook } from './case-book'

describe('CaseBook', () => {
  let folder: TempFolder
  const journal = () => join(folder.path, 'cases.jsonl')
  const target = (position: number): CaseTarget => ({ kind: 'spindle', machine: 'RF01', position })
  const about = (position = 5) => ({ mill: 'jimo', run: 'live', target: target(position), before: null })
  const step = (name: CaseStep['step'], over: Partial<CaseStep> = {}): CaseStep => ({
    ...{ step: name, by: 'Wang', atMs: 1000, savedAtMs: 2000, note: '', cause: null, effect: null },
    ...over,
  })

  beforeEach(async () => {
    folder = await tempFolder('cases')
  })
  afterEach(() => folder.stop())

  it('knows after a restart what it knew before', () => {
    const book = CaseBook.open(folder.path)
    const { id } = book.begin(about(), step('opened'))
    book.add(id, step('noted', { note: '钢领磨损' }))
    book.add(id, step('closed', { cause: 'ring', atMs: 5000 }))
    book.begin(about(6), step('opened'))
    const again = CaseBook.open(folder.path)
    expect(again.of('jimo')).toEqual(book.of('jimo'))
    expect(again.get('jimo', id)).toMatchObject({ state: 'closed', cause: 'ring', closedMs: 5000 })
    expect(again.openAt('jimo', target(5))).toBeUndefined()
    expect(again.begin(about(7), step('opened')).id).toBe('c3')
  })

  it.each([
    ['torn', 0.4],
    ['almost whole', 0.99],
  ])('leaves out a last line that a power cut has left %s, and writes on after it', (_, share) => {
    const book = CaseBook.open(folder.path)
    const { id } = book.begin(about(), step('opened'))
    book.add(id, step('closed', { cause: 'cot' }))
    const text = readFileSync(journal(), 'utf8').trimEnd()
    const last = text.lastIndexOf('\n') + 1
    writeFileSync(journal(), text.slice(0, last + Math.floor((text.length - last) * share)))
    const again = CaseBook.open(folder.path)
    expect(again.get('jimo', id)).toMatchObject({ state: 'open' })
    again.add(id, step('noted', { note: 'after' }))
    expect(
      CaseBook.open(folder.path)
        .get('jimo', id)!
        .steps.map(({ step }) => step),
    ).toEqual(['opened', 'noted'])
  })

  it('does not take what it did not write', () => {
    CaseBook.open(folder.path).begin(about(), step('opened'))
    appendFileSync(journal(), '\n{"id":"c1","step":"burnt"}\nnot JSON\n[]')
    expect(CaseBook.open(folder.path).of('jimo')[0]!.steps).toHaveLength(1)
  })

  it('is bounded: the oldest closed cases go, no open one', () => {
    const lines = Array.from({ length: 5200 }, (_, i) =>
      [
        { ...step('opened'), id: `c${i + 1}`, about: about(i + 1) },
        ...(i === 0 ? [] : [{ ...step('closed', { cause: 'fly' }), id: `c${i + 1}`, about: null }]),
      ]
        .map((line) => JSON.stringify(line))
        .join('\n'),
    )
    writeFileSync(journal(), lines.join('\n'))
    const cases = CaseBook.open(folder.path).of('jimo')
    expect(cases).toHaveLength(5001)
    expect(cases.at(-1)).toMatchObject({ id: 'c1', state: 'open' })
    expect(CaseBook.open(folder.path).of('jimo')).toEqual(cases)
  })
})
