/** Number of values `seq` and `bdSeq` run through. */
export const SEQ_COUNT = 256

/** 255 is followed by 0. [tck-id-payloads-sequence-num-incrementing] */
export const nextSeq = (seq: number): number => (seq + 1) % SEQ_COUNT

/** How many messages lie from `from` forward to `to`, 0 to 255. */
export const seqDistance = (from: number, to: number): number => (to - from + SEQ_COUNT) % SEQ_COUNT

/** Name of the metric that ties a death to its birth. [tck-id-payloads-nbirth-bdseq] */
export const BD_SEQ = 'bdSeq'
/** Name of the metric that a host writes to ask for all births. [tck-id-operational-behavior-data-commands-rebirth-name] */
export const REBIRTH = 'Node Control/Rebirth'
