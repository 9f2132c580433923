/** What a list is ordered by; null where it is not known. */
export type OrderKey = number | string | null

const byText = new Intl.Collator(undefined, { numeric: true })

const compare = (a: number | string, b: number | string): number =>
  typeof a === 'number' && typeof b === 'number' ? a - b : byText.compare(String(a), String(b))

/** A list in the order of a key, equals as `tie` says. Unknown is neither most nor least: it comes last either way. */
export function inOrder<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => OrderKey,
  descending: boolean,
  tie: (a: Item, b: Item) => number,
): Item[] {
  const direction = descending ? -1 : 1
  return [...items].sort((a, b) => {
    const one = keyOf(a)
    const other = keyOf(b)
    if (one === null || other === null) return Number(one === null) - Number(other === null) || tie(a, b)
    return direction * compare(one, other) || tie(a, b)
  })
}
