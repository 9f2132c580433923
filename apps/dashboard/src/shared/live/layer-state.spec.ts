import { encodeFrameRows, encodeSpindleChanges, type LayerRevision, type LayerSnapshot } from '@wanding/contracts'
import { describe, expect, it } from 'vitest'
import { LayerState } from './layer-state.svelte'
import { MillState } from './mill-state.svelte'

const aRow = (index: number) => ({
  index,
  reason: 'producing' as const,
  online: true,
  stale: false,
  doffProgressPercent: 0,
  spindleSpeedRpm: 18_500,
  producing: 0,
  endsDown: 0,
  idle: 0,
  noRoving: 0,
  slip: 0,
  rogue: 0,
  breaksPer1000SpindleHours: null,
  powerKw: 0,
  timeToDoffS: 0,
})
const aMill = () => {
  const mill = new MillState()
  const frame = (id: string) => ({ id, spindles: 3, gateway: 'G1', zone: 'Z1' })
  mill.apply({
    mill: 'jimo',
    rev: 1,
    atMs: 0,
    run: 'a',
    frames: [frame('RF01'), frame('RF02')],
    rows: encodeFrameRows([aRow(0), aRow(1)]),
    states: new Uint8Array(6),
  })
  return mill
}
const head = { mill: 'jimo', layer: 'breaks' as const, rev: 10, atMs: 0, run: 'a', sinceMs: 5 }
const aSnapshot = (more: Partial<LayerSnapshot> = {}): LayerSnapshot => ({
  ...head,
  values: new Uint8Array(6),
  ...more,
})
const aRevision = (more: Partial<LayerRevision> = {}): LayerRevision => ({
  ...head,
  rev: 11,
  changes: encodeSpindleChanges([{ frame: 1, position: 2, state: 7 }]),
  ...more,
})

describe('a layer of spindles', () => {
  it('puts changes on the spindle they are of, and says which frame is another', () => {
    const layer = new LayerState(aMill(), 'breaks')
    layer.apply(aSnapshot())
    const told: unknown[] = []
    layer.onChanged((changed) => told.push(changed))
    expect(layer.revise(aRevision())).toBe('applied')
    expect([...layer.valuesOf(0)]).toEqual([0, 0, 0])
    expect([...layer.valuesOf(1)]).toEqual([0, 7, 0])
    expect(told).toEqual([new Set([1])])
  })

  it.each([
    ['a missed revision', { rev: 12 }, 'gap'],
    ['another run', { run: 'b' }, 'gap'],
    ['the revision it has', { rev: 10 }, 'old'],
    ['a spindle that is none', { changes: encodeSpindleChanges([{ frame: 1, position: 4, state: 1 }]) }, 'gap'],
    ['a frame that is none', { changes: encodeSpindleChanges([{ frame: 2, position: 1, state: 1 }]) }, 'gap'],
  ] as const)('%s changes nothing', (_, more, answer) => {
    const layer = new LayerState(aMill(), 'breaks')
    layer.apply(aSnapshot())
    expect(layer.revise(aRevision(more))).toBe(answer)
    expect([...layer.values]).toEqual([0, 0, 0, 0, 0, 0])
  })

  it('shows nothing where it is of other frames than those of the mill', () => {
    const layer = new LayerState(aMill(), 'breaks')
    layer.apply(aSnapshot({ values: new Uint8Array(3) }))
    expect(layer.fits).toBe(false)
    expect([...layer.valuesOf(0)]).toEqual([])
    expect(layer.revise(aRevision())).toBe('gap')
  })
})
