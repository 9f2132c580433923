/** Losses of a ring frame, fractions of its time or of its spindles (domain 2.2). */
export interface FrameLosses {
  doff: number
  stoppage: number
  endsDown: number
  idle: number
  slip: number
  /** Mean speed over a doff as a share of the set speed. */
  speedCurveShare: number
}

/** Losses of a healthy room apart from doffing, Ne 40 (domain 2.2). */
export const HEALTHY_LOSSES: Readonly<Omit<FrameLosses, 'doff'>> = {
  stoppage: 0.007,
  endsDown: 0.0005,
  idle: 0.002,
  slip: 0.0005,
  speedCurveShare: 0.987,
}

/** Production efficiency of a ring frame: the product of what each loss leaves (domain 2.2). */
export function productionEfficiency(losses: FrameLosses): number {
  const { doff, stoppage, endsDown, idle, slip, speedCurveShare } = losses
  return (1 - doff) * (1 - stoppage) * (1 - endsDown) * (1 - idle) * (1 - slip) * speedCurveShare
}

/** OEE = availability x performance x quality of a ring frame; quality loss is waste and seconds (domain 2.2). */
export function frameOee(inputs: { availability: number; performance: number; quality: number }): number {
  return inputs.availability * inputs.performance * inputs.quality
}
