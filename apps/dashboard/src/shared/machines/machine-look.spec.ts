import { MACHINERY_ITEM_STATES, REASON_CODES } from '@wanding/mill'
import { describe, expect, it } from 'vitest'
import { MACHINE_SHAPES, machineLook, reasonWord, SHAPE_TOKENS, stopWord } from './machine-look'
import { LINK_WORDS, MACHINE_WORDS, REASON_WORDS } from './machines.texts'

const seen = { online: true, stale: false, state: 'Executing', reason: 'producing' } as const

describe('look of a machine', () => {
  it('recedes while it runs, and says so in the word of its trade', () => {
    expect(machineLook('card', seen)).toMatchObject({ shape: 'runs', token: 'producing', word: MACHINE_WORDS.running })
    expect(machineLook('ring-frame', seen).word).toBe(REASON_WORDS.producing)
  })

  it.each(REASON_CODES)('%s has a word and a shape, and never the look of the present when it is not', (reason) => {
    for (const state of MACHINERY_ITEM_STATES) {
      expect(machineLook('card', { ...seen, state, reason }).word.zh).toMatch(/[\u4e00-\u9fff]/)
      expect(machineLook('card', { ...seen, state, reason, stale: true })).toMatchObject({
        hatched: true,
        word: LINK_WORDS.stale,
      })
      expect(machineLook('card', { ...seen, state, reason, online: false })).toMatchObject({
        shape: 'offline',
        hatched: true,
      })
    }
  })

  it.each([
    ['fault', 'stands'],
    ['no-material', 'waits'],
    ['can-change', 'changes'],
    ['maintenance', 'maintenance'],
    ['idle', 'idle'],
  ] as const)('%s is drawn as %s', (reason, shape) => {
    expect(machineLook('card', { ...seen, state: 'NotExecuting', reason }).shape).toBe(shape)
  })

  it('is judged by the state where no reason is known', () => {
    expect(machineLook('card', { ...seen, reason: null }).shape).toBe('runs')
    expect(machineLook('card', { ...seen, state: 'NotExecuting', reason: null }).shape).toBe('stands')
    expect(machineLook('card', { ...seen, state: null, reason: null })).toMatchObject({
      shape: 'unknown',
      word: MACHINE_WORDS.unknown,
    })
  })

  it('does not look like running when it stands, whatever reason it gives', () => {
    expect(machineLook('card', { ...seen, state: 'NotExecuting' })).toMatchObject({
      shape: 'idle',
      word: MACHINE_WORDS.notRunning,
    })
    expect(stopWord('card', 'producing')).toBe(MACHINE_WORDS.notRunning)
    expect(stopWord('card', 'fault')).toBe(REASON_WORDS.fault)
  })

  it('has a colour for every shape', () => expect(Object.keys(SHAPE_TOKENS).sort()).toEqual([...MACHINE_SHAPES].sort()))

  it('shows a reason that it has no word for as it came', () =>
    expect(reasonWord('card', 'moonlight').zh).toBe('moonlight'))
})
