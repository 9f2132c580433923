import { describe, expect, it } from 'vitest'
import { ADMISSION_LIMITS, Admission } from './admission'

describe('Admission', () => {
  it.each([
    ['a folder above', '..'],
    ['a line break', 'RF01\nproduction,mill=x'],
    ['a NUL', 'RF\u000001'],
    ['half a surrogate pair', 'RF\ud800'],
    ['65 kB', 'x'.repeat(65_000)],
  ])('refuses %s as an id', (_, id) => {
    const admission = new Admission()
    expect(admission.gateway(id, 'G01')).toContain('the mill')
    expect(admission.gateway('jimo', id)).toContain('the gateway')
    expect(admission.machine('jimo', id)).toContain('the machine')
  })

  it.each(['青岛即墨', 'RF 01', "a=b,c 'd'\\\"", '🧵', '__proto__', 'constructor', 'rf01'])('lets %s in', (id) => {
    expect(new Admission().gateway(id, id) ?? new Admission().machine(id, id)).toBeUndefined()
  })

  it('lets in so many and no more, and those that are in for ever', () => {
    const admission = new Admission([{ mill: 'jimo', gateway: 'G01' }])
    for (let n = 0; n < 100; n++) admission.gateway(`m${n}`, 'G')
    expect(admission.gateway('m99', 'G')).toContain(`more than ${ADMISSION_LIMITS.mills} mills`)
    for (let n = 0; n < 1000; n++) admission.gateway('jimo', `G${n}`)
    expect(admission.gateway('jimo', 'G999')).toContain('gateways')
    for (let n = 0; n < 10_000; n++) admission.machine('jimo', `M${n}`)
    expect(admission.machine('jimo', 'M9999')).toContain('machines')
    for (let n = 0; n < 3000; n++) admission.signal('jimo', 'M1', `s${n}`)
    expect(admission.signal('jimo', 'M1', 's2999')).toBe(false)
    expect(admission.signal('jimo', 'M2', 's2999')).toBe(true)
    expect(admission.gateway('jimo', 'G01')).toBeUndefined()
    expect(admission.machine('jimo', 'M1')).toBeUndefined()
    expect(admission.signal('jimo', 'M1', 's0')).toBe(true)
  })
})
