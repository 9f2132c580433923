import { describe, expect, it } from 'vitest'
import { loadMillPlan } from '../../mill-files'
import { advance, createMill, loadMill, type Mill, palletGenealogy, readMachine, saveMill } from '../index'
import { conesMadeKg } from '../preparation/packing'
import type { PackingReading, StoreReading, WinderReading } from '../readings'
import { beltCones, conesOnBelt } from '../winding/cone-belt'
import { palletCones, plannedPalletsPerDay } from './pallet'
import { coneOrigin, palletId } from './pallet-genealogy'
import { plannedStock } from './shipping'
import { PalletPlace } from './yarn-store-state'

const HOUR_MS = 3_600_000
const START_MS = Date.UTC(2026, 0, 5)
/** Small cones and frames with short doffs, so that pallets are filled in hours. */
const SMALL = ['ringRoom.frames=4', 'faults.scale=0', 'machines.winders.conePackageKg=4']
const millOf = (...overrides: string[]) =>
  createMill(loadMillPlan('jimo', [...SMALL, ...overrides], import.meta.url), 11, START_MS)
const store = (mill: Mill) => readMachine(mill, { kind: 'store', index: 0 }) as StoreReading
const packing = (mill: Mill) => readMachine(mill, { kind: 'packing', index: 0 }) as PackingReading
const winders = (mill: Mill) =>
  Array.from(
    { length: mill.layout.frames },
    (_, index) => readMachine(mill, { kind: 'winder', index }) as WinderReading,
  )
const at = (mill: Mill, hours: number) => advance(mill, START_MS + hours * HOUR_MS)
const countAt = (mill: Mill, place: number) => mill.state.pallets.place.filter((each) => each === place).length
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)

describe('pallets of a mill that runs to plan', () => {
  const mill = millOf()
  const before = { store: store(mill), packing: packing(mill), begun: mill.state.mill.palletsBegun }
  const begunAt = [...mill.state.coneBelts.packed]
  at(mill, 96)
  while (packing(mill).palletId === '') advance(mill, mill.state.mill.nowMs + HOUR_MS / 12)
  const after = { store: store(mill), packing: packing(mill), begun: mill.state.mill.palletsBegun }

  it('go from the line to the store and from there to the trucks, and none is lost', () => {
    const packed = after.packing.pallets - before.packing.pallets
    expect(packed).toBeGreaterThan(0.85 * 4 * plannedPalletsPerDay(mill.plan))
    expect(after.begun - before.begun).toBe(packed)
    const under = countAt(mill, PalletPlace.outfeed) + countAt(mill, PalletPlace.toStore)
    expect(after.store.palletsIn - before.store.palletsIn).toBe(packed - under)
    const carried = countAt(mill, PalletPlace.toDock)
    expect(after.store.pallets).toBe(
      before.store.pallets +
        after.store.palletsIn -
        before.store.palletsIn -
        (after.store.palletsOut - before.store.palletsOut) -
        carried,
    )
    expect(after.store.pallets).toBe(countAt(mill, PalletPlace.stored))
    expect(after.store.palletsOut).toBeGreaterThan(before.store.palletsOut)
  })

  it('hold every cone that was taken from the belts, once', () => {
    const taken = sum([...mill.state.coneBelts.packed].map((cone, winder) => cone - begunAt[winder]!))
    expect(taken).toBe((after.begun - before.begun) * palletCones(mill.plan))
    winders(mill).forEach((winder, index) => {
      expect(mill.state.coneBelts.packed[index]).toBeLessThanOrEqual(winder.cones)
    })
    const alive = [...mill.state.pallets.number].filter((number) => number > 0).sort((a, b) => a - b)
    const last = new Map<string, number>()
    for (const number of alive) {
      const { winders: parts, cones } = palletGenealogy(mill, palletId(number))!
      expect(cones).toBe(palletCones(mill.plan))
      for (const { winder, first, last: end } of parts) {
        const from = Number(first.split('-')[2])
        // Pallets leave in the order in which they were begun, so what is here is without a gap.
        if (last.has(winder)) expect(from).toBe(last.get(winder)! + 1)
        last.set(winder, Number(end.split('-')[2]))
      }
    }
  })

  it('keep the stock near its plan', () => {
    const day = plannedPalletsPerDay(mill.plan)
    expect(Math.abs(before.store.pallets - plannedStock(mill))).toBeLessThan(day + 1)
    expect(Math.abs(after.store.pallets - plannedStock(mill))).toBeLessThan(day + 2)
  })

  it('name winders, frames, lots and times', () => {
    const newest = palletGenealogy(mill, after.packing.palletId)!
    expect(newest).toMatchObject({ place: 'line', line: 'PK01', packedMs: undefined, lot: mill.plan.spinPlan.lot })
    expect(newest.winders.map(({ ringFrame }) => ringFrame)).toEqual(['RF01', 'RF02', 'RF03', 'RF04'])
    expect(sum(newest.winders.map(({ share }) => share))).toBeCloseTo(1, 9)
    expect(sum(newest.baleLots.map(({ share }) => share))).toBeCloseTo(1, 9)
    expect(newest.wound.fromMs).toBeLessThan(newest.wound.toMs)
    expect(newest.wound.toMs).toBeLessThanOrEqual(newest.beganMs)
    expect(newest.beganMs - newest.wound.fromMs).toBeLessThan(36 * HOUR_MS)
    expect(palletGenealogy(mill, 'PL9999999')).toBeUndefined()
    expect(palletGenealogy(mill, '')).toBeUndefined()
  })

  it('tell the cone in hand, from a winder of its pallet', () => {
    const [winder, unit, cone] = after.packing.labelId.split('-')
    const index = Number(winder!.slice(2)) - 1
    expect(coneOrigin(mill, index, Number(cone))).toMatchObject({ cone: after.packing.labelId, unit: Number(unit) })
    expect(palletGenealogy(mill, after.packing.palletId)!.winders.map((part) => part.winder)).toContain(winder)
  })

  it('are counted by lot, and the oldest has an age', () => {
    expect(sum(after.store.lots.map(({ pallets }) => pallets))).toBe(after.store.pallets)
    expect(after.store.oldestHours).toBeGreaterThan(12)
    expect(palletGenealogy(mill, after.store.oldestPallet)).toMatchObject({ place: 'store' })
  })

  it('survive saving and loading', () => {
    const copy = loadMill(saveMill(mill))
    at(copy, 130)
    at(mill, 130)
    expect(saveMill(copy)).toEqual(saveMill(mill))
  })
})

describe('cones of a winder', () => {
  it('are doffed by its units in turn, as the packages on them say', () => {
    const mill = millOf()
    const units = mill.layout.unitsPerWinder
    const seen = Array.from({ length: units }, (_, i) => coneOrigin(mill, 1, 5000 + i).unit)
    expect(new Set(seen).size).toBe(units)
    expect(coneOrigin(mill, 1, 5000 + units)).toMatchObject({ unit: seen[0], winder: 'WD02', ringFrame: 'RF02' })
  })
})

describe('a store that nobody empties', () => {
  const mill = millOf(
    'machines.palletStore.shipping.dailyShare=0',
    'machines.palletStore.holdDays=1',
    'machines.palletStore.coneBeltHours=4',
  )
  const reasons: string[] = []
  const events = (hours: number) =>
    advance(mill, START_MS + hours * HOUR_MS, (event) => {
      if (event.kind === 'machine' && event.reason === 'buffer-full') reasons.push(event.machine)
      if (event.kind === 'frame' && event.reason === 'waiting-for-doffer') reasons.push('ring-frame')
    })

  it('fills up; then the line stands, then the winders, then the frames cannot doff', () => {
    events(24 * 16)
    const full = store(mill)
    expect(full.pallets).toBe(full.capacity)
    expect(full).toMatchObject({ reason: 'buffer-full', state: 'NotExecuting', crane: 'idle' })
    expect(full.palletsWaiting).toBe(mill.plan.machines.palletStore.outfeedPallets)
    expect(packing(mill)).toMatchObject({ reason: 'buffer-full', productionKgPerHour: 0 })
    const firsts = ['packing', 'winder', 'ring-frame'].map((kind) => reasons.lastIndexOf(kind))
    expect(reasons.indexOf('packing')).toBeLessThan(reasons.indexOf('winder'))
    expect(firsts.every((index) => index >= 0)).toBe(true)
    winders(mill).forEach((winder, index) => {
      expect(winder.reason).toBe('buffer-full')
      const over = conesOnBelt(mill, index) - beltCones(mill)
      expect(over).toBeGreaterThanOrEqual(0)
      expect(over).toBeLessThanOrEqual(1)
    })
    const stands = conesMadeKg(mill)
    events(24 * 16 + 4)
    expect(conesMadeKg(mill) - stands).toBeLessThan(1)
  })

  it('goes on when a place is free', () => {
    mill.state.mill.palletsDue = 3
    const before = store(mill)
    mill.calendar.timesMs[mill.layout.slots.mill + 7] = mill.state.mill.nowMs
    mill.state.mill.trucksLeft = 1
    mill.state.mill.palletsOrdered = 0
    const made = conesMadeKg(mill)
    events(24 * 16 + 12)
    expect(store(mill).palletsOut).toBe(before.palletsOut + 3)
    expect(store(mill).palletsIn).toBeGreaterThan(before.palletsIn)
    expect(conesMadeKg(mill) - made).toBeGreaterThan(500)
  })
})
