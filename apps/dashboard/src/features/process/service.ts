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
