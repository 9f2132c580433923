import type { HowComputed, StaffingNow } from '@wanding/contracts'
import type { StaffCase } from '@wanding/mill'

/** How the live figures were computed: formula, the numbers in it, and which norms, run and window they are from. */
export function howOf(now: Omit<StaffingNow, 'how'>, { norms, roster }: StaffCase): HowComputed[] {
  const { basis, roll, postsPerShift, standard, intervals } = now
  const shared = sourceInputs(basis)
  const effectiveMinutes = basis.shiftHours * 60 * basis.utilisation
  const minutes = now.byRole.reduce((sum, role) => sum + role.minutesPerShift, 0)
  const persons = basis.headcount === 'roll' ? 'roll' : 'persons on site'
  const rows: [figure: string, formula: string, inputs: HowComputed['inputs']][] = [
    [
      'per10k.required',
      `${persons} / (spindles / 10000); ${persons} = sum of posts × relief + day posts × day factor; posts = sum(count × minutes each) / effective minutes`,
      {
        roll: roll.required,
        spindles: basis.spindles,
        minutes,
        effectiveMinutes,
        relief: roster.relief,
        dayFactor: roster.dayFactor,
      },
    ],
    [
      'per10k.rostered',
      '(persons on post × relief + day persons × day factor) / (spindles / 10000)',
      { roll: roll.rostered, spindles: basis.spindles, relief: roster.relief, dayFactor: roster.dayFactor },
    ],
    ['index', `${persons} required / ${persons} rostered`, { required: roll.required, rostered: roll.rostered }],
    ['onSitePer10k', 'per10k / relief', { per10k: now.per10k.required, relief: roster.relief }],
    [
      'hok',
      '100 × shift posts / kg per hour',
      { shiftPosts: postsPerShift, kgPerHour: now.hok && postsPerShift ? (100 * postsPerShift) / now.hok : null },
    ],
    ['ohs', '1000 × shift posts / spindles', { shiftPosts: postsPerShift, spindles: basis.spindles }],
    [
      'intervals.per10k',
      '95 %: each count by Garwood (Poisson, Wilson-Hilferty), combined by MOVER: value ± sqrt(sum((minutes each × (bound - count))²)); planned terms and norms taken as certain',
      {
        low: intervals.per10k?.low ?? null,
        high: intervals.per10k?.high ?? null,
        relativeHalfWidth: now.data.relativeHalfWidth,
      },
    ],
    [
      'standard.per10k',
      'per10k × planned per10k at the reference count / planned per10k at this count, same measures, crews and scope',
      {
        per10k: now.per10k.required,
        factor: standard?.factor ?? null,
        countNe: basis.countNe,
        referenceNe: norms.basis.countNe,
      },
    ],
    [
      'load.endsDownPercent',
      'M/M/c//N: p(n+1)/p(n) = (N - n) rho / min(n + 1, c), c = (tenters - other ring posts) × utilisation',
      { endsPerHour: endsPerHourOf(now), utilisation: basis.utilisation, spindles: basis.spindles },
    ],
  ]
  return rows.map(([figure, formula, inputs]) => ({ figure, formula, inputs: { ...inputs, ...shared } }))
}

/** Where the numbers of an answer are from: the same for each of its figures. */
export const sourceInputs = (basis: StaffingNow['basis']): HowComputed['inputs'] => ({
  norms: basis.normsVersion,
  run: basis.run,
  simulated: String(basis.simulated),
  windowMinutes: basis.windowMinutes,
})

function endsPerHourOf({ byRole, basis }: Pick<StaffingNow, 'byRole' | 'basis'>): number | null {
  const ends = byRole.find(({ role }) => role === 'ring-piecing')?.terms[0]
  return ends ? ends.countPerShift / basis.shiftHours : null
}
