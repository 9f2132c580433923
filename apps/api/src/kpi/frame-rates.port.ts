/** Break rates of single frames over the measuring window. */
export interface FrameRates {
  /** Running breaks per 1,000 spindle-hours; null while too little of the frame's running time was seen. */
  breaksPer1000SpindleHours(mill: string, machine: string): number | null
}

export const FRAME_RATES = Symbol('FRAME_RATES')
