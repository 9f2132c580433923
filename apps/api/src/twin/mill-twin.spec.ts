import { SpindleState } from '@wanding/mill'
import { describe, expect, it } from 'vitest'
import type { MachineReading, ScalarValue, SpindleReading } from '../bus'
import { FRAME_STALE_MS, GATEWAY_STALE_MS } from './machine-twin'
import { MillTwin } from './mill-twin'

const stamp = { mill: 'jimo', gateway: 'G01', run: 'live', atMs: 1000, receivedMs: 5000, historical: false }

const reading = (
  machine: string,
  values: Record<string, ScalarValue>,
  over: Partial<MachineReading> = {},
): MachineReading => ({
  ...stamp,
  machine,
  kind: 'ring-frame',
  birth: true,
  values: new Map(Object.entries(values)),
  ...over,
})

const spindles = (machine: string, over: Partial<SpindleReading>): SpindleReading => ({ ...stamp, machine, ...over })

const aMill = (...frames: string[]): MillTwin => {
  const twin = new MillTwin('jimo')
  twin.gatewayOnline(stamp)
  for (const id of frames) {
    twin.reading(reading(id, { 'machine/reason': 'producing' }))
    twin.spindles(spindles(id, { states: Uint8Array.of(1, 1, 2, 1), rpm: Uint16Array.of(9, 9, 0, 9) }))
  }
  twin.takeChanges()
  return twin
}

describe('MillTwin', () => {
  it('orders frames as people count, whatever order their births came in', () => {
    const twin = aMill('RF10', 'RF9', 'RF100', 'RF1')
    expect(twin.frames.map((frame) => frame.id)).toEqual(['RF1', 'RF9', 'RF10', 'RF100'])
    expect(twin.spindleCount).toBe(16)
  })

  it('finds each frame at its place when others were born before and after it', () => {
    const twin = aMill('RF10', 'RF9', 'RF100', 'RF1')
    twin.frames.forEach(({ id }, index) => {
      twin.spindles(spindles(id, { transitions: [{ position: 3, state: SpindleState.producing, atMs: 1400 }] }))
      expect([...twin.takeChanges().frames], id).toEqual([index])
    })
  })

  it('tells which spindles changed, once', () => {
    const twin = aMill('RF01', 'RF02')
    twin.spindles(spindles('RF02', { transitions: [{ position: 3, state: SpindleState.producing, atMs: 1400 }] }))
    twin.spindles(spindles('RF02', { transitions: [{ position: 3, state: SpindleState.producing, atMs: 1400 }] }))
    expect(twin.takeChanges()).toEqual({
      layout: false,
      frames: new Set([1]),
      spindles: [{ frame: 1, position: 3, state: SpindleState.producing }],
    })
    expect(twin.hasChanges()).toBe(false)
  })

  it('finds what a snapshot of states changed against what was known', () => {
    const twin = aMill('RF01')
    twin.spindles(spindles('RF01', { states: Uint8Array.of(1, 2, 2, 1) }))
    expect(twin.takeChanges().spindles).toEqual([{ frame: 0, position: 2, state: 2 }])
  })

  it('ignores a transition at a position that the frame does not have', () => {
    const twin = aMill('RF01')
    twin.spindles(
      spindles('RF01', {
        transitions: [
          { position: 5, state: 2, atMs: 1 },
          { position: 0, state: 2, atMs: 1 },
        ],
      }),
    )
    expect(twin.takeChanges().spindles).toEqual([])
  })

  it('darkens all machines of a gateway that died, and keeps their last values', () => {
    const twin = aMill('RF01', 'RF02')
    twin.reading(reading('RF03', { 'machine/reason': 'producing' }, { gateway: 'G02' }))
    twin.gatewayOffline(stamp)
    expect(twin.frames.map((frame) => [frame.id, frame.online])).toEqual([
      ['RF01', false],
      ['RF02', false],
      ['RF03', true],
    ])
    expect(twin.machines.get('RF01')?.text('machine/reason')).toBe('producing')
  })

  it('never lets stored data move the present', () => {
    const twin = aMill('RF01')
    twin.reading(reading('RF01', { 'machine/reason': 'fault' }, { historical: true, birth: false }))
    twin.spindles(spindles('RF01', { historical: true, states: Uint8Array.of(2, 2, 2, 2) }))
    expect(twin.machines.get('RF01')?.text('machine/reason')).toBe('producing')
    expect(twin.hasChanges()).toBe(false)
  })

  it('asks for a new snapshot when a frame appears, changes its size, or another run begins', () => {
    const twin = aMill('RF01')
    twin.reading(reading('RF02', {}))
    expect(twin.takeChanges().layout).toBe(true)
    twin.spindles(spindles('RF01', { states: new Uint8Array(6).fill(1) }))
    expect(twin.takeChanges().layout).toBe(true)
    twin.gatewayOnline({ ...stamp, run: '7x60-1' })
    expect(twin.takeChanges().layout).toBe(true)
    expect(twin.run).toBe('7x60-1')
  })

  it('calls a frame stale when its seconds stop coming', () => {
    const twin = aMill('RF01')
    const frame = twin.machines.get('RF01')!
    expect(twin.isStale(frame, stamp.receivedMs + FRAME_STALE_MS)).toBe(false)
    expect(twin.isStale(frame, stamp.receivedMs + FRAME_STALE_MS + 1)).toBe(true)
  })

  it('takes a quiet machine for present as long as its gateway talks', () => {
    const twin = aMill('RF01')
    twin.reading(reading('CD01', {}, { kind: 'card' }))
    const card = twin.machines.get('CD01')!
    const later = stamp.receivedMs + 2 * GATEWAY_STALE_MS
    expect(twin.isStale(card, later)).toBe(true)
    twin.gatewayAlive({ ...stamp, receivedMs: later - 5000 })
    expect(twin.isStale(card, later)).toBe(false)
  })

  it('starts a birth from a clean sheet: a metric that is gone is gone', () => {
    const twin = aMill('RF01')
    twin.reading(reading('RF01', { 'frame/lot': 'A7' }))
    twin.reading(reading('RF01', { 'machine/reason': 'producing' }))
    expect(twin.machines.get('RF01')?.metrics.has('frame/lot')).toBe(false)
  })
})
