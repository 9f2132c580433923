import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { evenly, firstOfGroup } from './prep-layout'

describe('machines in groups', () => {
  it('are, from the first of a group to the first of the next, those that a scan of all finds in it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1000 }), fc.integer({ min: 1, max: 300 }), (things, groups) => {
        const groupOf = [...evenly(things, groups)]
        for (let group = 0; group < groups; group++) {
          const scanned = groupOf.flatMap((of, thing) => (of === group ? [thing] : []))
          const first = firstOfGroup(things, groups, group)
          const length = firstOfGroup(things, groups, group + 1) - first
          expect(Array.from({ length }, (_, i) => first + i)).toEqual(scanned)
        }
      }),
    )
  })
})
