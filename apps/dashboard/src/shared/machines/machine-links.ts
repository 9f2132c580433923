import { MATERIAL_KINDS } from '@wanding/contracts'

interface Named {
  id: string
  kind: string
}

/** The kinds before and after a kind on the material's way, of those that the mill has. */
export function stagesAround(
  kind: string,
  present: ReadonlySet<string>,
): { before: string | null; after: string | null } {
  const way = MATERIAL_KINDS.filter((other) => other === kind || present.has(other))
  const at = (way as readonly string[]).indexOf(kind)
  return at < 0 ? { before: null, after: null } : { before: way[at - 1] ?? null, after: way[at + 1] ?? null }
}

/** The machines before and after one of its kind, in the order of their numbers. */
export function neighbours(id: string, kind: string, machines: readonly Named[]): [Named | null, Named | null] {
  const sisters = machines.filter((machine) => machine.kind === kind)
  const at = sisters.findIndex((machine) => machine.id === id)
  return at < 0 ? [null, null] : [sisters[at - 1] ?? null, sisters[at + 1] ?? null]
}

const numberOf = (id: string): number => Number(/\d+$/.exec(id)?.[0] ?? Number.NaN)

/**
 * The frame that a winder is linked to, or the other way round: of the same number, where there is one of each for each
 * (domain 1.2, link winding); null where the mill has another number of them.
 */
export function linkedOf<T extends { id: string }>(id: string, own: number, others: readonly T[]): T | null {
  if (own !== others.length) return null
  return others.find((other) => numberOf(other.id) === numberOf(id)) ?? null
}
