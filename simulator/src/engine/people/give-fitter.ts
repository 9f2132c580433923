import { SpindleFlag, SpindleState } from '@wanding/mill'
import type { Mill } from '../kernel/state'
import { flagsOf, frameOf, positionOf, stateOf } from '../ring-room/spindles'
import { shiftOfDay, shiftStartMs } from './shift-clock'
import { taskMs } from './standard-time'
import { walkMs } from './walking'
import { assign, unlistRepair } from './work'

/** Fitters begin nothing this long before their shift ends. */
const LAST_START_MS = 20 * 60_000

/** A fitter works the list on the day shift: spindles that are idle, slip or break too often, the nearest first. */
export function giveFitter(mill: Mill, actor: number, atMs: number): void {
  const { actors, mill: numbers } = mill.state
  const endMs = shiftStartMs(mill, numbers.shiftNumber + 1)
  if (shiftOfDay(mill, numbers.shiftNumber) !== 0 || atMs > endMs - LAST_START_MS) return
  const spindle = nextRepair(mill, actor)
  if (spindle < 0) return
  const { tasks } = mill.plan.staff
  const time = {
    'repair-rogue': tasks.repairRogueS,
    'change-tape': tasks.changeTapeS,
    'repair-idle': tasks.repairIdleS,
  }
  const task = repairOf(mill, spindle)!
  const frame = frameOf(mill, spindle)
  const position = positionOf(mill, spindle)
  actors.step[actor] = 0
  actors.limit[actor] = taskMs(mill, actor, time[task], atMs)
  const walk = walkMs(mill, actor, frame, position)
  assign(mill, actor, { task, frame, position, spindle, walkMs: walk, workMs: 0, dueMs: atMs }, atMs)
}

/** Takes the nearest spindle that still needs a fitter off the list; -1 when there is none. */
function nextRepair(mill: Mill, actor: number): number {
  const { mill: numbers, lists } = mill.state
  while (numbers.repairs > 0) {
    let nearest = 0
    let leastMs = Number.POSITIVE_INFINITY
    for (let place = 0; place < numbers.repairs; place++) {
      const spindle = lists.repairs[place]!
      const walk = walkMs(mill, actor, frameOf(mill, spindle), positionOf(mill, spindle))
      if (walk >= leastMs) continue
      leastMs = walk
      nearest = place
    }
    const spindle = unlistRepair(mill, nearest)
    if (repairOf(mill, spindle) !== undefined) return spindle
  }
  return -1
}

/** What is wrong with a spindle on the list; nothing when it has come right meanwhile. */
function repairOf(mill: Mill, spindle: number): 'repair-rogue' | 'change-tape' | 'repair-idle' | undefined {
  const flags = flagsOf(mill, spindle)
  if (stateOf(mill, spindle) === SpindleState.idle) return 'repair-idle'
  if (flags & SpindleFlag.slip) return 'change-tape'
  return flags & SpindleFlag.rogue ? 'repair-rogue' : undefined
}
