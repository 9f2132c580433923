import { FAULTS, type ResponseKind } from '@wanding/mill'
import { describe, expect, it } from 'vitest'
import { placeId } from '../../engine'
import { loadMillPlan } from '../../mill-files'
import { DAY_MS, faultsOfDay, GATEWAY_FAULT_KINDS } from './fault-days'
import { GatewayFaults, severityOf } from './gateway-faults'
import { keptFaultsFromJson, keptFaultsToJson } from './kept-faults'

const NOW_MS = Date.UTC(2026, 0, 5)
const plan = (...overrides: string[]) => loadMillPlan('jimo', overrides, import.meta.url)
const jimo = plan()
const quiet = plan('faults.scale=0')

function faultsAt(nowMs: number, seed = 7, of = jimo): GatewayFaults {
  const faults = new GatewayFaults(of, seed)
  faults.tick(nowMs)
  return faults
}

describe('faults of what is published', () => {
  it('leave 20 to 50 spindle sensors dead at any time', () => {
    for (const seed of [1, 2, 3, 4, 5]) {
      const dead = faultsAt(NOW_MS, seed).placesWith('dead-spindle-sensor').length
      expect(dead).toBeGreaterThanOrEqual(20)
      expect(dead).toBeLessThanOrEqual(50)
    }
  })

  it('are the same for a mill that is started anew, and others for another seed', () => {
    const followed = faultsAt(NOW_MS)
    for (let hour = 1; hour <= 60; hour++) followed.tick(NOW_MS + hour * 3_600_000)
    const anew = faultsAt(NOW_MS + 60 * 3_600_000)
    expect(anew.list()).toEqual(followed.list())
    expect(faultsAt(NOW_MS, 8).list()).not.toEqual(faultsAt(NOW_MS).list())
  })

  it('cut gateways off one to four times a month, for 30 s to 20 min', () => {
    const months = 24
    const outages = Array.from({ length: months * 30 }, (_, day) => faultsOfDay(jimo, 7, 'gateway-outage', day)).flat()
    expect(outages.length / months).toBeGreaterThan(1)
    expect(outages.length / months).toBeLessThan(4)
    for (const { onsetMs, endMs } of outages) {
      expect(endMs - onsetMs).toBeGreaterThanOrEqual(30_000)
      expect(endMs - onsetMs).toBeLessThanOrEqual(20 * 60_000)
    }
  })

  it('do not come at scale 0', () => {
    const faults = faultsAt(NOW_MS, 7, quiet)
    expect(faults.list()).toEqual([])
    expect(faults.leapHours(0, NOW_MS)).toBe(0)
  })

  it('come and go as ordered', () => {
    const faults = faultsAt(NOW_MS, 7, quiet)
    const outage = { fault: 'gateway-outage', place: 'GW03', minutes: 10 } as const
    expect(faults.inject(outage, NOW_MS + 60_000)).toEqual({ ok: true, place: 'GW03' })
    expect(faults.inject({ fault: 'frozen-sensor', place: 'RF01' }, NOW_MS)).toMatchObject({ reason: 'unknown-place' })
    expect(faults.inject({ ...outage, severity: 2 }, NOW_MS)).toMatchObject({ reason: 'bad-severity' })
    expect(faults.tick(NOW_MS + 59_000)).toEqual([])
    expect(faults.tick(NOW_MS + 60_000)).toMatchObject([{ fault: 'gateway-outage', phase: 'onset', by: 'command' }])
    expect(faults.inject(outage, NOW_MS + 61_000)).toMatchObject({ reason: 'already-there' })
    expect(faults.respond({ response: 'call-mechanic', place: 'GW03' }, NOW_MS + 120_000)).toEqual([])
    expect(faults.tick(NOW_MS + 240_000)).toEqual([])
    expect(faults.respond({ response: 'restart-gateway', place: 'GW03' }, NOW_MS + 240_000)).toEqual(['gateway-outage'])
    expect(faults.tick(NOW_MS + 301_000)).toMatchObject([{ fault: 'gateway-outage', phase: 'cured' }])
  })

  it('a counter that has leapt ahead stays there', () => {
    const faults = faultsAt(NOW_MS, 7, quiet)
    faults.inject({ fault: 'counter-jump', place: 'RF02', severity: 3, minutes: 1 }, NOW_MS)
    expect([0, 1].map((frame) => faults.leapHours(frame, NOW_MS + DAY_MS))).toEqual([0, 3])
  })

  it('a sensor drifts by its ramp', () => {
    const faults = faultsAt(NOW_MS, 7, quiet)
    faults.inject({ fault: 'humidity-sensor-drift', place: 'Z01', severity: 4, rampMinutes: 60 }, NOW_MS)
    faults.tick(NOW_MS + 1)
    const drift = faults.at('humidity-sensor-drift', 0)!
    expect([0, 30, 60, 90].map((minutes) => severityOf(drift, NOW_MS + minutes * 60_000))).toEqual([0, 2, 4, 4])
  })

  it('go on after a restart as they were: those ordered, and those cured before their time', () => {
    const faults = faultsAt(NOW_MS)
    const [dead] = faults.list().filter(({ fault, by }) => fault === 'dead-spindle-sensor' && by === 'itself')
    expect(faults.respond({ response: 'swap-sensor', place: dead!.place }, NOW_MS)).toEqual(['dead-spindle-sensor'])
    faults.inject({ fault: 'gateway-outage', place: 'GW03', selfCure: false }, NOW_MS + 60_000)
    const kept = JSON.parse(JSON.stringify(keptFaultsToJson(faults.kept())))
    const anew = new GatewayFaults(jimo, 7, keptFaultsFromJson(jimo, kept))
    for (const of of [faults, anew]) of.tick(NOW_MS + DAY_MS)
    expect(anew.list()).toEqual(faults.list())
    expect(anew.list()).toContainEqual(
      expect.objectContaining({ fault: 'gateway-outage', by: 'command', cureMs: null }),
    )
    expect(anew.list().map(({ place }) => place)).not.toContain(dead!.place)
  })

  it('make room for new orders when they are over, except counters, which stay ahead', () => {
    const faults = faultsAt(NOW_MS, 7, quiet)
    faults.inject({ fault: 'gateway-outage', place: 'GW03', minutes: 1 }, NOW_MS)
    faults.inject({ fault: 'counter-jump', place: 'RF02', severity: 3, minutes: 1 }, NOW_MS)
    faults.tick(NOW_MS)
    expect(faults.kept().ordered).toHaveLength(2)
    faults.tick(NOW_MS + 60_000)
    expect(faults.kept().ordered).toMatchObject([{ kind: 'counter-jump' }])
  })

  it('are all faults of the gateway layer', () => {
    expect(GATEWAY_FAULT_KINDS).toHaveLength(6)
  })
})

describe.each(GATEWAY_FAULT_KINDS)('%s', (fault) => {
  const { response, place: kind } = FAULTS[fault]
  const place = placeId(jimo, { kind, index: 2 })
  const answered = (order: ResponseKind) => {
    const faults = faultsAt(NOW_MS, 7, quiet)
    expect(faults.inject({ fault, place, selfCure: false }, NOW_MS)).toEqual({ ok: true, place })
    faults.tick(NOW_MS + 60_000)
    const cures = faults.respond({ response: order, place }, NOW_MS + 60_000)
    faults.tick(NOW_MS + (response.minutes + 2) * 60_000)
    return { cures, left: faults.list().map((listed) => listed.fault) }
  }

  it.each(response.right)('%s cures it', (order) => {
    expect(answered(order)).toEqual({ cures: [fault], left: [] })
  })

  it.each(response.wrong)('%s does not', (order) => {
    expect(answered(order)).toEqual({ cures: [], left: [fault] })
  })
})
