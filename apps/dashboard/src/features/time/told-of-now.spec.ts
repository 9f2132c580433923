import { describe, expect, it } from 'vitest'
import { TIME } from './time.texts'
import { toldOfNow } from './told-of-now'

describe('what a page says while a past moment is chosen', () => {
  it.each(['staffing', 'energy'] as const)('%s: that only its curves end there', (page) =>
    expect(toldOfNow(page)).toBe(TIME.presentButCurves),
  )

  it.each(['data', 'alarms', 'reports', 'norms', 'what-if'] as const)('%s: nothing of curves, it has none', (page) => {
    expect(toldOfNow(page)).toBe(TIME.presentOnly)
    expect(toldOfNow(page)!.en).not.toMatch(/curve/)
    expect(toldOfNow(page)!.zh).not.toMatch(/曲线/)
  })

  it.each(['mill', 'frame', 'machine', 'process', 'history'] as const)('%s: nothing, it shows that moment', (page) =>
    expect(toldOfNow(page)).toBeNull(),
  )
})
