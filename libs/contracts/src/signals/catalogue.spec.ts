import { MACHINE_KINDS } from '@wanding/mill'
import { describe, expect, it } from 'vitest'
import { SIGNALS, signalOf } from './catalogue'
import { renderWireFormat } from './wire-format'

describe('the signal catalogue', () => {
  it.each(MACHINE_KINDS)('%s: names are unique even without case [tck-id-case-sensitivity-metric-names]', (kind) => {
    const names = SIGNALS[kind].map((signal) => signal.name.toLowerCase())
    expect(new Set(names).size).toBe(names.length)
  })

  it.each(MACHINE_KINDS)('%s says what it is, first', (kind) => {
    expect(SIGNALS[kind][0]?.name).toBe('machine/kind')
  })

  it.each(MACHINE_KINDS)(
    '%s: every signal has both names, and every number that is not a count has its unit',
    (kind) => {
      for (const signal of SIGNALS[kind]) {
        expect(signal.en, signal.name).toMatch(/\S/)
        expect(signal.zh, signal.name).toMatch(/[\u4e00-\u9fff]/)
        if (signal.datatype === 'Double' && signal.nature === 'counter') expect(signal.unit, signal.name).not.toBe('')
      }
    },
  )

  it('finds a signal by kind and name, and nothing by a foreign name', () => {
    expect(signalOf('ring-frame', 'spindle/speed')?.unit).toBe('rpm')
    expect(signalOf('ring-frame', '__proto__')).toBeUndefined()
    expect(signalOf('constructor', 'spindle/speed')).toBeUndefined()
  })

  it('lists every signal in the reference', () => {
    const text = renderWireFormat()
    for (const kind of MACHINE_KINDS) for (const signal of SIGNALS[kind]) expect(text).toContain(`\`${signal.name}\``)
  })
})
