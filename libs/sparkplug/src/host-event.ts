import type { DataTypeName } from './data-type'
import type { DecodeFault } from './errors'
import type { Metric } from './payload'
import type { Outgoing } from './topic'

/** A received metric with its name and type from the birth, and a time: its own, else the message's, else the host's. */
export interface NamedMetric extends Metric {
  name: string
  datatype: DataTypeName
  timestampMs: number
}

/** Why the host session did not take a message. */
export type RejectCode =
  | DecodeFault
  | 'host/topic'
  | 'host/state'
  | 'host/seq-missing'
  | 'host/seq-range'
  | 'host/seq-repeated'
  | 'host/seq-late'
  | 'host/before-birth'
  | 'host/unknown-metric'
  | 'host/datatype-changed'
  | 'host/alias-reused'
  | 'host/stale-death'
  | 'host/too-many-edges'
  | 'host/too-many-metrics'
  | 'host/too-large'

interface FromNode {
  group: string
  edge: string
  device?: undefined
  /** Time of sending; the host's for messages without one. For `nodeDeath` always the host's. */
  atMs: number
}

interface FromDevice {
  group: string
  edge: string
  device: string
  atMs: number
}

interface WithMetrics {
  metrics: NamedMetric[]
  /** Metrics left out because their datatype is not read here (Templates), or the birth gave them none. */
  unsupported: number
}

/** What the host learned from a message. A `nodeBirth` begins a new session: devices count as unborn until their births. */
export type HostEvent =
  | ({ kind: 'nodeBirth'; bdSeq: number | undefined } & FromNode & WithMetrics)
  | ({ kind: 'deviceBirth' } & FromDevice & WithMetrics)
  | ({ kind: 'nodeData' } & FromNode & WithMetrics)
  | ({ kind: 'deviceData' } & FromDevice & WithMetrics)
  | ({ kind: 'nodeDeath'; devices: string[] } & FromNode)
  | ({ kind: 'deviceDeath' } & FromDevice)
  | { kind: 'gap'; group: string; edge: string; expected: number; got: number }
  | { kind: 'rejected'; topic: string; code: RejectCode; reason: string }
  | { kind: 'hostState'; hostId: string; online: boolean; atMs: number }

/** What came of a call to the host session: events in their order, and messages to publish now. */
export interface HostOutcome {
  events: HostEvent[]
  send: Outgoing[]
}
