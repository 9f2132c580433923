import type { HostEdge } from './host-edge'

/** Edges that may be giving birth at the same time. */
const MOST_AT_ONCE = 16

/**
 * How many edges are asked for their births at a time. Births are the largest messages there are: were a plant of hundreds of edges
 * asked at once, because the host fell behind and lost something of each, it would fall behind further.
 */
export class RebirthQueue {
  readonly #asked = new Map<HostEdge, number>()

  /** `patienceMs` is how long an edge that was asked holds its place. */
  constructor(private readonly patienceMs: number) {}

  /** Whether to ask this edge now; true counts as asked. */
  admits(edge: HostEdge, nowMs: number): boolean {
    if (!edge.rebirth.wanted) return false
    for (const [other, askedMs] of this.#asked) {
      const waitedMs = nowMs < askedMs ? this.patienceMs : nowMs - askedMs
      if (!other.rebirth.wanted || waitedMs >= this.patienceMs) this.#asked.delete(other)
    }
    if (this.#asked.size >= MOST_AT_ONCE && !this.#asked.has(edge)) return false
    if (!edge.rebirth.due(nowMs)) return false
    this.#asked.set(edge, nowMs)
    return true
  }
}
