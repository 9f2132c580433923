import type { Attention } from '@wanding/contracts'

/** Something that is so at this moment; it becomes an item of the list when it stays so for `afterMs` of mill time. */
export interface Condition extends Attention {
  afterMs: number
}

type Details = Partial<Pick<Condition, 'sinceMs' | 'value' | 'limit' | 'afterMs'>>

/** A condition of a machine or gateway; without `sinceMs` it counts from when it was first seen. */
export function condition(
  kind: Attention['kind'],
  machine: string,
  priority: Attention['priority'],
  { sinceMs = null, value = null, limit = null, afterMs = 0 }: Details = {},
): Condition {
  return { key: `${kind}/${machine}`, kind, priority, machine, position: null, sinceMs, value, limit, afterMs }
}
