import { type Estimate, estimate, type MillPlan } from '@wanding/mill'
import { expect } from 'vitest'
import { advance } from '../kernel/advance'
import { ringRoomTotals } from '../ring-room/ring-totals'
import { type ReducedMill, reducedMill } from './reduced-mill.builder'

const HOUR_MS = 3_600_000

/** What one run of a reduced mill came to. */
interface Observed {
  waitS: number
  endsDownPercent: number
  utilisation: number
  /** Time between two patrols of a frame, min. */
  roundMinutes: number
  breaks: number
}

export interface Runs {
  replications: number
  hours: number
  warmUpHours: number
}

/** Runs the engine itself on a mill reduced to the theory's assumptions, and observes it as its reports would. */
function observe(plan: MillPlan, to: ReducedMill, { hours, warmUpHours }: Runs, seed: number): Observed {
  const mill = reducedMill(plan, to, seed)
  const fromMs = mill.state.mill.nowMs + warmUpHours * HOUR_MS
  advance(mill, fromMs)
  const before = ringRoomTotals(mill)
  let waitedS = 0
  let workedS = 0
  let pieced = 0
  let patrols = 0
  advance(mill, fromMs + hours * HOUR_MS, (event) => {
    if (event.kind !== 'task') return
    if (event.task === 'patrol') patrols += 1
    if (event.task !== 'piece') return
    waitedS += event.waitedSeconds
    workedS += event.personSeconds
    pieced += 1
  })
  const after = ringRoomTotals(mill)
  const ran = after.runSpindleHours - before.runSpindleHours
  const down = after.downSpindleHours - before.downSpindleHours
  return {
    waitS: waitedS / pieced,
    endsDownPercent: (100 * down) / (ran + down),
    utilisation: workedS / (hours * 3600 * to.tenters),
    roundMinutes: (60 * hours * to.frames) / patrols,
    breaks: after.breaksRunning - before.breaksRunning,
  }
}

/** Independent replications of a reduced mill. */
export function observed(plan: MillPlan, to: ReducedMill, runs: Runs): (figure: keyof Observed) => Estimate {
  const all = Array.from({ length: runs.replications }, (_, i) => observe(plan, to, runs, i + 1))
  return (figure) => estimate(all.map((run) => run[figure]))
}

/** The interval is inside ± share of a published figure: the runs are long enough to say so, and the mean is within it. */
export function expectWithin({ mean, ci95 }: Estimate, published: number, share: number): void {
  expect(ci95 / published, `half width of the interval about ${mean}`).toBeLessThan(share)
  expect(Math.abs(mean / published - 1), `${mean} ± ${ci95}, published ${published}`).toBeLessThan(share)
}
