import type { FrameInfo, FrameRow, MachineNow } from '@wanding/contracts'
import { describe, expect, it } from 'vitest'
import { standingOf, zoneClimates } from './climate'

const plant = (id: string, metrics: MachineNow['metrics']): MachineNow => ({
  id,
  kind: 'air-conditioning',
  gateway: 'G01',
  online: true,
  stale: false,
  atMs: 0,
  receivedMs: 0,
  metrics,
})
const row = (index: number, rate: number | null, producing: number, online = true): FrameRow => ({
  index,
  reason: 'producing',
  online,
  stale: false,
  doffProgressPercent: 50,
  spindleSpeedRpm: 18_500,
  producing,
  endsDown: 0,
  idle: 0,
  noRoving: 0,
  slip: 0,
  rogue: 0,
  breaksPer1000SpindleHours: rate,
  powerKw: 47,
  timeToDoffS: 100,
})
const frame = (id: string, zone: string): FrameInfo => ({ id, zone, gateway: 'G01', spindles: 1200 }) as FrameInfo

describe('where a value stands to its range', () => {
  it.each([
    [54.9, [55, 60], 'low'],
    [55, [55, 60], 'within'],
    [60, [55, 60], 'within'],
    [60.1, [55, 60], 'high'],
    [null, [55, 60], null],
    [57, null, null],
  ] as const)('%s in %o is %s', (value, band, expected) => expect(standingOf(value, band)).toBe(expected))
})

describe('the climate of a zone', () => {
  const frames = [frame('RF01', 'Z1'), frame('RF02', 'Z1'), frame('RF03', 'Z2'), frame('RF04', 'Z1')]
  const rows = [row(0, 6, 1200), row(1, 12, 600), row(2, 20, 1200), row(3, 99, 1200, false)]
  const zones = zoneClimates(
    [
      plant('AC02', { 'zone/name': 'Z2', 'zone/relativeHumidity': 48, 'zone/temperature': 33 }),
      plant('AC01', {
        'zone/name': 'Z1',
        'zone/relativeHumidity': 57,
        'zone/relativeHumidity2': 61,
        'zone/temperature': 28,
      }),
      plant('AC09', { 'zone/name': 'Winding', 'zone/relativeHumidity': 68, 'zone/temperature': 27 }),
    ],
    frames,
    rows,
  )

  it('comes in the order of the zones', () => expect(zones.map(({ zone }) => zone)).toEqual(['Winding', 'Z1', 'Z2']))

  it('costs breaks: the rate of its frames that are heard, by producing spindles', () => {
    expect(zones[1]).toMatchObject({ breakRate: 8, frames: 3, factor: 1 })
    expect(zones[2]).toMatchObject({ breakRate: 20, factor: 2 })
  })

  it('is judged by the limits of the ring room there only', () => {
    expect(zones.map(({ humidityStanding, temperatureStanding }) => [humidityStanding, temperatureStanding])).toEqual([
      [null, null],
      ['within', 'within'],
      ['low', 'high'],
    ])
  })

  it('has sensors that agree, or differ, or one only', () => {
    expect(zones.map(({ drift, isDrifting }) => [drift, isDrifting])).toEqual([
      [null, false],
      [4, true],
      [null, false],
    ])
  })
})
