import {
  type MachinePlan,
  type MillPlan,
  type PostPlan,
  plannedRingKgPerHour,
  type RangePlan,
  type RequiredMachines,
  requiredMachines,
  SHIFT_TURNS,
  spinPlanFlows,
  type ZonePlan,
} from '@wanding/mill'
import type { MillFile } from './mill-file.schema'

/** Crews that the file does not name 甲乙丙丁. */
const CREW_NAMES = ['A', 'B', 'C', 'D']

/** Works the rules of a checked mill file out: shares, counts and persons become numbers. */
export function planOf(file: MillFile): MillPlan {
  const { frames, spindlesPerFrame } = file.ringRoom
  const spindles = frames * spindlesPerFrame
  const rangesOf = (rule: MillFile['gateways'], prefix: string): RangePlan[] =>
    Array.isArray(rule) ? rule : shared(frames, rule.perFrames, prefix)
  const zones = zonesOf(file.zones, frames)
  const airMains = rangesOf(file.airMains, 'CA')
  const feeders = rangesOf(file.feeders, 'EL')
  const persons = (rule: MillFile['staff']['fittersOnSpindles']) =>
    typeof rule === 'number' ? rule : Math.max(1, Math.round(spindles / rule.spindlesPerPerson))
  const robots = file.staff.robots.count
  return {
    ...file,
    machines: machinesOf(file, { zones: zones.length, airMains: airMains.length, feeders: feeders.length }),
    zones,
    gateways: rangesOf(file.gateways, 'GW'),
    airMains,
    feeders,
    staff: {
      ...file.staff,
      crews: file.staff.crews ?? CREW_NAMES.slice(0, SHIFT_TURNS[file.staff.shiftSystem].crews),
      shiftHours: SHIFT_TURNS[file.staff.shiftSystem].shiftHours,
      posts: file.staff.posts.map((post): PostPlan => ({ ...post, persons: persons(post.persons) })),
      fittersOnSpindles: persons(file.staff.fittersOnSpindles),
      robots: {
        ...file.staff.robots,
        count: typeof robots === 'number' ? robots : Math.max(1, Math.round(spindles / robots.spindlesPerRobot)),
      },
      // Guided dispatch is what single-spindle monitoring brings (staffing-norms, S4).
      dispatch: file.staff.dispatch ?? (file.measures.includes('S4') ? 'guided-nearest' : 'patrol'),
    },
  }
}

/** Frames 1 … n evenly divided into as few groups as the rule allows. */
function shared(frames: number, perFrames: number, prefix: string): RangePlan[] {
  const groups = Math.ceil(frames / perFrames)
  const digits = Math.max(2, String(groups).length)
  return Array.from({ length: groups }, (_, i) => ({
    id: prefix + String(i + 1).padStart(digits, '0'),
    frames: [Math.floor((i * frames) / groups) + 1, Math.floor(((i + 1) * frames) / groups)] as [number, number],
  }))
}

// Steps of the golden ratio spread set points evenly over any number of zones, without a pattern.
const GOLDEN = 0.618033988749895

function zonesOf(rule: MillFile['zones'], frames: number): ZonePlan[] {
  if (Array.isArray(rule)) return rule
  const { perFrames, spreadPercent, temperatureC, relativeHumidityPercent, timeConstantMin } = rule
  return shared(frames, perFrames, 'Z').map((range, i) => ({
    ...range,
    temperatureC,
    relativeHumidityPercent: relativeHumidityPercent + spreadPercent * (2 * ((i * GOLDEN + 0.5) % 1) - 1),
    timeConstantMin,
  }))
}

function machinesOf(file: MillFile, groups: { zones: number; airMains: number; feeders: number }): MachinePlan {
  const { machines, spinPlan, ringRoom } = file
  const kgPerHour = plannedRingKgPerHour({ spinPlan, ringRoom })
  const needed = requiredOf(file, kgPerHour)
  const count = (rule: number | { plannedLoad: number }, required: number) =>
    typeof rule === 'number' ? rule : Math.max(Math.ceil(required), Math.round(required / rule.plannedLoad))
  return {
    blowroomLines: { ...machines.blowroomLines, count: count(machines.blowroomLines.count, needed.blowroomLines) },
    cards: { ...machines.cards, count: count(machines.cards.count, needed.cards) },
    breakerDraws: { ...machines.breakerDraws, count: count(machines.breakerDraws.count, needed.breakerDraws) },
    lapFormers: { ...machines.lapFormers, count: count(machines.lapFormers.count, needed.lapFormers) },
    combers: { ...machines.combers, count: count(machines.combers.count, needed.combers) },
    finisherDraws: { ...machines.finisherDraws, count: count(machines.finisherDraws.count, needed.finisherDraws) },
    rovingFrames: { ...machines.rovingFrames, count: count(machines.rovingFrames.count, needed.rovingFrames) },
    winders: {
      ...machines.winders,
      count: ringRoom.frames,
      spindlesPerMachine: count(machines.winders.spindlesPerMachine, needed.windingSpindlesPerMachine),
    },
    packingLines: { ...machines.packingLines, count: count(machines.packingLines.count, needed.packingLines) },
    agvs: { ...machines.agvs, count: Math.max(1, count(machines.agvs.count, missionsAtOnce(file, kgPerHour))) },
    palletStore: machines.palletStore,
    airConditioning: { ...machines.airConditioning, count: groups.zones },
    compressedAirMains: { ...machines.compressedAirMains, count: groups.airMains },
    feeders: { count: groups.feeders },
  }
}

/** Laps travel in sets of eight; a can of combed sliver holds so much [EST]. */
const LAPS_IN_A_LOAD = 8
const COMBER_CAN_KG = 40

/** Missions of cans and laps that are under way at any moment when the mill runs to plan. */
function missionsAtOnce({ machines, spinPlan }: MillFile, ringKgPerHour: number): number {
  const flows = spinPlanFlows(spinPlan, ringKgPerHour)
  const perHour =
    flows.card / machines.cards.canKg +
    flows.breaker / machines.breakerDraws.canKg +
    flows.lap / machines.lapFormers.lapKg / LAPS_IN_A_LOAD +
    flows.combed / COMBER_CAN_KG +
    flows.finisher / machines.finisherDraws.canKg
  const [least, most] = machines.agvs.missionMinutes
  return (perHour * (least + most)) / 2 / 60
}

/** Machines that the planned flow of a mill file needs at each stage. */
export function requiredOf(
  { machines, spinPlan, ringRoom }: Pick<MillFile, 'machines' | 'spinPlan' | 'ringRoom'>,
  ringKgPerHour: number,
): RequiredMachines & { packingLines: number } {
  const rates = { ...machines, winders: { ...machines.winders, count: ringRoom.frames } }
  const { cone } = spinPlanFlows(spinPlan, ringKgPerHour)
  return {
    ...requiredMachines(spinPlan, ringKgPerHour, rates),
    packingLines: cone / machines.packingLines.kgPerHour,
  }
}
