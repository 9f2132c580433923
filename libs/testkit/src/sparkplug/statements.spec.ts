import { describe, expect, it } from 'vitest'
import { EDGE_CHECKS, HOST_CHECKS } from './checks'
import { CHAPTERS, dutiesOf } from './statements'

const CHECKS = { edge: EDGE_CHECKS, host: HOST_CHECKS }

describe('the table of statements', () => {
  it('has each of the 299 ids of Sparkplug B 3.0.0 once', () => {
    const ids = CHAPTERS.flatMap(({ statements }) => statements.flatMap((statement) => statement.ids))
    expect(ids).toHaveLength(299)
    expect(new Set(ids).size).toBe(299)
    for (const id of ids) expect(id).toMatch(/^[a-z][A-Za-z0-9-]+$/)
  })

  it('has as many ids in each chapter as the specification gives it', () => {
    const counts = CHAPTERS.map(({ letter, statements }) => [
      letter,
      statements.reduce((sum, { ids }) => sum + ids.length, 0),
    ])
    expect(Object.fromEntries(counts)).toEqual({ A: 20, B: 26, C: 31, D: 58, E: 15, F: 51, G: 87, H: 11 })
  })

  it('gives an edge node 201 duties and a host 158', () => {
    expect(dutiesOf('edge')).toHaveLength(201)
    expect(dutiesOf('host')).toHaveLength(158)
  })

  it.each(['edge', 'host'] as const)('names a check for all that an %s is checked for on the wire', (role) => {
    const names = dutiesOf(role).flatMap(({ handling, statement }) => {
      if (handling.kind === 'not applicable') return handling.unseen ?? []
      return handling.kind === 'wire' ? statement.check : []
    })
    expect(names.filter((name) => !CHECKS[role][name])).toEqual([])
  })

  it('has no check that no statement needs', () => {
    const needed = new Set(CHAPTERS.flatMap(({ statements }) => statements.map(({ check }) => check)))
    const all = new Set([...Object.keys(EDGE_CHECKS), ...Object.keys(HOST_CHECKS)])
    expect([...all].filter((name) => !needed.has(name))).toEqual([])
  })

  it('calls a statement a permission just where it is one', () => {
    for (const { statement, handling } of [...dutiesOf('edge'), ...dutiesOf('host')]) {
      if (handling.kind === 'allowed') expect(statement.level, statement.check).toBe('MAY')
      if (statement.level === 'MAY') expect(['allowed', 'not applicable'], statement.check).toContain(handling.kind)
    }
  })
})
