/** Ends that come at a steady rate to c tenters: the limit of very many spindles of which hardly any is down (domain 5.1). */
export interface OpenQueue {
  /** Mean number of tenters at work, Erlang. */
  offeredErlang: number
  /** Share of their time that the tenters are at work; 1 and more means that the queue grows without end. */
  utilisation: number
  /** Share of the ends that find everybody busy (Erlang C). */
  waitingShare: number
  /** Mean time until somebody sets out for the end, s; Infinity for a queue that grows without end. */
  waitS: number
}

const SECONDS_PER_HOUR = 3600

/** M/M/c: ends per hour, mean time for one end s, and so many tenters who help one another everywhere (domain 5.3, pooling). */
export function openQueue(queue: { endsPerHour: number; serviceS: number; tenters: number }): OpenQueue {
  const { endsPerHour, serviceS, tenters } = queue
  const offeredErlang = (endsPerHour * serviceS) / SECONDS_PER_HOUR
  const utilisation = offeredErlang / tenters
  if (utilisation >= 1) return { offeredErlang, utilisation, waitingShare: 1, waitS: Number.POSITIVE_INFINITY }
  // Erlang B by its recursion, and C from B: no factorials, so any number of tenters.
  let blocked = 1
  for (let c = 1; c <= tenters; c++) blocked = (offeredErlang * blocked) / (c + offeredErlang * blocked)
  const waitingShare = blocked / (1 - utilisation * (1 - blocked))
  return { offeredErlang, utilisation, waitingShare, waitS: (waitingShare * serviceS) / (tenters - offeredErlang) }
}
