/** Does something once a period of real time, while it runs. */
export class Heartbeat {
  private timer: NodeJS.Timeout | undefined

  constructor(
    private readonly periodMs: number,
    private readonly beat: () => void,
  ) {}

  start(): void {
    this.timer ??= setInterval(this.beat, this.periodMs)
  }

  stop(): void {
    clearInterval(this.timer)
    this.timer = undefined
  }
}
