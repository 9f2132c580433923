import { exp, REASON_CODES } from '@wanding/mill'
import { FLOW_KINDS, type FlowKind, idOf } from '../kernel/layout'
import { fnv1a, mix32 } from '../kernel/random'
import type { Mill } from '../kernel/state'
import type { MachineReading, MachineRef } from '../readings'
import { accruedAt } from '../ring-room/frame-motion'
import { framePowerKw } from '../ring-room/read-ring-frame'
import { humidityAt, temperatureAt } from '../utilities/climate'
import { airEnergyJ, lightEnergyJ, lightPowerW, outputShare, zoneEnergyJ } from '../utilities/utilities'
import { COMBER_HEADS, flowEnergySince, flowPowerW, flowRate, madeSince, packageKg } from './flow-machines'
import { winderEnergySince, winderPowerW, woundSince } from './winders'

const HOUR_MS = 3_600_000
const J_PER_KWH = 3.6e6
const BALE_KG = 225
const BALES_LAID_DOWN = 70
const BAG_KG = 25
/** Settings of the machines that the plan does not name (domain 1.2, 1.4). */
const BREAKER = { ktex: 5.0 }
const FINISHER = { ktex: 4.9 }
const LAP = { gPerM: 78 }
const CARD_CYLINDER_RPM = 480
const COMBER_NIPS = 450
const NOMINAL_V = 400
/** Pressure falls as the flow comes near what the compressors give [EST]. */
const PRESSURE_DROP_BAR = 0.25

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

function readWinder(mill: Mill, index: number): MachineReading {
  const { winders, mill: numbers } = mill.state
  if (index < 0 || index >= mill.layout.frames) throw new RangeError(`there is no winder ${index + 1}`)
  const { winders: plan } = mill.plan.machines
  const running = winders.running[index] === 1
  const wound = woundSince(mill, index, numbers.nowMs)
  const kg = winders.kg[index]! + wound
  const cops =
    winders.cops[index]! + (wound > 0 ? (winders.backlogCops[index]! * wound) / winders.backlogKg[index]! : 0)
  const km = (kg / mill.derived.tex) * 1000
  const cuts = Math.floor((km * plan.cutsPer100Km) / 100)
  return {
    kind: 'winder',
    id: idOf(mill.plan, 'winder', index),
    index,
    state: running ? 'Executing' : 'NotExecuting',
    mode: 'Processing',
    reason: running ? 'producing' : 'waiting-for-bobbins',
    speedMPerMin: running ? plan.speedMPerMin : 0,
    units: plan.spindlesPerMachine,
    efficiencyPercent: running ? mill.derived.windingEfficiency * 100 + noise(mill, 9000 + index, 60) : 0,
    cops: Math.floor(cops),
    cones: Math.floor((kg * (1 - mill.plan.spinPlan.loss.winding)) / plan.conePackageKg),
    cuts,
    // Every cut and every new cop is spliced; some splices are made twice.
    splices: Math.floor(cops + cuts * 1.15),
    productionKg: kg * (1 - mill.plan.spinPlan.loss.winding),
    productionKgPerHour: running ? mill.derived.winderKgPerHour * (1 - mill.plan.spinPlan.loss.winding) : 0,
    powerKw: winderPowerW(mill, running) / 1000,
    energyKwh: (winders.energyJ[index]! + winderEnergySince(mill, index, numbers.nowMs)) / J_PER_KWH,
  }
}

function readAirConditioning(mill: Mill, index: number): MachineReading {
  const zone = mill.plan.zones[index]
  if (!zone) throw new RangeError(`there is no air-conditioning plant ${index + 1}`)
  const nowMs = mill.state.mill.nowMs
  const temperatureC = temperatureAt(mill, index, nowMs)
  const relativeHumidityPercent = humidityAt(mill, index, nowMs)
  const powerW = mill.state.zones.powerW[index]!
  return {
    kind: 'air-conditioning',
    id: idOf(mill.plan, 'air-conditioning', index),
    index,
    state: 'Executing',
    mode: 'Processing',
    reason: 'producing',
    zone: zone.id,
    temperatureC,
    relativeHumidityPercent,
    absoluteHumidityGPerKg: absoluteHumidity(temperatureC, relativeHumidityPercent),
    fanHz: 50 * (0.7 + 0.3 * outputShare(mill)),
    powerKw: powerW / 1000,
    energyKwh: zoneEnergyJ(mill, index, nowMs) / J_PER_KWH,
  }
}

/** Water in the air, g/kg, at sea level, by Magnus' formula. */
function absoluteHumidity(temperatureC: number, relativeHumidityPercent: number): number {
  const saturationHpa = 6.112 * exp((17.62 * temperatureC) / (243.12 + temperatureC))
  const vapourHpa = (saturationHpa * relativeHumidityPercent) / 100
  return (622 * vapourHpa) / (1013.25 - vapourHpa)
}

function readCompressedAir(mill: Mill, index: number): MachineReading {
  const main = mill.plan.airMains[index]
  if (!main) throw new RangeError(`there is no air main ${index + 1}`)
  const { airMains, mill: numbers } = mill.state
  const flow = airMains.flowNm3PerMin[index]!
  const usual =
    (0.14 * mill.derived.plannedKgPerHour * (main.frames[1] - main.frames[0] + 1)) / mill.layout.frames / 6.5
  const load = usual > 0 ? flow / usual : 0
  return {
    kind: 'compressed-air',
    id: idOf(mill.plan, 'compressed-air', index),
    index,
    state: 'Executing',
    mode: 'Processing',
    reason: 'producing',
    pressureBar:
      mill.plan.machines.compressedAirMains.pressureBar -
      PRESSURE_DROP_BAR * (load - 1) +
      0.04 * noise(mill, 8000 + index),
    flowNm3PerMin: flow,
    dewPointC: 3 + 0.3 * noise(mill, 8100 + index, 60),
    powerKw: airMains.powerW[index]! / 1000,
    energyKwh: airEnergyJ(mill, index, numbers.nowMs) / J_PER_KWH,
  }
}

/** A feeder carries its frames with their winders, and its share of everything else. */
function readElectricity(mill: Mill, index: number): MachineReading {
  const feeder = mill.plan.feeders[index]
  if (!feeder) throw new RangeError(`there is no feeder ${index + 1}`)
  const { frames, winders, mill: numbers } = mill.state
  const [first, last] = feeder.frames
  const nowMs = numbers.nowMs
  let powerW = 0
  let energyJ = 0
  for (let frame = first - 1; frame < last; frame++) {
    powerW += framePowerKw(mill, frame) * 1000 + winderPowerW(mill, winders.running[frame] === 1)
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

/** -1 … 1 from machine and time, without state; steps every so many seconds. */
function noise(mill: Mill, machine: number, everyS = 5): number {
  const step = Math.floor(mill.state.mill.nowMs / (everyS * 1000))
  const salt = fnv1a('noise', mill.state.mill.seed)
  return mix32(salt ^ Math.imul(step, 0x9e3779b1) ^ Math.imul(machine + 1, 0x85ebca77)) / 2147483648 - 1
}
