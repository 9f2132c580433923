/** Where the messages of a gateway are. `produced` is the sum of the six after it, or the books do not balance. */
export interface MessageCounts {
  /** Positions that the gateway is known to have given in its journals. */
  produced: number
  /** In the store. */
  stored: number
  /** Nothing of it could be used: kept aside with the reason. */
  deadLettered: number
  /** On our disk, on the way to the store. */
  inSpool: number
  /** In the gateway's journal only, as far as it has told. */
  atGateway: number
  /** Given up or lost by the gateway before we had it. */
  lost: number
}

export interface GatewayLedger extends MessageCounts {
  mill: string
  gateway: string
  /** Messages that came more than once; they were left out. */
  duplicates: number
  /** Came early and wait for what is missing before them. */
  held: number
  /** Produced less all the others; anything but 0 is a fault of ours. */
  difference: number
}

/** The books of the telemetry path: what gateways produced and where it is now. */
export interface Ledger {
  atMs: number
  total: MessageCounts & Pick<GatewayLedger, 'duplicates' | 'held' | 'difference'>
  gateways: GatewayLedger[]
  spool: {
    bytes: number
    mostBytes: number
    /** Records on the way to the store, derived figures included. */
    waiting: number
    /** Why nothing is taken now; null while all is well. */
    problem: string | null
    /** Records that the disk has damaged. */
    damaged: number
    /** Times that something could not be taken; what has a position comes again. */
    refused: number
  }
  deadLetters: {
    /** Messages and parts of messages, since the start. */
    count: number
    /** Of these, not written to the file because there were too many at once. */
    unwritten: number
    file: string
  }
  /** Gateways that keep no journal: read, and stored, but without the promise. */
  unjournalled: { gateways: string[]; messages: number; lost: number }
}
