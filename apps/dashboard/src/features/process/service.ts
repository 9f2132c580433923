import type { Signal } from '@wanding/contracts'
import type { MachineView } from '../../shared/process/machine-view'

/** One figure of the plants of a service, and its place among the figures of a view. */
export interface PlantFigure {
  signal: Signal
  i: number
}

/** The figure at a place in the order of `figureNames`. */
export const figureOf = ({ output, power, figures }: MachineView, i: number): number | null =>
  [output, power, ...figures][i] ?? null

/** The least of a figure among the machines that say it; null where none does. */
export function leastOf(machines: readonly MachineView[], i: number): number | null {
  const said = machines.flatMap((machine) => figureOf(machine, i) ?? [])
  return said.length > 0 ? Math.min(...said) : null
}
