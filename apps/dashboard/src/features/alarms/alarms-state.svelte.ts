import type { AlarmActionInput, AlarmsNow, AlarmsRevision, AlarmView, PositionLoad } from '@wanding/contracts'
import { Room } from '../../shared/live/room'
import { ApiError } from '../../shared/rest/api-error'
import type { Session } from '../../shared/session.svelte'

const NAME_KEY = 'wanding.operator'

/** The alarm book of a mill as it is told: a snapshot, and the revisions after it. */
export class AlarmsState {
  alarms = $state.raw<readonly AlarmView[]>([])
  load = $state.raw<readonly PositionLoad[]>([])
  journalProblem = $state<string | null>(null)
  loaded = $state(false)
  /** Who acts; remembered in this browser. */
  operator = $state(globalThis.localStorage?.getItem(NAME_KEY) ?? '')
  refused = $state.raw<ApiError | null>(null)
  busy = $state(false)
  #mill = ''
  #run = ''
  #rev = 0

  /** Watches the alarms of a mill. Returns what ends it. */
  watch(session: Session, mill: string): () => void {
    this.#mill = mill
    const room = new Room(
      session.channel,
      { room: 'alarms', mill },
      {
        joined: (reply) => {
          if (reply.room === 'alarms' && !(session.paused && this.loaded)) this.apply(reply.alarms)
        },
      },
    )
    const offs = [
      session.channel.on('alarms', (revision) => {
        if (revision.mill !== mill || session.paused) return
        if (this.revise(revision) === 'gap') room.join()
      }),
      session.onResumed(() => room.join()),
      () => room.stop(),
    ]
    return () => {
      for (const off of offs) off()
    }
  }

  apply(now: AlarmsNow): void {
    this.#mill = now.mill
    this.#run = now.run
    this.#rev = now.rev
    this.alarms = now.alarms
    this.load = now.load
    this.journalProblem = now.journalProblem
    this.loaded = true
  }

  /** Takes the next revision; one that is not the next leaves the book as it is. */
  revise(revision: AlarmsRevision): 'applied' | 'gap' | 'old' {
    if (!this.loaded) return 'gap'
    if (revision.run === this.#run && revision.rev <= this.#rev) return 'old'
    if (revision.run !== this.#run || revision.rev !== this.#rev + 1) return 'gap'
    this.#rev = revision.rev
    this.journalProblem = revision.journalProblem
    if (revision.load) this.load = revision.load
    const touched = new Set([...revision.gone, ...revision.changed.map(({ key }) => key)])
    if (touched.size > 0) {
      this.alarms = [...this.alarms.filter(({ key }) => !touched.has(key)), ...revision.changed]
    }
    return 'applied'
  }

  /** Carries out what the operator does; true when it was done. */
  async act(session: Session, action: AlarmActionInput): Promise<boolean> {
    this.busy = true
    this.refused = null
    try {
      globalThis.localStorage?.setItem(NAME_KEY, action.by)
      const view = await session.api.alarms.act(this.#mill, action)
      this.alarms = [...this.alarms.filter(({ key }) => key !== view.key), ...(view.state === 'normal' ? [] : [view])]
      return true
    } catch (error) {
      this.refused = error instanceof ApiError ? error : new ApiError('answer/unreadable', 0, String(error))
      return false
    } finally {
      this.busy = false
    }
  }
}
