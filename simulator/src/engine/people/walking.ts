import { ActorKind, type ActorKindCode } from '../kernel/layout'
import type { Mill } from '../kernel/state'

/** Frames stand side by side at this pitch, and an aisle runs along their ends [EST]. */
const FRAME_PITCH_M = 3.6
const AISLE_M = 2

/** Metres to walk between two places in the ring room: along the aisle between two frames, or round the nearer end. */
export function walkMetres(
  mill: Mill,
  fromFrame: number,
  fromPosition: number,
  toFrame: number,
  toPosition: number,
): number {
  const half = mill.layout.perFrame >> 1
  const gauge = mill.plan.ringRoom.spindleGaugeMm / 1000
  const length = half * gauge
  const fromSide = fromPosition > half ? 1 : 0
  const toSide = toPosition > half ? 1 : 0
  const from = fromPosition === 0 ? 0 : (fromPosition - 1 - fromSide * half) * gauge
  const to = toPosition === 0 ? 0 : (toPosition - 1 - toSide * half) * gauge
  const aisles = toFrame + toSide - fromFrame - fromSide
  if (aisles === 0) return from > to ? from - to : to - from
  const across = (aisles < 0 ? -aisles : aisles) * FRAME_PITCH_M + AISLE_M
  const near = from + to
  const far = 2 * length - near
  return across + (near < far ? near : far)
}

/** Walking or driving speed, m/ms. */
export function speedOf(mill: Mill, kind: ActorKindCode): number {
  const { robots, tasks } = mill.plan.staff
  const mPerMin = kind === ActorKind.robot ? robots.speedMPerMin : tasks.walkMPerMin * mill.effects.walkFactor
  return mPerMin / 60_000
}

/** Time for an actor to get to a place, ms. */
export function walkMs(mill: Mill, actor: number, kind: ActorKindCode, frame: number, position: number): number {
  const { actors } = mill.state
  return walkMetres(mill, actors.frame[actor]!, actors.position[actor]!, frame, position) / speedOf(mill, kind)
}
