/** Mills that were calibrated from records, by the id of the calibration. */
export interface CalibratedMills {
  /** Newest first; only those that have a mill file. */
  list(): { id: string; name: string; base: string }[]
  /** Path of the mill file, which extends one of the product's; undefined for an id that is none. */
  millFileOf(id: string): string | undefined
}

export const CALIBRATED_MILLS = Symbol('CALIBRATED_MILLS')
