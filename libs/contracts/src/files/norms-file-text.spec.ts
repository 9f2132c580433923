import { readFileSync } from 'node:fs'
import { normsWith, normValues } from '@wanding/mill'
import { describe, expect, it } from 'vitest'
import { normMeaning } from '../norms'
import { checkNorms, parseNormsFile } from './norms-file'
import { renderNormsFile } from './norms-file-text'

const DEFAULT = readFileSync(new URL('../../norms/default.yaml', import.meta.url), 'utf8')
const parsed = parseNormsFile(DEFAULT, 'default.yaml')
if (!parsed.ok) throw new Error('the default norms are not valid')
const { norms } = parsed

describe('renderNormsFile', () => {
  it('gives a file that is read back as the same norms, in the same order', () => {
    const changed = normsWith(normsWith(norms, 'version', 'mine: "2"'), 'measures.S1.name.en', '# no comment')
    const text = renderNormsFile(changed, ['Saved by A.\nNot a key: 1'])
    expect(parseNormsFile(text, 'mine.yaml')).toEqual({ ok: true, norms: changed })
    expect(text.split('\n')[0]).toBe('# Saved by A. Not a key: 1')
  })

  it('writes unit and meaning beside each number', () => {
    expect(renderNormsFile(norms)).toMatch(/^ {2}pieceMinutes: 0\.28 # min per end; Piece an end/m)
    expect(renderNormsFile(norms)).toMatch(/^ {6}pieceMinutes: 0\.36 # min per end; /m)
  })
})

describe('the meanings of the norms', () => {
  const values = [...normValues(norms)].filter(([path]) => !/\.name\.(en|zh)$/.test(path))

  it.each(values)('%s has one in both languages', (path) => {
    const meaning = normMeaning(path)
    expect(meaning?.name.en).toBeTruthy()
    expect(meaning?.name.zh).toMatch(/[\u4e00-\u9fff]/)
  })

  it('are not given to a path that is none', () => {
    expect(normMeaning('conventional.nothing')).toBeNull()
    expect(normMeaning('measures.S12.changes.cards')).toBeNull()
  })
})

describe('checkNorms', () => {
  it('says every problem with its path', () => {
    const wrong = normsWith(normsWith(norms, 'conventional.cards', 'many'), 'conventional.cars', 4)
    const { conventional: _, ...half } = norms
    expect(checkNorms(norms)).toEqual({ ok: true, norms })
    expect(checkNorms(wrong)).toMatchObject({
      ok: false,
      problems: [
        { path: 'conventional.cards', reason: 'must be a number, is the text "many"' },
        { path: 'conventional.cars', reason: 'is not a known key' },
      ],
    })
    expect(checkNorms(half)).toMatchObject({ ok: false, problems: [{ path: 'conventional', reason: 'is missing' }] })
    expect(checkNorms(undefined).ok).toBe(false)
  })
})
