import { z } from 'zod'
import type { AlarmsNow, AlarmsRevision } from '../alarms'
import type { KpiNow } from '../rest/kpi'
import { SPINDLE_LAYERS, type SpindleLayer } from './spindle-layers'

/**
 * What a client may watch. `mill`, `kpi`, `process`, `alarms` and `work` are one room a mill, `layer` one for each layer of it; `frame` is
 * one room a ring frame, `machine` one a machine.
 */
export const joinRequest = z.discriminatedUnion('room', [
  z.strictObject({ room: z.literal('mill'), mill: z.string().min(1).max(128) }),
  z.strictObject({ room: z.literal('kpi'), mill: z.string().min(1).max(128) }),
  z.strictObject({ room: z.literal('alarms'), mill: z.string().min(1).max(128) }),
  z.strictObject({ room: z.literal('process'), mill: z.string().min(1).max(128) }),
  z.strictObject({ room: z.literal('work'), mill: z.string().min(1).max(128) }),
  z.strictObject({ room: z.literal('layer'), mill: z.string().min(1).max(128), layer: z.enum(SPINDLE_LAYERS) }),
  z.strictObject({ room: z.literal('frame'), mill: z.string().min(1).max(128), machine: z.string().min(1).max(64) }),
  z.strictObject({ room: z.literal('machine'), mill: z.string().min(1).max(128), machine: z.string().min(1).max(64) }),
])
export type JoinRequest = z.infer<typeof joinRequest>

/** The name of a room on the server, the same for join, leave and broadcast. */
export const roomName = (request: JoinRequest): string => {
  const of = 'machine' in request ? request.machine : 'layer' in request ? request.layer : null
  return of === null ? `${request.room}/${request.mill}` : `${request.room}/${request.mill}/${of}`
}

/** What does not change while a frame is online: sent with the snapshot only. */
export interface FrameInfo {
  id: string
  spindles: number
  gateway: string
  zone: string
}

/** The whole mill at a revision. `states` holds one byte a spindle, frames one after another in the order of `frames`. */
export interface MillSnapshot {
  mill: string
  rev: number
  atMs: number
  run: string
  frames: FrameInfo[]
  rows: Uint8Array
  states: Uint8Array
}

/** What changed from revision `rev - 1` to `rev`. A gap in `rev`, or another `run`, asks for a new snapshot. */
export interface MillRevision {
  mill: string
  rev: number
  atMs: number
  run: string
  rows: Uint8Array
  changes: Uint8Array
}

/** The present of one ring frame: every scalar by its catalogue name, speeds and states of its spindles. */
export interface FrameLive {
  mill: string
  machine: string
  atMs: number
  receivedMs: number
  online: boolean
  metrics: Record<string, number | string | boolean | null>
  /** UInt16 little-endian, one per spindle, rpm. */
  rpm: Uint8Array
  states: Uint8Array
}

/** What does not change while a machine is online: sent with the snapshot only. */
export interface ProcessMachine {
  id: string
  kind: string
  gateway: string
  /** The climate zone that it serves or stands in; empty where it says none. */
  zone: string
}

/** Every machine of the process but ring frames, which are in the `mill` room; rows in the order of `machines`. */
export interface ProcessSnapshot {
  mill: string
  rev: number
  atMs: number
  run: string
  machines: ProcessMachine[]
  rows: Uint8Array
}

/** What changed from revision `rev - 1` to `rev`; at most one a second. A gap, or another `run`, asks for a new snapshot. */
export interface ProcessRevision {
  mill: string
  rev: number
  atMs: number
  run: string
  rows: Uint8Array
}

/** One byte a spindle of one layer, frames one after another in the order of the `mill` room. */
export interface LayerSnapshot {
  mill: string
  layer: SpindleLayer
  rev: number
  atMs: number
  run: string
  /** Mill time from which on it is counted; null for what is not counted, or before anything was heard. */
  sinceMs: number | null
  values: Uint8Array
}

/** What changed of a layer, at most once a second, as spindle changes whose state is the layer's byte. */
export interface LayerRevision {
  mill: string
  layer: SpindleLayer
  rev: number
  atMs: number
  run: string
  sinceMs: number | null
  changes: Uint8Array
}

/** Where people and robots were seen at work in the last minutes: all of it, each time it is another. */
export interface WorkSeen {
  mill: string
  atMs: number
  run: string
  /** How far back it reaches, s of mill time. */
  windowS: number
  marks: Uint8Array
}

/** The present of one machine of any kind: every scalar and every short array by its catalogue name. */
export interface MachineLive {
  mill: string
  machine: string
  kind: string
  gateway: string
  /** Mill time of its newest word. */
  atMs: number
  receivedMs: number
  online: boolean
  stale: boolean
  /** Mill time since which it has its reason, or is offline; null while that is not known. */
  sinceMs: number | null
  /** Share of the last hour in which it was executing, %; null while nothing was seen of it. */
  runningPercent: number | null
  metrics: Record<string, number | string | boolean | null>
  arrays: Record<string, readonly number[]>
}

export type JoinReply =
  | { ok: true; room: 'mill'; snapshot: MillSnapshot }
  | { ok: true; room: 'kpi'; kpi: KpiNow }
  | { ok: true; room: 'process'; snapshot: ProcessSnapshot }
  | { ok: true; room: 'layer'; snapshot: LayerSnapshot }
  | { ok: true; room: 'work'; work: WorkSeen }
  | { ok: true; room: 'alarms'; alarms: AlarmsNow }
  | { ok: true; room: 'frame'; frame: FrameLive }
  | { ok: true; room: 'machine'; machine: MachineLive }
  | { ok: false; reason: 'bad-request' | 'unknown-mill' | 'unknown-machine' | 'too-many-rooms' }

/** Server to client. The latest wins: a client that cannot keep up is left out, sees the gap and asks again. */
export interface LiveEvents {
  mill: (revision: MillRevision) => void
  kpi: (kpi: KpiNow) => void
  process: (revision: ProcessRevision) => void
  layer: (revision: LayerRevision) => void
  work: (work: WorkSeen) => void
  /** Reliable, unlike the others: only a client far behind is left out, and sees the gap. */
  alarms: (revision: AlarmsRevision) => void
  frame: (frame: FrameLive) => void
  machine: (machine: MachineLive) => void
}

/** Client to server. */
export interface DashboardEvents {
  join: (request: JoinRequest, reply: (answer: JoinReply) => void) => void
  leave: (request: JoinRequest) => void
}
