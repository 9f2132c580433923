import type { FrameLive } from '@wanding/contracts'
import { Room } from '../../shared/live/room'
import type { Session } from '../../shared/session.svelte'

/** The present of one frame with all its spindles, once a second. */
export class FrameState {
  live = $state.raw<FrameLive | null>(null)
  refused = $state(false)
  rpm = $derived(this.live ? speedsOf(this.live.rpm) : new Uint16Array())
  /** Mean of the spindles that turn: the scale against which one is slow. */
  meanRpm = $derived(meanOfTurning(this.rpm))
  readonly #heard = new Set<(live: FrameLive) => void>()

  constructor(private readonly session: Session) {}

  /** Watches a frame. Returns what ends it. */
  watch(mill: string, machine: string): () => void {
    this.live = null
    this.refused = false
    const { session } = this
    const room = new Room(
      session.channel,
      { room: 'frame', mill, machine },
      {
        joined: (reply) => {
          if (reply.room === 'frame') this.#accept(reply.frame)
        },
        refused: (reason) => {
          this.refused = reason === 'unknown-machine'
        },
      },
    )
    const offs = [
      session.channel.on('frame', (frame) => {
        if (frame.mill === mill && frame.machine === machine) this.#accept(frame)
      }),
      session.onResumed(() => room.join()),
      () => room.stop(),
    ]
    return () => {
      for (const off of offs) off()
    }
  }

  /** Calls `listener` with each second that is shown. */
  onHeard(listener: (live: FrameLive) => void): () => void {
    this.#heard.add(listener)
    if (this.live) listener(this.live)
    return () => this.#heard.delete(listener)
  }

  number(metric: string): number | null {
    const value = this.live?.metrics[metric]
    return typeof value === 'number' ? value : null
  }

  text(metric: string): string | null {
    const value = this.live?.metrics[metric]
    return typeof value === 'string' && value !== '' ? value : null
  }

  #accept(live: FrameLive): void {
    if (this.session.paused && this.live) return
    this.refused = false
    this.live = live
    for (const listener of this.#heard) listener(live)
  }
}

/** Little-endian pairs of bytes to speeds, whatever their place in a buffer. */
export function speedsOf(bytes: Uint8Array): Uint16Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return Uint16Array.from({ length: bytes.byteLength >> 1 }, (_, i) => view.getUint16(2 * i, true))
}

/** Mean of all speeds that are not zero; 0 where nothing turns. */
export function meanOfTurning(rpm: Uint16Array): number {
  let sum = 0
  let turning = 0
  for (const speed of rpm) {
    if (speed === 0) continue
    sum += speed
    turning += 1
  }
  return turning === 0 ? 0 : sum / turning
}
