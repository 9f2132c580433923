import { Inject, Injectable, NotFoundException } from '@nestjs/common'
import {
  type HistoryPoint,
  type MachineHistory,
  type NamedSeries,
  type SpindleEvents,
  type SpindleSeconds,
  signalOf,
  type WorstSpindles,
} from '@wanding/contracts'
import { rogueThreshold, SPINDLE_STATE_MASK } from '@wanding/mill'
import { MILL_DIRECTORY, type MillDirectory, TwinService } from '../twin'
import type { EventsOfRun, HistoryOfRun, SecondsOfRun, SeriesOfRun, WorstOfRun } from './history.queries'
import type { HistoryStore, StepPoint, TimeRange } from './history-store.port'
import { stepFor } from './steps'
import { HISTORY_STORE } from './store.tokens'

const rangeOf = ({ from, to }: { from: number; to: number }): TimeRange => ({ fromMs: from, toMs: to })
const pointOf = ({ atMs, mean, least, most }: StepPoint): HistoryPoint => [atMs, mean, least, most]

/** Answers questions about the past in the shapes of the REST contracts. */
@Injectable()
export class HistoryService {
  constructor(
    @Inject(HISTORY_STORE) private readonly store: HistoryStore,
    @Inject(MILL_DIRECTORY) private readonly directory: MillDirectory,
    private readonly twins: TwinService,
  ) {}

  async machine(mill: string, machine: string, query: HistoryOfRun): Promise<MachineHistory> {
    const run = this.runOf(mill, query.run, machine)
    const { metric, points } = query
    const range = rangeOf(query)
    const stepMs = stepFor(range, points)
    const unit = signalOf(this.directory.kindOf(mill, machine) ?? '', metric)?.unit ?? ''
    const steps = await this.store.metricHistory({ run, mill, machine, metric }, range, stepMs)
    return { mill, machine, metric, unit, run, stepMs, points: steps.map(pointOf) }
  }

  async events(mill: string, machine: string, position: number, query: EventsOfRun): Promise<SpindleEvents> {
    const run = this.runOf(mill, query.run, machine, position)
    const events = await this.store.spindleEvents({ run, mill, machine, position }, rangeOf(query))
    return {
      mill,
      machine,
      position,
      run,
      events: events.map(({ atMs, state }) => ({
        atMs,
        state: state & SPINDLE_STATE_MASK,
        flags: state & ~SPINDLE_STATE_MASK,
      })),
    }
  }

  async seconds(mill: string, machine: string, position: number, query: SecondsOfRun): Promise<SpindleSeconds> {
    const run = this.runOf(mill, query.run, machine, position)
    const seconds = await this.store.spindleSeconds({ run, mill, machine, position }, rangeOf(query))
    return {
      mill,
      machine,
      position,
      run,
      atMs: seconds.map((second) => second.atMs),
      rpm: seconds.map((second) => second.rpm),
      state: seconds.map((second) => second.state),
    }
  }

  async worst(mill: string, machine: string | undefined, query: WorstOfRun): Promise<WorstSpindles> {
    const run = this.runOf(mill, query.run, machine)
    const key = { run, mill, ...(machine !== undefined && { machine }) }
    const range = rangeOf(query)
    const [spindles, breaks] = await Promise.all([
      this.store.worstSpindles(key, range, query.limit),
      this.store.breakCount(key, range),
    ])
    const threshold = rogueThreshold(breaks, this.spindles(mill, machine))
    return {
      mill,
      run,
      rogueThreshold: threshold.breaks,
      expectedFalseAlarms: threshold.expectedFalseAlarms,
      spindles,
    }
  }

  /** Series by their names without the prefix; one that never had a value is an empty list. */
  async series(mill: string, prefix: string, names: readonly string[], query: SeriesOfRun): Promise<NamedSeries> {
    const run = this.runOf(mill, query.run)
    const range = rangeOf(query)
    const stepMs = stepFor(range, query.points)
    const found = await this.store.seriesHistory(
      { run, mill, series: names.map((name) => prefix + name) },
      range,
      stepMs,
    )
    const series = Object.fromEntries(names.map((name) => [name, (found.get(prefix + name) ?? []).map(pointOf)]))
    return { mill, run, stepMs, series }
  }

  private spindles(mill: string, machine: string | undefined): number {
    if (machine === undefined) return this.twins.mill(mill)?.spindleCount ?? 0
    return this.directory.spindlesOf(mill, machine) ?? 0
  }

  private runOf(mill: string, asked: string | undefined, machine?: string, position?: number): string {
    const present = this.directory.runOf(mill)
    if (present === undefined) throw notFound('mill', 'no telemetry of this mill has been seen')
    if (machine !== undefined && !this.directory.hasMachine(mill, machine)) {
      throw notFound('machine', 'this mill has no such machine')
    }
    if (position !== undefined && position > (this.directory.spindlesOf(mill, machine!) ?? 0)) {
      throw notFound('spindle', 'this machine has no such spindle')
    }
    return asked ?? present
  }
}

const notFound = (what: 'mill' | 'machine' | 'spindle', message: string) =>
  new NotFoundException({ code: `${what}/unknown`, message })
