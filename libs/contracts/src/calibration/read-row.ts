import { type FrameShift, ROLES, type Role, type RoleShift, type SpindleCount, WORK_EVENTS } from '@wanding/mill'
import {
  CALIBRATION_COLUMNS,
  CALIBRATION_KINDS,
  type CalibrationColumn,
  type CalibrationKind,
  EVENT_COLUMNS,
} from './columns'
import { type ProblemCode, type ProblemParams, type RowProblem, rowProblem } from './row-problem'

/** Letters of a text. */
const MOST_LETTERS = 40
/** Letters of a wrong cell that are told again. */
const MOST_TOLD = 40

/** The columns of a file in their order, found by its heading. */
export interface Heading {
  kind: CalibrationKind
  columns: readonly CalibrationColumn[]
}

/** Tells the kind of a file by its heading, in English or Chinese. */
export function readHeading(
  cells: readonly string[],
): { ok: true; heading: Heading } | { ok: false; problems: RowProblem[] } {
  const names = cells.map((cell) => cell.trim().toLowerCase())
  const has = (name: string) => names.includes(name) || names.includes(zhOf(name))
  const kind = has('role') ? 'staffing' : has('position') ? 'spindles' : has('frame') ? 'frames' : null
  if (kind === null) {
    const wanted = CALIBRATION_KINDS.map((each) => `${each}: ${neededOf(each).join(', ')}`).join('; ')
    return { ok: false, problems: [rowProblem('', 'unknown-kind', { wanted })] }
  }
  const problems: RowProblem[] = []
  const columns = names.map((name, i) => {
    const found = CALIBRATION_COLUMNS[kind].find((column) => column.name === name || column.zh === name)
    if (!found) problems.push(rowProblem(cells[i]!, 'unknown-column', { kind }))
    return found
  })
  columns.forEach((column, i) => {
    if (column && columns.indexOf(column) < i) problems.push(rowProblem(cells[i]!, 'column-twice'))
  })
  for (const { name, needed } of CALIBRATION_COLUMNS[kind]) {
    if (needed && !columns.some((column) => column?.name === name)) problems.push(rowProblem(name, 'column-missing'))
  }
  return problems.length > 0
    ? { ok: false, problems }
    : { ok: true, heading: { kind, columns: columns as CalibrationColumn[] } }
}

/** How a file writes its decimals; `unknown` until the first one is seen. */
export type Decimals = 'unknown' | 'point' | 'comma'

/** Why a cell cannot be read. */
interface BadCell {
  code: ProblemCode
  params?: ProblemParams
}

/** Reads a number as the file writes them; what is no number, or is written another way, is bad. */
export function readNumber(text: string, decimals: Decimals): { value: number; decimals: Decimals } | BadCell {
  if (!/^-?\d+([.,]\d+)?$/.test(text)) return { code: 'not-a-number', params: { value: text.slice(0, MOST_TOLD) } }
  const mark = text.includes(',') ? 'comma' : text.includes('.') ? 'point' : null
  if (mark !== null && decimals !== 'unknown' && mark !== decimals) {
    return { code: `decimal-${mark}`, params: { value: text } }
  }
  return { value: Number(text.replace(',', '.')), decimals: mark ?? decimals }
}

export type CalibrationRow =
  | { kind: 'frames'; row: FrameShift }
  | { kind: 'spindles'; row: SpindleCount }
  | { kind: 'staffing'; row: RoleShift }

/** Reads the cells of one row. All that is wrong with it comes back, not only the first. */
export function readRow(
  { kind, columns }: Heading,
  cells: readonly string[],
  decimals: Decimals,
): { row: CalibrationRow | null; decimals: Decimals; problems: RowProblem[] } {
  const problems: RowProblem[] = []
  if (cells.length !== columns.length) {
    const counts = { cells: cells.length, columns: columns.length }
    return { row: null, decimals, problems: [rowProblem('', 'cells-of-row', counts)] }
  }
  let marks = decimals
  const values = new Map<string, string | number>()
  columns.forEach((column, i) => {
    const read = readCell(column, cells[i]!.trim(), marks)
    if (read === null) return
    if ('code' in read) problems.push(rowProblem(column.name, read.code, read.params))
    else {
      values.set(column.name, read.value)
      marks = read.decimals
    }
  })
  const row = problems.length > 0 ? null : rowOf(kind, values)
  return { row, decimals: marks, problems }
}

function readCell(
  { needed, holds }: CalibrationColumn,
  text: string,
  decimals: Decimals,
): { value: string | number; decimals: Decimals } | BadCell | null {
  if (text === '') return needed ? { code: 'empty' } : null
  const told = { value: text.slice(0, MOST_TOLD) }
  switch (holds.type) {
    case 'text':
      return text.length > MOST_LETTERS
        ? { code: 'too-long', params: { most: MOST_LETTERS } }
        : { value: text, decimals }
    case 'date':
      return isDate(text) ? { value: text, decimals } : { code: 'not-a-date', params: told }
    case 'role':
      return (ROLES as readonly string[]).includes(text)
        ? { value: text, decimals }
        : { code: 'not-a-role', params: told }
    case 'number': {
      const read = readNumber(text, decimals)
      if ('code' in read) return read
      if (holds.whole && !Number.isInteger(read.value)) return { code: 'not-whole', params: { value: text } }
      if (read.value < holds.least) return { code: 'too-small', params: { least: holds.least, value: text } }
      return read.value > holds.most ? { code: 'too-large', params: { most: holds.most, value: text } } : read
    }
  }
}

/** A day that is in the calendar. */
function isDate(text: string): boolean {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text) ?? []
  if (day === undefined) return false
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)))
  return date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day)
}

function rowOf(kind: CalibrationKind, values: ReadonlyMap<string, string | number>): CalibrationRow {
  const text = (name: string) => String(values.get(name))
  const number = (name: string) => (values.get(name) as number | undefined) ?? null
  const shift = { date: text('date'), shift: text('shift') }
  if (kind === 'spindles') {
    const counted = { spindleHours: number('spindle_hours')!, runningBreaks: number('running_breaks')! }
    return { kind, row: { frame: text('frame'), position: number('position')!, ...counted } }
  }
  if (kind === 'staffing') {
    const events = WORK_EVENTS.flatMap((event) => {
      const count = number(EVENT_COLUMNS[event])
      return count === null ? [] : [[event, count] as const]
    })
    const people = { shiftHours: number('shift_hours')!, persons: number('persons')!, minutes: number('minutes') }
    return { kind, row: { ...shift, role: text('role') as Role, ...people, events: Object.fromEntries(events) } }
  }
  return {
    kind,
    row: {
      ...shift,
      frame: text('frame'),
      spindleHours: number('spindle_hours')!,
      runningBreaks: number('running_breaks')!,
      startUpBreaks: number('start_up_breaks'),
      doffs: number('doffs'),
      spindles: number('spindles'),
      countNe: number('count_ne'),
      rpm: number('rpm'),
      humidityPercent: number('rh'),
      endsDownPercent: number('ends_down_percent'),
    },
  }
}

/** What makes a row the only one of its kind. */
export function keyOf(read: CalibrationRow): string {
  switch (read.kind) {
    case 'frames':
      return `${read.row.date} ${read.row.shift} ${read.row.frame}`
    case 'spindles':
      return `${read.row.frame} ${read.row.position}`
    case 'staffing':
      return `${read.row.date} ${read.row.shift} ${read.row.role}`
  }
}

const neededOf = (kind: CalibrationKind) =>
  CALIBRATION_COLUMNS[kind].filter(({ needed }) => needed).map(({ name }) => name)
const zhOf = (name: string) =>
  Object.values(CALIBRATION_COLUMNS)
    .flat()
    .find((column) => column.name === name)?.zh ?? name
