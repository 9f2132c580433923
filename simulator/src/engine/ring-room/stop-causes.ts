/** Why a ring frame stopped by itself, as its control names it; index 0 where nobody knows. */
export const STOP_CAUSES = [
  'unknown',
  'drive',
  'ring-rail',
  'suction-motor',
  'lubrication',
  'limit-switch',
  'tape',
] as const
export type StopCause = (typeof STOP_CAUSES)[number]
