import type { Signal } from '@wanding/contracts'

/** Relative humidity of the ring room, % (domain 1.4). */
export const RING_HUMIDITY = [55, 60] as const
/** Ways in which the catalogue names what a signal should be. */
const SET = ['Set', 'Target', 'SetPoint'] as const

/** What a signal is read against: what it is set to, and where it belongs. */
export interface Reference {
  set: number | null
  band: readonly [least: number, most: number] | null
}

/** Of a machine's signal, from what the machine itself says, else from the field's rules. */
export function referenceOf(
  { name }: Pick<Signal, 'name'>,
  metrics: Readonly<Record<string, unknown>>,
  inRingRoom: boolean,
): Reference {
  const said = SET.map((suffix) => metrics[`${name}${suffix}`]).find((value) => typeof value === 'number')
  const band = name === 'zone/relativeHumidity' && inRingRoom ? RING_HUMIDITY : null
  return { set: typeof said === 'number' ? said : null, band }
}

export const isOutside = (value: number | null, { band }: Reference): boolean =>
  band !== null && value !== null && (value < band[0] || value > band[1])
