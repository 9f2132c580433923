import { SpindleState } from '@wanding/mill'
import type { Mill } from '../kernel/state'
import { stateOf } from '../ring-room/spindles'
import { taskMs } from './standard-time'

/** What has to be done at a spindle without an end, and how long it takes. */
export function endWork(
  mill: Mill,
  actor: number,
  spindle: number,
  atMs: number,
): { task: 'piece' | 'clear-lap' | 'creel'; workMs: number } {
  const { tasks } = mill.plan.staff
  const piece = taskMs(mill, actor, tasks.pieceS, atMs)
  if (stateOf(mill, spindle) === SpindleState.noRoving) {
    return { task: 'creel', workMs: piece + taskMs(mill, actor, tasks.creelS, atMs) * mill.effects.creelFactor }
  }
  if (mill.state.spindles.lapped[spindle]) return { task: 'clear-lap', workMs: taskMs(mill, actor, tasks.lapS, atMs) }
  return { task: 'piece', workMs: piece }
}
