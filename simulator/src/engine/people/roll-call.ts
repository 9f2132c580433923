import { fnv1a, mix32 } from '../kernel/random'
import { Doing, type Mill } from '../kernel/state'
import { crewOf } from './shift-clock'

const UNIT = 1 / 4294967296
/** First and last meal of a shift, as shares of the shift. */
const MEALS_FROM = 0.2
const MEALS_TO = 0.8
const MINUTE_MS = 60_000

/** A crew takes over: who has come, how fast each works, who looks after which frames, and when they eat. */
export function callTheRoll(mill: Mill, atMs: number): void {
  const { actors, people } = mill.state
  const { postFirst, postCount, robotPost } = mill.layout
  for (let post = 0; post < robotPost; post++) {
    const first = postFirst[post]!
    const count = postCount[post]!
    let present = 0
    for (let actor = first; actor < first + count; actor++) {
      // Somebody is always found to hold a post.
      const isLast = actor === first + count - 1 && present === 0
      actors.absent[actor] = !isLast && isAbsent(mill, actor) ? 1 : 0
      actors.pace[actor] = personalPace(mill, actor)
      if (actors.absent[actor] === 0) present += 1
      if (actors.doing[actor] === Doing.nothing && actors.absent[actor]) actors.doing[actor] = Doing.absent
      else if (actors.doing[actor] === Doing.absent && !actors.absent[actor]) actors.doing[actor] = Doing.nothing
    }
    people.absent[post] = count - present
    people.busyMs[post] = 0
    shareFrames(mill, post, present)
    setMeals(mill, post, present, atMs)
  }
  mill.state.mill.wake |= (1 << robotPost) - 1
}

/** Those present look after a stretch of frames each, or several after one. */
export function shareFrames(mill: Mill, post: number, present: number): void {
  const { actors } = mill.state
  const { frames } = mill.layout
  const first = mill.layout.postFirst[post]!
  let i = 0
  for (let actor = first; actor < first + mill.layout.postCount[post]!; actor++) {
    if (actors.absent[actor]) continue
    actors.homeFirst[actor] = present <= frames ? Math.ceil((i * frames) / present) : Math.floor((i * frames) / present)
    actors.homeLast[actor] = present <= frames ? Math.ceil(((i + 1) * frames) / present) - 1 : actors.homeFirst[actor]!
    i += 1
  }
}

/** Meals of a post, one after another through the middle of the shift; those already past are not made up for. */
function setMeals(mill: Mill, post: number, present: number, atMs: number): void {
  const { actors, mill: numbers } = mill.state
  const first = mill.layout.postFirst[post]!
  let i = 0
  for (let actor = first; actor < first + mill.layout.postCount[post]!; actor++) {
    const share = MEALS_FROM + ((MEALS_TO - MEALS_FROM) * (i + 0.5)) / present
    const dueMs = numbers.shiftStartMs + Math.round(mill.derived.shiftMs * share)
    const never = mill.plan.staff.mealMinutes === 0 || dueMs < atMs || actors.absent[actor] === 1
    actors.mealDueMs[actor] = never ? Number.POSITIVE_INFINITY : dueMs
    if (!actors.absent[actor]) i += 1
  }
}

/** How long a meal lasts, ms. */
export const mealMs = ({ plan }: Mill): number => Math.round(plan.staff.mealMinutes * MINUTE_MS)

/** Of those absent, relief workers stand in for most; the others are missing. Each shift draws anew. */
function isAbsent(mill: Mill, actor: number): boolean {
  const { attendance, relief } = mill.plan.staff
  return draw(mill, 'absence', actor, mill.state.mill.shiftNumber) < (1 - attendance) * (1 - relief)
}

/** Skill: a person of each crew has one pace for ever. */
function personalPace(mill: Mill, actor: number): number {
  const { skillSpread } = mill.plan.staff
  return 1 + skillSpread * (2 * draw(mill, 'skill', actor, crewOf(mill, mill.state.mill.shiftNumber)) - 1)
}

/** 0 … 1 for a person by post and number, so that another post or person changes nothing. */
function draw({ plan, layout, state }: Mill, what: string, actor: number, salt: number): number {
  const post = layout.postOf[actor]!
  const name = `${what}/${plan.staff.posts[post]!.id}/${actor - layout.postFirst[post]! + 1}`
  return mix32(fnv1a(name, state.mill.seed ^ 0x811c9dc5) ^ Math.imul(salt + 1, 0x9e3779b1)) * UNIT
}
