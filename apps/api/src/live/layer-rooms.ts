import {
  encodeWorkMarks,
  type LayerSnapshot,
  type LiveEvents,
  roomName,
  SPINDLE_LAYERS,
  type SpindleLayer,
  type WorkMark,
  type WorkSeen,
} from '@wanding/contracts'
import { type MillTwin, type TwinService, WORK_WINDOW_MS } from '../twin'
import { asBytes } from './as-bytes'
import { LayerFeed } from './layer-feed'

/** How the rooms reach their watchers; the gateway leaves out those who are behind. */
export interface LayerWatchers {
  has(room: string): boolean
  send<E extends 'layer' | 'work'>(room: string, event: E, payload: Parameters<LiveEvents[E]>[0]): void
}

/**
 * The rooms of what the map can show beside the state of its spindles: at most one message a room and second, encoded once,
 * and neither message nor comparison for a room in which nobody is.
 */
export class LayerRooms {
  private readonly feeds = new Map<string, LayerFeed>()
  /** Marks that were last sent to a room. */
  private readonly sent = new Map<string, Uint8Array>()

  constructor(
    private readonly twins: Pick<TwinService, 'mill' | 'mills'>,
    private readonly watchers: LayerWatchers,
  ) {}

  /** What a new watcher begins with; those before him get first what leads up to it. */
  snapshot(twin: MillTwin, layer: SpindleLayer): LayerSnapshot {
    this.sendRevision(twin, layer)
    return this.feedOf(twin, layer).snapshot()
  }

  work(twin: MillTwin): WorkSeen {
    const marks = twin.workTrail.recent(twin.atMs).flatMap(({ machine, position, kind, atMs }): WorkMark[] => {
      const frame = twin.frameIndexOf(machine)
      return frame === undefined ? [] : [{ frame, position, kind, ageS: (twin.atMs - atMs) / 1000 }]
    })
    return {
      mill: twin.id,
      atMs: twin.atMs,
      run: twin.run,
      windowS: WORK_WINDOW_MS / 1000,
      marks: asBytes(encodeWorkMarks(marks)),
    }
  }

  tick(): void {
    for (const mill of this.twins.mills()) {
      const twin = this.twins.mill(mill)!
      for (const layer of SPINDLE_LAYERS) {
        if (this.watchers.has(roomName({ room: 'layer', mill, layer }))) this.sendRevision(twin, layer)
        // Nobody compares with a feed that nobody watches; the next watcher begins with a new snapshot.
        else this.feeds.delete(keyOf(mill, layer))
      }
      this.sendWork(twin)
    }
  }

  private sendRevision(twin: MillTwin, layer: SpindleLayer): void {
    const room = roomName({ room: 'layer', mill: twin.id, layer })
    const revision = this.feedOf(twin, layer).revision()
    if (revision && this.watchers.has(room)) this.watchers.send(room, 'layer', revision)
  }

  private sendWork(twin: MillTwin): void {
    const room = roomName({ room: 'work', mill: twin.id })
    if (!this.watchers.has(room)) {
      this.sent.delete(room)
      return
    }
    const work = this.work(twin)
    if (this.sent.get(room)?.length === 0 && work.marks.length === 0) return
    this.sent.set(room, work.marks)
    this.watchers.send(room, 'work', work)
  }

  private feedOf(twin: MillTwin, layer: SpindleLayer): LayerFeed {
    const key = keyOf(twin.id, layer)
    const known = this.feeds.get(key)
    if (known) return known
    const feed = new LayerFeed(twin, layer)
    this.feeds.set(key, feed)
    return feed
  }
}

const keyOf = (mill: string, layer: SpindleLayer): string => `${layer}/${mill}`
