import { REASON_CODES } from '@wanding/mill'
import { describe, expect, it } from 'vitest'
import { frameLook } from './frame-look'
import { LINK_WORDS, REASON_WORDS } from './machines.texts'

describe('look of a frame', () => {
  it.each(REASON_CODES)('%s has its word', (reason) => {
    expect(frameLook({ reason, online: true, stale: false }).word).toBe(REASON_WORDS[reason])
  })

  it('never shows a stale or offline frame like a good one', () => {
    for (const reason of REASON_CODES) {
      const good = frameLook({ reason, online: true, stale: false })
      expect(good.hatched).toBe(false)
      expect(frameLook({ reason, online: true, stale: true })).toMatchObject({ hatched: true, word: LINK_WORDS.stale })
      expect(frameLook({ reason, online: false, stale: false })).toMatchObject({
        hatched: true,
        word: LINK_WORDS.offline,
      })
    }
  })

  it.each([
    ['producing', null, false],
    ['doff-preparing', 'doffing', false],
    ['doffing', 'doffing', true],
    ['fault', 'p1', true],
    ['traveller-change', 'maintenance', true],
    ['no-material', 'idle', true],
  ] as const)('%s has the edge %s', (reason, token, standing) => {
    expect(frameLook({ reason, online: true, stale: false })).toMatchObject({ token, standing })
  })
})
