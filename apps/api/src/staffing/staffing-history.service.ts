import { Inject, Injectable, NotFoundException } from '@nestjs/common'
import type {
  ComparisonQuery,
  ShiftsQuery,
  StaffingComparison,
  StaffingPeriod,
  StaffingShifts,
} from '@wanding/contracts'
import type { ChosenRules } from '@wanding/mill'
import { MEASURED_EVENTS, type MeasuredEventsSource, WORK_SERIES, workOfPeriod } from '../kpi'
import { HISTORY_STORE, type HistoryStore, type SeriesTotal, WORK_PREFIX } from '../store'
import { MILL_DIRECTORY, type MillDirectory } from '../twin'
import { addTotals, type CrewSpell, crewSpells } from './crew-spells'
import { NORMS_IN_USE, type NormsInUse } from './norms/norms-in-use.port'
import { knownMill } from './staffing-answers'
import { type CountedPeriod, comparisonOf, periodOf, type TimeSpan } from './staffing-period'

type Totals = ReadonlyMap<string, SeriesTotal>

/** Staffing of the past, from the work that was counted and stored. */
@Injectable()
export class StaffingHistoryService {
  constructor(
    @Inject(HISTORY_STORE) private readonly store: HistoryStore,
    @Inject(MILL_DIRECTORY) private readonly directory: MillDirectory,
    @Inject(MEASURED_EVENTS) private readonly source: MeasuredEventsSource,
    @Inject(NORMS_IN_USE) private readonly norms: NormsInUse,
  ) {}

  async compare(mill: string, query: ComparisonQuery): Promise<StaffingComparison> {
    knownMill(this.directory, mill)
    const { beforeFrom, beforeTo, afterFrom, afterTo, ...rules } = query
    const [before, after] = await Promise.all([
      this.counted(mill, { fromMs: beforeFrom, toMs: beforeTo }, rules, 'before'),
      this.counted(mill, { fromMs: afterFrom, toMs: afterTo }, rules, 'after'),
    ])
    return comparisonOf(mill, before, after)
  }

  async shifts(mill: string, { from, to, ...rules }: ShiftsQuery): Promise<StaffingShifts> {
    knownMill(this.directory, mill)
    const run = this.runOf(mill)
    const spells = await this.spells(mill, run, { fromMs: from, toMs: to })
    const counted = await Promise.all(
      spells.map(async (spell) => ({ spell, totals: await this.totals(mill, run, spell) })),
    )
    const shifts = counted.flatMap(({ spell, totals }) => {
      const found = this.period(mill, totals, spell, rules)
      return found ? [{ ...found.period, crew: spell.crew, running: spell.running }] : []
    })
    const crews = [...new Set(shifts.map(({ crew }) => crew))].sort().flatMap((crew) => {
      const own = counted.filter(({ spell }) => spell.crew === crew)
      const span = { fromMs: own[0]!.spell.fromMs, toMs: own.at(-1)!.spell.toMs }
      const found = this.period(mill, addTotals(own.map(({ totals }) => totals)), span, rules)
      return found ? [{ ...found.period, crew, shifts: own.length }] : []
    })
    return { mill, run, shifts, crews }
  }

  /** Staffing over a stretch of time by the rules of the norms; null where no work was counted. */
  async over(mill: string, span: TimeSpan): Promise<StaffingPeriod | null> {
    const found = this.period(mill, await this.totals(mill, this.runOf(mill), span), span, {})
    return found && found.period.watchedHours > 0 ? found.period : null
  }

  private async spells(mill: string, run: string, range: TimeSpan): Promise<CrewSpell[]> {
    const machine = this.source.crewMachine(mill)
    if (machine === undefined) return []
    const words = await this.store.wordHistory({ run, mill, machine, metric: 'crew/name' }, range)
    const nowMs = this.source.measured(mill)?.atMs ?? range.toMs
    return crewSpells(words, Math.min(range.toMs, nowMs), nowMs)
  }

  private async counted(mill: string, span: TimeSpan, rules: ChosenRules, name: string): Promise<CountedPeriod> {
    const found = this.period(mill, await this.totals(mill, this.runOf(mill), span), span, rules)
    if (found && found.period.watchedHours > 0) return found
    throw new NotFoundException({
      code: 'staffing/no-work',
      message: `no work was counted in the period \`${name}\`: the mill was not watched, or said too little of itself`,
    })
  }

  private period(mill: string, totals: Totals, span: TimeSpan, rules: ChosenRules): CountedPeriod | null {
    const of = {
      mill,
      run: this.runOf(mill),
      simulated: this.source.measured(mill)?.simulated ?? false,
      atMs: span.toMs,
    }
    return periodOf(this.norms.current(), workOfPeriod(of, totals), span, rules)
  }

  private async totals(mill: string, run: string, range: TimeSpan): Promise<Totals> {
    const series = WORK_SERIES.map((name) => WORK_PREFIX + name)
    const totals = await this.store.seriesTotals({ run, mill, series }, range)
    return new Map([...totals].map(([name, total]) => [name.slice(WORK_PREFIX.length), total]))
  }

  private runOf = (mill: string): string => this.directory.runOf(mill) ?? ''
}
