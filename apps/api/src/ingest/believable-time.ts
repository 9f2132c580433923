/** No mill of ours spoke before: a clock that says so tells seconds, or was never set (2000-01-01 UTC). */
const EARLIEST_MS = Date.UTC(2000, 0, 1)
/** A mill at 3,600 times real time is here after 17 days; microseconds, and what nanoseconds since 1970 cannot hold, are beyond (2200-01-01 UTC). */
const LATEST_MS = Date.UTC(2200, 0, 1)

/** Whether a time, epoch ms, can be one of a mill: what is not would stand for ever in the store, or move the mill's clock there. */
export const isBelievable = (atMs: number): boolean => atMs >= EARLIEST_MS && atMs < LATEST_MS
