import { FAULT_KINDS, FAULTS } from '@wanding/mill'
import { describe, expect, it } from 'vitest'
import { SIGNALS } from './catalogue'

/** What a mill engineer would look at, and a gateway of the preparation does not say: a laboratory or a walk tells it. */
const NOT_PUBLISHED = [
  'card sliver/neps',
  'finisher-draw stops/count',
  'finisher-draw sliver/countDeviation',
  'blowroom sparks/count',
]

describe.each(FAULT_KINDS)('the symptoms of %s', (kind) => {
  it.each(FAULTS[kind].symptoms)('$machine $signal is a signal of the catalogue', ({ machine, signal }) => {
    const known = SIGNALS[machine].some(({ name }) => name === signal)
    expect(known || NOT_PUBLISHED.includes(`${machine} ${signal}`)).toBe(true)
  })
})
