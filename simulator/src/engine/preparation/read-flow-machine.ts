import { REASON_CODES } from '@wanding/mill'
import { type FlowKind, idOf } from '../kernel/layout'
import { noise } from '../kernel/noise'
import type { Mill } from '../kernel/state'
import type { MachineReading } from '../readings'
import { BALE_KG } from './flow-kinds'
import { flowEnergySince, flowPowerW, madeSince, rateOf } from './flow-motion'
import { fullKg } from './stage-times'

const HOUR_MS = 3_600_000
const J_PER_KWH = 3.6e6
const BAG_KG = 25
/** Settings of the machines that the plan does not name (domain 1.2, 1.4). */
const BREAKER = { ktex: 5.0 }
const FINISHER = { ktex: 4.9 }
const LAP = { gPerM: 78 }
const CARD_CYLINDER_RPM = 480
const COMBER_NIPS = 450

/** The present of a machine of the flow. */
export function readFlowMachine(mill: Mill, kind: FlowKind, index: number): MachineReading {
  const { flow, mill: numbers } = mill.state
  if (index < 0 || index >= mill.layout.flowCount[kind]) throw new RangeError(`there is no ${kind} ${index + 1}`)
  const machine = mill.layout.flowFirst[kind] + index
  const nowMs = numbers.nowMs
  const running = flow.running[machine] === 1
  const made = madeSince(mill, machine, nowMs)
  const kg = flow.kg[machine]! + made
  const runMs = flow.runMs[machine]! + (running ? nowMs - flow.sinceMs[machine]! : 0)
  const rate = running ? rateOf(mill, machine) : 0
  const { machines } = mill.plan
  const common = {
    id: idOf(mill.plan, kind, index),
    index,
    state: running ? ('Executing' as const) : ('NotExecuting' as const),
    mode: 'Processing' as const,
    reason: REASON_CODES[flow.reason[machine]!]!,
    productionKg: kg,
    productionKgPerHour: rate,
    powerKw: flowPowerW(mill, kind, running) / 1000,
    energyKwh: (flow.energyJ[machine]! + flowEnergySince(mill, machine, nowMs)) / J_PER_KWH,
  }
  switch (kind) {
    case 'blowroom': {
      const { lines } = mill.state
      const fedKg = made / (1 - flow.lossShare[machine]!)
      return {
        ...common,
        kind,
        balesOpened: Math.floor((lines.baleKg[index]! + fedKg) / BALE_KG),
        balesLeft: Math.max(0, Math.ceil((lines.laydownKg[index]! - fedKg) / BALE_KG)),
        pluckerDepthMm: running ? 2.5 + 0.5 * noise(mill, machine) : 0,
      }
    }
    case 'card': {
      const { sliverKtex } = machines.cards
      return {
        ...common,
        kind,
        deliveryMPerMin: deliveryOf(rate, sliverKtex),
        cylinderRpm: CARD_CYLINDER_RPM * (1 + 0.002 * noise(mill, machine)),
        cans: flow.packages[machine]!,
      }
    }
    case 'breaker-draw':
      return {
        ...common,
        kind,
        deliveryMPerMin: deliveryOf(rate, BREAKER.ktex),
        cans: flow.packages[machine]!,
      }
    case 'finisher-draw':
      return {
        ...common,
        kind,
        deliveryMPerMin: deliveryOf(rate, FINISHER.ktex),
        cans: flow.packages[machine]!,
      }
    case 'lap-former':
      return {
        ...common,
        kind,
        deliveryMPerMin: deliveryOf(rate, LAP.gPerM),
        laps: flow.packages[machine]!,
      }
    case 'comber':
      return {
        ...common,
        kind,
        nipsPerMin: running ? COMBER_NIPS : 0,
        noilPercent: flow.lossShare[machine]! * 100 + 0.4 * noise(mill, machine, 600),
        lapsUsed: Math.floor(flow.inKg[machine]! / machines.lapFormers.lapKg),
      }
    case 'roving-frame': {
      const { spindlesPerFrame, flyerRpm } = machines.rovingFrames
      const doffs = flow.packages[machine]!
      return {
        ...common,
        kind,
        flyerRpm: running ? flyerRpm : 0,
        doffProgressPercent: Math.min(100, (100 * (flow.packageKg[machine]! + made)) / fullKg(mill.plan, kind)),
        spindles: spindlesPerFrame,
        doffs,
        bobbins: doffs * spindlesPerFrame,
        breaks: flow.breaks[machine]!,
        runSpindleHours: (runMs / HOUR_MS) * spindlesPerFrame,
      }
    }
    case 'packing':
      return {
        ...common,
        kind,
        cones: Math.floor(kg / machines.winders.conePackageKg),
        bags: Math.floor(kg / BAG_KG),
      }
  }
}

/** Delivery, m/min, of a sliver of so many ktex (g/m). */
const deliveryOf = (kgPerHour: number, ktex: number): number => (kgPerHour * 1000) / 60 / ktex
