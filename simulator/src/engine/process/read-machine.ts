import { REASON_CODES } from '@wanding/mill'
import { type FlowKind, idOf } from '../kernel/layout'
import { noise } from '../kernel/noise'
import type { Mill } from '../kernel/state'
import type { MachineReading, MachineRef } from '../readings'
import { J_PER_KWH } from '../utilities/electricity'
import { readAirConditioning } from '../utilities/read-air-conditioning'
import { readCompressedAir } from '../utilities/read-compressed-air'
import { readElectricity } from '../utilities/read-electricity'
import { readWinder } from '../winding/read-winder'
import { COMBER_HEADS, flowEnergySince, flowPowerW, flowRate, madeSince, packageKg } from './flow-machines'

const HOUR_MS = 3_600_000
const BALE_KG = 225
const BALES_LAID_DOWN = 70
const BAG_KG = 25
/** Settings of the machines that the plan does not name (domain 1.2, 1.4). */
const BREAKER = { ktex: 5.0 }
const FINISHER = { ktex: 4.9 }
const LAP = { gPerM: 78 }
const CARD_CYLINDER_RPM = 480
const COMBER_NIPS = 450

/** The present of any machine but a ring frame. Throws a RangeError for a machine that the mill does not have. */
export function readMachine(mill: Mill, { kind, index }: MachineRef): MachineReading {
  switch (kind) {
    case 'winder':
      return readWinder(mill, index)
    case 'air-conditioning':
      return readAirConditioning(mill, index)
    case 'compressed-air':
      return readCompressedAir(mill, index)
    case 'electricity':
      return readElectricity(mill, index)
    case 'ring-frame':
    case 'mill':
    case 'crew':
      throw new RangeError(`${kind} has a reading of its own`)
    default:
      return readFlowMachine(mill, kind, index)
  }
}

function readFlowMachine(mill: Mill, kind: FlowKind, index: number): MachineReading {
  const { flow, mill: numbers } = mill.state
  if (index < 0 || index >= mill.layout.flowCount[kind]) throw new RangeError(`there is no ${kind} ${index + 1}`)
  const machine = mill.layout.flowFirst[kind] + index
  const nowMs = numbers.nowMs
  const running = flow.running[machine] === 1
  const made = madeSince(mill, machine, nowMs)
  const kg = flow.kg[machine]! + made
  const runMs = flow.runMs[machine]! + (running ? nowMs - flow.sinceMs[machine]! : 0)
  const rate = running ? flowRate(mill, kind) : 0
  const { machines, spinPlan } = mill.plan
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
      const bales = kg / (1 - spinPlan.loss.blowroom) / BALE_KG
      const opened = Math.floor(bales)
      return {
        ...common,
        kind,
        balesOpened: opened,
        balesLeft: BALES_LAID_DOWN - (opened % BALES_LAID_DOWN),
        pluckerDepthMm: running ? 2.5 + 0.5 * noise(mill, machine) : 0,
      }
    }
    case 'card': {
      const { sliverKtex, canKg } = machines.cards
      return {
        ...common,
        kind,
        deliveryMPerMin: deliveryOf(rate, sliverKtex),
        cylinderRpm: CARD_CYLINDER_RPM * (1 + 0.002 * noise(mill, machine)),
        cans: Math.floor(kg / canKg),
      }
    }
    case 'breaker-draw':
      return {
        ...common,
        kind,
        deliveryMPerMin: deliveryOf(rate, BREAKER.ktex),
        cans: Math.floor(kg / machines.breakerDraws.canKg),
      }
    case 'finisher-draw':
      return {
        ...common,
        kind,
        deliveryMPerMin: deliveryOf(rate, FINISHER.ktex),
        cans: Math.floor(kg / machines.finisherDraws.canKg),
      }
    case 'lap-former':
      return {
        ...common,
        kind,
        deliveryMPerMin: deliveryOf(rate, LAP.gPerM),
        laps: Math.floor(kg / machines.lapFormers.lapKg),
      }
    case 'comber':
      return {
        ...common,
        kind,
        nipsPerMin: running ? COMBER_NIPS : 0,
        noilPercent: spinPlan.loss.comberNoil * 100 + 0.4 * noise(mill, machine, 600),
        lapsUsed: flow.packages[machine]! * COMBER_HEADS,
      }
    case 'roving-frame': {
      const { spindlesPerFrame, flyerRpm } = machines.rovingFrames
      const doffs = flow.packages[machine]!
      return {
        ...common,
        kind,
        flyerRpm: running ? flyerRpm : 0,
        doffProgressPercent: Math.min(100, (100 * (flow.packageKg[machine]! + made)) / packageKg(mill, kind)),
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
