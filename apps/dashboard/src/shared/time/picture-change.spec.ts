import { encodeFrameRows } from '@wanding/contracts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MillState } from '../live/mill-state.svelte'
import { aFrameRow, aPicture, T0 } from './picture.builder'
import { changeBetween, sameLayout } from './picture-change'

const pictures = fc.record({
  states: fc.uint8Array({ minLength: 8, maxLength: 8 }),
  power: fc.tuple(fc.integer({ min: 0, max: 90 }), fc.integer({ min: 0, max: 90 })),
})

describe('from one picture to another', () => {
  it('is a revision that brings the state of the mill there, forwards and backwards', () => {
    fc.assert(
      fc.property(fc.array(pictures, { minLength: 2, maxLength: 6 }), (all) => {
        const [first, ...rest] = all.map(({ states, power }, index) =>
          aPicture(T0 + index, {
            states,
            frameRows: encodeFrameRows(power.map((powerKw, frame) => aFrameRow(frame, { powerKw }))),
          }),
        )
        const mill = new MillState()
        const about = { mill: 'jimo', run: 'a' }
        mill.apply({
          ...about,
          rev: 0,
          atMs: T0,
          frames: [...first!.frames],
          rows: first!.frameRows,
          states: first!.states,
        })
        let before = first!
        ;[...rest, first!].forEach((picture, index) => {
          const { rows, changes } = changeBetween(before, picture)
          expect(mill.revise({ ...about, rev: index + 1, atMs: picture.atMs, rows, changes })).toBe('applied')
          expect([...mill.states]).toEqual([...picture.states])
          expect(encodeFrameRows(mill.rows)).toEqual(picture.frameRows)
          before = picture
        })
      }),
    )
  })

  it('is nothing where nothing changed', () => {
    const change = changeBetween(aPicture(T0), aPicture(T0 + 1000))
    expect([change.rows.length, change.changes.length, change.processRows.length]).toEqual([0, 0, 0])
  })

  it('is told only where frames and machines are the same', () => {
    const picture = aPicture(T0)
    expect(sameLayout(picture, aPicture(T0 + 5))).toBe(true)
    expect(sameLayout(picture, aPicture(T0, { run: 'b' }))).toBe(false)
    expect(sameLayout(picture, aPicture(T0, { machines: [] }))).toBe(false)
    expect(
      sameLayout(picture, aPicture(T0, { frames: picture.frames.map((frame) => ({ ...frame, spindles: 5 })) })),
    ).toBe(false)
  })
})
