import { schedule } from '../kernel/calendar'
import { MillSlot } from '../kernel/layout'
import type { Mill } from '../kernel/state'
import { plannedPalletsPerDay } from './pallet'
import { askCrane } from './stacker-crane'

const HOUR_MS = 3_600_000
const MINUTE_MS = 60_000
const DAY_MS = 24 * HOUR_MS
/** Of what the store holds above its plan, so much more is sent off in a day, and less when it holds less [EST]. */
const CORRECTED_SHARE = 0.25

/** Pallets in store when the mill runs to plan, as the trucks of the day begin to come. */
export const plannedStock = (mill: Mill): number =>
  mill.layout.yarnStore.capacity * mill.plan.machines.palletStore.plannedShare

/** When the trucks of the day of the mill's clock that a moment lies in begin to come. */
export function shippingStartMs({ plan }: Mill, atMs: number): number {
  const offsetMs = plan.utcOffsetMinutes * MINUTE_MS
  const midnightMs = Math.floor((atMs + offsetMs) / DAY_MS) * DAY_MS - offsetMs
  return midnightMs + plan.machines.palletStore.shipping.fromHour * HOUR_MS
}

/** A truck comes for its pallets, the oldest in store of whatever article; the first of the day brings the orders of the day. */
export function onTruck(mill: Mill, atMs: number): void {
  const { mill: numbers } = mill.state
  const { shipping } = mill.plan.machines.palletStore
  if (numbers.trucksLeft === 0) takeOrders(mill)
  if (numbers.trucksLeft > 0) {
    const load = Math.ceil(numbers.palletsOrdered / numbers.trucksLeft)
    numbers.palletsOrdered -= load
    numbers.trucksLeft -= 1
    numbers.trucks += 1
    numbers.palletsDue += load
    askCrane(mill, atMs)
  }
  const startMs = shippingStartMs(mill, atMs)
  const endMs = startMs + shipping.hours * HOUR_MS
  const nextMs =
    numbers.trucksLeft > 0 ? atMs + Math.max(1, (endMs - atMs) / (numbers.trucksLeft + 1)) : startMs + DAY_MS
  schedule(mill.calendar, mill.layout.slots.mill + MillSlot.truck, Math.ceil(nextMs))
}

/** What is sold is what the mill makes: the planned output of a day, and a part of what the store holds too much or too little. */
function takeOrders(mill: Mill): void {
  const { mill: numbers } = mill.state
  const { shipping } = mill.plan.machines.palletStore
  const held = numbers.palletsStored - numbers.palletsDue
  const wanted =
    shipping.dailyShare * Math.max(0, plannedPalletsPerDay(mill.plan) + CORRECTED_SHARE * (held - plannedStock(mill)))
  const pallets = Math.floor(numbers.orderRest + wanted)
  numbers.orderRest += wanted - pallets
  numbers.palletsOrdered = pallets
  numbers.trucksLeft = Math.ceil(pallets / shipping.truckPallets)
}
