import { Transform, type TransformCallback } from 'node:stream'

/** What is done to bytes under way. */
export interface LineFault {
  /** They arrive so much later. */
  delayMs?: number
  /** They arrive at this rate in each direction. */
  bytesPerSecond?: number
  /** After so many of a connection, of both directions together, it is cut with a TCP reset, wherever in a message that is. */
  cutAfterBytes?: number
  /** One bit of each n-th byte arrives turned. */
  flipEveryBytes?: number
}

/** What a slow line delivers at once. */
const SLICES_A_SECOND = 20
const ARRIVES_WITHIN_MS = 20

/** One direction of a connection, from one socket to the other; in order whatever is done to it. */
export class FaultLine extends Transform {
  /** What is on its way, with its time; a timer for each takes the first. */
  private readonly underWay: { bytes: Buffer; taken?: TransformCallback }[] = []
  private lastDueMs = 0

  constructor(
    private readonly fault: () => LineFault | undefined,
    /** Counts bytes of the connection, and gives how many came before them. */
    private readonly count: (bytes: number) => number,
    private readonly cut: () => void,
  ) {
    super()
  }

  override _transform(chunk: Buffer, _: string, taken: TransformCallback): void {
    const { delayMs = 0, bytesPerSecond, cutAfterBytes, flipEveryBytes } = this.fault() ?? {}
    const before = this.count(chunk.length)
    if (cutAfterBytes !== undefined && before + chunk.length >= cutAfterBytes) {
      const bytes = chunk.subarray(0, Math.max(0, cutAfterBytes - before))
      // A reset takes with it what is not sent yet.
      this.send({ bytes, taken: () => setTimeout(this.cut, ARRIVES_WITHIN_MS) }, 0)
    } else if (bytesPerSecond !== undefined) {
      const most = Math.max(1, Math.floor(bytesPerSecond / SLICES_A_SECOND))
      for (let at = 0; at < chunk.length; at += most) {
        const bytes = chunk.subarray(at, at + most)
        const isLast = at + most >= chunk.length
        // Who sends faster than this waits, as on any line.
        this.send({ bytes, ...(isLast && { taken }) }, (bytes.length / bytesPerSecond) * 1000, this.lastDueMs)
      }
    } else {
      const bytes = flipEveryBytes === undefined ? chunk : flipped(chunk, before, flipEveryBytes)
      this.send({ bytes }, delayMs)
      taken()
    }
  }

  override _flush(done: TransformCallback): void {
    this.send({ bytes: Buffer.alloc(0), taken: done }, 0)
  }

  private send(one: { bytes: Buffer; taken?: TransformCallback }, ms: number, fromMs = 0): void {
    const nowMs = performance.now()
    this.lastDueMs = Math.max(this.lastDueMs, Math.max(nowMs, fromMs) + ms)
    this.underWay.push(one)
    if (this.underWay.length === 1 && this.lastDueMs <= nowMs) this.deliver()
    else setTimeout(() => this.deliver(), this.lastDueMs - nowMs).unref()
  }

  private deliver(): void {
    const { bytes, taken } = this.underWay.shift()!
    if (this.destroyed) return
    if (bytes.length > 0) this.push(bytes)
    taken?.()
  }
}

function flipped(chunk: Buffer, before: number, every: number): Buffer {
  const bytes = Buffer.from(chunk)
  for (let at = every - 1 - (before % every); at < bytes.length; at += every) bytes[at]! ^= 1 << ((before + at) & 7)
  return bytes
}
