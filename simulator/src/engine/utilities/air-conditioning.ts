import { pow } from '@wanding/mill'
import type { Mill } from '../kernel/state'
import { accruedAt } from '../ring-room/frame-motion'
import { outsideHumidity, outsideTemperature, yearCurve } from './weather'

/** Specific energy of air conditioning, kWh for each kg of ring output (domain 1.4), and how a plant divides its power [EST]. */
const KWH_PER_KG = 0.62
const PARTS = { fans: 0.6, spray: 0.12, chiller: 0.28 }
/** Fans follow the heat of the frames, between these shares of the nominal air; their power rises with this exponent [EST]. */
const LEAST_AIR = 0.5
const MOST_AIR = 1.12
const FAN_EXPONENT = 2.5
/** Supply air warms up by so much on its way through the room (domain 1.4: 8–10 K). */
const SUPPLY_K = 9
/** Less heat than the least air takes cools the room only so far: the plant passes its spray by [EST]. */
const OVERCOOLING = 0.4
const USUAL_SPRAY = 0.6
/** Heat of a frame over its doffs and stops against that of its running (domain 2.2, planned stops of 2–3 %) [EST]. */
const RUNNING_SHARE = 0.97
/** Relative humidity lost at which no spray is left, % [EST]. */
const NO_SPRAY_PERCENT = 12

/** Energy of the frames of a zone since installation, J. */
export function zoneFramesJ(mill: Mill, zone: number, atMs: number): number {
  const [first, last] = mill.plan.zones[zone]!.frames
  let energyJ = 0
  for (let frame = first - 1; frame < last; frame++) {
    energyJ += mill.state.frames.energyJ[frame]! + accruedAt(mill, frame, atMs).energyJ
  }
  return energyJ
}

/** Measures the heat of the zone since it was last measured, against the planned. */
export function measureHeat(mill: Mill, zone: number, atMs: number): void {
  const { zones } = mill.state
  const elapsedS = (atMs - zones.framesMs[zone]!) / 1000
  if (zones.framesJ[zone] === 0 || elapsedS <= 0) return
  const energyJ = zoneFramesJ(mill, zone, atMs)
  const [first, last] = mill.plan.zones[zone]!.frames
  const plannedW = RUNNING_SHARE * mill.derived.meanFrameW * (last - first + 1)
  zones.heatShare[zone] = Math.min(1.5, (energyJ - zones.framesJ[zone]!) / elapsedS / plannedW)
  zones.framesJ[zone] = energyJ
  zones.framesMs[zone] = atMs
}

/** The plant sets fans, spray and dampers after heat and weather, and takes the power for it. */
export function setPlant(mill: Mill, zone: number, atMs: number): void {
  const { zones } = mill.state
  const heat = zones.heatShare[zone]!
  const most = MOST_AIR * (1 - zones.airLost[zone]!)
  zones.fanShare[zone] = Math.min(most, Math.max(LEAST_AIR, heat))
  const dry = (60 - outsideHumidity(mill, atMs)) / 100
  const spray = Math.max(0, 1 - zones.humidityLoss[zone]! / NO_SPRAY_PERCENT)
  zones.sprayShare[zone] = Math.min(1, Math.max(0.2, USUAL_SPRAY + 0.5 * dry)) * spray
  zones.damperShare[zone] = freeCooling(outsideTemperature(mill, atMs))

  zones.energyJ[zone]! += (zones.powerW[zone]! * (atMs - zones.powerAtMs[zone]!)) / 1000
  zones.powerAtMs[zone] = atMs
  const fans = PARTS.fans * pow(zones.fanShare[zone]!, FAN_EXPONENT)
  const sprays = (PARTS.spray * zones.sprayShare[zone]!) / USUAL_SPRAY
  const chiller = PARTS.chiller * heat * (1 + 0.2 * yearCurve(mill, atMs))
  zones.powerW[zone] = nominalW(mill, zone) * (fans + sprays + chiller)
}

/** Outside air in the supply: all of it where it cools for nothing, little where it must be heated or cooled itself. */
function freeCooling(outsideC: number): number {
  if (outsideC >= 26 || outsideC <= 0) return 0.2
  return outsideC < 16 ? 0.2 + (0.8 * outsideC) / 16 : outsideC < 22 ? 1 : 1 - (0.8 * (outsideC - 22)) / 4
}

function nominalW(mill: Mill, zone: number): number {
  const [first, last] = mill.plan.zones[zone]!.frames
  return (KWH_PER_KG * mill.derived.plannedKgPerHour * 1000 * (last - first + 1)) / mill.layout.frames
}

/** How far the room is driven from its set temperature for too little or too much air, K. */
export function heatExcessK(mill: Mill, zone: number): number {
  const { heatShare, fanShare } = mill.state.zones
  const excess = SUPPLY_K * (heatShare[zone]! / fanShare[zone]! - 1)
  return excess < 0 ? excess * OVERCOOLING : excess
}

/** Energy of a plant since installation, J. */
export function zoneEnergyJ(mill: Mill, zone: number, atMs: number): number {
  const { energyJ, powerW, powerAtMs } = mill.state.zones
  return energyJ[zone]! + (powerW[zone]! * (atMs - powerAtMs[zone]!)) / 1000
}
