import type { Mill } from '../kernel/state'

/** Cones of a winder on a pallet. */
export const conesOf = ({ state: { pallets }, layout }: Mill, row: number, winder: number): number =>
  pallets.coneNext[row * layout.frames + winder]! - pallets.coneFirst[row * layout.frames + winder]!

/** Cones on a pallet, those counted that its line has taken and not packed yet. */
export function conesOn(mill: Mill, row: number): number {
  let cones = 0
  for (let winder = 0; winder < mill.layout.frames; winder++) cones += conesOf(mill, row, winder)
  return cones
}
