import type { Mill } from '../kernel/state'
import { standsAt } from '../people/walking'

/** Where a vehicle stands that has charged. */
export const AT_CHARGER = -1

/** A place on the floor, m: along the main aisle and away from it. */
export interface FloorPlace {
  x: number
  y: number
}

/** In front of the machines that a store of carriers serves, in the middle of their row; the charging place for none. */
export function placeOfStore(mill: Mill, vehicle: number, store: number): FloorPlace {
  if (store === AT_CHARGER) return standsAt(mill, 'agv', vehicle)
  const { prep, flowCount } = mill.layout
  let link = 0
  while (link + 1 < prep.storeFirst.length && prep.storeFirst[link + 1]! <= store) link++
  const kind = prep.consumerOf[link]!
  const groups = prep.groups[link]!
  const group = store - prep.storeFirst[link]!
  return standsAt(mill, kind, Math.floor(((group + 0.5) * flowCount[kind]) / groups))
}

/** The machine that a vehicle fetches its load from. */
export function placeOfSource(mill: Mill, vehicle: number): FloorPlace {
  const machine = mill.state.vehicles.from[vehicle]!
  const kind = mill.layout.flowKindOf[machine]!
  return standsAt(mill, kind, machine - mill.layout.flowFirst[kind])
}

/** Vehicles drive along the aisles and across them. */
export function metresOf(a: FloorPlace, b: FloorPlace): number {
  const along = a.x - b.x
  const across = a.y - b.y
  return (along < 0 ? -along : along) + (across < 0 ? -across : across)
}

/** A share of the way between two places: first across to the main aisle of the department, then along it. */
export function onTheWay(from: FloorPlace, to: FloorPlace, share: number): FloorPlace {
  const metres = metresOf(from, to)
  const across = to.y - from.y
  const acrossM = across < 0 ? -across : across
  const driven = metres * share
  if (driven <= acrossM) return { x: from.x, y: acrossM > 0 ? from.y + (across * driven) / acrossM : from.y }
  const along = to.x - from.x
  const alongM = along < 0 ? -along : along
  return { x: from.x + (along * (driven - acrossM)) / alongM, y: to.y }
}

/** Way of the mission in hand: from where the vehicle stood to the machine, and with the load to the store. */
export function missionMetres(mill: Mill, vehicle: number): number {
  const { vehicles } = mill.state
  const source = placeOfSource(mill, vehicle)
  const stood = placeOfStore(mill, vehicle, vehicles.standsAt[vehicle]!)
  return metresOf(stood, source) + metresOf(source, placeOfStore(mill, vehicle, vehicles.to[vehicle]!))
}

export const metresToCharge = (mill: Mill, vehicle: number): number =>
  metresOf(placeOfStore(mill, vehicle, mill.state.vehicles.standsAt[vehicle]!), standsAt(mill, 'agv', vehicle))
