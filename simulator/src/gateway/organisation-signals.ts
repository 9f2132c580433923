import { crewsOnRoll, fullProductionGPerSpindleHour, type MillPlan, ROLES } from '@wanding/mill'
import type { MetricValue } from '@wanding/sparkplug'
import type { CrewReading } from '../engine'

type Values = Readonly<Record<string, MetricValue>>

/** What the mill says of itself: name, plan, shift system, measures in force, and that it is simulated. */
export function millValues(plan: MillPlan, clockSpeed: number): Values {
  const { spinPlan, ringRoom, staff } = plan
  return {
    'machine/kind': 'mill',
    'mill/nameEn': plan.name.en,
    'mill/nameZh': plan.name.zh,
    'mill/simulated': plan.simulated,
    'mill/clockSpeed': clockSpeed,
    'mill/utcOffset': plan.utcOffsetMinutes,
    'mill/spindles': ringRoom.frames * ringRoom.spindlesPerFrame,
    'mill/count': spinPlan.countNe,
    'mill/material': spinPlan.material,
    'mill/fullProduction': fullProductionGPerSpindleHour(spinPlan),
    'mill/shiftSystem': staff.shiftSystem,
    'mill/crews': crewsOnRoll(staff.shiftSystem),
    'mill/attendance': staff.attendance,
    'mill/measures': plan.measures.join(','),
  }
}

/** Who is on shift and what waits for them. */
export function crewValues(crew: CrewReading): Values {
  const { patrol = 0, clean = 0, 'repair-rogue': fittersList = 0 } = crew.tasksOpen
  return {
    'machine/kind': 'crew',
    'crew/name': crew.crew,
    'crew/shift': crew.shift,
    'crew/shiftStart': crew.shiftStartMs,
    'crew/onShift': crew.personsOnShift,
    'crew/dayStaff': crew.dayStaff,
    'crew/openTasks': crew.tasksOpenTotal - patrol - clean - fittersList,
    'crew/tentersBusy': crew.tentersBusy,
    'crew/robotsBusy': crew.robotsBusy,
    ...Object.fromEntries(ROLES.map((role) => [`crew/persons/${role}`, crew.personsByRole[role]])),
  }
}
