import { describe, expect, it } from 'vitest'
import { StalledGateways } from './stalled-gateways'

const stream = (next: number, held: number, more: { gateway?: string; isAbsent?: boolean } = {}) => ({
  ...{ mill: 'jimo', gateway: 'G01', next, held, isAbsent: false },
  ...more,
})

/** Looks each five seconds for four minutes; the seconds in which a gateway was found to have stalled. */
function found(streamsAt: (second: number) => ReturnType<typeof stream>[]): [second: number, gateway: string][] {
  const stalled = new StalledGateways()
  const all: [number, string][] = []
  for (let second = 0; second <= 240; second += 5)
    for (const { gateway } of stalled.find(streamsAt(second), second * 1000)) all.push([second, gateway])
  return all
}

describe('StalledGateways', () => {
  it('finds who waits for a message that does not come, and again after as long', () => {
    expect(found(() => [stream(7, 20), stream(1, 0, { gateway: 'G02' })])).toEqual([
      [90, 'G01'],
      [180, 'G01'],
    ])
  })

  it.each([
    ['who moves on, however slowly', (second: number) => [stream(Math.floor(second / 60), 20)]],
    ['who waits for the journal before, which moves on', (second: number) => [stream(second, 0), stream(1, 4096)]],
    ['who waits for nothing', () => [stream(7, 0)]],
    ['who is away', () => [stream(7, 20, { isAbsent: true })]],
    ['who has waited for a while only', (second: number) => [stream(7, second % 80 === 0 ? 0 : 3)]],
  ])('leaves %s alone', (_, streamsAt) => {
    expect(found(streamsAt)).toEqual([])
  })
})
