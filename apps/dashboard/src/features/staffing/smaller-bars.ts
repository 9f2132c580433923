import type { RoleChange } from '@wanding/contracts'

/** The bar that holds all that are too small to be read one by one. */
export const SMALLER = 'smaller'
/** Persons per 10,000 spindles; half of the last digit that is shown. */
const SMALL = 0.005

interface Bar<Key> {
  key: Key
  roll: number
  per10k: number
  roles: readonly RoleChange[]
}

/** The bars with the small ones in one, at the end; the sum stays what it was. */
export function withSmaller<Key extends string>(bars: readonly Bar<Key>[]): Bar<Key | typeof SMALLER>[] {
  const small = bars.filter(({ per10k }) => Math.abs(per10k) < SMALL)
  if (small.length < 2) return [...bars]
  const roles = new Map<RoleChange['role'], RoleChange>()
  for (const change of small.flatMap((bar) => bar.roles)) {
    const known = roles.get(change.role)
    roles.set(change.role, known ? merged(known, change) : change)
  }
  const sum = (value: (bar: Bar<Key>) => number) => small.reduce((total, bar) => total + value(bar), 0)
  const rest = {
    key: SMALLER,
    roll: sum(({ roll }) => roll),
    per10k: sum(({ per10k }) => per10k),
    roles: [...roles.values()],
  }
  return [...bars.filter((bar) => !small.includes(bar)), rest] as Bar<Key | typeof SMALLER>[]
}

/** A term that several bars change is one line: states before and after are those of the whole change. */
function merged(a: RoleChange, b: RoleChange): RoleChange {
  const terms = new Map(a.terms.map((term) => [term.id, term]))
  for (const term of b.terms) {
    const known = terms.get(term.id)
    terms.set(term.id, known ? { ...known, roll: known.roll + term.roll, per10k: known.per10k + term.per10k } : term)
  }
  return { role: a.role, roll: a.roll + b.roll, per10k: a.per10k + b.per10k, terms: [...terms.values()] }
}
