import type { NormsDiffEntry, NormsEffect, NormsPreview, Persons } from '@wanding/contracts'
import { checkNorms } from '@wanding/contracts/files'
import {
  MEASURES,
  type MeasuredEvents,
  measuredWorkload,
  type Norms,
  normChanges,
  normsWith,
  type RequiredStaff,
  type Roster,
  requiredStaff,
  rosterFor,
  staffingRungs,
} from '@wanding/mill'
import type { MeasuredMill } from '../../kpi'
import { telemetryBasis, watchedEvents } from '../telemetry-basis'

/** A mill that norms are tried on: what it is, how it is organised, and what of its work was counted. */
interface Trial {
  said: MeasuredMill | null
  measured: boolean
}

/** What a draft makes of the people of a mill, measured and planned; without a mill, of the mill that the norms are for. */
export function previewOf(
  inForce: Norms,
  draft: Norms,
  said: MeasuredMill | null,
): Extract<NormsPreview, { ok: true }> {
  const known = isKnown(said) ? said : null
  const plan = effectOf(inForce, draft, { said: known, measured: false })
  const rungsOf = (norms: Norms) =>
    staffingRungs(norms, rosterOf(norms, known), { countNe: plan.countNe, spindles: plan.spindles })
  const after = rungsOf(draft)
  return {
    ok: true,
    live: known && effectOf(inForce, draft, { said: known, measured: true }),
    plan,
    rungs: rungsOf(inForce).map(({ step, staff }, i) => ({
      step,
      before: staff.per10k ?? 0,
      after: after[i]!.staff.per10k ?? 0,
    })),
  }
}

/** Every key that differs, with the persons that it changes when it alone is changed, and all of them together. */
export function diffOf(
  before: Norms,
  after: Norms,
  said: MeasuredMill | null,
): { entries: NormsDiffEntry[]; together: { plan: Persons; live: Persons | null } } {
  const known = isKnown(said) ? said : null
  const changed = (to: Norms) => {
    const plan = differenceOf(effectOf(before, to, { said: known, measured: false }))
    const live = known && differenceOf(effectOf(before, to, { said: known, measured: true }))
    return { plan, live }
  }
  const entries = normChanges(before, after).map(({ path, before: old, after: now }): NormsDiffEntry => {
    const alone = checkNorms(normsWith(before, path, now))
    const effect = alone.ok ? changed(alone.norms) : { plan: null, live: null }
    return { path, before: plain(old), after: plain(now), ...effect }
  })
  return { entries, together: changed(after) }
}

function effectOf(before: Norms, after: Norms, trial: Trial): NormsEffect {
  const old = staffOf(before, trial)
  const now = staffOf(after, trial)
  return {
    countNe: old.countNe,
    spindles: old.spindles,
    shiftSystem: old.roster.shiftSystem,
    measures: old.measures,
    source: now.staff.source,
    before: personsOf(old.staff),
    after: personsOf(now.staff),
    byRole: now.staff.byRole.map((role) => {
      const was = old.staff.byRole.find((other) => other.role === role.role)
      return {
        role: role.role,
        before: { per10k: was?.per10k ?? 0, roll: was?.roll ?? 0 },
        after: { per10k: role.per10k, roll: role.roll },
      }
    }),
  }
}

function staffOf(norms: Norms, { said, measured }: Trial) {
  const roster = rosterOf(norms, said)
  const countNe = said?.countNe ?? norms.basis.countNe
  const spindles = said?.spindles ?? norms.basis.spindles
  const measures = said ? telemetryBasis(norms, said).measures : [...MEASURES]
  const events: MeasuredEvents = measured && said ? watchedEvents(said.events, spindles) : {}
  const installed = measured && said ? { installed: said.installed } : {}
  const work = measuredWorkload(norms, measures, events, {
    countNe,
    spindles,
    shiftHours: roster.shiftHours,
    ...installed,
  })
  return { countNe, spindles, roster, measures, staff: requiredStaff(work, roster) }
}

function rosterOf(norms: Norms, said: MeasuredMill | null): Roster {
  return said ? telemetryBasis(norms, said).roster : rosterFor(norms)
}

const personsOf = ({ per10k, roll }: RequiredStaff): Persons => ({ per10k, roll })

function differenceOf({ before, after }: NormsEffect): Persons {
  const per10k = before.per10k === null || after.per10k === null ? null : after.per10k - before.per10k
  return { per10k, roll: after.roll - before.roll }
}

/** A figure without spindles, count and measures means nothing (domain 4.1). */
function isKnown(said: MeasuredMill | null): said is MeasuredMill {
  return said !== null && said.spindles > 0 && said.countNe !== null && said.countNe > 0 && said.measures !== null
}

const plain = (value: number | string | readonly unknown[] | undefined) =>
  value === undefined ? null : typeof value === 'object' ? [...value] : value
