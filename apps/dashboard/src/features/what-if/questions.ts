import type { MillChanges, WhatIfBase } from '@wanding/contracts'
import type { Measure } from '@wanding/mill'
import type { LocalText } from '../../shared/i18n/texts'
import { WHAT_IF } from './what-if.texts'

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
}

/** The mill as it is, as a form. */
export function formOf({ plan, tenterPost }: WhatIfBase): ChangeForm {
  return {
    tenters: plan.posts.find(({ id }) => id === tenterPost)?.persons ?? 1,
    robots: plan.robots,
    spindleSpeedRpm: plan.spindleSpeedRpm,
    countNe: plan.countNe,
    twistMultiplier: plan.twistMultiplier,
    breakFactor: 1,
    dispatch: plan.dispatch as ChangeForm['dispatch'],
    pooling: plan.pooling as ChangeForm['pooling'],
    measures: plan.measures,
    machines: 'installed',
  }
}

/** What a form changes in the mill; what is as it was is left out. */
export function changesOf(base: WhatIfBase, form: ChangeForm): MillChanges {
  const was = formOf(base)
  const changed = <K extends keyof ChangeForm>(key: K) => (form[key] === was[key] ? undefined : form[key])
  const measures = [...form.measures].sort()
  const changes: MillChanges = {
    persons: form.tenters === was.tenters ? undefined : { [base.tenterPost]: form.tenters },
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

export interface Preset {
  text: LocalText
  change: (form: ChangeForm) => Partial<ChangeForm>
}

const without = (form: ChangeForm, ...gone: string[]) => form.measures.filter((measure) => !gone.includes(measure))

/** Questions that are asked again and again. */
export const PRESETS: readonly Preset[] = [
  { text: WHAT_IF.fewer, change: ({ tenters }) => ({ tenters: Math.max(1, tenters - 1) }) },
  { text: WHAT_IF.noRobots, change: (form) => ({ measures: without(form, 'S9'), robots: form.robots }) },
  { text: WHAT_IF.faster, change: () => ({ spindleSpeedRpm: 20_000 }) },
  { text: WHAT_IF.worse, change: () => ({ breakFactor: 2 }) },
  { text: WHAT_IF.byPatrol, change: (form) => ({ dispatch: 'patrol', measures: without(form, 'S9') }) },
  { text: WHAT_IF.ownZones, change: () => ({ pooling: 'zones' }) },
]

interface Variant {
  label: string
  changes: MillChanges
}
export interface VariantSet {
  text: LocalText
  of: (base: WhatIfBase, say: (text: LocalText) => string) => Variant[]
}

/** Variants that are compared again and again; the first is what the others are measured against. */
export const VARIANT_SETS: readonly VariantSet[] = [
  {
    // Without robots: they take only what is told to them, so a patrol would have none anyhow.
    text: WHAT_IF.dispatchSet,
    of: ({ plan }, say) => {
      const measures = plan.measures.filter((measure) => measure !== 'S9') as Measure[]
      return [
        { label: say(WHAT_IF.patrol), changes: { measures, dispatch: 'patrol' } },
        { label: say(WHAT_IF.nearest), changes: { measures, dispatch: 'guided-nearest' } },
        { label: say(WHAT_IF.priority), changes: { measures, dispatch: 'guided-priority' } },
        { label: say(WHAT_IF.robots), changes: { measures: [...measures, 'S9'], dispatch: 'guided-nearest' } },
      ]
    },
  },
  {
    text: WHAT_IF.tenterSet,
    of: (base) => {
      const { tenters } = formOf(base)
      return [0, -2, -1, 1, 2]
        .filter((more) => tenters + more >= 1)
        .map((more) => ({ label: String(tenters + more), changes: { persons: { [base.tenterPost]: tenters + more } } }))
    },
  },
  {
    text: WHAT_IF.robotSet,
    of: ({ plan: { robots } }) =>
      [robots, Math.round(robots / 2), 0].map((count) => ({ label: String(count), changes: { robots: count } })),
  },
  {
    text: WHAT_IF.measureSet,
    of: ({ plan }, say) => [
      { label: say(WHAT_IF.same), changes: {} },
      ...(['S4', 'S8', 'S9'] as const).map((gone) => ({
        label: `− ${gone}`,
        changes: { measures: plan.measures.filter((measure) => measure !== gone) as Measure[] },
      })),
    ],
  },
]
