import { decodeWorkMarks, type WorkMark, type WorkSeen } from '@wanding/contracts'
import type { Session } from '../session.svelte'
import { Room } from './room'

/** Where people and robots were seen at work lately. */
export class WorkState {
  marks = $state.raw<readonly WorkMark[]>([])
  /** How far back it reaches, s of mill time; null before anything came. */
  windowS = $state<number | null>(null)

  /** Watches the work in a mill. Returns what ends it. */
  watch(session: Session, mill: string): () => void {
    const take = (work: WorkSeen) => {
      if (session.paused && this.windowS !== null) return
      this.marks = decodeWorkMarks(work.marks)
      this.windowS = work.windowS
    }
    const room = new Room(
      session.channel,
      { room: 'work', mill },
      {
        joined: (reply) => {
          if (reply.room === 'work') take(reply.work)
        },
      },
    )
    const offs = [
      session.channel.on('work', (work) => {
        if (work.mill === mill) take(work)
      }),
      session.onResumed(() => room.join()),
      () => room.stop(),
    ]
    return () => {
      for (const off of offs) off()
      this.marks = []
      this.windowS = null
    }
  }
}
