import type { FrameRow } from '@wanding/contracts'
import { REASON_CODES, type ReasonCode } from '@wanding/mill'
import type { MachineTwin } from '../twin'

const isReason = (text: string | null): text is ReasonCode => REASON_CODES.includes(text as ReasonCode)

/** The live table's row of one frame, from its twin. */
export function frameRowOf(
  frame: MachineTwin,
  index: number,
  stale: boolean,
  breaksPer1000SpindleHours: number | null,
): FrameRow {
  const reason = frame.text('machine/reason')
  return {
    index,
    reason: isReason(reason) ? reason : 'idle',
    online: frame.online,
    stale,
    doffProgressPercent: frame.number('doff/progress') ?? 0,
    spindleSpeedRpm: frame.number('spindle/speed') ?? 0,
    producing: frame.number('spindles/producing') ?? 0,
    endsDown: frame.number('spindles/endsDown') ?? 0,
    idle: frame.number('spindles/idle') ?? 0,
    noRoving: frame.number('spindles/noRoving') ?? 0,
    slip: frame.number('spindles/slip') ?? 0,
    rogue: frame.number('spindles/rogue') ?? 0,
    breaksPer1000SpindleHours,
    powerKw: frame.number('energy/power') ?? 0,
    timeToDoffS: frame.number('doff/timeToDoff') ?? 0,
  }
}
