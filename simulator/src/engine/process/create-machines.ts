import { schedule } from '../kernel/calendar'
import { nextUnit } from '../kernel/random'
import type { Mill } from '../kernel/state'
import { FLOW_SPECS, flowDemand, flowPowerW, flowRate, go, packageKg } from './flow-machines'

const HOUR_MS = 3_600_000

/** A machine of the flow in the middle of its work, or in a stop that ends at once. */
export function createFlowMachine(mill: Mill, machine: number, nowMs: number, installedHours: number): void {
  const { flow, kernel } = mill.state
  const kind = mill.layout.flowKindOf[machine]!
  const stream = mill.layout.streams.machines + machine
  const demand = flowDemand(mill, kind, mill.derived.plannedKgPerHour)
  const duty = Math.min(1, demand / flowRate(mill, kind))
  const hours = installedHours * (0.7 + 0.3 * nextUnit(kernel.streams, stream))
  const batch = packageKg(mill, kind)
  flow.sinceMs[machine] = nowMs
  flow.kg[machine] = hours * demand
  flow.runMs[machine] = hours * duty * HOUR_MS
  const meanW = duty * flowPowerW(mill, kind, true) + (1 - duty) * flowPowerW(mill, kind, false)
  flow.energyJ[machine] = meanW * hours * 3600
  if (batch < Number.POSITIVE_INFINITY) {
    flow.packages[machine] = Math.floor(flow.kg[machine]! / batch)
    flow.packageKg[machine] = batch * nextUnit(kernel.streams, stream)
    flow.kg[machine] = flow.packages[machine]! * batch + flow.packageKg[machine]!
  }
  if (kind === 'roving-frame') flow.breaks[machine] = Math.floor(hours * duty * 0.576)
  if (nextUnit(kernel.streams, stream) < duty) {
    go(mill, machine, kind, nowMs)
    return
  }
  const stopMs =
    ((FLOW_SPECS[kind].runMin * 60_000 * (1 - duty)) / Math.max(duty, 0.01)) * nextUnit(kernel.streams, stream)
  schedule(mill.calendar, mill.layout.slots.machines + machine, Math.ceil(nowMs + Math.max(1000, stopMs)))
}
