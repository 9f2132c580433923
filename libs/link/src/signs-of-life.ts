import type { IClientOptions } from 'mqtt'

type Timer = Exclude<IClientOptions['timerVariant'], string | undefined>

/** mqtt.js pings at the second tick of half a keep-alive, and gives up at the third if no PINGRESP has come. */
const PING_TICK = 2

/**
 * The timer of mqtt.js's keep-alive, for which only a PINGRESP is a sign of life. But that stands behind all the telemetry that
 * a busy receiver has yet to read: whatever has arrived says that the broker lives, and we go on to say that we do.
 */
export class SignsOfLife {
  private arrived = false

  constructor(private readonly ping: () => void) {}

  /** Something has come from the broker. */
  note(): void {
    this.arrived = true
  }

  readonly timer = {
    set: (tick: () => void, everyMs: number): NodeJS.Timeout => {
      let ticks = 0
      return setInterval(() => {
        // After what has come while this program was busy elsewhere has been read.
        setImmediate(() => {
          ticks += 1
          if (ticks > PING_TICK && this.arrived) this.ping()
          else tick()
          // A late answer begins the count anew: with pings a keep-alive apart the broker, which waits one and a half, would
          // hear from us too late.
          if (ticks < PING_TICK) this.ping()
          this.arrived = false
        })
      }, everyMs)
    },
    clear: (timer: NodeJS.Timeout): void => clearInterval(timer),
  } as unknown as Timer
}
