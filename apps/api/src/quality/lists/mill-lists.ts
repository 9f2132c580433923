import { Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common'
import type { QualityLists } from '@wanding/contracts'
import { atOnce, Heartbeat, type Turns } from '../../heartbeat'
import { type MillTwin, TwinService } from '../../twin'
import { SpindleWatch } from './spindle-watch'

const LOOK_MS = 2000
/** More than a fitter can work through; the totals say how many there are. */
const SHOWN = 300

interface Watched {
  run: string
  frames: Map<string, SpindleWatch>
}

/** Looks at every spindle each two seconds, so that it is known since when something is wrong with it. */
@Injectable()
export class MillLists implements OnModuleInit, OnApplicationShutdown {
  private readonly mills = new Map<string, Watched>()
  private readonly heartbeat = new Heartbeat(LOOK_MS, () => this.turns())

  constructor(private readonly twins: TwinService) {}

  onModuleInit(): void {
    this.heartbeat.start()
  }

  onApplicationShutdown(): void {
    this.heartbeat.stop()
  }

  look(): void {
    atOnce(this.turns())
  }

  private *turns(): Turns {
    for (const id of this.twins.mills()) {
      const twin = this.twins.mill(id)
      if (!twin) continue
      const { frames } = this.watched(twin)
      for (const frame of twin.frames) {
        let watch = frames.get(frame.id)
        if (!watch) {
          watch = new SpindleWatch()
          frames.set(frame.id, watch)
        }
        watch.look(frame)
      }
      yield
    }
  }

  of(twin: MillTwin): QualityLists {
    const { frames } = this.watched(twin)
    const all = twin.frames.flatMap((frame) => {
      const watch = frames.get(frame.id)
      return watch && frame.online ? [{ frame, watch }] : []
    })
    return {
      mill: twin.id,
      run: twin.run,
      atMs: twin.atMs,
      spindles: twin.spindleCount,
      darkFrames: twin.frames.filter(({ online }) => !online).map(({ id }) => id),
      slip: listed(
        all.flatMap(({ frame, watch }) => watch.slip(frame)),
        (a, b) => a.percent - b.percent,
      ),
      idle: listed(
        all.flatMap(({ frame, watch }) => watch.idle(frame)),
        (a, b) => a.sinceMs - b.sinceMs,
      ),
      dead: listed(
        all.flatMap(({ frame, watch }) => watch.dead(frame)),
        (a, b) => a.sinceMs - b.sinceMs,
      ),
    }
  }

  private watched({ id, run }: MillTwin): Watched {
    const known = this.mills.get(id)
    if (known?.run === run) return known
    const watched = { run, frames: new Map() }
    this.mills.set(id, watched)
    return watched
  }
}

const listed = <T>(items: T[], order: (a: T, b: T) => number) => ({
  total: items.length,
  items: items.sort(order).slice(0, SHOWN),
})
