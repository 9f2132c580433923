import type { Mill } from '../kernel/state'
import { putIntoStore } from './carriers'
import { wakeConsumers } from './machines'
import { nextMission, VehicleState } from './transport'

/** A vehicle has arrived with its load, or is charged. */
export function onVehicle(mill: Mill, vehicle: number, atMs: number): void {
  const { vehicles, carriers } = mill.state
  const load = vehicles.load[vehicle]!
  const carried = vehicles.state[vehicle] === VehicleState.carrying
  const store = vehicles.to[vehicle]!
  nextMission(mill, vehicle, atMs)
  if (!carried) return
  const link = carriers.link[load]!
  for (let carrier = load; carrier >= 0; ) {
    const next = carriers.next[carrier]!
    carriers.next[carrier] = -1
    putIntoStore(mill, store, carrier)
    carrier = next
  }
  wakeConsumers(mill, link, atMs)
}
