/** Draws from a seed: the same in the same order. */
export class Draw {
  constructor(private state: number) {}

  below(limit: number): number {
    this.state = (Math.imul(this.state ^ (this.state >>> 15), 0x2c1b3c6d) + 0x9e3779b9) | 0
    let mixed = Math.imul(this.state ^ (this.state >>> 12), 0x297a2d39)
    mixed ^= mixed >>> 15
    return ((mixed >>> 0) / 2 ** 32) * limit
  }

  /** A whole number below a limit. */
  whole(limit: number): number {
    return Math.floor(this.below(limit))
  }

  of<T>(list: readonly T[]): T {
    return list[this.whole(list.length)]!
  }

  /** So many of a list, each once, in the order of the list. */
  some<T>(list: readonly T[], count: number): T[] {
    const left = list.map((_, index) => index)
    const drawn = Array.from(
      { length: Math.min(count, list.length) },
      () => left.splice(this.whole(left.length), 1)[0]!,
    )
    return drawn.sort((a, b) => a - b).map((index) => list[index]!)
  }
}

/** On CI always the same; elsewhere another each time, unless it is given. A test that fails says which. */
export const drawnSeed = (given: string | undefined): number =>
  Number(given ?? (process.env.CI ? 1 : Date.now() % 1_000_000))
