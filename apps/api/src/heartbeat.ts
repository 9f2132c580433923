/** What is done in a beat, in turns: between two of them others get theirs. */
export type Turns = Generator<void, void, void>

/**
 * Does something once a period of real time, while it runs. What has much to do for each of many mills gives its turns, so that the
 * messages of one mill do not wait for the figures of all; a beat that falls into the turns of the one before is left out.
 */
export class Heartbeat {
  private timer: NodeJS.Timeout | undefined
  private next: NodeJS.Immediate | undefined

  constructor(
    private readonly periodMs: number,
    private readonly beat: () => Turns | undefined,
  ) {}

  start(): void {
    this.timer ??= setInterval(() => {
      if (!this.next) this.take(this.beat())
    }, this.periodMs)
  }

  stop(): void {
    clearInterval(this.timer)
    clearImmediate(this.next)
    this.timer = undefined
    this.next = undefined
  }

  private take(turns: Turns | undefined): void {
    this.next = undefined
    if (turns && !turns.next().done) this.next = setImmediate(() => this.take(turns))
  }
}

/** All turns of a beat at once. */
export function atOnce(turns: Turns): void {
  for (let turn = turns.next(); !turn.done; ) turn = turns.next()
}
