import { SIGNALS, signalOf } from '@wanding/contracts'
import { describe, expect, it } from 'vitest'
import { GROUPS } from './frame.texts'
import { decimalsOf, SIGNAL_GROUPS } from './signal-groups'

describe('groups of signals', () => {
  it('hold every scalar of the catalogue once, each group with a name of its own', () => {
    const scalars = SIGNALS['ring-frame'].filter(({ nature, name }) => nature !== 'array' && name !== 'machine/kind')
    const grouped = SIGNAL_GROUPS.flatMap(({ signals }) => signals)
    expect(new Set(grouped)).toEqual(new Set(scalars))
    expect(grouped).toHaveLength(scalars.length)
    expect(SIGNAL_GROUPS.filter(({ name }) => name === GROUPS.other)).toEqual([])
  })
})

it.each([
  ['spindle/speed', 0],
  ['energy/power', 2],
  ['doff/copWeight', 2],
  ['spindles/endsDown', 0],
  ['production/total', 1],
  ['spindles/runHours', 0],
  ['spin/twist', 1],
])('%s is printed with %i decimals', (name, decimals) =>
  expect(decimalsOf(signalOf('ring-frame', name)!)).toBe(decimals),
)
