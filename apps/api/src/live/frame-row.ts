import type { FrameRow } from '@wanding/contracts'
import { REASON_CODES, type ReasonCode } from '@wanding/mill'
import type { MachineTwin } from '../twin'

/** The metric that each number of a row shows. */
const METRIC_OF = {
  doffProgressPercent: 'doff/progress',
  spindleSpeedRpm: 'spindle/speed',
  producing: 'spindles/producing',
  endsDown: 'spindles/endsDown',
  idle: 'spindles/idle',
  noRoving: 'spindles/noRoving',
  slip: 'spindles/slip',
  rogue: 'spindles/rogue',
  powerKw: 'energy/power',
  timeToDoffS: 'doff/timeToDoff',
} as const satisfies Partial<Record<keyof FrameRow, string>>
type Shown = keyof typeof METRIC_OF
const SHOWN = Object.keys(METRIC_OF) as Shown[]

const isReason = (text: string | null): text is ReasonCode => REASON_CODES.includes(text as ReasonCode)

/** The live table's row of one frame, from its twin. */
export function frameRowOf(
  frame: MachineTwin,
  index: number,
  stale: boolean,
  breaksPer1000SpindleHours: number | null,
): FrameRow {
  const reason = frame.text('machine/reason')
  const numbers = Object.fromEntries(SHOWN.map((key) => [key, frame.number(METRIC_OF[key]) ?? 0])) as Record<
    Shown,
    number
  >
  return {
    index,
    reason: isReason(reason) ? reason : 'idle',
    online: frame.online,
    stale,
    breaksPer1000SpindleHours,
    ...numbers,
  }
}

/** What a row tells of the metrics behind it: the inverse of {@link frameRowOf}. */
export const metricsOfFrameRow = (row: FrameRow): Map<string, number | string> =>
  new Map<string, number | string>([
    ['machine/reason', row.reason],
    ...SHOWN.map((key): [string, number] => [METRIC_OF[key], row[key]]),
  ])
