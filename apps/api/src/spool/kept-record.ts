import { deserialize, serialize } from 'node:v8'
import type { BusEvents } from '../bus'

/** What the store hears of: everything that history is made of. */
export const KEPT_EVENTS = [
  'reading',
  'spindles',
  'gatewayOffline',
  'machineOffline',
  'kpi',
  'staffing',
  'counted',
  'moment',
  'work',
] as const
export type KeptEventName = (typeof KEPT_EVENTS)[number]
export type KeptEvent = { [K in KeptEventName]: { name: K; value: BusEvents[K] } }[KeptEventName]

/** Which gateway, and which of its journals. */
export interface StreamKey {
  mill: string
  gateway: string
  epoch: string
}

/** What became of a position of a gateway's journal. */
export type Fate = 'message' | 'dead' | 'void'

/** Positions of a stream that this record settles; more than one only where they are lost. */
export interface Placed extends StreamKey {
  from: number
  to: number
  /** `dead`: nothing of it could be used; `void`: the gateway does not have it any more. */
  fate: Fate
}

/** One record of the spool: a message with what it says, or what was derived from messages. */
export interface KeptRecord {
  /** Our clock, epoch ms. */
  receivedMs: number
  placed?: Placed
  events: KeptEvent[]
}

const VERSION = 1

/** In the form of V8's structured clone, which newer versions of V8 read, too. */
export const packRecord = (record: KeptRecord): Buffer => serialize({ v: VERSION, ...record })

/** Undefined for bytes that are no record of this version. */
export function unpackRecord(bytes: Uint8Array): KeptRecord | undefined {
  try {
    const record = deserialize(bytes) as KeptRecord & { v: number }
    return record.v === VERSION && Array.isArray(record.events) ? record : undefined
  } catch {
    return undefined
  }
}
