import { schedule } from '../kernel/calendar'
import { nextBetween } from '../kernel/random'
import type { Mill } from '../kernel/state'
import { AT_CHARGER, metresToCharge, missionMetres } from './vehicle-way'

/** What a vehicle is doing. */
export const VehicleState = { idle: 0, carrying: 1, charging: 2 } as const

const MINUTE_MS = 60_000
/** A mission takes so much of the battery, a minute of charging gives so much; a vehicle goes to charge below this level [EST]. */
const BATTERY = { perMission: 0.9, perMinute: 2, low: 25, full: 95 }
/** By hand a load takes so much longer [EST]: carts are pushed, and nobody waits for the next can. */
const BY_HAND = 1.3

/** A load waits to be carried from a machine to a store; the first carrier leads the others. */
export function requestTransport(mill: Mill, load: number, machine: number, store: number, atMs: number): void {
  const { vehicles, loads, carriers, mill: numbers } = mill.state
  for (let vehicle = 0; vehicle < mill.layout.prep.vehicles; vehicle++) {
    if (vehicles.state[vehicle] !== VehicleState.idle) continue
    carry(mill, vehicle, load, machine, store, atMs)
    return
  }
  // The store follows from the carrier again when its turn comes.
  loads.ring[(numbers.loadsFirst + numbers.loadsWaiting) % loads.ring.length] = load
  numbers.loadsWaiting += 1
  carriers.to[load] = store
}

/** A vehicle sets out with its load. */
export function carry(mill: Mill, vehicle: number, load: number, machine: number, store: number, atMs: number): void {
  const { vehicles, kernel } = mill.state
  const minutes = nextBetween(
    kernel.streams,
    mill.layout.streams.vehicles + vehicle,
    mill.plan.machines.agvs.missionMinutes,
  )
  const lastMs = minutes * MINUTE_MS * (mill.plan.measures.includes('S6') ? 1 : BY_HAND)
  vehicles.state[vehicle] = VehicleState.carrying
  vehicles.load[vehicle] = load
  vehicles.from[vehicle] = machine
  vehicles.to[vehicle] = store
  vehicles.startMs[vehicle] = atMs
  setEnd(mill, vehicle, Math.ceil(atMs + lastMs))
}

/** A vehicle has set its load down: it charges, takes the next load, or stands. */
export function nextMission(mill: Mill, vehicle: number, atMs: number): void {
  const { vehicles, loads, carriers, mill: numbers } = mill.state
  if (vehicles.state[vehicle] === VehicleState.carrying) {
    vehicles.missions[vehicle]! += 1
    vehicles.driveMs[vehicle]! += atMs - vehicles.startMs[vehicle]!
    vehicles.batteryPercent[vehicle]! -= BATTERY.perMission
    vehicles.metres[vehicle]! += missionMetres(mill, vehicle)
    vehicles.standsAt[vehicle] = vehicles.to[vehicle]!
  } else {
    vehicles.batteryPercent[vehicle] = BATTERY.full
    vehicles.metres[vehicle]! += metresToCharge(mill, vehicle)
    vehicles.standsAt[vehicle] = AT_CHARGER
  }
  vehicles.load[vehicle] = -1
  vehicles.startMs[vehicle] = atMs
  const people = !mill.plan.measures.includes('S6')
  if (vehicles.batteryPercent[vehicle]! < BATTERY.low && !people) {
    vehicles.state[vehicle] = VehicleState.charging
    const minutes = (BATTERY.full - vehicles.batteryPercent[vehicle]!) / BATTERY.perMinute
    setEnd(mill, vehicle, Math.ceil(atMs + minutes * MINUTE_MS))
    return
  }
  if (numbers.loadsWaiting > 0) {
    const load = loads.ring[numbers.loadsFirst]!
    numbers.loadsFirst = (numbers.loadsFirst + 1) % loads.ring.length
    numbers.loadsWaiting -= 1
    carry(mill, vehicle, load, carriers.source[load]!, carriers.to[load]!, atMs)
    return
  }
  vehicles.state[vehicle] = VehicleState.idle
  setEnd(mill, vehicle, Number.POSITIVE_INFINITY)
}

/** Charge of a vehicle now, %. */
export function batteryAt(mill: Mill, vehicle: number, atMs: number): number {
  const { state, batteryPercent, startMs } = mill.state.vehicles
  const charged =
    state[vehicle] === VehicleState.charging ? ((atMs - startMs[vehicle]!) / MINUTE_MS) * BATTERY.perMinute : 0
  return Math.min(BATTERY.full, batteryPercent[vehicle]! + charged)
}

function setEnd(mill: Mill, vehicle: number, endMs: number): void {
  mill.state.vehicles.endMs[vehicle] = endMs
  schedule(mill.calendar, mill.layout.slots.vehicles + vehicle, endMs)
}
