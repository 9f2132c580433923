import { exp, ln } from '@wanding/mill'
import { schedule } from '../kernel/calendar'
import type { Mill } from '../kernel/state'
import { SPLICE_FAILURE_SHARE, triesPerJoint } from '../winding/unit-rates'
import { onAirChanged } from '../winding/units'
import { meanFailureShare } from '../winding/winders'

/** Air of one splice, of one doff, of leaks at each frame with its winder, and of everything else there, Nm³ and Nm³/min [EST]. */
const SPLICE_NM3 = 0.0165
const DOFF_NM3 = 8
const LEAKS_NM3_PER_MIN = 0.048
const OTHER_NM3_PER_MIN = 0.012
/** Compressors need this much power for each Nm³/min (domain 1.4: 6–7 kW). */
const KW_PER_NM3 = 6.75
/** Pressure of the main follows with this lag, and falls by so much from no flow to the planned flow [EST]. */
const LAG_MS = 45_000
const DROOP_BAR = 0.25
/** Splicers and doffers stop below, and go on above (domain 3). */
const LOW_BAR = 5.5
const BACK_BAR = 5.8
/** A leak lets this share of the planned flow out for each bar that it costs [EST]. */
const LEAK_SHARE_PER_BAR = 0.1
/** Compressors at each main, one of them standing by, and the load at which a compressor is built to run [EST]. */
export const COMPRESSORS = 3
const DUTY_LOAD = 0.85

const framesOf = (mill: Mill, main: number): number => {
  const [first, last] = mill.plan.airMains[main]!.frames
  return last - first + 1
}

/** Air that a main gives when its frames and winders run to plan, Nm³/min. */
export function plannedFlow(mill: Mill, main: number): number {
  const { derived } = mill
  const joints = (derived.plannedCopsPerMin / mill.layout.frames) * (1 + derived.cutsPerCop)
  const splices = joints * triesPerJoint(SPLICE_FAILURE_SHARE) * SPLICE_NM3
  const doffs = (derived.plannedCopsPerMin / mill.layout.frames / mill.layout.perFrame) * DOFF_NM3
  return framesOf(mill, main) * (splices + doffs + LEAKS_NM3_PER_MIN + OTHER_NM3_PER_MIN)
}

/** What all compressors of a main can give together, the one that stands by left out, Nm³/min. */
export const dutyCapacity = (mill: Mill, main: number): number => plannedFlow(mill, main) / DUTY_LOAD

/** Air that goes through leaks, Nm³/min: as the pressure, and through the leak that a fault has opened. */
export function leakFlow(mill: Mill, main: number): number {
  const { pressureBar, lossBar } = mill.state.airMains
  const share = pressureBar[main]! / mill.plan.machines.compressedAirMains.pressureBar
  return (
    share * framesOf(mill, main) * LEAKS_NM3_PER_MIN + lossBar[main]! * LEAK_SHARE_PER_BAR * plannedFlow(mill, main)
  )
}

/** Air that a main gives now, Nm³/min: most of it goes to the splicers. */
function flowNow(mill: Mill, main: number): number {
  const { winders, airMains } = mill.state
  const [first, last] = mill.plan.airMains[main]!.frames
  let splicesPerMin = 0
  for (let winder = first - 1; winder < last; winder++) {
    const cops = winders.copsPerMs[winder]! * 60_000
    if (cops > 0)
      splicesPerMin += cops * (1 + winders.meanCuts[winder]!) * triesPerJoint(meanFailureShare(mill, winder))
  }
  const doffs = airMains.low[main]
    ? 0
    : (mill.derived.plannedCopsPerMin / mill.layout.frames / mill.layout.perFrame) * framesOf(mill, main) * DOFF_NM3
  return splicesPerMin * SPLICE_NM3 + doffs + leakFlow(mill, main) + framesOf(mill, main) * OTHER_NM3_PER_MIN
}

/** Pressure of a main, bar. */
export function pressureAt(mill: Mill, main: number, atMs: number): number {
  const { pressureBar, targetBar, atMs: sinceMs } = mill.state.airMains
  const target = targetBar[main]!
  return target + (pressureBar[main]! - target) * exp(-(atMs - sinceMs[main]!) / LAG_MS)
}

/** The main takes its flow anew, and its pressure goes where flow and supply let it. */
export function setMain(mill: Mill, main: number, atMs: number): void {
  const { airMains } = mill.state
  airMains.energyJ[main]! += (airMains.powerW[main]! * (atMs - airMains.atMs[main]!)) / 1000
  airMains.pressureBar[main] = pressureAt(mill, main, atMs)
  airMains.atMs[main] = atMs
  const flow = flowNow(mill, main)
  airMains.flowNm3PerMin[main] = flow
  airMains.powerW[main] = flow * KW_PER_NM3 * 1000
  const planned = plannedFlow(mill, main)
  const usual = planned > 0 ? flow / planned : 1
  airMains.targetBar[main] = Math.max(
    0,
    mill.plan.machines.compressedAirMains.pressureBar - DROOP_BAR * (usual - 1) - airMains.lossBar[main]!,
  )
  scheduleCrossing(mill, main, atMs)
}

/** Sets when the pressure passes the limit that matters next. */
function scheduleCrossing(mill: Mill, main: number, atMs: number): void {
  const { airMains } = mill.state
  const limit = airMains.low[main] ? BACK_BAR : LOW_BAR
  const from = airMains.pressureBar[main]! - airMains.targetBar[main]!
  const to = limit - airMains.targetBar[main]!
  // The pressure passes the limit only if the limit lies between where it is and where it goes.
  const passes = airMains.low[main] ? from < to && to < 0 : from > to && to > 0
  const waitMs = passes ? Math.max(1, Math.ceil(LAG_MS * ln(from / to))) : Number.POSITIVE_INFINITY
  schedule(mill.calendar, mill.layout.slots.airMains + main, atMs + waitMs)
}

/** The pressure has passed a limit: splicers and doffers stop, or go on. */
export function onAirMain(mill: Mill, main: number, atMs: number): void {
  const { airMains } = mill.state
  airMains.low[main] = airMains.low[main] ? 0 : 1
  const [first, last] = mill.plan.airMains[main]!.frames
  for (let winder = first - 1; winder < last; winder++) onAirChanged(mill, winder, atMs)
  setMain(mill, main, atMs)
}

/** A main at its usual pressure. */
export function startMain(mill: Mill, main: number, atMs: number): void {
  const { airMains, mill: numbers } = mill.state
  airMains.atMs[main] = atMs
  airMains.pressureBar[main] = mill.plan.machines.compressedAirMains.pressureBar
  airMains.targetBar[main] = airMains.pressureBar[main]!
  setMain(mill, main, atMs)
  airMains.energyJ[main] = plannedFlow(mill, main) * KW_PER_NM3 * (atMs - numbers.installedMs)
}

/** Energy of an air main's compressors since installation, J. */
export function airEnergyJ(mill: Mill, main: number, atMs: number): number {
  const { energyJ, powerW, atMs: sinceMs } = mill.state.airMains
  return energyJ[main]! + (powerW[main]! * (atMs - sinceMs[main]!)) / 1000
}
