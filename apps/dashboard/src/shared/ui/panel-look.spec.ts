import { describe, expect, it } from 'vitest'
import { ApiError } from '../rest/api-error'
import { type PanelFacts, panelStateOf } from './panel-look'

const error = new ApiError('network/unreachable', 0, 'no answer')
const noBasis = new ApiError('staffing/no-basis', 404, 'not yet')
const asked = (value: unknown, failed: ApiError | null = null) => ({
  value,
  error: failed,
  failedSinceMs: failed ? 1000 : null,
})

describe('the look of a panel', () => {
  it.each<[string, ReturnType<typeof asked>, PanelFacts, string]>([
    ['nothing was answered yet', asked(null), {}, 'loading'],
    ['the line is down before the first answer', asked(null), { lostSinceMs: 5 }, 'loading'],
    ['there was an answer', asked([1]), {}, 'good'],
    ['the answer has nothing in it', asked([]), { isEmpty: true }, 'empty'],
    ['nothing stays nothing when the line is down', asked([]), { isEmpty: true, lostSinceMs: 5 }, 'empty'],
    ['an error that means nothing is there', asked(null, noBasis), { emptyCodes: ['staffing/no-basis'] }, 'empty'],
    ['the first answer failed', asked(null, error), { emptyCodes: ['staffing/no-basis'] }, 'failed'],
    ['a later answer failed', asked([1], error), {}, 'stale'],
    ['the line is down', asked([1]), { lostSinceMs: 5 }, 'stale'],
    ['it is not the present', asked([1]), { present: false }, 'stale'],
  ])('%s', (_what, question, facts, look) => expect(panelStateOf(question, facts).look).toBe(look))

  it('is stale since the line is down, else since the failures began, else by the age of the data', () => {
    expect(panelStateOf(asked([1], error), { lostSinceMs: 5 }).staleSinceMs).toBe(5)
    expect(panelStateOf(asked([1], error)).staleSinceMs).toBe(1000)
    expect(panelStateOf(asked([1]), { present: false }).staleSinceMs).toBeNull()
  })
})
