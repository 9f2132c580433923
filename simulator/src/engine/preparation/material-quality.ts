import type { SpinPlan } from '@wanding/mill'

/** What the material of a machine, a can or a bobbin is like. */
export interface MaterialQuality {
  /** Mass per metre above the planned, %; positive is coarser. */
  countDeviationPercent: number
  /** Evenness: of the sliver or roving at a machine, of the yarn it will make at a bobbin on a spindle. */
  cvmPercent: number
  nepsPerG: number
  /** By number of fibres. */
  shortFibrePercent: number
  /** 0 for clean cotton, 1 for cotton that cannot be run. */
  stickiness: number
}

/** What the plan expects of the roving and of its yarn. */
export function plannedQuality({ fibre }: SpinPlan): MaterialQuality {
  const { cvmPercent, nepsPerG, shortFibrePercent } = fibre
  return { countDeviationPercent: 0, cvmPercent, nepsPerG, shortFibrePercent, stickiness: 0 }
}
