import { type LiveEvents, type MachineLive, type ProcessSnapshot, roomName } from '@wanding/contracts'
import type { MillTwin, TwinService } from '../twin'
import { machineLiveOf, ProcessFeed, type SinceOf, type TimesOf } from './process-feed'

/** How the rooms reach their watchers; the gateway leaves out those who are behind. */
export interface Watchers {
  /** Names of the rooms in which somebody is. */
  rooms(): Iterable<string>
  send<E extends 'process' | 'machine'>(room: string, event: E, payload: Parameters<LiveEvents[E]>[0]): void
}

/**
 * The rooms of the process and of single machines: at most one message a room and second, nothing for a room in which nobody
 * is. A second is short against the times in which these machines change (domain 1.4).
 */
export class ProcessRooms {
  private readonly feeds = new Map<string, ProcessFeed>()
  /** What was last sent to a machine's room: mill time, reach and age. */
  private readonly sent = new Map<string, string>()

  constructor(
    private readonly twins: Pick<TwinService, 'mill' | 'mills'>,
    private readonly times: { times: TimesOf; sinceMs: SinceOf },
    private readonly watchers: Watchers,
  ) {}

  /** What a new watcher begins with; those before him get first what leads up to it. */
  snapshot(twin: MillTwin, nowMs: number): ProcessSnapshot {
    this.sendRevision(twin, nowMs)
    return this.feedOf(twin).snapshot()
  }

  /** The present of a machine; undefined where there is none of this name. */
  machine(twin: MillTwin, id: string, nowMs: number): MachineLive | undefined {
    const machine = twin.machines.get(id)
    return machine && machineLiveOf(twin, machine, (mill, name) => this.times.times(mill, name), nowMs)
  }

  tick(nowMs: number): void {
    const watched = new Set(this.watchers.rooms())
    for (const id of this.twins.mills()) {
      const twin = this.twins.mill(id)!
      if (watched.has(roomName({ room: 'process', mill: id }))) this.sendRevision(twin, nowMs)
      const prefix = roomName({ room: 'machine', mill: id, machine: '' })
      for (const room of watched)
        if (room.startsWith(prefix)) this.sendMachine(twin, room, room.slice(prefix.length), nowMs)
    }
    for (const room of this.sent.keys()) if (!watched.has(room)) this.sent.delete(room)
  }

  private sendRevision(twin: MillTwin, nowMs: number): void {
    const revision = this.feedOf(twin).revision(nowMs)
    if (revision) this.watchers.send(roomName({ room: 'process', mill: twin.id }), 'process', revision)
  }

  private sendMachine(twin: MillTwin, room: string, id: string, nowMs: number): void {
    const machine = this.machine(twin, id, nowMs)
    if (!machine) return
    const state = [machine.receivedMs, machine.online, machine.stale].join()
    if (this.sent.get(room) === state) return
    this.sent.set(room, state)
    this.watchers.send(room, 'machine', machine)
  }

  private feedOf(twin: MillTwin): ProcessFeed {
    const known = this.feeds.get(twin.id)
    if (known) return known
    const feed = new ProcessFeed(twin, (mill, name) => this.times.sinceMs(mill, name))
    this.feeds.set(twin.id, feed)
    return feed
  }
}
