import type { WorkEvent } from './planning-flows'

/**
 * Events counted from telemetry, with how much of the mill was watched for how long: hours of the whole mill, or spindle-hours
 * where only some of its frames reported.
 */
export type MeasuredCount = { count: number; hours: number } | { count: number; spindleHours: number }

/** What telemetry has counted; a quantity that nothing reports is left out. */
export type MeasuredEvents = { [K in WorkEvent | 'ringProductionKg']?: MeasuredCount | undefined }

/** Events per hour of the whole mill; null when nothing, or for no time, was measured. */
export function measuredPerHour(measured: MeasuredCount | undefined, spindles: number): number | null {
  if (!measured) return null
  const perHour =
    'spindleHours' in measured ? (measured.count / measured.spindleHours) * spindles : measured.count / measured.hours
  // Zero hours give NaN or infinity: there is no rate yet.
  return Number.isFinite(perHour) && perHour >= 0 ? perHour : null
}
