import { SPINDLE_RPM, SPINDLE_STATE } from '@wanding/contracts'
import { describe, expect, it } from 'vitest'
import { StoreAndForward } from './store-and-forward'

describe('what a gateway stores while nobody hears it', () => {
  it('comes out in order, with its own times, as history', () => {
    const store = new StoreAndForward()
    store.add('RF01', [{ name: 'doff/count', value: 3 }], 1000)
    store.add('RF02', [{ name: 'doff/count', value: 4 }], 2000)
    expect(store.take(1)).toEqual([
      { device: 'RF01', atMs: 1000, values: [{ name: 'doff/count', value: 3, isHistorical: true }] },
    ])
    expect(store.take(10).map(({ device }) => device)).toEqual(['RF02'])
    expect(store.take(10)).toEqual([])
    expect(store.size).toBe(0)
  })

  it('copies arrays, and leaves the speeds of each second out', () => {
    const store = new StoreAndForward()
    const states = new Uint8Array([1, 2])
    store.add('RF01', [{ name: SPINDLE_STATE, value: states }], 1000)
    store.add('RF01', [{ name: SPINDLE_RPM, value: new Uint16Array(2) }], 1000)
    states[0] = 5
    expect(store.size).toBe(1)
    expect(store.take(1)[0]!.values[0]!.value).toEqual(new Uint8Array([1, 2]))
  })

  it('is bounded: the oldest goes first, and is counted', () => {
    const store = new StoreAndForward(10)
    for (let i = 0; i < 35; i++) store.add('RF01', [{ name: 'doff/count', value: i }], i)
    expect([store.size, store.dropped]).toEqual([10, 25])
    expect(store.take(100).map(({ atMs }) => atMs)).toEqual([25, 26, 27, 28, 29, 30, 31, 32, 33, 34])
  })
})
