import { RING_HUMIDITY } from '../../../../shared/process/reference'
import { deviationCode, NO_DATA } from './layer-codes'

/** Where a zone leaves its band, step by step, on both sides. */
interface Bounds {
  below: readonly number[]
  above: readonly number[]
}

/**
 * Relative humidity of a ring room, %: its band, then the steps at which breaks grow (domain 2.4: ×1.6 at 50 %, ×2.8 at 45 %;
 * ×1.4 at 62 %, ×2.0 at 65 %, ×3.6 at 70 %).
 */
export const HUMIDITY_BOUNDS: Bounds = { below: [RING_HUMIDITY[0], 52, 50, 45], above: [RING_HUMIDITY[1], 62, 65, 70] }
/** Temperature, °C: breaks grow by 3 % a degree above 32 and by 2 % a degree below 22 (domain 2.4). */
export const TEMPERATURE_BOUNDS: Bounds = { below: [22, 20, 18], above: [32, 34, 36] }

/** How many bounds a value has passed, as a code; {@link NO_DATA} for none. */
export function climateCode(value: number | null, { below, above }: Bounds): number {
  if (value === null) return NO_DATA
  const low = below.filter((bound) => value < bound).length
  const high = above.filter((bound) => value > bound).length
  return deviationCode(high - low)
}
