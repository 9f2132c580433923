import { MACHINE_KINDS, type MachineKind } from '@wanding/mill'
import type { Mill } from '../kernel/state'

/** Frames stand side by side at this pitch, and an aisle runs along their ends [EST]. */
export const FRAME_PITCH_M = 3.6
const AISLE_M = 2

/** Where the other machines stand: rows along the ring room's main aisle, in order of the flow [EST]. */
interface Row {
  /** Metres from the aisle; the preparation is on one side, winding, packing and plant rooms on the other. */
  awayM: number
  pitchM: number
  /** Machines in a row before the next begins behind it. */
  inRow: number
}
const ROWS: Readonly<Record<MachineKind, Row>> = {
  mill: { awayM: 15, pitchM: 0, inRow: 1 },
  crew: { awayM: 15, pitchM: 0, inRow: 1 },
  'roving-frame': { awayM: 20, pitchM: 6, inRow: 12 },
  'finisher-draw': { awayM: 40, pitchM: 5, inRow: 20 },
  comber: { awayM: 50, pitchM: 6, inRow: 15 },
  'lap-former': { awayM: 70, pitchM: 12, inRow: 8 },
  'breaker-draw': { awayM: 80, pitchM: 5, inRow: 20 },
  card: { awayM: 90, pitchM: 4, inRow: 16 },
  blowroom: { awayM: 115, pitchM: 20, inRow: 4 },
  'ring-frame': { awayM: 0, pitchM: FRAME_PITCH_M, inRow: 1_000_000 },
  winder: { awayM: 6, pitchM: FRAME_PITCH_M, inRow: 1_000_000 },
  packing: { awayM: 30, pitchM: 15, inRow: 8 },
  'air-conditioning': { awayM: 25, pitchM: 35, inRow: 1_000_000 },
  'compressed-air': { awayM: 60, pitchM: 12, inRow: 8 },
  electricity: { awayM: 60, pitchM: 12, inRow: 8 },
  // The charging places of the vehicles, beside the lap formers.
  agv: { awayM: 62, pitchM: 2, inRow: 30 },
  store: { awayM: 45, pitchM: 0, inRow: 1 },
}
const ROW_DEPTH_M = 8
/**
 * Magazine winders stand in a room of their own, side by side, machines of about so many units: the units that wind a frame's cops
 * are a section of one, and the next frame's are beside them (domain 4.4: 40 to 60 spindles are one person's) [EST].
 */
const MAGAZINE_WINDER = { units: 60, unitPitchM: 0.32, pitchM: 4.5 } as const
const WINDER = MACHINE_KINDS.indexOf('winder')
const RING_FRAME = MACHINE_KINDS.indexOf('ring-frame')

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

/** Walking or driving speed of a post, m/ms: the ring room has scooters, the others go on foot. */
export function speedOf(mill: Mill, post: number): number {
  const { layout, plan, effects } = mill
  const { robots, tasks } = plan.staff
  if (post === layout.robotPost) return robots.speedMPerMin / 60_000
  const rides = ((layout.ridingPosts >> post) & 1) === 1
  return (rides ? tasks.walkMPerMin * effects.walkFactor : tasks.footMPerMin) / 60_000
}

/** Time for an actor to get to a place in the ring room, ms. */
export function walkMs(mill: Mill, actor: number, frame: number, position: number): number {
  const { actors } = mill.state
  const speed = speedOf(mill, mill.layout.postOf[actor]!)
  if (actors.at[actor] === RING_FRAME) {
    return walkMetres(mill, actors.frame[actor]!, actors.position[actor]!, frame, position) / speed
  }
  return metresBetween(mill, actors.at[actor]!, actors.frame[actor]!, 0, RING_FRAME, frame, position) / speed
}

/** Time for an actor to get to any machine, ms; `kind` is an index into MACHINE_KINDS. */
export function walkToMs(mill: Mill, actor: number, kind: number, index: number, position: number): number {
  if (kind === RING_FRAME) return walkMs(mill, actor, index, position)
  const { actors } = mill.state
  const from = actors.at[actor] === RING_FRAME ? actors.position[actor]! : 0
  const metres = metresBetween(mill, actors.at[actor]!, actors.frame[actor]!, from, kind, index, 0)
  return metres / speedOf(mill, mill.layout.postOf[actor]!)
}

function metresBetween(
  mill: Mill,
  fromKind: number,
  fromIndex: number,
  fromPosition: number,
  toKind: number,
  toIndex: number,
  toPosition: number,
): number {
  const along = alongM(mill, fromKind, fromIndex) - alongM(mill, toKind, toIndex)
  const from = awayM(mill, fromKind, fromIndex) + depthM(mill, fromPosition)
  const away = from - awayM(mill, toKind, toIndex) - depthM(mill, toPosition)
  return (along < 0 ? -along : along) + (away < 0 ? -away : away)
}

/** Two sides of one aisle belong to frames that are a pitch apart; the millimetre is for rounding. */
const SAME_AISLE_M = FRAME_PITCH_M + 0.001

/**
 * Least time for a way between two places so far along the main aisle, ms. It takes no look at the places themselves, so that of many
 * that wait most can be passed over.
 */
export function leastWalkMs(fromM: number, toM: number, speed: number): number {
  const along = fromM < toM ? toM - fromM : fromM - toM
  return along > SAME_AISLE_M ? (along - SAME_AISLE_M) / speed : 0
}

/** How far along the main aisle an actor stands, m. */
export const standsAlongM = (mill: Mill, actor: number): number =>
  alongM(mill, mill.state.actors.at[actor]!, mill.state.actors.frame[actor]!)

/** How far along the main aisle from the first frame a machine stands, m; `kind` is an index into MACHINE_KINDS. */
export function alongM(mill: Mill, kind: number, index: number): number {
  if (kind === WINDER && !mill.effects.linkWinding)
    return Math.floor(index / sectionsOfMachine(mill)) * MAGAZINE_WINDER.pitchM
  const { pitchM, inRow } = ROWS[MACHINE_KINDS[kind]!]
  return (index % inRow) * pitchM
}

function awayM(mill: Mill, kind: number, index: number): number {
  const { awayM, inRow } = ROWS[MACHINE_KINDS[kind]!]
  if (kind === WINDER && !mill.effects.linkWinding) {
    return awayM + (index % sectionsOfMachine(mill)) * mill.layout.unitsPerWinder * MAGAZINE_WINDER.unitPitchM
  }
  return awayM + Math.floor(index / inRow) * ROW_DEPTH_M
}

/** Frames whose cops one magazine winder takes. */
const sectionsOfMachine = ({ layout }: Mill): number =>
  Math.max(1, Math.floor(MAGAZINE_WINDER.units / layout.unitsPerWinder))

/** How far into the aisle a position of a ring frame lies, m. */
function depthM(mill: Mill, position: number): number {
  if (position === 0) return 0
  const half = mill.layout.perFrame >> 1
  return ((position - 1) % half) * (mill.plan.ringRoom.spindleGaugeMm / 1000)
}

/** Where a machine stands, m: along the main aisle from the first frame, and away from it. */
export function standsAt(mill: Mill, kind: MachineKind, index: number): { x: number; y: number } {
  const code = MACHINE_KINDS.indexOf(kind)
  return { x: alongM(mill, code, index), y: awayM(mill, code, index) }
}
