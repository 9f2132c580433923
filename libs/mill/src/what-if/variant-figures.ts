import { type Distribution, distributionOf, type PairedDifference, pairedDifference } from '../statistics'
import { type FigureBasis, WHAT_IF_FIGURES, type WhatIfFigure, type WhatIfFigures, whatIfFigures } from './figures'
import type { ShiftOutcome } from './shift-outcome'

/** Each figure over the replications of a variant; null where it cannot be said of one of them. */
export type FigureDistributions = Record<WhatIfFigure, Distribution | null>
export type FigureDifferences = Record<WhatIfFigure, PairedDifference | null>

/** Distributions of a variant's figures over its outcomes. */
export function figureDistributions(outcomes: readonly ShiftOutcome[], basis: FigureBasis): FigureDistributions {
  const all = outcomes.map((outcome) => whatIfFigures(outcome, basis))
  return each((figure) => distributionOf(said(all, figure) ?? []))
}

/** How a second variant differs from a first, figure by figure, replication by replication; both have run the same seeds. */
export function figureDifferences(
  first: { outcomes: readonly ShiftOutcome[]; basis: FigureBasis },
  second: { outcomes: readonly ShiftOutcome[]; basis: FigureBasis },
): FigureDifferences {
  const figuresOf = ({ outcomes, basis }: typeof first) => outcomes.map((outcome) => whatIfFigures(outcome, basis))
  const [one, other] = [figuresOf(first), figuresOf(second)]
  return each((figure) => pairedDifference(said(one, figure) ?? [], said(other, figure) ?? []))
}

/** The values of a figure; undefined as soon as one replication cannot say it: leaving those out would pick the good days. */
function said(all: readonly WhatIfFigures[], figure: WhatIfFigure): number[] | undefined {
  const values = all.map((figures) => figures[figure])
  return values.every((value) => value !== null) ? (values as number[]) : undefined
}

function each<T>(value: (figure: WhatIfFigure) => T): Record<WhatIfFigure, T> {
  return Object.fromEntries(WHAT_IF_FIGURES.map((figure) => [figure, value(figure)])) as Record<WhatIfFigure, T>
}
