import { ENERGY_DEPARTMENTS, type EnergyDepartment } from '@wanding/mill'
import { schedule } from '../kernel/calendar'
import { FLOW_KINDS, type FlowKind, MillSlot } from '../kernel/layout'
import type { Mill } from '../kernel/state'
import { flowEnergySince, flowPowerW } from '../preparation/flow-motion'
import { accruedAt } from '../ring-room/frame-motion'
import { winderEnergySince, winderPowerW } from '../winding/winders'
import { zoneEnergyJ } from './air-conditioning'
import { airEnergyJ } from './compressed-air'
import { lightEnergyJ, lightPowerW } from './light'

export const J_PER_KWH = 3.6e6
/** Demand is the mean power of a quarter of an hour (domain 1.4). */
const QUARTER_MS = 900_000
/** Specific energy of the whole mill (domain 1.4). */
const MILL_KWH_PER_KG = 4.4

const DEPARTMENT_OF: Readonly<Record<FlowKind, EnergyDepartment>> = {
  blowroom: 'blowroom',
  card: 'carding',
  'breaker-draw': 'drawing',
  'lap-former': 'combing',
  comber: 'combing',
  'finisher-draw': 'drawing',
  'roving-frame': 'roving',
  packing: 'light-and-logistics',
}

/** Power and energy since installation of each department, in the order of ENERGY_DEPARTMENTS. */
export interface Loads {
  powerW: Float64Array
  energyJ: Float64Array
}

const codeOf = Object.fromEntries(ENERGY_DEPARTMENTS.map((name, code) => [name, code])) as Record<
  EnergyDepartment,
  number
>
const noLoads = (): Loads => ({
  powerW: new Float64Array(ENERGY_DEPARTMENTS.length),
  energyJ: new Float64Array(ENERGY_DEPARTMENTS.length),
})

/** Everything that is no ring frame and no winder: the feeders share it. */
export function sharedLoads(mill: Mill, nowMs: number): Loads {
  const { flow, zones, airMains } = mill.state
  const loads = noLoads()
  const add = (name: EnergyDepartment, powerW: number, energyJ: number) => {
    loads.powerW[codeOf[name]]! += powerW
    loads.energyJ[codeOf[name]]! += energyJ
  }
  for (const kind of FLOW_KINDS) {
    for (let i = 0; i < mill.layout.flowCount[kind]; i++) {
      const machine = mill.layout.flowFirst[kind] + i
      const powerW = flowPowerW(mill, kind, flow.running[machine] === 1)
      add(DEPARTMENT_OF[kind], powerW, flow.energyJ[machine]! + flowEnergySince(mill, machine, nowMs))
    }
  }
  for (let zone = 0; zone < mill.layout.zones; zone++) {
    add('air-conditioning', zones.powerW[zone]!, zoneEnergyJ(mill, zone, nowMs))
  }
  for (let main = 0; main < mill.layout.airMains; main++) {
    add('compressed-air', airMains.powerW[main]!, airEnergyJ(mill, main, nowMs))
  }
  add('light-and-logistics', lightPowerW(mill), lightEnergyJ(mill, nowMs))
  return loads
}

/** Energy of the frames and winders from the first to before the last, J. */
function framesAndWindersJ(mill: Mill, first: number, end: number, nowMs: number): { ring: number; winding: number } {
  const { frames, winders } = mill.state
  let ring = 0
  let winding = 0
  for (let frame = first; frame < end; frame++) {
    ring += frames.energyJ[frame]! + accruedAt(mill, frame, nowMs).energyJ
    winding += winders.energyJ[frame]! + winderEnergySince(mill, frame, nowMs)
  }
  return { ring, winding }
}

/** What a feeder carries: its frames with their winders, and its share of everything else. */
export function feederLoads(mill: Mill, feeder: number, frameW: (frame: number) => number, nowMs: number): Loads {
  const [first, last] = mill.plan.feeders[feeder]!.frames
  const share = (last - first + 1) / mill.layout.frames
  const loads = sharedLoads(mill, nowMs)
  for (let code = 0; code < ENERGY_DEPARTMENTS.length; code++) {
    loads.powerW[code]! *= share
    loads.energyJ[code]! *= share
  }
  const { ring, winding } = framesAndWindersJ(mill, first - 1, last, nowMs)
  loads.energyJ[codeOf.ring] = ring
  loads.energyJ[codeOf.winding] = winding
  for (let frame = first - 1; frame < last; frame++) {
    loads.powerW[codeOf.ring]! += frameW(frame)
    loads.powerW[codeOf.winding]! += winderPowerW(mill, frame)
  }
  return loads
}

/** Energy of each department of the whole mill since installation, kWh. */
export function departmentKwh(mill: Mill): Record<EnergyDepartment, number> {
  const nowMs = mill.state.mill.nowMs
  const { energyJ } = sharedLoads(mill, nowMs)
  const { ring, winding } = framesAndWindersJ(mill, 0, mill.layout.frames, nowMs)
  energyJ[codeOf.ring] = ring
  energyJ[codeOf.winding] = winding
  return Object.fromEntries(ENERGY_DEPARTMENTS.map((name, code) => [name, energyJ[code]! / J_PER_KWH])) as Record<
    EnergyDepartment,
    number
  >
}

/** Energy of the whole mill since installation, kWh: what all feeders together have carried. */
export function millEnergyKwh(mill: Mill): number {
  return Object.values(departmentKwh(mill)).reduce((sum, kwh) => sum + kwh, 0)
}

/** A quarter of an hour is over: its mean power is the demand that the mill pays for. */
export function onQuarter(mill: Mill, atMs: number): void {
  const { feeders } = mill.state
  const shared = sum(sharedLoads(mill, atMs).energyJ)
  mill.plan.feeders.forEach((_, feeder) => {
    const energyJ = feederJ(mill, feeder, shared, atMs)
    feeders.demandW[feeder] = ((energyJ - feeders.quarterJ[feeder]!) * 1000) / QUARTER_MS
    feeders.mostDemandW[feeder] = Math.max(feeders.mostDemandW[feeder]!, feeders.demandW[feeder]!)
    feeders.quarterJ[feeder] = energyJ
  })
  schedule(mill.calendar, mill.layout.slots.mill + MillSlot.quarter, atMs + QUARTER_MS)
}

function feederJ(mill: Mill, feeder: number, sharedJ: number, atMs: number): number {
  const [first, last] = mill.plan.feeders[feeder]!.frames
  const { ring, winding } = framesAndWindersJ(mill, first - 1, last, atMs)
  return ring + winding + (sharedJ * (last - first + 1)) / mill.layout.frames
}

/** Feeders of a mill that has run for months: the demand of the plan, and a quarter that begins at the full quarter of an hour. */
export function startFeeders(mill: Mill, nowMs: number): void {
  const { feeders } = mill.state
  const shared = sharedLoads(mill, nowMs)
  const plannedKw = MILL_KWH_PER_KG * mill.derived.plannedKgPerHour
  mill.plan.feeders.forEach(({ frames: [first, last] }, feeder) => {
    const plannedW = (plannedKw * 1000 * (last - first + 1)) / mill.layout.frames
    feeders.demandW[feeder] = plannedW
    feeders.mostDemandW[feeder] = plannedW * 1.06
    const intoQuarterS = (nowMs % QUARTER_MS) / 1000
    feeders.quarterJ[feeder] = feederJ(mill, feeder, sum(shared.energyJ), nowMs) - plannedW * intoQuarterS
    feeders.sagPercent[feeder] = 100
  })
  const next = (Math.floor(nowMs / QUARTER_MS) + 1) * QUARTER_MS
  schedule(mill.calendar, mill.layout.slots.mill + MillSlot.quarter, next)
}

const sum = (values: Float64Array): number => {
  let total = 0
  for (const value of values) total += value
  return total
}
