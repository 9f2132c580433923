import { BadRequestException, Inject, Injectable, NotFoundException } from '@nestjs/common'
import {
  type Anomalies,
  type Anomaly,
  anomaly,
  decodePicture,
  decodeStep,
  joinTape,
  type MachineThen,
  type MillPicture,
  pictureAt,
  type Recorded,
} from '@wanding/contracts'
import { HISTORY_STORE, type HistoryStore, type MomentKey, type TimeRange } from '../store'
import { TwinService } from '../twin'
import { machineIn } from './machine-then'
import { unpackMoment } from './packed-moment'
import type { AnomaliesOfRun, TapeOfRun } from './past.queries'

/** Steps are told for so long in one answer; for longer stretches there are pictures. */
const MOST_STEPS_MS = 10 * 60_000
/** An anomaly may have begun before it was found (a condition that has to last, a gateway that fell silent). */
const FOUND_LATER_MS = 600_000
const MOST_ANOMALIES = 2000
/** Metrics and speeds are repeated at least each minute of mill time, or at each message where those are farther apart. */
const HOLD_MS = 150_000
const HOLD_MESSAGES = 2.5
/** An instrument, not a clock: what is a little in the future is a clock that is a little ahead. */
const AHEAD_MS = 2000

interface Asked {
  run: string
  mill: string
}

/** Puts the mill together as it was. */
@Injectable()
export class PastService {
  constructor(
    @Inject(HISTORY_STORE) private readonly store: HistoryStore,
    private readonly twins: TwinService,
  ) {}

  async recorded(mill: string): Promise<Recorded> {
    const run = this.presentRun(mill)
    const runs = await this.store.storedRuns(mill)
    const ends = await Promise.all(
      runs.map((each) => this.store.momentBefore({ run: each.run, mill, kind: 'step' }, Number.MAX_SAFE_INTEGER)),
    )
    return { mill, run, runs: runs.map((each, index) => ({ ...each, toMs: ends[index]?.atMs ?? each.toMs })) }
  }

  /** The whole mill at a moment of its clock. */
  async at(mill: string, atMs: number, askedRun: string | undefined): Promise<MillPicture> {
    const asked = { mill, run: askedRun ?? this.presentRun(mill) }
    const found = await this.store.momentBefore({ ...asked, kind: 'picture' }, atMs)
    if (!found || atMs > found.atMs) await this.checkTime(asked, atMs, found?.atMs)
    const picture = decodePicture(unpackMoment(found!.data))
    const steps = await this.steps(asked, { fromMs: picture.atMs + 1, toMs: atMs + 1 })
    return pictureAt(
      picture,
      steps.map((step) => decodeStep(step)),
      atMs,
    )
  }

  /** A stretch of the past, to be played: encoded as contracts/past says. */
  async tape(mill: string, { from, to, every, run: askedRun }: TapeOfRun): Promise<Uint8Array> {
    const asked = { mill, run: askedRun ?? this.presentRun(mill) }
    if (every === undefined && to - from > MOST_STEPS_MS) {
      throw new BadRequestException({
        code: 'query/invalid',
        message: 'the query is not valid',
        problems: [`to: steps are told for at most ${MOST_STEPS_MS / 60_000} minutes; ask for longer with every`],
      })
    }
    const key: MomentKey = { ...asked, kind: 'picture' }
    const [first, within] = await Promise.all([
      this.store.momentBefore(key, from),
      this.store.moments(key, { fromMs: from + 1, toMs: to }, every && every * 1000),
    ])
    const pictures = first ? [first, ...within] : within
    if (pictures.length === 0) await this.checkTime(asked, from, undefined)
    const begin = pictures[0]!.atMs + 1
    const steps = every === undefined ? await this.steps(asked, { fromMs: begin, toMs: to }) : []
    const bytes = pictures.map(({ data }) => unpackMoment(data))
    return joinTape({ run: asked.run, fromMs: from, toMs: to }, bytes, steps)
  }

  /** One machine at a moment, with all that it said. */
  async machine(mill: string, machine: string, atMs: number, askedRun: string | undefined): Promise<MachineThen> {
    const picture = await this.at(mill, atMs, askedRun)
    const then = machineIn(picture, machine)
    if (!then) throw unknown('machine', 'the mill had no such machine then')
    const holdMs = Math.max(HOLD_MS, HOLD_MESSAGES * 1000 * (picture.kpi?.clockSpeed ?? 1))
    // Of a machine that is out of reach the last is told that it said.
    const endMs = then.online ? atMs : Math.min(atMs, then.sinceMs ?? atMs)
    const range = { fromMs: endMs - holdMs, toMs: atMs + 1 }
    const key = { run: picture.run, mill, machine }
    const [said, speeds] = await Promise.all([
      this.store.machineAt(key, range),
      then.states ? this.store.speedsAt(key, range) : undefined,
    ])
    const metrics = Object.fromEntries([...said].map(([name, value]) => [name, scalarOf(value)]))
    return {
      ...then,
      atMs: picture.atMs,
      metrics,
      rpm: speeds ? Array.from(speeds.rpm) : null,
      rpmFrom: speeds?.from ?? null,
    }
  }

  async anomalies(mill: string, { from, to, run: askedRun }: AnomaliesOfRun): Promise<Anomalies> {
    const run = askedRun ?? this.presentRun(mill)
    const moments = await this.store.moments(
      { run, mill, kind: 'anomaly' },
      { fromMs: from, toMs: to + FOUND_LATER_MS },
    )
    const all = moments
      .flatMap(({ data }) => anomaly.array().parse(JSON.parse(Buffer.from(unpackMoment(data)).toString())))
      .filter(({ atMs }) => atMs >= from && atMs < to)
      .sort(byTime)
    return { mill, run, anomalies: all.slice(0, MOST_ANOMALIES), more: all.length > MOST_ANOMALIES }
  }

  /** The steps of a range and the one after it, whose changes reach back into the range. */
  private async steps(asked: Asked, range: TimeRange): Promise<Uint8Array[]> {
    const key: MomentKey = { ...asked, kind: 'step' }
    const [within, next] = await Promise.all([this.store.moments(key, range), this.store.momentAfter(key, range.toMs)])
    return [...within, ...(next ? [next] : [])].map(({ data }) => unpackMoment(data))
  }

  /** Says why nothing, or nothing more, is known of a time; returns where it is. */
  private async checkTime({ mill, run }: Asked, atMs: number, pictureMs: number | undefined): Promise<void> {
    const twin = this.twins.mill(mill)
    if (twin?.run === run && atMs > twin.atMs + AHEAD_MS) {
      throw new BadRequestException({
        code: 'past/in-the-future',
        message: `the clock of the mill is at ${iso(twin.atMs)}`,
      })
    }
    if (pictureMs !== undefined) return
    const known = (await this.store.storedRuns(mill)).find((each) => each.run === run)
    if (!known) throw unknown('run', 'nothing is kept of this run')
    throw new NotFoundException({
      code: 'past/before-first',
      message: `the first that is kept of this run is of ${iso(known.fromMs)}`,
    })
  }

  private presentRun(mill: string): string {
    const run = this.twins.runOf(mill)
    if (run === undefined) throw unknown('mill', 'no telemetry of this mill has been seen')
    return run
  }
}

const byTime = (a: Anomaly, b: Anomaly): number => a.atMs - b.atMs
const iso = (atMs: number): string => new Date(atMs).toISOString()
/** Booleans are kept as words. */
const scalarOf = (value: number | string) => (value === 'true' ? true : value === 'false' ? false : value)

const unknown = (what: 'mill' | 'machine' | 'run', message: string) =>
  new NotFoundException({ code: `${what}/unknown`, message })
