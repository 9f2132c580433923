import { CUT_CLASSES, REASON_CODES, WINDING_TIMES, WindingUnitState } from '@wanding/mill'
import { articleRow, woundArticle } from '../kernel/articles'
import { idOf } from '../kernel/layout'
import { noise } from '../kernel/noise'
import { mix32 } from '../kernel/random'
import type { Mill } from '../kernel/state'
import type { MachineWords, WinderReading, WindingUnitsReading } from '../readings'
import { conesMade, onConesKg, packageG, type Unbooked } from './cones'
import { copsInPiles } from './cop-piles'
import { triesPerJoint, unitCopsPerMs, unitEfficiency, WAITING_SHARE } from './unit-rates'
import { stateTally, type Tally, windCops } from './wind-cops'
import { copsSince, meanFailureShare, winderEnergySince, winderPowerW } from './winders'

const HOUR_MS = 3_600_000
/** Cuts are rare: in less yarn than this their rate is chance. */
const LEAST_KM = 20
const J_PER_KWH = 3.6e6
/** Suction of a healthy machine, mbar, and what its units take from it while they search for ends [EST]. */
const SUCTION_MBAR = 62
const SUCTION_LOSS_MBAR = 8
/** Winding tension, cN, for each tex: about 1 cN/tex would stretch the yarn [EST]. */
const TENSION_CN_PER_TEX = 0.95
/** Quality as the clearers see it, at the plan's fibre (domain 2.6: IPI 50–90, H 2.9–3.5) [EST]. */
const IPI = { at: 70, perNep: 1.6, perCvm: 22 }
const HAIRINESS = 3.2
/** Wax taken up, g for each kg of yarn [EST]. */
const WAX_G_PER_KG = 0.9
/** The hose to the machine costs this much pressure when all units splice [EST]. */
const AIR_DROP_BAR = 0.2

/** How a winder reads outside; read each second, so it is kept cheap. */
export function winderWords(mill: Mill, index: number): MachineWords {
  const reason = REASON_CODES[mill.state.winders.reason[index]!]!
  return { state: reason === 'producing' ? 'Executing' : 'NotExecuting', mode: 'Processing', reason }
}

/** The present of a winder; reading changes nothing. */
export function readWinder(mill: Mill, index: number): WinderReading {
  const { winders, wound, windingUnits, airMains, copsInTurn, mill: numbers } = mill.state
  if (index < 0 || index >= mill.layout.frames) throw new RangeError(`there is no winder ${index + 1}`)
  const { machines } = mill.plan
  const { unitsPerWinder } = mill.layout
  const nowMs = numbers.nowMs
  const active = winders.active[index]!
  const words = winderWords(mill, index)
  const since = copsSince(mill, index, nowMs)
  const before = winders.cops[index]!
  const tally = lookAhead(mill, index, before, before + since)
  const cops = before + since
  const ahead = { kg: since * winders.copKg[index]!, cuts: tally.cuts }
  const cuts = sumOf(mill, (article) => wound.cuts[articleRow(mill, index, article)]!) + tally.cuts
  const failing = meanFailureShare(mill, index)
  const tries =
    winders.spliceTries[index]! + (Math.floor(cops) - Math.floor(before) + tally.cuts) * triesPerJoint(failing)
  const failures = winders.spliceFailures[index]! + (tries - winders.spliceTries[index]!) * failing
  const first = index * unitsPerWinder
  let red = 0
  let efficiency = 0
  for (let unit = first; unit < first + unitsPerWinder; unit++) {
    red += windingUnits.red[unit]!
    if (active > 0 && !windingUnits.red[unit]) efficiency += unitEfficiency(mill, index, unit)
  }
  const { tex, spinPlan } = woundArticle(mill, index)
  const { fibre } = spinPlan
  const doffCops = sum(tally.unitCops)
  const doffCuts = sum(tally.unitCuts)
  const kmOfDoff = (doffCops * winders.copKg[index]! * 1e6) / tex / 1000
  const rejected = winders.rejectedLastDoff[index]! + winders.rejectedDoff[index]! + tally.rejected
  const cvmPercent = winders.cvmPercent[index]! * (1 + 0.006 * noise(mill, 9400 + index, 600))
  const main = mill.layout.mainOfFrame[index]!
  return {
    kind: 'winder',
    id: idOf(mill.plan, 'winder', index),
    index,
    ...words,
    speedMPerMin: active > 0 ? machines.winders.speedMPerMin : 0,
    units: unitsPerWinder,
    unitsWinding: active,
    unitsRed: red,
    redPercent: (100 * red) / unitsPerWinder,
    redLights: winders.redLights[index]!,
    efficiencyPercent: (100 * efficiency) / unitsPerWinder,
    cops: Math.floor(cops),
    copsWaiting: Math.ceil(winders.backlogCops[index]! + copsInPiles(mill, copsInTurn, index) - since),
    cones: sumOf(mill, (article) => conesMade(mill, index, article, unbookedOf(mill, index, article, ahead))),
    cuts,
    cutsByClass: CUT_CLASSES.map((_, i) => tally.byClass[i]!),
    cutsPer100Km: kmOfDoff > LEAST_KM ? (100 * doffCuts) / kmOfDoff : null,
    splices: Math.floor(cops) + cuts,
    spliceFailures: Math.floor(failures),
    spliceFailurePercent: 100 * failing * (1 + 0.15 * noise(mill, 9200 + index, 60)),
    copsRejected: winders.rejected[index]! + tally.rejected,
    tubeRejectPercent: (100 * rejected) / Math.max(1, winders.copsOfDoff[index]! + doffCops),
    jams: winders.jams[index]!,
    handFedCops: winders.handFed[index]!,
    suctionMbar:
      words.reason === 'producing'
        ? SUCTION_MBAR - SUCTION_LOSS_MBAR * (1 - efficiency / unitsPerWinder) + 0.4 * noise(mill, 9000 + index)
        : SUCTION_MBAR * 0.97,
    airBar: airMains.pressureBar[main]! - AIR_DROP_BAR * (active / unitsPerWinder) + 0.03 * noise(mill, 9100 + index),
    tensionCn: active > 0 ? TENSION_CN_PER_TEX * tex * (1 + 0.02 * noise(mill, 9300 + index, 60)) : 0,
    waxGPerKg: active > 0 ? WAX_G_PER_KG * (1 + 0.03 * noise(mill, 9350 + index, 60)) : 0,
    cvmPercent,
    ipiPerKm: Math.max(
      0,
      IPI.at +
        IPI.perNep * (winders.nepsPerG[index]! - fibre.nepsPerG) +
        IPI.perCvm * (cvmPercent - fibre.cvmPercent) +
        2 * noise(mill, 9450 + index, 600),
    ),
    hairiness: HAIRINESS * (1 + 0.02 * noise(mill, 9500 + index, 600)),
    productionKg: sumOf(mill, (article) => onConesKg(mill, index, article, unbookedOf(mill, index, article, ahead))),
    productionKgPerHour:
      winders.copsPerMs[index]! * HOUR_MS * winders.copKg[index]! * (1 - mill.plan.spinPlan.loss.winding),
    powerKw: winderPowerW(mill, index) / 1000,
    energyKwh: (winders.energyJ[index]! + winderEnergySince(mill, index, nowMs)) / J_PER_KWH,
  }
}

/** Sum over the articles. */
function sumOf(mill: Mill, value: (article: number) => number): number {
  let total = 0
  for (let article = 0; article < mill.layout.articles; article++) total += value(article)
  return total
}

/** What is not booked yet is of the article that the winder winds. */
const unbookedOf = (mill: Mill, winder: number, article: number, ahead: Unbooked): Unbooked | undefined =>
  article === mill.state.winders.article[winder] ? ahead : undefined

const sum = (values: Int32Array): number => values.reduce((total, value) => total + value, 0)

/** What the winder has wound since it was settled, on top of what is booked; nothing is changed. */
function lookAhead(mill: Mill, winder: number, from: number, to: number): Tally {
  const booked = stateTally(mill, winder)
  const { unitsPerWinder } = mill.layout
  const ahead: Tally = {
    ...booked,
    byClass: booked.byClass.slice(booked.classAt, booked.classAt + CUT_CLASSES.length),
    classAt: 0,
    unitCops: booked.unitCops.slice(booked.unitAt, booked.unitAt + unitsPerWinder),
    unitCuts: booked.unitCuts.slice(booked.unitAt, booked.unitAt + unitsPerWinder),
    unitAt: 0,
    spindleCuts: undefined,
  }
  windCops(mill, winder, Math.floor(from), Math.floor(to), ahead)
  return ahead
}

/** The units of a winder now. Where a unit is in its cycle comes from unit and second, in the shares that the cycle has. */
export function readWindingUnits(mill: Mill, winder: number, out: WindingUnitsReading): void {
  const { winders, windingUnits, mill: numbers } = mill.state
  const since = copsSince(mill, winder, numbers.nowMs)
  const tally = lookAhead(mill, winder, winders.cops[winder]!, winders.cops[winder]! + since)
  const reason = REASON_CODES[winders.reason[winder]!]!
  const first = winder * mill.layout.unitsPerWinder
  const count = Math.min(out.state.length, mill.layout.unitsPerWinder)
  const step = Math.floor(numbers.nowMs / 5000)
  const article = winders.article[winder]!
  const onCones = onConesKg(mill, winder, article, { kg: since * winders.copKg[winder]!, cuts: tally.cuts })
  for (let unit = 0; unit < count; unit++) {
    const at = first + unit
    out.cuts[unit] = tally.unitCuts[unit]!
    out.cops[unit] = tally.unitCops[unit]!
    out.spliceFailurePercent[unit] = Math.round(100 * windingUnits.failureShare[at]!)
    out.packageG[unit] = packageG(mill, article, onCones, unit)
    if (windingUnits.red[at]) out.state[unit] = WindingUnitState.redLight
    else if (reason === 'air-pressure-low') out.state[unit] = WindingUnitState.waitingForAir
    // Their cones are full, and nobody takes them.
    else if (reason === 'buffer-full') out.state[unit] = WindingUnitState.coneDoff
    else if (reason !== 'producing') out.state[unit] = WindingUnitState.waitingForBobbin
    else {
      const u = mix32(numbers.seed ^ Math.imul(step, 0x9e3779b1) ^ Math.imul(at + 1, 0x85ebca77)) / 4294967296
      out.state[unit] = stateInCycle(mill, winder, at, u)
    }
  }
}

function stateInCycle(mill: Mill, winder: number, unit: number, u: number): number {
  const perMs = unitCopsPerMs(mill, winder, unit)
  let rest = u - unitEfficiency(mill, winder, unit)
  if (rest < 0) return WindingUnitState.winding
  rest -= perMs * WINDING_TIMES.bobbinChangeS * 1000
  if (rest < 0) return WindingUnitState.bobbinChange
  const { spinPlan, machines } = mill.plan
  rest -= (perMs * WINDING_TIMES.coneDoffS * spinPlan.copG) / machines.winders.conePackageKg
  if (rest < 0) return WindingUnitState.coneDoff
  return u > 1 - WAITING_SHARE ? WindingUnitState.waitingForBobbin : WindingUnitState.splicing
}

/** Cuts of each position of the frame in the last doff that was wound to its end, position 1 first. */
export function readCutsByPosition(mill: Mill, winder: number, out: Uint8Array): void {
  const first = winder * mill.layout.perFrame
  const count = Math.min(out.length, mill.layout.perFrame)
  out.set(mill.state.copCuts.cutsLastDoff.subarray(first, first + count))
}
