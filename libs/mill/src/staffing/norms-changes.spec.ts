import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { aNorms } from './norms.builder'
import { normChanges, normsWith, normValues } from './norms-changes'

const norms = aNorms({ S4: { pieceMinutes: 0.4 } })
const numbers = [...normValues(norms)].filter(([, value]) => typeof value === 'number').map(([path]) => path)

describe('normValues', () => {
  it('names every value by its path; a list is one value', () => {
    const values = normValues(norms)
    expect(values.get('measures.S4.changes.pieceMinutes')).toBe(0.4)
    expect(values.get('twist')).toEqual([{ upToNe: 80, multiplier: 4 }])
    expect(values.get('measures.S1.name.zh')).toBe('S1')
  })
})

describe('normChanges', () => {
  it('finds exactly what was changed, whatever it was', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.constantFrom(...numbers), { maxLength: 6 }), (paths) => {
        const changed = paths.reduce((draft, path) => normsWith(draft, path, 1234.5), norms)
        expect(
          normChanges(norms, changed)
            .map(({ path }) => path)
            .sort(),
        ).toEqual([...paths].sort())
      }),
    )
  })

  it('tells a step that came and one that went', () => {
    const other = normsWith(
      normsWith(norms, 'measures.S9.changes.creelMinutes', 0.2),
      'measures.S4.changes.pieceMinutes',
      undefined,
    )
    expect(normChanges(norms, other)).toEqual([
      { path: 'measures.S4.changes.pieceMinutes', before: 0.4, after: undefined },
      { path: 'measures.S9.changes.creelMinutes', before: undefined, after: 0.2 },
    ])
  })
})

describe('normsWith', () => {
  it('leaves everything else, and its order, as it was', () => {
    const changed = normsWith(norms, 'twist.0.multiplier', 3.9)
    expect(changed.twist).toEqual([{ upToNe: 80, multiplier: 3.9 }])
    expect(norms.twist[0]!.multiplier).toBe(4)
    const longer = normsWith(norms, 'conventional.cards', 12)
    expect(Object.keys(longer.conventional)).toEqual(Object.keys(norms.conventional))
  })
})
