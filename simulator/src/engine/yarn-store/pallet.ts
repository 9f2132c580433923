import { type MillPlan, plannedRingKgPerHour, spinPlanFlows } from '@wanding/mill'

/** A pallet of cones holds about so much (domain 1.3: bags of 25 kg), kg. */
const PALLET_KG = 600
/** A store has at least so many places. */
const LEAST_PLACES = 12

/** Cones on a full pallet: whole ones. */
export const palletCones = ({ machines }: MillPlan): number =>
  Math.max(1, Math.round(PALLET_KG / machines.winders.conePackageKg))

export const palletKg = (plan: MillPlan): number => palletCones(plan) * plan.machines.winders.conePackageKg

/** Pallets that the mill packs in a day when it runs to plan. */
export const plannedPalletsPerDay = (plan: MillPlan): number =>
  (spinPlanFlows(plan.spinPlan, plannedRingKgPerHour(plan)).cone * 24) / palletKg(plan)

/** Sizes of the store; derived from the plan alone. */
export interface YarnStoreLayout {
  /** Places for pallets. */
  capacity: number
  /** Pallets that can be anywhere at once: in store, on the crane, at the lines, in them, and unfinished beside them. */
  pallets: number
}

export function yarnStoreLayoutOf(plan: MillPlan): YarnStoreLayout {
  const { packingLines, palletStore } = plan.machines
  const capacity = Math.max(LEAST_PLACES, Math.ceil(palletStore.holdDays * plannedPalletsPerDay(plan)))
  const atLines = packingLines.count * (palletStore.outfeedPallets + 1)
  // With one article no pallet is ever set aside.
  const aside = plan.articles.length > 0 ? plan.articles.length + 1 : 0
  return { capacity, pallets: capacity + 1 + atLines + aside }
}
