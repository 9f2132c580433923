import { MATERIAL_KINDS, SERVICE_KINDS, signalOf } from '@wanding/contracts'
import { describe, expect, it } from 'vitest'
import { decimalsOf, scalarsOf, signalGroups } from './signal-groups'
import { GROUPS } from './signals.texts'

describe('groups of signals', () => {
  it.each([...MATERIAL_KINDS, ...SERVICE_KINDS])('hold every scalar of a %s once', (kind) => {
    const grouped = signalGroups(kind).flatMap(({ signals }) => signals)
    expect(new Set(grouped)).toEqual(new Set(scalarsOf(kind)))
    expect(grouped).toHaveLength(scalarsOf(kind).length)
  })

  it('have a name of their own each on a ring frame', () => {
    expect(signalGroups('ring-frame').filter(({ name }) => name === GROUPS.other)).toEqual([])
  })

  it('are none of a kind that the catalogue does not know', () => expect(signalGroups('dragon')).toEqual([]))
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
