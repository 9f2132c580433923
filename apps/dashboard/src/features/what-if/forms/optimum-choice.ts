import type { WhatIfBase } from '@wanding/contracts'
import { type Asked, numberIn } from '../asked'
import { formOf } from '../change-form'

/** Between how many persons the least is looked for, what they must keep, and how surely, in percent. */
export interface OptimumChoice {
  least: number
  most: number
  confidence: number
  target: {
    endsDownPercentAtMost: number | null
    responseP90SAtMost: number | null
    productionKgAtLeast: number | null
  }
}

const NO_TARGET = { endsDownPercentAtMost: null, responseP90SAtMost: null, productionKgAtLeast: null }

/** The question that is shown, or 0.1 % ends down with at most twice the persons of the mill. */
export function optimumChoice(base: WhatIfBase, asked: Asked): OptimumChoice {
  const target = (asked?.target ?? { endsDownPercentAtMost: 0.1 }) as Partial<OptimumChoice['target']>
  // 0.95 is 95 %, and 0.999 is not 99.9000…1 %.
  const confidence = Math.round(1e4 * numberIn(asked, 'confidence', 0.95)) / 100
  return {
    least: numberIn(asked, 'least', 1),
    most: numberIn(asked, 'most', Math.max(2, formOf(base).tenters * 2)),
    confidence,
    target: { ...NO_TARGET, ...target },
  }
}
