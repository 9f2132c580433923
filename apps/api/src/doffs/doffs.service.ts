import { Inject, Injectable, NotFoundException } from '@nestjs/common'
import { type BreaksOf, type DoffSummary, type DoffsQuery, type FrameDoffs, leapOf } from '@wanding/contracts'
import {
  countInterval,
  DOFF_PARTS,
  type Doff,
  doffRecord,
  type FrameStep,
  partOf,
  powerProfile,
  type Ratio,
  ratioValue,
  startUpLossPercent,
  sumRatios,
} from '@wanding/mill'
import { HISTORY_STORE, type HistoryStore, type StepPoint, type TimeRange } from '../store'
import { MILL_DIRECTORY, type MillDirectory } from '../twin'

const STEP_MS = 60_000
/** Doffs of which the power is told together: what the frame spins today. */
const POWER_DOFFS = 8

/** The signals of a ring frame that its doffs are read from. */
const SIGNAL = {
  progressPercent: 'doff/progress',
  doffs: 'doff/count',
  breaksRunning: 'breaks/running',
  breaksStartUp: 'breaks/startUp',
  runSpindleHours: 'spindles/runHours',
  kg: 'production/total',
  kwh: 'energy/total',
} as const satisfies Record<Exclude<keyof FrameStep, 'atMs'>, string>
type Read = keyof typeof SIGNAL

/** Reads the doffs of a frame from its stored telemetry. */
@Injectable()
export class DoffsService {
  constructor(
    @Inject(HISTORY_STORE) private readonly store: HistoryStore,
    @Inject(MILL_DIRECTORY) private readonly directory: MillDirectory,
  ) {}

  /** Rejects with a 404 for what is no ring frame of a mill that was heard of, and as the store does. */
  async of(mill: string, machine: string, query: DoffsQuery): Promise<FrameDoffs> {
    const run = this.directory.runOf(mill)
    if (run === undefined) throw notFound('mill', 'no telemetry of this mill has been seen')
    const spindles = this.directory.spindlesOf(mill, machine)
    if (spindles === undefined) throw notFound('machine', 'this mill has no such ring frame')
    const window = { fromMs: query.from, toMs: query.to }
    const record = doffRecord(await this.steps({ run, mill, machine }, window), STEP_MS, leapt)
    return {
      mill,
      machine,
      run,
      ...window,
      spindles,
      stepMs: STEP_MS,
      stepsLost: record.stepsLost,
      doffs: record.doffs.map((doff) => summaryOf(doff, spindles)),
      cells: record.cells.map(({ fromPercent, toPercent, ...ratio }) => ({ fromPercent, toPercent, ...rateOf(ratio) })),
      parts: DOFF_PARTS.map((each) => ({ ...each, ...rateOf(partOf(record, each.part)) })),
      whole: rateOf(sumRatios(record.cells)),
      power: powerProfile(record.doffs, POWER_DOFFS),
    }
  }

  /** Steps in which all signals are known; a counter's value is its greatest in the step, which is its last. */
  private async steps(key: { run: string; mill: string; machine: string }, range: TimeRange): Promise<FrameStep[]> {
    const names = Object.keys(SIGNAL) as Read[]
    const found = await Promise.all(
      names.map((name) => this.store.metricHistory({ ...key, metric: SIGNAL[name] }, range, STEP_MS)),
    )
    const at = new Map<number, Partial<FrameStep>>()
    names.forEach((name, i) => {
      for (const point of found[i]!) {
        const step = at.get(point.atMs) ?? { atMs: point.atMs }
        step[name] = stepValue(name, point)
        at.set(point.atMs, step)
      }
    })
    return [...at.values()]
      .filter((step): step is FrameStep => names.every((name) => step[name] !== undefined))
      .sort((a, b) => a.atMs - b.atMs)
  }
}

const leapt = (counter: Exclude<Read, 'progressPercent'>, gain: number, overMs: number): boolean =>
  leapOf('ring-frame', SIGNAL[counter])(gain, overMs)

const stepValue = (name: Read, { mean, most }: StepPoint): number => (name === 'progressPercent' ? mean : most)

function rateOf({ numerator, denominator }: Ratio): BreaksOf {
  const per1000 = (breaks: number) => ratioValue({ numerator: 1000 * breaks, denominator })
  const { low, high } = countInterval(numerator)
  const [least, most] = [per1000(low), per1000(high)]
  return {
    breaks: numerator,
    spindleHours: denominator,
    per1000SpindleHours: per1000(numerator),
    interval95: least === null || most === null ? null : [least, most],
  }
}

function summaryOf(doff: Doff, spindles: number): DoffSummary {
  const { fromMs, toMs, whole, breaksRunning, breaksStartUp, kg, kwh } = doff
  return {
    fromMs,
    toMs,
    whole,
    breaksRunning,
    breaksStartUp,
    startUpLossPercent: startUpLossPercent(doff, spindles),
    per1000SpindleHours: rateOf({ numerator: breaksRunning, denominator: doff.runSpindleHours }).per1000SpindleHours,
    kg,
    kwh,
    kwhPerKg: ratioValue({ numerator: kwh, denominator: kg }),
  }
}

const notFound = (what: 'mill' | 'machine', message: string) =>
  new NotFoundException({ code: `${what}/unknown`, message })
