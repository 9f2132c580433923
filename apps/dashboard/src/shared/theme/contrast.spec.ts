import { describe, expect, it } from 'vitest'
import { contrast, rgbOf } from './contrast'
import { cssName, PALETTES, type Token } from './tokens'

/** The table of the design document, light and dark side by side. */
const PUBLISHED: Record<Token, readonly [light: string, dark: string]> = {
  bg: ['#E9ECEE', '#12161A'],
  panel: ['#F6F7F8', '#1A2026'],
  line: ['#C4CAD0', '#35404A'],
  text: ['#1A1E22', '#E8ECEF'],
  muted: ['#4B545D', '#A9B4BE'],
  ink: ['#5F6B76', '#8C9BA8'],
  accent: ['#1C5AA0', '#7DB7FF'],
  p1: ['#B3001B', '#FF6B6B'],
  p2: ['#9A4A00', '#FFA24D'],
  p3: ['#6B5900', '#F2D14B'],
  producing: ['#CDD5DB', '#3A4650'],
  endDown: ['#B84300', '#FF8A3D'],
  slip: ['#A3477F', '#E59AC8'],
  rogue: ['#6A2C91', '#C39BE6'],
  idle: ['#0A5C99', '#6FB8F0'],
  doffing: ['#00704F', '#4CC9A0'],
  maintenance: ['#2A6580', '#9AD4E8'],
}

describe('contrast', () => {
  it.each([
    ['#000000', '#ffffff', 21],
    ['#ffffff', '#ffffff', 1],
    ['#767676', '#ffffff', 4.54],
  ])('of %s and %s is %f', (one, other, expected) => {
    expect(contrast(one, other)).toBeCloseTo(expected, 2)
    expect(contrast(other, one)).toBe(contrast(one, other))
  })

  it.each(['red', '#fff', '#12345g', ''])('refuses %o', (text) => expect(() => rgbOf(text)).toThrow(RangeError))
})

it('names tokens in CSS', () => {
  expect(cssName('endDown')).toBe('--end-down')
  expect(cssName('p1')).toBe('--p1')
})

describe.each([
  ['light', 0],
  ['dark', 1],
] as const)('the %s theme', (name, column) => {
  const colours = PALETTES[name]

  it('is the published palette', () => {
    const published = Object.fromEntries(
      Object.entries(PUBLISHED).map(([token, pair]) => [token, pair[column].toLowerCase()]),
    )
    expect(colours).toEqual(published)
  })

  it.each(['text', 'muted', 'accent', 'p1', 'p2', 'p3'] as const)(
    'has %s readable on cards and on the page',
    (token) => {
      expect(contrast(colours[token], colours.panel)).toBeGreaterThanOrEqual(4.5)
      expect(contrast(colours[token], colours.bg)).toBeGreaterThanOrEqual(4.5)
    },
  )

  it.each(['endDown', 'slip', 'rogue', 'idle', 'doffing', 'maintenance', 'ink', 'p1'] as const)(
    'sets the mark %s apart from a running spindle',
    (token) => expect(contrast(colours[token], colours.producing)).toBeGreaterThanOrEqual(3),
  )

  it.each(['ink', 'accent', 'endDown', 'doffing', 'idle'] as const)('has the line %s visible on a card', (token) =>
    expect(contrast(colours[token], colours.panel)).toBeGreaterThanOrEqual(3),
  )
})
