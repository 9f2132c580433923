import { Inject, Injectable, NotFoundException } from '@nestjs/common'
import {
  type FrameRanking,
  type GroupRanking,
  type PositionRanking,
  type QualityCrews,
  type QualityLists,
  type QualitySpan,
  type QualityWindow,
  type SpindleRanking,
  WINDOW_HOURS,
} from '@wanding/contracts'
import { CLOCK, type Clock } from '../clock'
import { HISTORY_STORE, type HistoryStore } from '../store'
import { type MillTwin, TwinService } from '../twin'
import { AnswerCache } from './answer-cache'
import { BUCKET_MS } from './ledger/bucket'
import type { MillLedger } from './ledger/mill-ledger'
import { QualityLedger } from './ledger/quality-ledger'
import { MillLists } from './lists/mill-lists'
import { crewShifts } from './ranking/crew-shifts'
import { frameLists } from './ranking/frame-list'
import { type FrameTime, frameTimes, healthyFrames, seenHours } from './ranking/frame-time'
import { groupList } from './ranking/group-list'
import { rovingList, winderList } from './ranking/position-list'
import { spindleList } from './ranking/spindle-list'

const HOUR_MS = 3_600_000
/** Spindles with a break that are looked at: all of a mill of 1,000,000 on a bad day. */
const MOST_BROKEN = 400_000
const POSITIONS_SHOWN = 100
const SLICES: Readonly<Record<QualityWindow, number>> = { '1h': 4, '8h': 8, '24h': 12 }

interface Looked {
  twin: MillTwin
  ledger: MillLedger
  frames: FrameTime[]
  span: QualitySpan
}

/** Which spindles, frames, zones and lots break more often than chance would have it. */
@Injectable()
export class QualityService {
  private readonly cache: AnswerCache

  constructor(
    @Inject(HISTORY_STORE) private readonly store: HistoryStore,
    @Inject(CLOCK) clock: Clock,
    private readonly twins: TwinService,
    private readonly ledger: QualityLedger,
    private readonly watch: MillLists,
  ) {
    this.cache = new AnswerCache(clock)
  }

  /** All spindles of a mill or of one frame; `limit` of them are named. */
  async spindles(mill: string, window: QualityWindow, limit: number, machine?: string): Promise<SpindleRanking> {
    const answer = await this.cache.of(`spindles/${mill}/${window}/${machine ?? ''}`, async () => {
      const { frames, span } = await this.look(mill, window)
      const own = machine === undefined ? frames : frames.filter(({ id }) => id === machine)
      if (own.length === 0) throw notFound('machine', 'this mill has no such ring frame')
      const key = { run: span.run, mill, ...(machine !== undefined && { machine }) }
      const range = { fromMs: Math.max(span.fromMs, begunMs(own)), toMs: span.toMs }
      const broken = await this.store.worstSpindles(key, range, MOST_BROKEN)
      return { ...span, machine: machine ?? null, list: spindleList(own, broken, 500) }
    })
    return { ...answer, list: { ...answer.list, items: answer.list.items.slice(0, limit) } }
  }

  frames(mill: string, window: QualityWindow): Promise<FrameRanking> {
    return this.cache.of(`frames/${mill}/${window}`, async () => {
      const { frames, span } = await this.look(mill, window)
      return { ...span, articles: frameLists(frames) }
    })
  }

  groups(mill: string, window: QualityWindow): Promise<GroupRanking> {
    return this.cache.of(`groups/${mill}/${window}`, async () => {
      const { frames, span, ledger } = await this.look(mill, window)
      const healthy = healthyFrames(frames)
      const within = { fromMs: span.fromMs, toMs: span.toMs, slices: SLICES[window] }
      const of = (groupOf: (frame: FrameTime) => (bucket: { lot: string | null }) => string | null) =>
        groupList(
          frames.map((frame) => ({
            buckets: ledger.frames.get(frame.id)!.buckets,
            weight: frame.weight,
            groupOf: groupOf(frame),
          })),
          within,
          healthy,
        )
      return {
        ...span,
        zones: of(
          ({ zone }) =>
            () =>
              zone,
        ),
        lots: of(
          () =>
            ({ lot }) =>
              lot,
        ),
      }
    })
  }

  crews(mill: string, window: QualityWindow): Promise<QualityCrews> {
    return this.cache.of(`crews/${mill}/${window}`, async () => {
      const { ledger, span } = await this.look(mill, window)
      return { ...span, shifts: crewShifts(ledger, span.fromMs, span.toMs) }
    })
  }

  lists(mill: string): QualityLists {
    return this.watch.of(this.twinOf(mill))
  }

  positions(mill: string): Promise<PositionRanking> {
    return this.cache.of(`positions/${mill}`, async () => {
      const twin = this.twinOf(mill)
      const of = (kind: string) =>
        [...twin.machines.values()].filter((machine) => machine.kind === kind && machine.online)
      return {
        mill,
        run: twin.run,
        atMs: twin.atMs,
        winders: winderList(of('winder'), POSITIONS_SHOWN),
        roving: rovingList(of('roving-frame'), POSITIONS_SHOWN),
      }
    })
  }

  /** Everything that was counted in the window that ends now. */
  async look(mill: string, window: QualityWindow): Promise<Looked> {
    const twin = this.twinOf(mill)
    const ledger = await this.ledger.of(mill, twin.atMs)
    if (!ledger) throw notFound('mill', 'no ring frame of this mill has been heard of')
    const toMs = twin.atMs + 1
    // From the begin of a stretch on: breaks and running time are of the same time then.
    const fromMs = Math.ceil((toMs - WINDOW_HOURS[window] * HOUR_MS) / BUCKET_MS) * BUCKET_MS
    const frames = frameTimes(twin, ledger, fromMs, toMs)
    const hours = (toMs - fromMs) / HOUR_MS
    return { twin, ledger, frames, span: { mill, run: twin.run, window, fromMs, toMs, ...seenHours(frames, hours) } }
  }

  private twinOf(mill: string): MillTwin {
    const twin = this.twins.mill(mill)
    if (!twin) throw notFound('mill', 'no telemetry of this mill has been seen')
    return twin
  }
}

/** Breaks that were stored before any running time was are of no rate. */
const begunMs = (frames: readonly FrameTime[]): number => Math.min(...frames.map(({ firstMs }) => firstMs))

const notFound = (what: 'mill' | 'machine', message: string) =>
  new NotFoundException({ code: `${what}/unknown`, message })
