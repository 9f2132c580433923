import { Inject, Injectable, NotFoundException } from '@nestjs/common'
import {
  type HistoryPoint,
  type MachineHistory,
  type NamedSeries,
  type SpindleEvents,
  type SpindleSeconds,
  signalOf,
} from '@wanding/contracts'
import { SPINDLE_STATE_MASK } from '@wanding/mill'
import { MILL_DIRECTORY, type MillDirectory } from '../twin'
import type { EventsOfRun, HistoryOfRun, SecondsOfRun, SeriesOfRun } from './history.queries'
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
