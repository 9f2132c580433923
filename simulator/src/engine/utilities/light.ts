import type { Mill } from '../kernel/state'

/** Specific energy of light, conveyors and computers, kWh for each kg of ring output (domain 1.4). */
const KWH_PER_KG = 0.07

/** Light, conveyors and computers of the whole mill, W; they do not follow the production. */
export function lightPowerW(mill: Mill): number {
  return KWH_PER_KG * mill.derived.plannedKgPerHour * 1000
}

/** Their energy since the mill was installed, J. */
export function lightEnergyJ(mill: Mill, atMs: number): number {
  return (lightPowerW(mill) * (atMs - mill.state.mill.installedMs)) / 1000
}
