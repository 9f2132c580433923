import type { MillChanges, WhatIfBase } from '@wanding/contracts'
import type { Measure } from '@wanding/mill'

/** What the form of a single change holds; equal to the mill where nothing is changed. */
export interface ChangeForm {
  tenters: number
  robots: number
  spindleSpeedRpm: number
  countNe: number
  twistMultiplier: number
  breakFactor: number
  dispatch: 'patrol' | 'guided-nearest' | 'guided-priority'
  pooling: 'mill' | 'zones'
  measures: readonly string[]
  machines: 'installed' | 'replanned'
  /** Changes of the question that the form has no field for: they are asked again with it. */
  others: MillChanges
}

/** The mill as it is, or with changes, as a form. */
export function formOf({ plan, tenterPost }: WhatIfBase, changes: MillChanges = {}): ChangeForm {
  const { persons = {}, startUpShare, ...fields } = changes
  const { [tenterPost]: tenters, ...otherPersons } = persons
  const others: MillChanges = {
    ...(startUpShare !== undefined && { startUpShare }),
    ...(Object.keys(otherPersons).length > 0 && { persons: otherPersons }),
  }
  return {
    tenters: tenters ?? plan.posts.find(({ id }) => id === tenterPost)?.persons ?? 1,
    robots: plan.robots,
    spindleSpeedRpm: plan.spindleSpeedRpm,
    countNe: plan.countNe,
    twistMultiplier: plan.twistMultiplier,
    breakFactor: 1,
    dispatch: plan.dispatch as ChangeForm['dispatch'],
    pooling: plan.pooling as ChangeForm['pooling'],
    measures: plan.measures,
    machines: 'installed',
    ...fields,
    others,
  }
}

/** What a form changes in the mill; what is as it was is left out. */
export function changesOf(base: WhatIfBase, form: ChangeForm): MillChanges {
  const was = formOf(base)
  const changed = <K extends keyof ChangeForm>(key: K) => (form[key] === was[key] ? undefined : form[key])
  const measures = [...form.measures].sort()
  const persons = {
    ...form.others.persons,
    ...(form.tenters !== was.tenters && { [base.tenterPost]: form.tenters }),
  }
  const changes: MillChanges = {
    ...form.others,
    persons: Object.keys(persons).length > 0 ? persons : undefined,
    robots: changed('robots'),
    spindleSpeedRpm: changed('spindleSpeedRpm'),
    countNe: changed('countNe'),
    twistMultiplier: changed('twistMultiplier'),
    breakFactor: changed('breakFactor'),
    dispatch: changed('dispatch'),
    pooling: changed('pooling'),
    measures: measures.join() === [...was.measures].sort().join() ? undefined : (measures as Measure[]),
    machines: changed('machines'),
  }
  return Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined))
}
