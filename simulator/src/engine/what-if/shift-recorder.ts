import { quantile, ROLE_OF_TASK, type ShiftOutcome } from '@wanding/mill'
import type { MillEvent, TaskEvent } from '../kernel/mill-event'
import type { Mill } from '../kernel/state'
import { type RingRoomTotals, ringRoomTotals } from '../ring-room/ring-totals'
import { millEnergyKwh } from '../utilities/electricity'

/** Follows a mill from now on and says at the end what the time came to. */
export class ShiftRecorder {
  private readonly fromMs: number
  private readonly before: RingRoomTotals
  private readonly beforeKwh: number
  private readonly tenters: number
  private readonly downS: number[] = []
  private readonly byPeople = { ends: 0, laps: 0, downS: 0, workS: 0 }
  private readonly byRobot = { ends: 0, downS: 0, workS: 0, workSquaredS2: 0 }
  private otherWorkS = 0
  /** Time that the end just pieced was down; the task that pieced it is told next. */
  private lastDownS = 0

  constructor(private readonly mill: Mill) {
    this.fromMs = mill.state.mill.nowMs
    this.before = ringRoomTotals(mill)
    this.beforeKwh = millEnergyKwh(mill)
    this.tenters = tentersAtWork(mill)
  }

  readonly record = (event: MillEvent): void => {
    if (event.kind === 'spindle') {
      if (event.downSeconds === undefined) return
      this.lastDownS = event.downSeconds
      this.downS.push(event.downSeconds)
    } else if (event.kind === 'task') this.count(event)
  }

  outcome(fullKgPerHour: number): ShiftOutcome {
    const after = ringRoomTotals(this.mill)
    const hours = (this.mill.state.mill.nowMs - this.fromMs) / 3_600_000
    const rise = (total: keyof RingRoomTotals) => after[total] - this.before[total]
    const sorted = Float64Array.from(this.downS).sort()
    const { mealMinutes } = this.mill.plan.staff
    return {
      hours,
      spindles: after.spindles,
      productionKg: rise('productionKg'),
      fullProductionKg: fullKgPerHour * hours,
      runSpindleHours: rise('runSpindleHours'),
      downSpindleHours: rise('downSpindleHours'),
      breaksRunning: rise('breaksRunning'),
      breaksStartUp: rise('breaksStartUp'),
      doffs: rise('doffs'),
      copsDoffed: rise('copsDoffed'),
      bobbinsCreeled: rise('rovingBobbinsCreeled'),
      millKwh: millEnergyKwh(this.mill) - this.beforeKwh,
      responseMeanS: sorted.length > 0 ? sorted.reduce((sum, s) => sum + s, 0) / sorted.length : null,
      responseP90S: sorted.length > 0 ? quantile(sorted, 0.9) : null,
      byPeople: { ...this.byPeople },
      byRobot: { ...this.byRobot },
      // Everybody eats once a shift.
      tenters: {
        persons: this.tenters,
        otherWorkS: this.otherWorkS,
        mealS: (this.tenters * mealMinutes * 60 * hours * 3_600_000) / this.mill.derived.shiftMs,
      },
    }
  }

  private count({ task, by, role, personSeconds, robotSeconds }: TaskEvent): void {
    if (task === 'piece' || task === 'clear-lap') {
      const of = by === 'robot' ? this.byRobot : this.byPeople
      of.ends += 1
      of.downS += this.lastDownS
      if (by === 'person') {
        this.byPeople.workS += personSeconds
        if (task === 'clear-lap') this.byPeople.laps += 1
      } else {
        this.byRobot.workS += robotSeconds
        this.byRobot.workSquaredS2 += robotSeconds * robotSeconds
      }
    } else if (by === 'person' && this.mill.layout.postOfRole[role] === this.mill.layout.postOfRole[PIECING]) {
      this.otherWorkS += personSeconds
    }
  }
}

const PIECING = ROLE_OF_TASK.piece

/** Persons of the piecing post who have come to this shift. */
function tentersAtWork({ layout, state }: Mill): number {
  const post = layout.postOfRole[PIECING]
  return post < 0 ? 0 : layout.postCount[post]! - state.people.absent[post]!
}
