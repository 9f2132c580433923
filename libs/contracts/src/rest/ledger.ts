import { z } from 'zod'

const count = z.number()

/** Where the messages of a gateway are. `produced` is the sum of the five after it, or the books do not balance. */
const messageCounts = {
  /** Positions that the gateway is known to have given in its journals. */
  produced: count,
  /**
   * The store has answered for all rows of it: it has them, or has refused them for good. Refused rows are in the dead letters, and
   * health counts them (`store.dropped`): a row may be of several messages, so they are no messages here.
   */
  stored: count,
  /** Nothing of it could be used: kept aside with the reason. */
  deadLettered: count,
  /** On our disk, on the way to the store. */
  inSpool: count,
  /** In the gateway's journal only, as far as it has told. */
  atGateway: count,
  /** Given up or lost by the gateway before we had it, or lost by our disk before the store had it. */
  lost: count,
  /** Messages that came more than once; they were left out. */
  duplicates: count,
  /** Times that a message came and others before it had not. */
  gaps: count,
  /** Messages that came from their gateway's journal, behind its newest: they were not heard when they were new. */
  resent: count,
  /** Came early and wait for what is missing before them. */
  held: count,
  /** Produced less all the others; anything but 0 is a fault of ours. */
  difference: count,
}

export const gatewayLedger = z.object({ mill: z.string(), gateway: z.string(), ...messageCounts })
export type GatewayLedger = z.infer<typeof gatewayLedger>

/** The books of the telemetry path: what gateways produced and where it is now. */
export const ledger = z.object({
  atMs: z.number(),
  total: z.object(messageCounts),
  gateways: z.array(gatewayLedger),
  spool: z.object({
    bytes: count,
    mostBytes: count,
    /** Records on the way to the store, derived figures included. */
    waiting: count,
    /** Why nothing is taken now; null while all is well. */
    problem: z.string().nullable(),
    /** Records that the disk has damaged. */
    damaged: count,
    /** Times that something could not be taken; what has a position comes again. */
    refused: count,
  }),
  deadLetters: z.object({
    /** Messages, parts of messages and rows that the store refused, since the start. */
    count,
    /** Of these, not written to the file because there were too many at once. */
    unwritten: count,
    file: z.string(),
  }),
  /** Gateways that keep no journal: read, and stored, but without the promise. */
  unjournalled: z.object({ gateways: z.array(z.string()), messages: count, lost: count }),
})
export type Ledger = z.infer<typeof ledger>
