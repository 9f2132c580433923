import type { JoinReply, JoinRequest, LiveEvents } from '@wanding/contracts'
import type { LiveSource } from './live-source'
import type { Applied } from './revisions'
import { Room } from './room'

type MillRoom = 'process' | 'layer' | 'work' | 'alarms'
type RequestOf<R extends MillRoom> = JoinRequest & { room: R }
type ReplyOf<R extends MillRoom> = Extract<JoinReply, { ok: true; room: R }>
type MessageOf<R extends MillRoom> = Parameters<LiveEvents[R]>[0]

/** What a state makes of its room. */
export interface RoomState<R extends MillRoom> {
  /** Something is shown, which stays while the reader holds the picture. */
  loaded: () => boolean
  joined: (reply: ReplyOf<R>) => void
  /** Takes a message; after a gap the room is asked for the whole anew. */
  heard: (message: MessageOf<R>) => Applied
}

/** Keeps a state in step with its room: the whole at each join, then message by message. Returns what ends it. */
export function watchRoom<R extends MillRoom>(source: LiveSource, request: RequestOf<R>, state: RoomState<R>) {
  const holds = () => source.paused && state.loaded()
  const room = new Room(source.channel, request, {
    joined: (reply) => {
      if (reply.room === request.room && !holds()) state.joined(reply as ReplyOf<R>)
    },
  })
  const hear = (message: MessageOf<R>) => {
    if (message.mill === request.mill && !holds() && state.heard(message) === 'gap') room.join()
  }
  const offs = [
    source.channel.on(request.room, hear as LiveEvents[R]),
    source.onResumed(() => room.join()),
    () => room.stop(),
  ]
  return (): void => {
    for (const off of offs) off()
  }
}
