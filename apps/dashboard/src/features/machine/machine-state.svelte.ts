import type { JoinReply, MachineLive } from '@wanding/contracts'
import { MACHINERY_ITEM_STATES, REASON_CODES } from '@wanding/mill'
import { WatchedMachine } from '../../shared/live/watched-machine.svelte'
import { type MachineLook, machineLook } from '../../shared/machines/machine-look'
import type { Session } from '../../shared/session.svelte'

/** The present of one machine with all that it says. */
export class MachineState extends WatchedMachine<'machine'> {
  look = $derived<MachineLook | null>(this.live && lookOf(this.live))

  constructor(session: Session) {
    super(session, 'machine')
  }

  protected override joined(reply: Extract<JoinReply, { ok: true }>): MachineLive | undefined {
    return reply.room === 'machine' ? reply.machine : undefined
  }
}

function lookOf({ kind, online, stale, metrics }: MachineLive): MachineLook {
  const state = MACHINERY_ITEM_STATES.find((word) => word === metrics['machine/state']) ?? null
  const reason = REASON_CODES.find((word) => word === metrics['machine/reason']) ?? null
  return machineLook(kind, { online, stale, state, reason })
}
