import type { Mill } from '../kernel/state'
import { type MaterialQuality, plannedQuality } from './material-quality'

/** The roving on the creel of a spindle. */
export function rovingQualityOf(mill: Mill, _spindle: number): MaterialQuality {
  return plannedQuality(mill.plan.spinPlan)
}
