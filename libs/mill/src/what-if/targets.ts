import { confidenceAtMost, estimate } from '../statistics'
import type { WhatIfFigures } from './figures'

/** What a shift must keep in the mean. */
export interface Target {
  endsDownPercentAtMost?: number | undefined
  responseP90SAtMost?: number | undefined
  productionKgAtLeast?: number | undefined
}

const LIMITS = [
  ['endsDownPercentAtMost', 'endsDownPercent', 1],
  ['responseP90SAtMost', 'responseP90S', 1],
  ['productionKgAtLeast', 'productionKg', -1],
] as const satisfies readonly (readonly [keyof Target, keyof WhatIfFigures, 1 | -1])[]

/**
 * Confidence that the means keep every target: the least of the single ones. A figure that cannot be said — no end was pieced —
 * is kept by nobody.
 */
export function confidenceInTarget(replications: readonly WhatIfFigures[], target: Target): number {
  const single = LIMITS.flatMap(([key, figure, sign]) => {
    const limit = target[key]
    if (limit === undefined) return []
    const values = replications.map((figures) => figures[figure])
    if (values.some((value) => value === null)) return [0]
    const signed = (values as number[]).map((value) => sign * value)
    return [confidenceAtMost(signed, sign * limit)]
  })
  return Math.min(1, ...single)
}

/** Means of the figures that targets are about. */
export function targetMeans(replications: readonly WhatIfFigures[]) {
  const mean = (figure: 'endsDownPercent' | 'responseP90S' | 'productionKg') => {
    const values = replications.map((figures) => figures[figure])
    return values.length > 0 && values.every((value) => value !== null) ? estimate(values as number[]).mean : null
  }
  return {
    endsDownPercent: mean('endsDownPercent'),
    responseP90S: mean('responseP90S'),
    productionKg: mean('productionKg'),
  }
}
