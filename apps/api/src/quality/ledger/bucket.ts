/** A stretch of mill time that counts are kept for. */
export const BUCKET_MS = 300_000

/** What is counted of a ring frame. */
export const COUNTED = {
  runHours: 'spindles/runHours',
  running: 'breaks/running',
  startUp: 'breaks/startUp',
  doffs: 'doff/count',
  byPeople: 'piecing/byPeople',
  byRobot: 'piecing/byRobot',
  downSeconds: 'piecing/downSeconds',
} as const
export type Counted = keyof typeof COUNTED
export const COUNTED_NAMES = Object.keys(COUNTED) as Counted[]

/** What a frame counted in a stretch of time, and how much of it was seen. */
export interface Bucket {
  startMs: number
  watchedMs: number
  counts: Record<Counted, number>
  /** Longest time from a break to its piecing, s. */
  peakRepairS: number
  /** What the frame spun; null where it was not said. */
  lot: string | null
  countNe: number | null
}

export const noCounts = (): Record<Counted, number> => ({
  runHours: 0,
  running: 0,
  startUp: 0,
  doffs: 0,
  byPeople: 0,
  byRobot: 0,
  downSeconds: 0,
})

export const bucketStart = (atMs: number): number => Math.floor(atMs / BUCKET_MS) * BUCKET_MS

/** Sum over buckets that begin in a range. */
export function sumOf(buckets: readonly Bucket[], fromMs: number, toMs: number, only?: (bucket: Bucket) => boolean) {
  const counts = noCounts()
  let watchedMs = 0
  let peakRepairS = 0
  for (const bucket of buckets) {
    if (bucket.startMs < fromMs || bucket.startMs >= toMs || (only && !only(bucket))) continue
    watchedMs += bucket.watchedMs
    peakRepairS = Math.max(peakRepairS, bucket.peakRepairS)
    for (const name of COUNTED_NAMES) counts[name] += bucket.counts[name]
  }
  return { counts, watchedMs, peakRepairS }
}
export type BucketSum = ReturnType<typeof sumOf>
