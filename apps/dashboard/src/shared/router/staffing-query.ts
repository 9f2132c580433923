import { ATTRIBUTIONS, type AttributionOrder, type ChosenRules, HEADCOUNTS, SCOPES, SHIFT_SYSTEMS } from '@wanding/mill'

/** Two stretches of time on the mill's clock, epoch ms. */
export interface Periods {
  beforeFrom: number
  beforeTo: number
  afterFrom: number
  afterTo: number
}

export const STAFFING_VIEWS = ['role', 'process', 'shift', 'crew'] as const
export type StaffingView = (typeof STAFFING_VIEWS)[number]

/** How the staffing page looks at the mill. */
export interface StaffingLook {
  view: StaffingView
  order: AttributionOrder
  rules: ChosenRules
  periods: Periods | null
}

export const USUAL_LOOK: StaffingLook = { view: 'role', order: 'ladder', rules: {}, periods: null }

const NUMBERS = { crews: [1, 12], attendance: [0.5, 1], utilisation: [0.3, 1] } as const

/** Whatever the address says, it gives a look; what it does not know it leaves out. */
export function parseStaffingLook(query: URLSearchParams): StaffingLook {
  return {
    view: oneOf(STAFFING_VIEWS, query.get('view')) ?? 'role',
    order: oneOf(ATTRIBUTIONS, query.get('order')) ?? 'ladder',
    rules: rulesOf(query),
    periods: periodsOf(query),
  }
}

export function formatStaffingLook(query: URLSearchParams, { view, order, rules, periods }: StaffingLook): void {
  if (view !== 'role') query.set('view', view)
  if (order !== 'ladder') query.set('order', order)
  for (const [key, value] of Object.entries(rules)) if (value !== undefined) query.set(key, String(value))
  if (!periods) return
  query.set('before', `${periods.beforeFrom}-${periods.beforeTo}`)
  query.set('after', `${periods.afterFrom}-${periods.afterTo}`)
}

function rulesOf(query: URLSearchParams): ChosenRules {
  const rules: ChosenRules = {}
  const scope = oneOf(SCOPES, query.get('scope'))
  const shiftSystem = oneOf(SHIFT_SYSTEMS, query.get('shiftSystem'))
  const headcount = oneOf(HEADCOUNTS, query.get('headcount'))
  if (scope) rules.scope = scope
  if (shiftSystem) rules.shiftSystem = shiftSystem
  if (headcount) rules.headcount = headcount
  for (const [key, [least, most]] of Object.entries(NUMBERS)) {
    const text = query.get(key)
    const value = Number(text)
    if (text && value >= least && value <= most) rules[key as keyof typeof NUMBERS] = value
  }
  return rules
}

function periodsOf(query: URLSearchParams): Periods | null {
  const before = spanOf(query.get('before'))
  const after = spanOf(query.get('after'))
  return before && after ? { beforeFrom: before[0], beforeTo: before[1], afterFrom: after[0], afterTo: after[1] } : null
}

function spanOf(text: string | null): [from: number, to: number] | null {
  const parts = /^(\d{1,15})-(\d{1,15})$/.exec(text ?? '')
  const [from, to] = [Number(parts?.[1]), Number(parts?.[2])]
  return from < to ? [from, to] : null
}

const oneOf = <T extends string>(all: readonly T[], text: string | null): T | undefined =>
  all.find((each) => each === text)
