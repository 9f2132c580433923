import type { AlarmsRevision, Attention, KpiNow, StaffingNow } from '@wanding/contracts'
import type { MachineKind } from '@wanding/mill'

/** Which gateway of which mill. */
export interface GatewayRef {
  mill: string
  gateway: string
}

/** Which machine, behind which gateway, of which mill. */
export interface MachineRef extends GatewayRef {
  machine: string
}

/** Where a message stands in time: mill clock, our clock, and the run it belongs to. */
export interface Stamp {
  /** Mill time of the message, epoch ms. */
  atMs: number
  /** Our clock when it arrived, epoch ms. */
  receivedMs: number
  /** Run id of the gateway's birth; `live` for a mill on the real clock. */
  run: string
  /** True for data that a gateway had stored and sent later: kept, but never shown as the present. */
  historical: boolean
}

export type ScalarValue = number | string | boolean | null

/** The scalars of one message: only what changed, by catalogue name. */
export interface MachineReading extends MachineRef, Stamp {
  kind: MachineKind | string
  /** True for the full set that a birth carries. */
  birth: boolean
  values: ReadonlyMap<string, ScalarValue>
  /** Arrays of the machine's positions other than spindles: units of a winder, heads of a comber. */
  arrays?: ReadonlyMap<string, readonly number[]>
}

export interface SpindleTransition {
  /** 1-based. */
  position: number
  /** State byte: low nibble state, high nibble flags. */
  state: number
  atMs: number
}

/** The spindles of one frame in one message; each part is there only when it was sent. */
export interface SpindleReading extends MachineRef, Stamp {
  states?: Uint8Array
  rpm?: Uint16Array
  transitions?: readonly SpindleTransition[]
}

export interface GatewayEvent {
  mill: string
  gateway: string
  run: string
  atMs: number
  receivedMs: number
  /** What it says of its journal, when it says so: whether that takes nothing, so that machines are not read. */
  journalBlocked?: boolean
}

export interface MachineOffline extends MachineRef {
  atMs: number
  receivedMs: number
}

/** What a mill did since this was last said of it, and how it was manned, as named numbers (kpi/work-record.ts). */
export interface WorkCounted {
  mill: string
  run: string
  /** Mill time up to which it was counted. */
  atMs: number
  values: ReadonlyMap<string, number>
}

/** What machines did, summed by slots of mill time, since this was last said of them: parts that add up (kpi/tally). */
export interface Counted {
  mill: string
  run: string
  sums: readonly {
    /** `<machine>/<quantity>`. */
    name: string
    /** Mill time within the slot; no two parts of one sum have the same. */
    atMs: number
    /** Begin of the slot. */
    slotMs: number
    amount: number
  }[]
}

/** The whole mill at a moment, or what changed up to it, packed to be kept (past/). */
export interface MomentRecorded {
  mill: string
  run: string
  kind: 'picture' | 'step' | 'anomaly'
  /** Mill time; each kind has a time once in a run. */
  atMs: number
  data: Uint8Array
}

/** What stands in a mill's alarm book, ranked, and how much of it waits for an acknowledgement. */
export interface AttentionNow {
  mill: string
  run: string
  items: Attention[]
  unacknowledged: number
}

/** All that modules say to each other. `ingest` announces the first block and knows nobody who listens. */
export interface BusEvents {
  reading: MachineReading
  spindles: SpindleReading
  gatewayOnline: GatewayEvent
  gatewayOffline: GatewayEvent
  /** A gateway said something of itself: it is there, though its machines may be quiet. */
  gatewayAlive: GatewayEvent
  machineOffline: MachineOffline
  /** Our own connection to the broker. */
  broker: { connected: boolean; atMs: number }

  /** Figures of a mill, each second. */
  kpi: KpiNow
  /** Work of a mill, each ten seconds of mill time, or each real second where that is longer. */
  work: WorkCounted
  /** What a mill's machines did, each slot of mill time; late data in later ones. */
  counted: Counted
  /** The whole mill, to be kept: a picture each minute of mill time, steps as they come. */
  moment: MomentRecorded
  /** Alarms that stand in a mill, each second. */
  attention: AttentionNow
  /** Alarms of a mill that changed, when they change. */
  alarms: AlarmsRevision
  /** Staffing of a mill, each ten seconds of real time. */
  staffing: StaffingNow
}
