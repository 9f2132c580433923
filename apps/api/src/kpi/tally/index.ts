export { type Doing, MachineTally } from './machine-tally'
export { MillTally } from './mill-tally'
export { SLOT_MS, type SlotSum, SlotSums } from './slot-sums'
