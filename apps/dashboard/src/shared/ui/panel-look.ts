import type { ApiError } from '../rest/api-error'

/** The five looks of a panel. */
export type PanelLook = 'loading' | 'empty' | 'good' | 'stale' | 'failed'

/** What a panel is told of the question behind it. */
export interface PanelState {
  look: PanelLook
  error: ApiError | null
  failedSinceMs: number | null
  /** Reader's clock: since when what is shown may be out of date; null where the age of the mill's data tells it. */
  staleSinceMs: number | null
}

interface Asked {
  readonly value: unknown
  readonly error: ApiError | null
  readonly failedSinceMs: number | null
}

export interface PanelFacts {
  /** The question was answered, and there is nothing to show. */
  isEmpty?: boolean
  /** Answers that mean the same: error codes of the backend. */
  emptyCodes?: readonly string[]
  /** What is shown must be the mill's present. */
  present?: boolean
  /** Reader's clock: since when the line to the backend is down. */
  lostSinceMs?: number | null
}

/** The look of a panel by what was asked for it: an answer stays when the backend falls silent, and is stale from then on. */
export function panelStateOf(asked: Asked, facts: PanelFacts = {}): PanelState {
  const { isEmpty = false, emptyCodes = [], present = true, lostSinceMs = null } = facts
  const { value, error, failedSinceMs } = asked
  const lookOf = (): PanelLook => {
    if (value === null && error === null) return 'loading'
    if (value === null) return emptyCodes.includes(error!.code) ? 'empty' : 'failed'
    if (isEmpty) return 'empty'
    return present && error === null && lostSinceMs === null ? 'good' : 'stale'
  }
  return { look: lookOf(), error, failedSinceMs, staleSinceMs: lostSinceMs ?? failedSinceMs }
}
