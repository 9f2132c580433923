import type { FrameLive, JoinReply } from '@wanding/contracts'
import { WatchedMachine } from '../../shared/live/watched-machine.svelte'
import type { Session } from '../../shared/session.svelte'

/** The present of one frame with all its spindles, once a second. */
export class FrameState extends WatchedMachine<'frame'> {
  rpm = $derived(this.live ? speedsOf(this.live.rpm) : new Uint16Array())
  /** Mean of the spindles that turn: the scale against which one is slow. */
  meanRpm = $derived(meanOfTurning(this.rpm))

  constructor(session: Session) {
    super(session, 'frame')
  }

  protected override joined(reply: Extract<JoinReply, { ok: true }>): FrameLive | undefined {
    return reply.room === 'frame' ? reply.frame : undefined
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
