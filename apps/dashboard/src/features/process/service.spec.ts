import { describe, expect, it } from 'vitest'
import { machineLook } from '../../shared/machines/machine-look'
import type { MachineView } from '../../shared/process/machine-view'
import { figureOf } from './service'

const aPlant = (zone: string, humidity: number | null): MachineView => ({
  id: 'AC01',
  kind: 'air-conditioning',
  zone,
  look: machineLook('air-conditioning', { online: true, stale: false, state: 'Executing', reason: 'producing' }),
  reason: 'producing',
  sinceMs: null,
  output: null,
  power: 130,
  figures: [28.1, humidity],
  times: null,
})

describe('a plant', () => {
  it('gives output, power and key figures by their place', () => {
    expect([0, 1, 2, 3, 9].map((i) => figureOf(aPlant('Z01', 57), i))).toEqual([null, 130, 28.1, 57, null])
  })
})
