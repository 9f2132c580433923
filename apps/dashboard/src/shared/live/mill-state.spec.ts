import { encodeFrameRows, encodeSpindleChanges } from '@wanding/contracts'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { countClasses } from '../spindles/spindle-class'
import { MillState } from './mill-state.svelte'

const SPINDLES = 5

it('counts of classes are after any revisions what a count from scratch finds', () => {
  const change = fc.record({
    frame: fc.nat(2),
    position: fc.integer({ min: 1, max: SPINDLES }),
    state: fc.integer({ min: 0, max: 255 }),
  })
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 15, maxLength: 15 }), fc.array(fc.array(change)), (states, revisions) => {
      const mill = new MillState()
      const frames = ['RF01', 'RF02', 'RF03'].map((id) => ({ id, spindles: SPINDLES, gateway: 'G', zone: 'Z' }))
      const rows = encodeFrameRows(
        frames.map((_, index) => ({
          index,
          reason: 'producing',
          online: true,
          stale: false,
          doffProgressPercent: 0,
          spindleSpeedRpm: 0,
          producing: 0,
          endsDown: 0,
          idle: 0,
          noRoving: 0,
          slip: 0,
          rogue: 0,
          breaksPer1000SpindleHours: null,
          powerKw: 0,
          timeToDoffS: 0,
        })),
      )
      mill.apply({ mill: 'jimo', rev: 0, atMs: 0, run: 'a', frames, rows, states })
      revisions.forEach((changes, i) => {
        const revision = { mill: 'jimo', rev: i + 1, atMs: i, run: 'a', rows: new Uint8Array() }
        expect(mill.revise({ ...revision, changes: encodeSpindleChanges(changes) })).toBe('applied')
        expect([...mill.counts]).toEqual(countClasses(mill.states))
      })
      mill.clear()
      expect(mill.counts.every((count) => count === 0)).toBe(true)
    }),
  )
})
