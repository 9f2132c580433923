import { schedule } from '../kernel/calendar'
import { Doing, type Mill, Phase } from '../kernel/state'
import { tryDoff } from '../ring-room/frames'
import { closeCall, nextAutomatic, placeOfCall, scheduleAutomatic, taskOfCall } from './calls'
import { served } from './served'
import { release, reportDone } from './work'

/** Somebody is through with a call, or has come to a doff. */
export function finishCall(mill: Mill, actor: number, atMs: number): void {
  const { actors } = mill.state
  const entry = actors.call[actor]!
  const task = taskOfCall(mill, entry)
  if (task === 'attend-doff' && !finishAttendance(mill, actor, atMs)) return
  const place = placeOfCall(mill, entry)
  if (task !== 'attend-doff') reportDone(mill, actor, atMs)
  actors.call[actor] = 0
  const valid = closeCall(mill, entry)
  release(mill, actor)
  if (valid) served(mill, task, place, atMs)
}

/** False while the attendant stays at the frame. */
function finishAttendance(mill: Mill, actor: number, atMs: number): boolean {
  const { actors, frames } = mill.state
  const frame = actors.frame[actor]!
  if (actors.step[actor] === 1) {
    actors.workMs[actor]! += actors.limit[actor]!
    reportDone(mill, actor, atMs)
    return true
  }
  if (frames.calledMs[frame] === 0) {
    // The frame has failed meanwhile; it calls again when its cops are full.
    frames.attendant[frame] = -1
    return true
  }
  actors.doing[actor] = Doing.waitingAtFrame
  schedule(mill.calendar, mill.layout.slots.actors + actor, Number.POSITIVE_INFINITY)
  if (frames.phase[frame] === Phase.waitingForDoffer) tryDoff(mill, frame, atMs)
  return false
}

/** Machines have finished what they see to themselves. */
export function onServed(mill: Mill, atMs: number): void {
  for (let entry = nextAutomatic(mill, atMs); entry !== 0; entry = nextAutomatic(mill, atMs)) {
    const task = taskOfCall(mill, entry)
    const place = placeOfCall(mill, entry)
    closeCall(mill, entry)
    served(mill, task, place, atMs)
  }
  scheduleAutomatic(mill)
}
