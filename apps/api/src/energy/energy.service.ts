import { Inject, Injectable, NotFoundException } from '@nestjs/common'
import { departmentSignal, type EnergyDepartmentUse, type EnergyQuery, type MillEnergy } from '@wanding/contracts'
import { type CounterGain, ENERGY_DEPARTMENTS, ratioValue, sumPerHour } from '@wanding/mill'
import { HISTORY_STORE, type HistoryStore, type TimeRange } from '../store'
import { stepFor } from '../store/steps'
import { TwinService } from '../twin'
import { alignedFrom, type Gained, gained } from './gained'

const MINUTE_MS = 60_000
/** As demand is metered. */
const QUARTER_MS = 15 * MINUTE_MS
/** Enough that a gain lost or cut at the begin of the range is small, few enough for every frame of a mill. */
const STEPS = 96

/** Adds up the counters of feeders and ring frames over a time. */
@Injectable()
export class EnergyService {
  constructor(
    @Inject(HISTORY_STORE) private readonly store: HistoryStore,
    private readonly twins: TwinService,
  ) {}

  /** Rejects with a 404 for a mill that was not heard of, and as the store does. */
  async of(mill: string, { from, to }: EnergyQuery): Promise<MillEnergy> {
    const twin = this.twins.mill(mill)
    if (twin === undefined) {
      throw new NotFoundException({ code: 'mill/unknown', message: 'no telemetry of this mill has been seen' })
    }
    const { run } = twin
    const range = { fromMs: from, toMs: to }
    const stepMs = Math.max(MINUTE_MS, stepFor(range, STEPS))
    const quarter = { fromMs: Math.max(from, to - QUARTER_MS), toMs: to }
    const idsOf = (kind: string) => [...twin.machines.values()].filter((each) => each.kind === kind).map(({ id }) => id)
    const ask = (kind: string, metric: string, over: TimeRange, step: number): Promise<Gained[]> =>
      Promise.all(idsOf(kind).map((machine) => gained(this.store, { run, mill, machine, kind, metric }, over, step)))
    const [feeders, yarn, departments] = await Promise.all([
      ask('electricity', 'energy/total', range, stepMs),
      ask('ring-frame', 'production/total', range, stepMs),
      Promise.all(
        ENERGY_DEPARTMENTS.map(async (department) => {
          const metric = departmentSignal(department)
          const [gains, latest] = await Promise.all([
            ask('electricity', metric, range, stepMs),
            ask('electricity', metric, quarter, MINUTE_MS),
          ])
          return { department, gains, latestKw: sumPerHour(latest) }
        }),
      ),
    ])
    const whole = meteredOf(feeders)
    const kgPerHour = sumPerHour(yarn) ?? 0
    const perKg = (kw: number | null) => (kw === null ? null : ratioValue({ numerator: kw, denominator: kgPerHour }))
    return {
      mill,
      run,
      fromMs: alignedFrom(range, stepMs),
      toMs: to,
      stepMs,
      whole,
      kg: sumOf(yarn),
      kwhPerKg: perKg(whole.meanKw),
      departments: departments.flatMap(({ department, gains, latestKw }): EnergyDepartmentUse[] => {
        const metered = meteredOf(gains)
        if (metered.meanKw === null) return []
        const sharePercent = ratioValue({ numerator: 100 * metered.meanKw, denominator: whole.meanKw ?? 0 })
        return [{ department, ...metered, latestKw, sharePercent, kwhPerKg: perKg(metered.meanKw) }]
      }),
      feeders: feeders.map((feeder) => ({ machine: feeder.machine, ...meteredOf([feeder]) })),
      lost: [...feeders, ...departments.flatMap(({ gains }) => gains), ...yarn].flatMap(lostOf),
    }
  }
}

const sumOf = (gains: readonly CounterGain[]): number => gains.reduce((sum, { gain }) => sum + gain, 0)

const meteredOf = (gains: readonly CounterGain[]): MillEnergy['whole'] => ({
  kwh: sumOf(gains),
  meanKw: sumPerHour(gains),
})

const lostOf = ({ machine, metric, lostMs }: Gained): MillEnergy['lost'] =>
  lostMs > 0 ? [{ machine, metric, minutes: lostMs / MINUTE_MS }] : []
