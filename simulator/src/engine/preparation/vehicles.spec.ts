import { describe, expect, it } from 'vitest'
import { loadMillPlan } from '../../mill-files'
import { advance, createMill, type Mill, machinesOf, readMachine } from '../index'
import type { AgvReading } from '../readings'
import { onTheWay } from './vehicle-way'

const START_MS = Date.UTC(2026, 0, 5)
const millOf = (...overrides: string[]) =>
  createMill(loadMillPlan('jimo', ['ringRoom.frames=20', 'faults.scale=0', ...overrides], import.meta.url), 3, START_MS)
const vehicles = (mill: Mill) =>
  machinesOf(mill)
    .filter(({ kind }) => kind === 'agv')
    .map((entry) => readMachine(mill, entry) as AgvReading)
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)

describe('vehicles', () => {
  const mill = millOf()
  const seen: AgvReading[][] = [vehicles(mill)]
  for (let second = 2; second <= 4 * 3600; second += 2) {
    advance(mill, START_MS + second * 1000)
    seen.push(vehicles(mill))
  }
  const last = seen.at(-1)!

  it('are machines of a mill with S6, and only there', () => {
    expect(last.map(({ id }) => id)).toEqual(
      Array.from({ length: mill.plan.machines.agvs.count }, (_, i) => `AG0${i + 1}`),
    )
    expect(vehicles(millOf('measures=[S1, S3, S5]'))).toEqual([])
    expect(() => readMachine(millOf('measures=[S1]'), { kind: 'agv', index: 0 })).toThrow(RangeError)
  })

  it('drive from place to place without a jump, as fast as a vehicle can', () => {
    last.forEach((_, index) => {
      for (let step = 1; step < seen.length; step++) {
        const [before, now] = [seen[step - 1]![index]!, seen[step]![index]!]
        const metres = Math.abs(now.xM - before.xM) + Math.abs(now.yM - before.yM)
        // Short missions over the whole of the preparation: under 4 m/s.
        expect(metres, `${now.id} at step ${step}`).toBeLessThan(8)
      }
    })
  })

  it('count the metres that they are seen to drive', () => {
    last.forEach(({ metres, id }, index) => {
      let driven = 0
      for (let step = 1; step < seen.length; step++) {
        const [before, now] = [seen[step - 1]![index]!, seen[step]![index]!]
        driven += Math.abs(now.xM - before.xM) + Math.abs(now.yM - before.yM)
      }
      expect(Math.abs(metres - seen[0]![index]!.metres - driven), id).toBeLessThan(0.02 * driven + 20)
    })
    expect(sum(last.map(({ missions }) => missions))).toBeGreaterThan(100)
  })

  it('carry a can or laps from a machine to a store, by name', () => {
    const carrying = seen.flat().filter(({ task }) => task === 'to-store')
    expect(carrying.length).toBeGreaterThan(100)
    for (const { load, from, to, state, reason } of carrying) {
      expect({ state, reason }).toEqual({ state: 'Executing', reason: 'producing' })
      expect(load).toMatch(/^(CD|BD|LF|CB|FD)\d{2}-\d+$/)
      expect(load.startsWith(from)).toBe(true)
      expect(['card-can', 'breaker-can', 'lap', 'comber-can', 'finisher-can']).toContain(to)
    }
    for (const { load, task } of seen.flat()) if (task === 'to-machine' || task === 'charging') expect(load).toBe('')
  })

  it('charge when their battery is low, at their place', () => {
    const charging = seen.flat().filter(({ task }) => task === 'charging')
    expect(charging.length).toBeGreaterThan(0)
    for (const { reason, batteryPercent, yM } of charging) {
      expect({ reason, yM }).toEqual({ reason: 'charging', yM: 62 })
      expect(batteryPercent).toBeGreaterThan(20)
    }
  })
})

describe('the way between two places', () => {
  it.each([
    [0, { x: 0, y: 10 }],
    [0.5, { x: 0, y: 30 }],
    [0.75, { x: 10, y: 30 }],
    [1, { x: 20, y: 30 }],
  ])('after %f of it', (share, place) => expect(onTheWay({ x: 0, y: 10 }, { x: 20, y: 30 }, share)).toEqual(place))

  it('has none between a place and itself', () =>
    expect(onTheWay({ x: 5, y: 5 }, { x: 5, y: 5 }, 0.3)).toEqual({ x: 5, y: 5 }))
})
