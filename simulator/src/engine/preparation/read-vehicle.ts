import { machineIdOf } from '@wanding/mill'
import { idOf, installedOf } from '../kernel/layout'
import type { Mill } from '../kernel/state'
import type { AgvReading, VehicleTask } from '../readings'
import { LINKS } from './flow-kinds'
import { batteryAt, VehicleState } from './transport'
import { type FloorPlace, metresOf, metresToCharge, onTheWay, placeOfSource, placeOfStore } from './vehicle-way'

/** How a mission is spent: empty to the machine, taking the load over, with it to the store, setting it down [EST]. */
const MISSION = { toMachine: 0.35, loading: 0.1, toStore: 0.45 }
/** A vehicle that goes to charge is there after this time [EST], ms. */
const TO_CHARGER_MS = 120_000

/** The present of a vehicle. */
export function readVehicle(mill: Mill, index: number): AgvReading {
  const { vehicles, carriers, mill: numbers } = mill.state
  if (index < 0 || index >= installedOf(mill.plan, 'agv')) throw new RangeError(`there is no agv ${index + 1}`)
  const nowMs = numbers.nowMs
  const state = vehicles.state[index]!
  const carrying = state === VehicleState.carrying
  const { task, place, metres } = whereNow(mill, index, nowMs)
  const loaded = task === 'loading' || task === 'to-store' || task === 'unloading'
  const load = vehicles.load[index]!
  return {
    kind: 'agv',
    id: idOf(mill.plan, 'agv', index),
    index,
    state: carrying ? 'Executing' : 'NotExecuting',
    mode: 'Processing',
    reason: carrying ? 'producing' : state === VehicleState.charging ? 'charging' : 'idle',
    batteryPercent: batteryAt(mill, index, nowMs),
    xM: place.x,
    yM: place.y,
    task,
    load: loaded && load >= 0 ? carrierId(mill, load) : '',
    from: carrying ? machineId(mill, vehicles.from[index]!) : '',
    to: carrying ? LINKS[carriers.link[load]!]! : '',
    missions: vehicles.missions[index]!,
    metres: vehicles.metres[index]! + metres,
    waiting: numbers.loadsWaiting,
  }
}

function machineId(mill: Mill, machine: number): string {
  const kind = mill.layout.flowKindOf[machine]!
  return machineIdOf(kind, machine - mill.layout.flowFirst[kind] + 1, mill.layout.flowCount[kind])
}

/** A can or a set of laps is called by the machine that made it, and its number there. */
const carrierId = (mill: Mill, carrier: number): string =>
  `${machineId(mill, mill.state.carriers.source[carrier]!)}-${mill.state.carriers.number[carrier]!}`

/** What the vehicle does at this moment, where it is, and how far it has driven for that. */
function whereNow(
  mill: Mill,
  vehicle: number,
  nowMs: number,
): { task: VehicleTask; place: FloorPlace; metres: number } {
  const { vehicles } = mill.state
  const stood = placeOfStore(mill, vehicle, vehicles.standsAt[vehicle]!)
  const state = vehicles.state[vehicle]!
  const sinceMs = nowMs - vehicles.startMs[vehicle]!
  if (state === VehicleState.idle) return { task: 'waiting', place: stood, metres: 0 }
  if (state === VehicleState.charging) {
    const share = Math.min(1, sinceMs / TO_CHARGER_MS)
    const place = onTheWay(stood, placeOfStore(mill, vehicle, -1), share)
    return { task: share < 1 ? 'to-charger' : 'charging', place, metres: share * metresToCharge(mill, vehicle) }
  }
  const source = placeOfSource(mill, vehicle)
  const target = placeOfStore(mill, vehicle, vehicles.to[vehicle]!)
  const empty = metresOf(stood, source)
  let rest = sinceMs / (vehicles.endMs[vehicle]! - vehicles.startMs[vehicle]!)
  if (rest < MISSION.toMachine) {
    const share = rest / MISSION.toMachine
    return { task: 'to-machine', place: onTheWay(stood, source, share), metres: share * empty }
  }
  rest -= MISSION.toMachine
  if (rest < MISSION.loading) return { task: 'loading', place: source, metres: empty }
  rest -= MISSION.loading
  const share = Math.min(1, rest / MISSION.toStore)
  return {
    task: share < 1 ? 'to-store' : 'unloading',
    place: onTheWay(source, target, share),
    metres: empty + share * metresOf(source, target),
  }
}
