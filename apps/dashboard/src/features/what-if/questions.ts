import type { MillChanges, WhatIfBase } from '@wanding/contracts'
import type { Measure } from '@wanding/mill'
import type { LocalText } from '../../shared/i18n/texts'
import { type ChangeForm, formOf } from './change-form'
import { WHAT_IF } from './what-if.texts'

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

export interface Variant {
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
