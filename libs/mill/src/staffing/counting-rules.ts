import type { ShiftSystem } from '../codes'
import type { Norms, Scope } from './norms'
import { type Roster, rosterFor } from './roster'
import { type StaffCase, staffOf } from './staff-case'

/** Persons on the roll of all crews, or those in the mill at one time, which press stories mean (domain 4.1). */
export const HEADCOUNTS = ['roll', 'on-site'] as const
export type Headcount = (typeof HEADCOUNTS)[number]

/** How people are counted. Two mills that differ in these only have different figures for the same work (domain 4.1, 4.3). */
export interface CountingRules {
  scope: Scope
  shiftSystem: ShiftSystem
  crews: number
  /** Fraction of a crew that is present. */
  attendance: number
  /** Effective part of a shift. */
  utilisation: number
  headcount: Headcount
}

export type ChosenRules = { [K in keyof CountingRules]?: CountingRules[K] | undefined }

/** Each rule that can be changed alone; the shift system goes with its crews. */
export const COUNTING_RULES = ['scope', 'crews', 'attendance', 'utilisation', 'headcount'] as const
export type CountingRule = (typeof COUNTING_RULES)[number]

/** The rules of a mill unless somebody asks for others: the norms' scope and utilisation, the mill's own crews. */
export function defaultRules(norms: Norms, roster: Roster): CountingRules {
  return {
    scope: norms.scope.counted,
    shiftSystem: roster.shiftSystem,
    crews: roster.crews,
    attendance: roster.attendance,
    utilisation: norms.basis.utilisation,
    headcount: 'roll',
  }
}

/** The default rules with some of them chosen; a shift system brings its own crews unless a number is chosen, too. */
export function rulesWith(norms: Norms, usual: CountingRules, chosen: ChosenRules): CountingRules {
  const shiftSystem = chosen.shiftSystem ?? usual.shiftSystem
  const itsCrews = chosen.shiftSystem === undefined ? usual.crews : norms.shiftSystems[shiftSystem].crews
  const roster = rosterFor(norms, { shiftSystem, crews: chosen.crews ?? itsCrews })
  return {
    scope: chosen.scope ?? usual.scope,
    shiftSystem: roster.shiftSystem,
    crews: roster.crews,
    attendance: chosen.attendance ?? usual.attendance,
    utilisation: chosen.utilisation ?? usual.utilisation,
    headcount: chosen.headcount ?? usual.headcount,
  }
}

/** A case counted by these rules. */
export function caseUnder(of: StaffCase, rules: CountingRules): StaffCase {
  const { shiftSystem, crews, attendance } = rules
  const roster = rosterFor(of.norms, { shiftSystem, crews, attendance })
  return {
    ...of,
    norms: { ...of.norms, basis: { ...of.norms.basis, utilisation: rules.utilisation } },
    roster: rules.headcount === 'roll' ? roster : onSite(roster),
    scope: rules.scope,
  }
}

/** On site = roll / (crews / attendance), day staff included (domain 4.1). */
const onSite = (roster: Roster): Roster => ({ ...roster, relief: 1, dayFactor: roster.dayFactor / roster.relief })

export interface Headcounted {
  persons: number
  per10k: number | null
}

export interface RuleEffect extends Headcounted {
  rule: CountingRule
}

export interface CountingRuleEffects {
  usual: Headcounted
  chosen: Headcounted
  /** What each rule does when it alone differs from the default; rules that do not differ are left out. */
  effects: readonly RuleEffect[]
  /** What the rules do to one another: chosen - usual - the sum of the effects. */
  together: Headcounted
}

/** What the chosen rules do to the figure, each in persons against the default rule. */
export function countingRuleEffects(of: StaffCase, usual: CountingRules, chosen: CountingRules): CountingRuleEffects {
  const counted = (rules: CountingRules): Headcounted => {
    const { roll, per10k } = staffOf(caseUnder(of, rules)).staff
    return { persons: roll, per10k }
  }
  const base = counted(usual)
  const end = counted(chosen)
  const effects = COUNTING_RULES.filter((rule) => differs(rule, usual, chosen)).map((rule): RuleEffect => {
    const alone = counted({ ...usual, ...partOf(rule, chosen) })
    return { rule, ...less(alone, base) }
  })
  const together = effects.reduce<Headcounted>((rest, effect) => less(rest, effect), less(end, base))
  return { usual: base, chosen: end, effects, together }
}

function partOf(rule: CountingRule, rules: CountingRules): Partial<CountingRules> {
  const { shiftSystem, crews } = rules
  return rule === 'crews' ? { shiftSystem, crews } : { [rule]: rules[rule] }
}

function differs(rule: CountingRule, a: CountingRules, b: CountingRules): boolean {
  return rule === 'crews' ? a.crews !== b.crews || a.shiftSystem !== b.shiftSystem : a[rule] !== b[rule]
}

function less(a: Headcounted, b: Headcounted): Headcounted {
  return {
    persons: a.persons - b.persons,
    per10k: a.per10k === null || b.per10k === null ? null : a.per10k - b.per10k,
  }
}
