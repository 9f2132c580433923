import { decodeWorkMarks, type WorkMark, type WorkSeen } from '@wanding/contracts'
import type { LiveSource } from './live-source'
import { watchRoom } from './watch-room'

/** Where people and robots were seen at work lately. */
export class WorkState {
  marks = $state.raw<readonly WorkMark[]>([])
  /** How far back it reaches, s of mill time; null before anything came. */
  windowS = $state<number | null>(null)

  /** Watches the work in a mill. Returns what ends it. */
  watch(source: LiveSource, mill: string): () => void {
    const take = (work: WorkSeen) => {
      this.marks = decodeWorkMarks(work.marks)
      this.windowS = work.windowS
      return 'applied' as const
    }
    const off = watchRoom(
      source,
      { room: 'work', mill },
      { loaded: () => this.windowS !== null, joined: ({ work }) => take(work), heard: take },
    )
    return () => {
      off()
      this.marks = []
      this.windowS = null
    }
  }
}
