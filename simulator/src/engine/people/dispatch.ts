import { schedule } from '../kernel/calendar'
import { ActorKind } from '../kernel/layout'
import { Doing, type Mill } from '../kernel/state'
import { dispatchCalls } from './dispatch-calls'
import { dispatchTenters } from './dispatch-tenters'
import { giveFitter } from './give-fitter'
import { giveRobot } from './give-robot'
import { mealMs } from './roll-call'
import { shiftOfDay } from './shift-clock'

/** Hands out the work that an event has left, to the posts that it woke. */
export function handOutWork(mill: Mill, atMs: number): void {
  const { wake } = mill.state.mill
  const { robotPost } = mill.layout
  mill.state.mill.wake = 0
  if (wake & (1 << robotPost)) giveAll(mill, robotPost, giveRobot, atMs)
  for (let post = 0; post < robotPost; post++) if (wake & (1 << post)) dispatchPost(mill, post, atMs)
}

/** A person does the tasks of all roles of the post: what the ring room needs first, then what machines have called for. */
function dispatchPost(mill: Mill, post: number, atMs: number): void {
  if (mill.plan.staff.posts[post]!.day && shiftOfDay(mill, mill.state.mill.shiftNumber) !== 0) return
  if (!sendToMeals(mill, post, atMs)) return
  const { postsOfTrade } = mill.layout
  const tents = (postsOfTrade[ActorKind.tenter]! >> post) & 1
  // Who patrols is never free for long; calls are seen to between two sides.
  if (tents && !mill.effects.guided) dispatchCalls(mill, post, atMs)
  if (tents) dispatchTenters(mill, post, atMs)
  dispatchCalls(mill, post, atMs)
  if ((postsOfTrade[ActorKind.fitter]! >> post) & 1) giveAll(mill, post, giveFitter, atMs)
}

/** Who is free and hungry goes to a meal; false when nobody is left. */
function sendToMeals(mill: Mill, post: number, atMs: number): boolean {
  const { actors } = mill.state
  const first = mill.layout.postFirst[post]!
  const end = first + mill.layout.postCount[post]!
  let free = 0
  for (let actor = first; actor < end; actor++) {
    if (actors.doing[actor] !== Doing.nothing) continue
    if (actors.mealDueMs[actor]! > atMs) {
      free += 1
      continue
    }
    actors.mealDueMs[actor] = Number.POSITIVE_INFINITY
    actors.doing[actor] = Doing.meal
    schedule(mill.calendar, mill.layout.slots.actors + actor, atMs + mealMs(mill))
  }
  return free > 0
}

type Give = (mill: Mill, actor: number, atMs: number) => void

function giveAll(mill: Mill, post: number, give: Give, atMs: number): void {
  const first = mill.layout.postFirst[post]!
  const end = first + mill.layout.postCount[post]!
  const { doing } = mill.state.actors
  for (let actor = first; actor < end; actor++) if (doing[actor] === Doing.nothing) give(mill, actor, atMs)
}
