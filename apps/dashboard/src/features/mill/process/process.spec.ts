import { MATERIAL_KINDS, type MachineNow, type ProcessNow, SERVICE_KINDS } from '@wanding/contracts'
import { describe, expect, it } from 'vitest'
import { zoneOf } from './climate.svelte'
import { departments } from './process-order'

const aProcess = (kind: ProcessNow['kind'], machines = 2): ProcessNow => ({
  kind,
  machines,
  online: machines,
  executing: 1,
  kgPerHour: 10,
  powerKw: 5,
  occupancyPercent: null,
})

describe('departments', () => {
  it('follow the material, without those the mill does not have', () => {
    const all = [aProcess('ring-frame'), aProcess('comber', 0), aProcess('card'), aProcess('electricity')]
    expect(departments(all, MATERIAL_KINDS).map(({ kind }) => kind)).toEqual(['card', 'ring-frame'])
    expect(departments(all, SERVICE_KINDS).map(({ kind }) => kind)).toEqual(['electricity'])
  })
})

describe('climate of a zone', () => {
  const plant = (metrics: MachineNow['metrics'], more: Partial<MachineNow> = {}): MachineNow => ({
    id: 'AC02',
    kind: 'air-conditioning',
    gateway: 'GW20',
    online: true,
    stale: false,
    atMs: 0,
    receivedMs: 0,
    metrics,
    ...more,
  })

  it('reads the plant', () => {
    const metrics = { 'zone/name': 'Z2', 'zone/temperature': 29.1, 'zone/relativeHumidity': 57.5 }
    expect(zoneOf(plant(metrics))).toEqual({
      plant: 'AC02',
      zone: 'Z2',
      temperatureC: 29.1,
      relativeHumidityPercent: 57.5,
      present: true,
    })
  })

  it('has no value where the plant said none, and is called by the plant where it has no name', () => {
    expect(zoneOf(plant({ 'zone/temperature': null }))).toMatchObject({ zone: 'AC02', temperatureC: null })
  })

  it.each([{ online: false }, { stale: true }])('is not the present when %o', (more) => {
    expect(zoneOf(plant({}, more)).present).toBe(false)
  })
})
