import { crewsOnRoll, fullProductionGPerSpindleHour, type MillPlan, ROLES, ROUND_TASKS, TASKS } from '@wanding/mill'
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
  const { tasksOpen } = crew
  const rounds = ROUND_TASKS.reduce((sum, task) => sum + tasksOpen[task], tasksOpen.patrol + tasksOpen.clean)
  return {
    'machine/kind': 'crew',
    'crew/name': crew.crew,
    'crew/shift': crew.shift,
    'crew/shiftStart': crew.shiftStartMs,
    'crew/onShift': crew.personsOnShift,
    'crew/dayStaff': crew.dayStaff,
    'crew/openTasks': crew.tasksOpenTotal - rounds - tasksOpen['repair-rogue'],
    'crew/tentersBusy': crew.tentersBusy,
    'crew/robotsBusy': crew.robotsBusy,
    'crew/absent': crew.absent,
    ...byName('crew/persons', ROLES, crew.personsByRole),
    ...byName('crew/absent', ROLES, crew.absentByRole),
    ...byName('crew/busy', ROLES, crew.busyShareByRole),
    ...byName('crew/minutes', ROLES, crew.personMinutesByRole),
    ...byName('crew/done', TASKS, crew.tasksDone),
    ...byName('crew/open', TASKS, crew.tasksOpen),
  }
}

function byName<N extends string>(folder: string, names: readonly N[], values: Readonly<Record<N, number>>): Values {
  return Object.fromEntries(names.map((name) => [`${folder}/${name}`, values[name]]))
}
