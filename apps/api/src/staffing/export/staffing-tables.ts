import type { StaffingComparison, StaffingNow, StaffingShifts, StaffingWaterfall } from '@wanding/contracts'
import { roleName } from '@wanding/contracts'
import { OVERHEAD, type Role } from '@wanding/mill'
import type { Cell, Table } from '../../export'

type Basis = StaffingNow['basis']

/** What a figure must be read with, in each row: a row that is copied elsewhere still says it. */
const BASIS_COLUMNS = [
  'scope',
  'count_ne',
  'shift_system',
  'crews',
  'attendance',
  'utilisation',
  'headcount',
  'norms',
  'run',
]
const basisCells = (basis: Basis): Cell[] => [
  basis.scope,
  basis.countNe,
  basis.shiftSystem,
  basis.crews,
  basis.attendance,
  basis.utilisation,
  basis.headcount,
  basis.normsVersion,
  basis.run,
]

const roleCells = (role: Role | typeof OVERHEAD): Cell[] =>
  role === OVERHEAD ? [OVERHEAD, 'Management and services', '管理与后勤'] : [role, roleName(role).en, roleName(role).zh]
const ROLE_COLUMNS = ['role', 'role_en', 'role_zh']

/** Every term of every role. */
export function rolesTable({ byRole, basis }: StaffingNow): Table {
  return {
    name: 'roles',
    columns: [
      ...ROLE_COLUMNS,
      ...['term', 'count_per_shift', 'unit', 'minutes_each', 'minutes_per_shift', 'source', 'watched_hours'],
      ...['role_posts', 'role_roll', 'role_per10k', 'role_per10k_low', 'role_per10k_high', 'role_persons_on_post'],
      ...BASIS_COLUMNS,
    ],
    rows: byRole.flatMap((role) =>
      role.terms.map((term) => [
        ...roleCells(role.role),
        ...[term.id, term.countPerShift, term.unit, term.minutesEach, term.minutesPerShift, term.source],
        term.watchedHours,
        ...[role.posts, role.roll, role.per10k, role.interval?.low ?? null, role.interval?.high ?? null],
        role.rosteredPersons,
        ...basisCells(basis),
      ]),
    ),
  }
}

/** The rungs from the conventional mill to the digital one. */
export function rungsTable({ rungs, basis }: StaffingNow): Table {
  const inForce = new Set<string>(basis.measures)
  return {
    name: 'rungs',
    columns: ['step', 'in_force', 'roll', 'per10k', 'per10k_change', ...BASIS_COLUMNS],
    rows: rungs.map(({ step, roll, per10k }, i) => [
      step,
      step === 'S0' ? null : inForce.has(step) ? 'yes' : 'no',
      roll,
      per10k,
      i > 0 ? per10k - rungs[i - 1]!.per10k : null,
      ...basisCells(basis),
    ]),
  }
}

/** Every bar, role and term of a waterfall. */
export function waterfallTable(fall: StaffingWaterfall): Table {
  return {
    name: 'waterfall',
    columns: ['order', ...BAR_COLUMNS, ...BASIS_COLUMNS],
    rows: barRows(fall).map((row) => [fall.order, ...row, ...basisCells(fall.basis)]),
  }
}

export function comparisonTable(comparison: StaffingComparison): Table {
  const { before, after } = comparison
  return {
    name: 'comparison',
    columns: ['before_from_ms', 'before_to_ms', 'after_from_ms', 'after_to_ms', ...BAR_COLUMNS, ...BASIS_COLUMNS],
    rows: [
      ...barRows(comparison),
      ['residue', null, null, null, null, comparison.residue.roll, comparison.residue.per10k, ...NO_STATES],
    ].map((row) => [before.fromMs, before.toMs, after.fromMs, after.toMs, ...row, ...basisCells(after.basis)]),
  }
}

export function shiftsTable({ shifts }: StaffingShifts): Table {
  return {
    name: 'shifts',
    columns: [
      ...['crew', 'from_ms', 'to_ms', 'watched_hours', 'per10k_required', 'per10k_low', 'per10k_high'],
      ...['per10k_rostered', 'index', 'hok', 'source', ...BASIS_COLUMNS],
    ],
    rows: shifts.map((shift) => [
      ...[shift.crew, shift.fromMs, shift.toMs, shift.watchedHours, shift.per10k.required],
      ...[shift.interval?.low ?? null, shift.interval?.high ?? null, shift.per10k.rostered, shift.index, shift.hok],
      ...[shift.source, ...basisCells(shift.basis)],
    ]),
  }
}

const BAR_COLUMNS = [
  'bar',
  ...ROLE_COLUMNS,
  ...['term', 'roll', 'per10k', 'count_before', 'count_after', 'minutes_each_before', 'minutes_each_after'],
]
const NO_STATES: Cell[] = [null, null, null, null]

function barRows({ bars }: Pick<StaffingWaterfall, 'bars'> | Pick<StaffingComparison, 'bars'>): Cell[][] {
  return bars.flatMap(({ key, roles }) =>
    roles.flatMap(({ role, terms }) =>
      terms.map(({ id, roll, per10k, before, after }) => [
        key,
        ...roleCells(role),
        ...[id, roll, per10k, before?.countPerShift ?? null, after?.countPerShift ?? null],
        ...[before?.minutesEach ?? null, after?.minutesEach ?? null],
      ]),
    ),
  )
}
