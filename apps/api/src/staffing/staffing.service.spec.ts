import { NotFoundException } from '@nestjs/common'
import type { StaffingNow } from '@wanding/contracts'
import { describe, expect, it } from 'vitest'
import { Bus } from '../bus'
import { loadConfig } from '../config'
import type { MeasuredMill } from '../kpi'
import { loadNorms } from './load-norms'
import { aMeasuredMill } from './measured-mill.builder'
import { StaffingController } from './staffing.controller'
import { StaffingService } from './staffing.service'

function aService(mills: Record<string, MeasuredMill>) {
  const bus = new Bus((error) => {
    throw error
  })
  const clock = { now: 5_000_000, nowMs: () => clock.now }
  const source = { mills: () => Object.keys(mills), measured: (mill: string) => mills[mill], crewMachine: () => 'CREW' }
  const norms = { current: () => loadNorms() }
  const service = new StaffingService(bus, clock, loadConfig({ LOG_LEVEL: 'silent' }), norms, source)
  const said: StaffingNow[] = []
  bus.on('staffing', (staffing) => said.push(staffing))
  return { service, clock, said, mills }
}

describe('StaffingService', () => {
  it('says each mill every ten seconds of real time', () => {
    const { service, clock, said } = aService({ jimo: aMeasuredMill(), small: aMeasuredMill({ mill: 'small' }) })
    for (let s = 0; s <= 20; s++) {
      service.announce()
      clock.now += 1000
    }
    expect(said.map(({ mill }) => mill)).toEqual(['jimo', 'small', 'jimo', 'small', 'jimo', 'small'])
  })

  it('says a mill as soon as it has told its count', () => {
    const { service, clock, said, mills } = aService({ jimo: aMeasuredMill({ countNe: null }) })
    service.announce()
    expect(said).toEqual([])
    mills.jimo = aMeasuredMill()
    clock.now += 1000
    service.announce()
    expect(said).toHaveLength(1)
  })
})

describe('GET staffing', () => {
  const known = aService({ jimo: aMeasuredMill(), young: aMeasuredMill({ spindles: 0 }) })
  const directory = {
    mills: () => ['jimo', 'young'],
    runOf: () => 'live',
    machinesOf: () => [],
    hasMachine: () => false,
    kindOf: () => undefined,
    spindlesOf: () => undefined,
  }
  const controller = new StaffingController(known.service, directory)
  const codeOf = (mill: string): unknown => {
    try {
      return controller.now(mill, {}).mill
    } catch (error) {
      expect(error).toBeInstanceOf(NotFoundException)
      return ((error as NotFoundException).getResponse() as { code: string }).code
    }
  }

  it('answers a known mill, and says why it cannot otherwise', () => {
    expect(codeOf('jimo')).toBe('jimo')
    expect(codeOf('young')).toBe('staffing/no-basis')
    expect(codeOf('other')).toBe('mill/unknown')
  })
})
