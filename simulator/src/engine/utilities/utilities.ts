import type { Mill } from '../kernel/state'

/** Specific energy of the utilities, kWh for each kg of ring output (domain 1.4). */
const AIR_CONDITIONING_KWH_PER_KG = 0.62
const COMPRESSED_AIR_KWH_PER_KG = 0.14
const LIGHT_KWH_PER_KG = 0.07
/** Fans and lights run on without production: this share of the power does not follow it [EST]. */
const FIXED_SHARE = 0.6
/** Compressors need this much power for each Nm³/min (domain 1.4: 6–7 kW), and leaks this share of the flow [EST]. */
const KW_PER_NM3 = 6.5
const LEAK_SHARE = 0.12
/** A plant that heats or dries against its target works harder, for each % RH away from it [EST]. */
const EFFORT_PER_PERCENT = 0.03

/** The utilities take their power for the next step, and book the energy of the last. */
export function stepUtilities(mill: Mill, atMs: number): void {
  stepAirConditioning(mill, atMs)
  stepCompressedAir(mill, atMs)
}

/** Ring output against the planned, a fraction. */
export function outputShare(mill: Mill): number {
  const planned = mill.derived.plannedKgPerHour
  return planned > 0 ? Math.min(1.5, mill.state.mill.demandKgPerHour / planned) : 0
}

function stepAirConditioning(mill: Mill, atMs: number): void {
  const { zones } = mill.state
  const heat = FIXED_SHARE + (1 - FIXED_SHARE) * outputShare(mill)
  mill.plan.zones.forEach(({ frames: [first, last], relativeHumidityPercent }, zone) => {
    zones.energyJ[zone]! += (zones.powerW[zone]! * (atMs - zones.powerAtMs[zone]!)) / 1000
    zones.powerAtMs[zone] = atMs
    const share = (last - first + 1) / mill.layout.frames
    const off = zones.targetHumidity[zone]! - relativeHumidityPercent
    const effort = 1 + EFFORT_PER_PERCENT * (off < 0 ? -off : off)
    zones.powerW[zone] = AIR_CONDITIONING_KWH_PER_KG * mill.derived.plannedKgPerHour * 1000 * share * heat * effort
  })
}

function stepCompressedAir(mill: Mill, atMs: number): void {
  const { airMains, winders } = mill.state
  mill.plan.airMains.forEach(({ frames: [first, last] }, main) => {
    airMains.energyJ[main]! += (airMains.powerW[main]! * (atMs - airMains.atMs[main]!)) / 1000
    airMains.atMs[main] = atMs
    let splicing = 0
    for (let winder = first - 1; winder < last; winder++)
      splicing += winders.active[winder]! / mill.layout.unitsPerWinder
    // Splicers of the winders dominate; the flow follows how many of them run.
    const share = (last - first + 1) / mill.layout.frames
    const full = (COMPRESSED_AIR_KWH_PER_KG * mill.derived.plannedKgPerHour * share) / KW_PER_NM3
    const usual = mill.derived.winderLoad * (last - first + 1)
    const flow = full * (LEAK_SHARE + ((1 - LEAK_SHARE) * splicing) / Math.max(usual, 0.5))
    airMains.flowNm3PerMin[main] = flow
    airMains.powerW[main] = flow * KW_PER_NM3 * 1000
  })
}

/** Energy of a plant since installation, J. */
export function zoneEnergyJ(mill: Mill, zone: number, atMs: number): number {
  const { energyJ, powerW, powerAtMs } = mill.state.zones
  return energyJ[zone]! + (powerW[zone]! * (atMs - powerAtMs[zone]!)) / 1000
}

/** Energy of an air main's compressors since installation, J. */
export function airEnergyJ(mill: Mill, main: number, atMs: number): number {
  const { energyJ, powerW, atMs: sinceMs } = mill.state.airMains
  return energyJ[main]! + (powerW[main]! * (atMs - sinceMs[main]!)) / 1000
}

/** Light, conveyors and computers of the whole mill, W; they do not follow the production. */
export function lightPowerW(mill: Mill): number {
  return LIGHT_KWH_PER_KG * mill.derived.plannedKgPerHour * 1000
}

/** Their energy since the mill was installed, J. */
export function lightEnergyJ(mill: Mill, atMs: number): number {
  return (lightPowerW(mill) * (atMs - mill.state.mill.installedMs)) / 1000
}
