import { Inject, Injectable, NotFoundException } from '@nestjs/common'
import { departmentSignal, type EnergyDepartmentUse, type EnergyQuery, type MillEnergy } from '@wanding/contracts'
import { type CounterGain, ENERGY_DEPARTMENTS, newestOf, ratioValue, sumPerHour } from '@wanding/mill'
import { HISTORY_STORE, type HistoryStore, stepFor } from '../store'
import { TwinService } from '../twin'
import { alignedFrom, type Gained, gained, readingsOf } from './gained'

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
    const idsOf = (kind: string) => [...twin.machines.values()].filter((each) => each.kind === kind).map(({ id }) => id)
    const ask = (kind: string, metric: string) =>
      Promise.all(
        idsOf(kind).map(async (machine) => {
          const key = { run, mill, machine, kind, metric }
          const readings = await readingsOf(this.store, key, range, stepMs)
          return { ...gained(key, readings), latest: gained(key, newestOf(readings, QUARTER_MS)) }
        }),
      )
    const [feeders, yarn, departments] = await Promise.all([
      ask('electricity', 'energy/total'),
      ask('ring-frame', 'production/total'),
      Promise.all(
        ENERGY_DEPARTMENTS.map(async (department) => {
          const gains = await ask('electricity', departmentSignal(department))
          return { department, gains, latestKw: sumPerHour(gains.map(({ latest }) => latest)) }
        }),
      ),
    ])
    const whole = meteredOf(feeders)
    // A frame of which nothing is known made no yarn that is known of; a feeder carries its part of the mill, always.
    const kgPerHour = sumPerHour(yarn.filter(({ seenMs }) => seenMs > 0)) ?? 0
    const over = (kw: number | null, denominator: number) =>
      kw === null ? null : ratioValue({ numerator: kw, denominator })
    return {
      mill,
      run,
      fromMs: alignedFrom(range, stepMs),
      toMs: to,
      stepMs,
      whole,
      kg: sumOf(yarn),
      kwhPerKg: over(whole.meanKw, kgPerHour),
      departments: departments.flatMap(({ department, gains, latestKw }): EnergyDepartmentUse[] => {
        const metered = meteredOf(gains)
        if (!idsOf('electricity').some((id) => twin.machines.get(id)?.metrics.has(departmentSignal(department))))
          return []
        const share = over(metered.meanKw, whole.meanKw ?? 0)
        const sharePercent = share === null ? null : 100 * share
        return [{ department, ...metered, latestKw, sharePercent, kwhPerKg: over(metered.meanKw, kgPerHour) }]
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
