import { ActorKind, FrameStream } from '../kernel/layout'
import { nextBetween } from '../kernel/random'
import { frameStream, type Mill, Phase } from '../kernel/state'
import { matchFrames } from './match-frames'
import { walkMs } from './walking'
import { assign } from './work'

const MINUTE_MS = 60_000

/** Mechanics go to frames that have failed, or whose doffers have. */
export function dispatchMechanics(mill: Mill, atMs: number): void {
  const kind = ActorKind.mechanic
  const take = (actor: number, frame: number) => repair(mill, actor, frame, atMs)
  matchFrames(mill, { kind, dueMs: mill.state.frames.mechanicDueMs, take }, atMs)
}

function repair(mill: Mill, actor: number, frame: number, atMs: number): void {
  const { frames, kernel } = mill.state
  const atDoffer = frames.phase[frame] === Phase.dofferFault
  const { doff, stopMinutes } = mill.plan.ringRoom
  const stream = frameStream(mill, frame, FrameStream.stops)
  const minutes = nextBetween(kernel.streams, stream, atDoffer ? doff.faultMinutes : stopMinutes)
  const work = {
    task: atDoffer ? 'repair-doffer' : 'repair-frame',
    frame,
    position: 0,
    spindle: -1,
    walkMs: walkMs(mill, actor, ActorKind.mechanic, frame, 0),
    workMs: minutes * MINUTE_MS,
    dueMs: frames.mechanicDueMs[frame]!,
  } as const
  assign(mill, actor, work, atMs)
  frames.mechanicDueMs[frame] = 0
}
