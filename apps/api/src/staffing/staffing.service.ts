import { Inject, Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common'
import type { StaffingNow, StaffingWaterfall } from '@wanding/contracts'
import type { AttributionOrder, ChosenRules } from '@wanding/mill'
import { pino } from 'pino'
import { Bus } from '../bus'
import { CLOCK, type Clock } from '../clock'
import { API_CONFIG, type ApiConfig } from '../config'
import { atOnce, Heartbeat, type Turns } from '../heartbeat'
import { MEASURED_EVENTS, type MeasuredEventsSource } from '../kpi'
import { NORMS_IN_USE, type NormsInUse } from './norms/norms-in-use.port'
import { staffingOf } from './staffing-now'
import { PlannedFalls, waterfallOf } from './staffing-waterfall'

const PERIOD_MS = 10_000
/** A mill that has just appeared does not wait for the next period. */
const LOOK_MS = 1000
/** Different complaints about one mill that are worth remembering. */
const MOST_TOLD = 100

interface Told {
  atMs: number
  problems: Set<string>
}

/** Says every ten seconds how many people each mill needs and has. */
@Injectable()
export class StaffingService implements OnModuleInit, OnApplicationShutdown {
  private readonly falls = new PlannedFalls()
  private readonly told = new Map<string, Told>()
  private readonly heartbeat = new Heartbeat(LOOK_MS, () => this.turns())
  private readonly log

  constructor(
    private readonly bus: Bus,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(API_CONFIG) config: ApiConfig,
    @Inject(NORMS_IN_USE) private readonly norms: NormsInUse,
    @Inject(MEASURED_EVENTS) private readonly source: MeasuredEventsSource,
  ) {
    this.log = pino({ name: 'staffing', level: config.logLevel })
  }

  onModuleInit(): void {
    this.heartbeat.start()
  }

  onApplicationShutdown(): void {
    this.heartbeat.stop()
  }

  /** Undefined for a mill that has not yet said its spindles, its count and its measures. */
  now(mill: string, rules: ChosenRules = {}): StaffingNow | undefined {
    const said = this.source.measured(mill)
    const answer = said && staffingOf(this.norms.current(), said, rules)
    if (!answer) return undefined
    this.tell(mill, answer.problems)
    return answer.staffing
  }

  /** Why it is what it is; undefined as above. */
  waterfall(mill: string, order: AttributionOrder, rules: ChosenRules = {}): StaffingWaterfall | undefined {
    const said = this.source.measured(mill)
    return (said && waterfallOf(this.norms.current(), said, rules, order, this.falls)) ?? undefined
  }

  /** Says the staffing of every mill that is due. */
  announce(): void {
    atOnce(this.turns())
  }

  private *turns(): Turns {
    const nowMs = this.clock.nowMs()
    for (const mill of this.source.mills()) {
      const told = this.toldOf(mill)
      if (nowMs - told.atMs < PERIOD_MS) continue
      const staffing = this.now(mill)
      if (!staffing) continue
      told.atMs = nowMs
      this.bus.emit('staffing', staffing)
      yield
    }
  }

  /** Each complaint once. */
  private tell(mill: string, problems: readonly string[]): void {
    const told = this.toldOf(mill).problems
    for (const problem of problems) {
      if (told.has(problem) || told.size >= MOST_TOLD) continue
      told.add(problem)
      this.log.warn({ mill, problem }, 'staffing cannot use what the mill says')
    }
  }

  private toldOf(mill: string): Told {
    const told = this.told.get(mill) ?? { atMs: Number.NEGATIVE_INFINITY, problems: new Set() }
    this.told.set(mill, told)
    return told
  }
}
