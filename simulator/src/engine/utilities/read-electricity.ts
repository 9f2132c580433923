import { FLOW_KINDS, idOf } from '../kernel/layout'
import { noise } from '../kernel/noise'
import type { Mill } from '../kernel/state'
import { flowEnergySince, flowPowerW } from '../process/flow-machines'
import type { ElectricityReading } from '../readings'
import { accruedAt } from '../ring-room/frame-motion'
import { framePowerKw } from '../ring-room/read-ring-frame'
import { winderEnergySince, winderPowerW } from '../winding/winders'
import { airEnergyJ, lightEnergyJ, lightPowerW, outputShare, zoneEnergyJ } from './utilities'

export const J_PER_KWH = 3.6e6
const NOMINAL_V = 400

/** A feeder carries its frames with their winders, and its share of everything else. */
export function readElectricity(mill: Mill, index: number): ElectricityReading {
  const feeder = mill.plan.feeders[index]
  if (!feeder) throw new RangeError(`there is no feeder ${index + 1}`)
  const { frames, winders, mill: numbers } = mill.state
  const [first, last] = feeder.frames
  const nowMs = numbers.nowMs
  let powerW = 0
  let energyJ = 0
  for (let frame = first - 1; frame < last; frame++) {
    powerW += framePowerKw(mill, frame) * 1000 + winderPowerW(mill, frame)
    energyJ += frames.energyJ[frame]! + accruedAt(mill, frame, nowMs).energyJ
    energyJ += winders.energyJ[frame]! + winderEnergySince(mill, frame, nowMs)
  }
  const share = (last - first + 1) / mill.layout.frames
  const rest = sharedLoad(mill, nowMs)
  powerW += rest.powerW * share
  return {
    kind: 'electricity',
    id: idOf(mill.plan, 'electricity', index),
    index,
    state: 'Executing',
    mode: 'Processing',
    reason: 'producing',
    voltageV: NOMINAL_V - 4 * outputShare(mill) + 1.2 * noise(mill, 8200 + index),
    powerKw: powerW / 1000,
    energyKwh: (energyJ + rest.energyJ * share) / J_PER_KWH,
  }
}

/** Everything that is no ring frame and no winder. */
export function sharedLoad(mill: Mill, nowMs: number): { powerW: number; energyJ: number } {
  const { flow, zones, airMains } = mill.state
  let powerW = lightPowerW(mill)
  let energyJ = lightEnergyJ(mill, nowMs)
  for (const kind of FLOW_KINDS) {
    for (let i = 0; i < mill.layout.flowCount[kind]; i++) {
      const machine = mill.layout.flowFirst[kind] + i
      powerW += flowPowerW(mill, kind, flow.running[machine] === 1)
      energyJ += flow.energyJ[machine]! + flowEnergySince(mill, machine, nowMs)
    }
  }
  for (let zone = 0; zone < mill.layout.zones; zone++) {
    powerW += zones.powerW[zone]!
    energyJ += zoneEnergyJ(mill, zone, nowMs)
  }
  for (let main = 0; main < mill.layout.airMains; main++) {
    powerW += airMains.powerW[main]!
    energyJ += airEnergyJ(mill, main, nowMs)
  }
  return { powerW, energyJ }
}

/** Energy of the whole mill since installation, kWh: what all feeders together have carried. */
export function millEnergyKwh(mill: Mill): number {
  const { frames, winders, mill: numbers } = mill.state
  let energyJ = sharedLoad(mill, numbers.nowMs).energyJ
  for (let frame = 0; frame < mill.layout.frames; frame++) {
    energyJ += frames.energyJ[frame]! + accruedAt(mill, frame, numbers.nowMs).energyJ
    energyJ += winders.energyJ[frame]! + winderEnergySince(mill, frame, numbers.nowMs)
  }
  return energyJ / J_PER_KWH
}
