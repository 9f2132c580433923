const MINUTE_MS = 60_000
/** Mill time after which the bytes of an hour can be told from what was written. */
const LEAST_MS = 10 * MINUTE_MS
/** Of the room for both, what moments of the whole mill may take at most; the flight recorder has the rest. */
const MOMENTS_SHARE = 0.5

export type Bulky = 'seconds' | 'moments'
/** How far back each is kept, ms of the mill's clock. */
export type Ages = Readonly<Record<Bulky, number>>

/**
 * Tells how far back the flight recorder and the moments of a mill may reach, so that together they stay within a size: by what
 * they grow in the mill's time since the program began. It holds after a restart, too, without counting what is stored.
 */
export class SizeWindow {
  private readonly bytes = { seconds: 0, moments: 0 }
  private passedMs = 0

  constructor(private readonly mostBytes: number) {}

  /** Takes what was handed to the store while so much of the mill's time passed. */
  wrote(passedMs: number, bytes: Readonly<Record<Bulky, number>>): void {
    this.passedMs += Math.max(0, passedMs)
    this.bytes.seconds += bytes.seconds
    this.bytes.moments += bytes.moments
  }

  /** The ages by time, or less where those would take too much. */
  ages(most: Ages): Ages {
    const { passedMs } = this
    if (passedMs < LEAST_MS) return most
    const moments = Math.min(most.moments, within(MOMENTS_SHARE * this.mostBytes, this.bytes.moments, passedMs))
    const left = this.mostBytes - (moments * this.bytes.moments) / passedMs
    return { moments, seconds: Math.min(most.seconds, within(left, this.bytes.seconds, passedMs)) }
  }
}

const within = (room: number, bytes: number, passedMs: number): number =>
  bytes > 0 ? (room * passedMs) / bytes : Number.POSITIVE_INFINITY
