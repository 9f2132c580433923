import type { StaffingNow } from '@wanding/contracts'

export interface Tick {
  step: string
  per10k: number
  /** Place on the scale, 0 … 1. */
  at: number
  /** Row of the label: neighbours that would overlap take turns. */
  row: number
}

/** Two labels need this much of the scale between them. */
const LABEL_WIDTH = 0.055

/** The end of the scale: the conventional mill, or what is shown, with a little room. */
export function scaleEnd(rungs: StaffingNow['rungs'], shown: readonly (number | null)[]): number {
  return Math.max(10, ...rungs.map(({ per10k }) => per10k), ...shown.map((value) => value ?? 0)) * 1.04
}

/** The rungs as ticks on a scale from 0 to `end`, their labels in rows so that none covers another. */
export function ticksOf(rungs: StaffingNow['rungs'], end: number, labelWidth = LABEL_WIDTH): Tick[] {
  const rowEnds: number[] = []
  return [...rungs]
    .sort((a, b) => a.per10k - b.per10k)
    .map(({ step, per10k }) => {
      const at = per10k / end
      let row = rowEnds.findIndex((rowEnd) => at - rowEnd >= labelWidth)
      if (row < 0) row = rowEnds.length
      rowEnds[row] = at
      return { step, per10k, at, row }
    })
}

/** How the workload index is to be read: under 0.80 people wait, over 0.95 there is no reserve, over 1 work stays undone. */
export function verdictOf(index: number): 'low' | 'good' | 'high' | 'over' {
  if (index > 1) return 'over'
  if (index > HEALTHY.to) return 'high'
  return index < HEALTHY.from ? 'low' : 'good'
}

/** Healthy band of the workload index (domain 4.7). */
export const HEALTHY = { from: 0.8, to: 0.95 } as const
