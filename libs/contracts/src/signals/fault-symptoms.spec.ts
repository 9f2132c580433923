import { FAULT_KINDS, FAULTS } from '@wanding/mill'
import { describe, expect, it } from 'vitest'
import { SIGNALS } from './catalogue'

describe.each(FAULT_KINDS)('the symptoms of %s', (kind) => {
  it.each(FAULTS[kind].symptoms)('$machine $signal is a signal of the catalogue', ({ machine, signal }) => {
    expect(SIGNALS[machine].map(({ name }) => name)).toContain(signal)
  })
})
