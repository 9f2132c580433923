import type { FrameInfo, FrameRow } from '@wanding/contracts'
import type { LocalText } from '../../../shared/i18n/texts'
import { inOrder } from '../../../shared/lists/in-order'
import { frameLook } from '../../../shared/machines/frame-look'
import type { FrameColumn, FrameOrder } from '../../../shared/router/route'

/** A ring frame with what is fixed and what is live. */
export interface ListedFrame {
  info: FrameInfo
  row: FrameRow
}

/** Lists frames that match `find` (id, zone, gateway or state word, in the reader's language), in the order asked for. */
export function listFrames(
  frames: readonly FrameInfo[],
  rows: readonly FrameRow[],
  { by, descending }: FrameOrder,
  find: string,
  say: (text: LocalText) => string,
): ListedFrame[] {
  const wanted = find.trim().toLowerCase()
  const listed = frames.flatMap((info, i): ListedFrame[] => {
    const row = rows[i]
    return row && matches(info, row, wanted, say) ? [{ info, row }] : []
  })
  return inOrder(
    listed,
    (frame) => keyOf(frame, by, say),
    descending,
    (a, b) => a.row.index - b.row.index,
  )
}

function matches(info: FrameInfo, row: FrameRow, wanted: string, say: (text: LocalText) => string): boolean {
  if (wanted === '') return true
  const exact = [info.zone, info.gateway].some((name) => name.toLowerCase() === wanted)
  return exact || info.id.toLowerCase().includes(wanted) || say(frameLook(row).word).toLowerCase().includes(wanted)
}

function keyOf({ info, row }: ListedFrame, by: FrameColumn, say: (text: LocalText) => string): number | string | null {
  switch (by) {
    case 'frame':
      return row.index
    case 'zone':
      return info.zone
    case 'gateway':
      return info.gateway
    case 'state':
      return say(frameLook(row).word)
    case 'speed':
      return row.spindleSpeedRpm
    case 'doff':
      return row.doffProgressPercent
    case 'timeToDoff':
      return row.timeToDoffS
    case 'endsDown':
      return row.endsDown
    case 'idle':
      return row.idle
    case 'noRoving':
      return row.noRoving
    case 'slip':
      return row.slip
    case 'rogue':
      return row.rogue
    case 'breaks':
      return row.breaksPer1000SpindleHours
    case 'power':
      return row.powerKw
  }
}
