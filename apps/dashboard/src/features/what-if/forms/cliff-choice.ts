import type { WhatIfBase } from '@wanding/contracts'
import { type Asked, listIn, numberIn } from '../asked'
import { formOf } from '../change-form'

/** Persons and break levels of a cliff, as people write them, and how often each cell is run. */
export interface CliffChoice {
  persons: string
  levels: string
  replications: number
}

const SHARES = [0.25, 0.5, 0.75, 1, 1.25, 1.5]
const LEVELS = [0.5, 1, 2, 3, 5]

/** The question that is shown, or persons around those of the mill. */
export function cliffChoice(base: WhatIfBase, asked: Asked): CliffChoice {
  const { tenters } = formOf(base)
  const around = SHARES.map((share) => Math.max(1, Math.round(tenters * share)))
  return {
    persons: listIn(asked, 'persons', [...new Set(around)]),
    levels: listIn(asked, 'breakFactors', LEVELS),
    replications: numberIn(asked, 'replications', 2),
  }
}
