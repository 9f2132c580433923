import { REASON_CODES, texOf } from '@wanding/mill'
import { type FlowKind, idOf } from '../kernel/layout'
import { noise } from '../kernel/noise'
import type { Mill } from '../kernel/state'
import type { MachineReading, MachineWords } from '../readings'
import { inHandOf } from '../yarn-store/read-yarn-store'
import { beaterRpm, blowroomAir, suctionPa } from './air-readings'
import { chuteAt, chuteFullKg } from './chute'
import { BALE_KG, COMBER_HEADS } from './flow-kinds'
import { flowEnergySince, flowPowerW, madeSince, rateOf } from './flow-motion'
import { foreignFibre } from './foreign-fibre'
import { qualityOf } from './genealogy'
import { rejectsPercent } from './packing-rejects'
import { overLength, rollerWave, withWave } from './roller-wave'
import { bobbinsStored } from './roving-sets'
import { rovingTension } from './roving-tension'
import { cardSliver, drawnSliver } from './sliver-readings'
import { fullKg } from './stage-times'

const HOUR_MS = 3_600_000
const J_PER_KWH = 3.6e6
const BAG_KG = 25
/** Cotton that passes between two pieces of metal [EST]. */
const KG_PER_METAL = 9000
/** Settings of the machines that the plan does not name (domain 1.2, 1.4). */
const BREAKER = { ktex: 5.0 }
const FINISHER = { ktex: 4.9 }
/** Highest peak of the spectrogram of a sound draw frame, and from where on it alarms, as amplitude of the sliver's mass, % [EST]. */
const SPECTROGRAM = { usual: 0.4, alarm: 1.5 }
/** A wave makes thick places where its crests meet those of chance, for each % of its amplitude [EST]. */
const THICK_PER_PERCENT = 1.5
const LAP = { gPerM: 78 }
const CARD_CYLINDER_RPM = 480
const COMBER_NIPS = 450

/** How a machine of the flow reads outside; read each second, so it is kept cheap. */
export function flowWords(mill: Mill, kind: FlowKind, index: number): MachineWords {
  const machine = mill.layout.flowFirst[kind] + index
  return {
    state: mill.state.flow.running[machine] === 1 ? 'Executing' : 'NotExecuting',
    mode: 'Processing',
    reason: REASON_CODES[mill.state.flow.reason[machine]!]!,
  }
}

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
    ...flowWords(mill, kind, index),
    productionKg: kg,
    productionKgPerHour: rate,
    powerKw: flowPowerW(mill, kind, running) / 1000,
    energyKwh: (flow.energyJ[machine]! + flowEnergySince(mill, machine, nowMs)) / J_PER_KWH,
  }
  const stops = flow.stops[machine]!
  const full = Math.min(1, (flow.packageKg[machine]! + made) / fullKg(mill.plan, kind))
  const suction = (cleanPa: number, salt: number) => {
    const pa = suctionPa(mill, kind, machine, cleanPa)
    return pa > 0 ? pa + 12 * wave(10, salt) : 0
  }
  const wave = (everyS: number, salt = 0) => noise(mill, machine + salt * 10_007, everyS)
  switch (kind) {
    case 'blowroom': {
      const { lines } = mill.state
      const fedKg = made / (1 - flow.lossShare[machine]!)
      const feed = rate / mill.derived.flowRates.blowroom
      const beater = beaterRpm(mill, machine, feed)
      const air = blowroomAir(mill, machine, feed)
      return {
        ...common,
        kind,
        stops,
        balesOpened: Math.floor((lines.baleKg[index]! + fedKg) / BALE_KG),
        balesLeft: Math.max(0, Math.ceil((lines.laydownKg[index]! - fedKg) / BALE_KG)),
        baleLot: `${mill.plan.spinPlan.lot}/${lines.laydownLot[index]!}`,
        pluckerDepthMm: running ? 2.5 + 0.5 * wave(60) : 0,
        beaterRpm: beater > 0 ? beater + 1.5 * wave(5) : 0,
        ductPressurePa: air.ductPa > 0 ? air.ductPa + 15 * wave(10, 1) : 0,
        filterPressurePa: air.filterPa > 0 ? air.filterPa + 4 * wave(10, 2) : 0,
        mixerLevelPercent: Math.max(0, Math.min(100, (100 * chuteAt(mill, index, nowMs)) / chuteFullKg(mill))),
        metalCount: Math.floor(kg / KG_PER_METAL),
        sparkCount: lines.sparks[index]!,
        foreignFibrePerHour: foreignFibre(mill, index) * feed * (1 + 0.1 * wave(600, 3)),
      }
    }
    case 'card': {
      const { sliverKtex, canKg } = machines.cards
      const quality = qualityOf(mill, { kind, index })!
      const sliver = cardSliver(mill, machine)
      return {
        ...common,
        kind,
        stops,
        deliveryMPerMin: deliveryOf(rate, sliverKtex),
        cylinderRpm: CARD_CYLINDER_RPM * (1 + 0.002 * wave(5)),
        lickerInRpm: 1100 * (1 + 0.002 * wave(5, 1)),
        flatsMmPerMin: running ? 280 + 1.5 * wave(60, 2) : 0,
        countDeviationPercent: quality.countDeviationPercent + 0.3 * wave(10, 3),
        cv1mPercent: sliver.cv1mPercent * (1 + 0.06 * wave(60, 4)),
        cv100mPercent: sliver.cv100mPercent * (1 + 0.14 * wave(600, 5)),
        nepsPerG: quality.nepsPerG * (1 + 0.03 * wave(60, 6)),
        suctionPa: suction(780, 7),
        canMetres: (full * canKg * 1000) / sliverKtex,
        cans: flow.packages[machine]!,
      }
    }
    case 'breaker-draw':
    case 'finisher-draw': {
      const quality = qualityOf(mill, { kind, index })!
      const sliver = drawnSliver(mill, kind, machine)
      const sliverWave = kind === 'finisher-draw' ? rollerWave(mill, index) : { amplitudePercent: 0, lengthCm: 0 }
      const over = (cm: number) => overLength(sliverWave, cm)
      const height = withWave(SPECTROGRAM.usual + 0.15 * wave(60, 8), Math.sqrt(2) * sliverWave.amplitudePercent)
      const alarm = running && height > SPECTROGRAM.alarm
      return {
        ...common,
        kind,
        stops,
        deliveryMPerMin: deliveryOf(rate, kind === 'finisher-draw' ? FINISHER.ktex : BREAKER.ktex),
        levellingPercent: running && kind === 'finisher-draw' ? sliver.levellingPercent + 1.2 * wave(10, 1) : 0,
        countDeviationPercent: sliver.countPercent + (0.12 + over(100)) * wave(10, 2),
        cvmPercent: quality.cvmPercent + 0.06 * wave(60, 3),
        cv1mPercent: withWave(sliver.cv1mPercent * (1 + 0.07 * wave(60, 4)), over(100)),
        cv3mPercent: withWave(sliver.cv3mPercent * (1 + 0.07 * wave(60, 5)), over(300)),
        cv5mPercent: withWave(sliver.cv5mPercent * (1 + 0.08 * wave(60, 6)), over(500)),
        thickPlacesPerKm:
          sliver.thickPlacesPerKm * (1 + 0.4 * wave(600, 7)) + THICK_PER_PERCENT * sliverWave.amplitudePercent,
        spectrogramAlarm: alarm,
        waveAmplitudePercent: running ? height : 0,
        waveLengthCm: alarm ? sliverWave.lengthCm : 0,
        cans: flow.packages[machine]!,
      }
    }
    case 'lap-former':
      return {
        ...common,
        kind,
        stops,
        deliveryMPerMin: deliveryOf(rate, LAP.gPerM),
        lapKg: full * machines.lapFormers.lapKg,
        laps: flow.packages[machine]!,
      }
    case 'comber': {
      const quality = qualityOf(mill, { kind, index })!
      const drained = flow.drained[machine]! + made / (1 - flow.lossShare[machine]!) / COMBER_HEADS
      const lapMetres = Math.max(0, ((flow.creelNext[machine]! - drained) * 1000) / LAP.gPerM)
      return {
        ...common,
        kind,
        stops,
        nipsPerMin: running ? COMBER_NIPS : 0,
        noilPercent: flow.lossShare[machine]! * 100 + 0.3 * wave(600),
        cvmPercent: quality.cvmPercent + 0.1 * wave(60, 1),
        nepsPerG: quality.nepsPerG * (1 + 0.03 * wave(60, 2)),
        suctionPa: suction(980, 3),
        lapMetres,
        headsStopped: lapMetres === 0 ? 0xff : common.reason === 'stopped' ? 1 << (stops % COMBER_HEADS) : 0,
        lapsUsed: Math.floor(flow.inKg[machine]! / machines.lapFormers.lapKg),
        cans: flow.packages[machine]!,
      }
    }
    case 'roving-frame': {
      const { spindlesPerFrame, flyerRpm } = machines.rovingFrames
      const doffs = flow.packages[machine]!
      return {
        ...common,
        kind,
        stops,
        flyerRpm: running ? flyerRpm : 0,
        deliveryMPerMin: deliveryOf(rate / spindlesPerFrame, texOf(mill.plan.spinPlan.rovingNe) / 1000),
        tensionPercent: running ? rovingTension(mill, index, full) + 1.5 * wave(10, 1) : 0,
        doffProgressPercent: 100 * full,
        bobbinMetres: (full * mill.plan.spinPlan.rovingBobbinKg * 1e6) / texOf(mill.plan.spinPlan.rovingNe),
        suctionPa: suction(1080, 2),
        spindles: spindlesPerFrame,
        doffs,
        bobbins: doffs * spindlesPerFrame,
        breaks: flow.breaks[machine]!,
        runSpindleHours: (runMs / HOUR_MS) * spindlesPerFrame,
        bobbinsStored: bobbinsStored(mill, index),
      }
    }
    case 'packing': {
      const coneKg = machines.winders.conePackageKg
      return {
        ...common,
        kind,
        stops,
        cones: Math.floor(kg / coneKg),
        conesPerHour: rate / coneKg,
        rejectsPercent: rejectsPercent(mill, machine) * (1 + 0.15 * wave(600, 1)),
        coneWeightG: coneKg * 1000 + 12 * wave(10, 2),
        bags: Math.floor(kg / BAG_KG),
        pallets: flow.packages[machine]!,
        ...inHandOf(mill, index, full),
      }
    }
  }
}

/** Delivery, m/min, of a sliver of so many ktex (g/m). */
const deliveryOf = (kgPerHour: number, ktex: number): number => (kgPerHour * 1000) / 60 / ktex
