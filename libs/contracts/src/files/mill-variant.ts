import type { MillPlan } from '@wanding/mill'
import type { MillChanges } from '../rest/what-if'

/** A variant that a mill file cannot become; the message names the key and says why. */
export class MillVariantError extends Error {
  readonly code = 'what-if/variant'
}

/** Reads a mill with `path=value` overrides; throws with all problems in its message. */
export type LoadMill = (overrides: readonly string[]) => MillPlan

/** The plan of a mill with changes. `base` are overrides that hold in every variant. Throws what `load` throws, or a MillVariantError. */
export function millVariant(load: LoadMill, base: readonly string[], changes: MillChanges): MillPlan {
  const before = load(base)
  const overrides = overridesOf(changes, before)
  if (overrides.length === 0) return before
  const plan = load([...base, ...overrides])
  // What is installed stays when the flow changes: a faster ring room may want for roving.
  return changes.machines === 'replanned' ? plan : { ...plan, machines: before.machines }
}

/** Index of a post by its own name or by a role that it does. Throws a MillVariantError that names those there are. */
export function postIndex({ staff }: MillPlan, name: string): number {
  const at = staff.posts.findIndex(({ id, roles }) => id === name || (roles as string[]).includes(name))
  if (at >= 0) return at
  const known = staff.posts.map(({ id }) => id).join(', ')
  throw new MillVariantError(`persons.${name}: there is no such post or role; posts are ${known}`)
}

function overridesOf(changes: MillChanges, plan: MillPlan): string[] {
  const set: string[] = []
  const put = (path: string, value: number | string | undefined) => {
    if (value !== undefined) set.push(`${path}=${value}`)
  }
  for (const [name, persons] of Object.entries(changes.persons ?? {})) {
    put(`staff.posts.${postIndex(plan, name)}.persons`, persons)
  }
  put('measures', changes.measures && `[${changes.measures.join(', ')}]`)
  put('spinPlan.spindleSpeedRpm', changes.spindleSpeedRpm)
  put('spinPlan.countNe', changes.countNe)
  put('spinPlan.twistMultiplier', changes.twistMultiplier)
  const { ratePerSpindleHour } = plan.ringRoom.breaks
  put('ringRoom.breaks.ratePerSpindleHour', changes.breakFactor && ratePerSpindleHour * changes.breakFactor)
  put('ringRoom.breaks.startUpShare', changes.startUpShare)
  put('staff.dispatch', changes.dispatch)
  put('staff.pooling', changes.pooling)
  put('staff.robots.count', changes.robots)
  return set
}
