import { roleName, SIGNALS } from '@wanding/contracts'
import { REASON_CODES, ROLES } from '@wanding/mill'
import { describe, expect, it } from 'vitest'
import { fill, type LocalText, texts } from './texts'

const modules = import.meta.glob<Record<string, unknown>>('../../**/*.texts.ts', { eager: true })

const isText = (value: unknown): value is LocalText =>
  typeof value === 'object' && value !== null && 'en' in value && 'zh' in value

/** Every text of every dictionary with the path to it, whatever the nesting. */
function* everyText(value: unknown, path: string): Generator<[path: string, text: LocalText]> {
  if (isText(value)) yield [path, value]
  else if (typeof value === 'object' && value !== null) {
    for (const [key, inner] of Object.entries(value)) yield* everyText(inner, `${path}.${key}`)
  }
}

const all = Object.entries(modules).flatMap(([file, module]) => [...everyText(module, file)])
const places = (text: string): string[] => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!).sort()
/** Names, units and symbols that are the same in both languages. */
const SAME =
  /^[\d\s%°/×·.,:{}()–-]*$|^(万锭 )?Wanding( 万锭)?$|^[A-Z]{2,4}$|^(kg|kW|g|kWh|rpm|min|Ne|s|h)(\/\w+)?( \{\w+\})?$/

describe('dictionaries', () => {
  it('are found', () => expect(all.length).toBeGreaterThan(150))

  it.each(all)('%s has both languages with the same places', (_, text) => {
    expect(text.en.trim()).not.toBe('')
    expect(text.zh.trim()).not.toBe('')
    expect(places(text.zh)).toEqual(places(text.en))
  })

  it.each(all.filter(([, text]) => !SAME.test(text.en)))(
    '%s is Chinese in Chinese and English in English',
    (_, text) => {
      expect(text.zh).toMatch(/[\u4e00-\u9fff]/)
      // Chinese has punctuation of its own; the Western marks are too narrow between its characters.
      expect(text.zh.replace(/\d[,:]\d|\b[\w-]+:[\w-]+/g, '')).not.toMatch(/[,;:?()]/)
      expect(text.en.replace('万锭', '').replace('中文', '')).not.toMatch(/[\u4e00-\u9fff]/)
    },
  )
})

it('names what contracts name in both languages, too', () => {
  for (const role of ROLES) expect(Object.values(roleName(role)).every(Boolean)).toBe(true)
  for (const signal of Object.values(SIGNALS).flat()) expect(signal.en && signal.zh).toBeTruthy()
  expect(REASON_CODES.length).toBeGreaterThan(0)
})

describe('fill', () => {
  it('fills places', () => expect(fill('{n} of {all}', { n: 3, all: 84 })).toBe('3 of 84'))
  it('shows a forgotten value', () => expect(fill('{n} frames')).toBe('{n} frames'))
  it('fills with zero', () => expect(fill('{n}', { n: 0 })).toBe('0'))
})

it('texts keeps the pair', () => expect(texts({ a: ['x', '甲'] })).toEqual({ a: { en: 'x', zh: '甲' } }))
