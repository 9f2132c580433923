import { expect, it } from 'vitest'
import { lineGap } from './line-gap'

const HOUR_MS = 3_600_000

it.each([
  ['as usual', 1, 30_000, 600_000, 30_000],
  ['a part of a long chart', 1, 30_000, 8 * HOUR_MS, 480_000],
  ['the distance of messages at a fast clock: a minute apart at 60×', 60, 30_000, HOUR_MS, 150_000],
  ['as usual at a stopped clock', 0, 30_000, 600_000, 30_000],
])('a line is broken by %s', (_, clockSpeed, usualMs, spanMs, gapMs) =>
  expect(lineGap(usualMs, spanMs, clockSpeed)).toBe(gapMs),
)
