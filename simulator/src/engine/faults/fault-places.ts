import { FAULT_PLACES, type FaultPlace, type MachineKind, type MillPlan } from '@wanding/mill'
import { idOf, installedOf } from '../kernel/layout'

/** A place that a fault can be at; `index` is 0-based among the places of its kind. */
export interface PlaceRef {
  kind: FaultPlace
  index: number
}

/** Machines whose faults are at the machine as a whole. */
const MACHINES = [
  'blowroom',
  'card',
  'breaker-draw',
  'lap-former',
  'comber',
  'finisher-draw',
  'roving-frame',
  'ring-frame',
  'winder',
  'packing',
] as const satisfies readonly (FaultPlace & MachineKind)[]

/** Installations that stand for the group of frames they serve. */
const SERVING = { zone: 'air-conditioning', 'air-main': 'compressed-air', feeder: 'electricity' } as const
const isMachine = (kind: FaultPlace): kind is (typeof MACHINES)[number] => MACHINES.some((machine) => machine === kind)

/** How many places of a kind a mill has. */
export function placesOf(plan: MillPlan, kind: FaultPlace): number {
  if (isMachine(kind)) return installedOf(plan, kind)
  switch (kind) {
    case 'mill':
    case 'lot':
      return 1
    case 'crew':
      return plan.staff.crews.length
    case 'zone':
      return plan.zones.length
    case 'air-main':
      return plan.airMains.length
    case 'feeder':
      return plan.feeders.length
    case 'gateway':
      return plan.gateways.length
    case 'spindle':
      return plan.ringRoom.frames * plan.ringRoom.spindlesPerFrame
    case 'winder-unit':
      return plan.machines.winders.count * plan.machines.winders.spindlesPerMachine
  }
}

/** Units that are counted through machine by machine: RF03/417 is spindle 417 of the third frame. */
const unitsPer = (plan: MillPlan, kind: 'spindle' | 'winder-unit'): number =>
  kind === 'spindle' ? plan.ringRoom.spindlesPerFrame : plan.machines.winders.spindlesPerMachine

/** What a place is called: MILL, LOT, Z01, CA01, GW02, RF03, RF03/417, the name of a crew. */
export function placeId(plan: MillPlan, { kind, index }: PlaceRef): string {
  if (isMachine(kind)) return idOf(plan, kind, index)
  switch (kind) {
    case 'mill':
    case 'lot':
      return kind.toUpperCase()
    case 'crew':
      return plan.staff.crews[index]!
    case 'zone':
      return plan.zones[index]!.id
    case 'air-main':
      return plan.airMains[index]!.id
    case 'feeder':
      return plan.feeders[index]!.id
    case 'gateway':
      return plan.gateways[index]!.id
    case 'spindle':
    case 'winder-unit': {
      const per = unitsPer(plan, kind)
      const machine = idOf(plan, kind === 'spindle' ? 'ring-frame' : 'winder', Math.floor(index / per))
      return `${machine}/${(index % per) + 1}`
    }
  }
}

/** The place of a kind that a text means; air conditioning AC01 and the zone it serves are one place. */
export function placeOf(plan: MillPlan, kind: FaultPlace, text: string): PlaceRef | undefined {
  const units = kind === 'spindle' || kind === 'winder-unit'
  const [machine, unit, ...rest] = text.split('/')
  if (units) {
    if (machine === undefined || unit === undefined || rest.length > 0 || !/^\d{1,5}$/.test(unit)) return undefined
    const of = placeOf(plan, kind === 'spindle' ? 'ring-frame' : 'winder', machine)
    const per = unitsPer(plan, kind)
    const number = Number(unit)
    return of && number >= 1 && number <= per ? { kind, index: of.index * per + number - 1 } : undefined
  }
  const count = placesOf(plan, kind)
  for (let index = 0; index < count; index++) {
    const serving = kind in SERVING && idOf(plan, SERVING[kind as keyof typeof SERVING], index) === text
    if (serving || placeId(plan, { kind, index }) === text) return { kind, index }
  }
  return undefined
}

/** The place that a text means, whatever its kind. */
export function anyPlace(plan: MillPlan, text: string): PlaceRef | undefined {
  for (const kind of FAULT_PLACES) {
    const place = placeOf(plan, kind, text)
    if (place) return place
  }
  return undefined
}
