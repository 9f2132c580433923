import type { FrameRow } from '@wanding/contracts'
import type { LocalText } from '../i18n/texts'
import type { Token } from '../theme/tokens'
import { LINK_WORDS, REASON_WORDS } from './machines.texts'

/** How a ring frame as a whole is shown: its word, the colour of its edge, and whether its strip is solid. */
export interface FrameLook {
  word: LocalText
  /** Edge colour; null for a frame that runs, which recedes. */
  token: Token | null
  /** Its spindles stand: the strip is pale and carries the word. */
  standing: boolean
  /** The last values are not the present: hatched. */
  hatched: boolean
}

/** Of a row of the live table. That it is out of reach comes before what it last said of itself. */
export function frameLook(row: Pick<FrameRow, 'reason' | 'online' | 'stale'>): FrameLook {
  if (!row.online) return { word: LINK_WORDS.offline, token: 'p1', standing: false, hatched: true }
  const word = row.stale ? LINK_WORDS.stale : REASON_WORDS[row.reason]
  return { word, hatched: row.stale, ...reasonLook(row.reason) }
}

function reasonLook(reason: FrameRow['reason']): Pick<FrameLook, 'token' | 'standing'> {
  switch (reason) {
    case 'producing':
    case 'starting':
      return { token: null, standing: false }
    case 'doff-preparing':
      return { token: 'doffing', standing: false }
    case 'doffing':
    case 'waiting-for-doffer':
      return { token: 'doffing', standing: true }
    case 'fault':
    case 'stopped':
    case 'voltage-sag':
      return { token: 'p1', standing: true }
    case 'maintenance':
    case 'traveller-change':
      return { token: 'maintenance', standing: true }
    default:
      return { token: 'idle', standing: true }
  }
}
