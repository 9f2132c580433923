import type { StaffResult, StaffTerm } from './staff-case'

/** Where a term stands before or after a change. */
export interface TermState {
  countPerShift: number
  minutesEach: number
  minutesPerShift: number
}

/** What a change does to one term. Before and after are given where the change is one step, not an average over orders. */
export interface TermChange {
  id: string
  unit: string
  roll: number
  per10k: number
  before: TermState | null
  after: TermState | null
}

/** What a change does to one role, term by term; sums exactly. */
export interface RoleChange {
  role: StaffTerm['role']
  roll: number
  per10k: number
  terms: readonly TermChange[]
}

/** One bar of a waterfall: what one thing does to the figure. */
export interface Bar<K extends string = string> {
  key: K
  roll: number
  per10k: number
  /** Roles that it changes, the largest change first. */
  roles: readonly RoleChange[]
}

/** Persons by term, index by index as the terms of the results it was made from. */
export interface TermPersons {
  roll: readonly number[]
  per10k: readonly number[]
}

/** A bar from what each of the `terms` changes by; `step` gives the states before and after where there are such. */
export function barOf<K extends string>(
  key: K,
  terms: readonly StaffTerm[],
  change: TermPersons,
  step?: { before: readonly StaffTerm[]; after: readonly StaffTerm[] },
): Bar<K> {
  const roles = new Map<StaffTerm['role'], TermChange[]>()
  terms.forEach(({ role, id, unit }, i) => {
    const before = step ? stateOf(step.before[i]!) : null
    const after = step ? stateOf(step.after[i]!) : null
    const term = { id, unit, roll: change.roll[i]!, per10k: change.per10k[i]!, before, after }
    if (term.roll === 0 && term.per10k === 0) return
    roles.set(role, [...(roles.get(role) ?? []), term])
  })
  const changes = [...roles].map(([role, terms]): RoleChange => ({ role, ...sumOf(terms), terms }))
  changes.sort((a, b) => Math.abs(b.per10k) - Math.abs(a.per10k))
  return { key, ...sumOf(changes), roles: changes }
}

/** The bar of one step from one result to another. */
export function stepBar<K extends string>(key: K, before: StaffResult, after: StaffResult): Bar<K> {
  const change = (value: (term: StaffTerm) => number) =>
    after.terms.map((term, i) => value(term) - value(before.terms[i]!))
  const persons = { roll: change(({ roll }) => roll), per10k: change(({ per10k }) => per10k) }
  return barOf(key, after.terms, persons, { before: before.terms, after: after.terms })
}

const stateOf = ({ countPerShift, minutesEach, minutesPerShift }: StaffTerm): TermState => ({
  countPerShift,
  minutesEach,
  minutesPerShift,
})

export function sumOf(parts: readonly { roll: number; per10k: number }[]): { roll: number; per10k: number } {
  return parts.reduce((sum, part) => ({ roll: sum.roll + part.roll, per10k: sum.per10k + part.per10k }), {
    roll: 0,
    per10k: 0,
  })
}
