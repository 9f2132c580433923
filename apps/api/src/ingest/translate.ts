import { SPINDLE_RPM, SPINDLE_STATE, SPINDLE_TRANSITIONS } from '@wanding/contracts'
import type { DataSet, Metric, MetricValue } from '@wanding/sparkplug'
import type { ScalarValue, SpindleTransition } from '../bus'
import { isBelievable } from './believable-time'

/** Most spindles of one frame that we believe; longer arrays are refused (the longest frames built have about 2,400). */
export const MAX_SPINDLES = 10_000

/** A text of a machine is a name or a short list of names. */
const MOST_TEXT = 16_384

export interface Translated {
  values: Map<string, ScalarValue>
  states?: Uint8Array
  rpm?: Uint16Array
  transitions?: SpindleTransition[]
  /** All other arrays, by name: units of a winder, heads of a comber. */
  arrays?: Map<string, readonly number[]>
  /** What was wrong, in words; the good metrics of the message are used all the same. */
  problems: string[]
}

/** Sorts the metrics of one message into scalars and the spindle arrays, refusing what cannot be what it says. */
export function translate(metrics: readonly Metric[], atMs: number): Translated {
  const result: Translated = { values: new Map(), problems: [] }
  for (const metric of metrics) {
    const name = metric.name
    if (name === undefined || name === 'bdSeq' || name.startsWith('Node Control/')) continue
    if (name === SPINDLE_STATE) takeStates(result, metric.value)
    else if (name === SPINDLE_RPM) takeRpm(result, metric.value)
    else if (name === SPINDLE_TRANSITIONS) takeTransitions(result, metric.value, metric.timestampMs ?? atMs)
    else takeScalar(result, name, metric.value)
  }
  if (result.states && result.rpm && result.states.length !== result.rpm.length) {
    result.problems.push(`${SPINDLE_RPM} has ${result.rpm.length} values, ${SPINDLE_STATE} has ${result.states.length}`)
    delete result.rpm
  }
  return result
}

function takeScalar(result: Translated, name: string, value: MetricValue): void {
  if (result.values.has(name)) result.problems.push(`${name} is there twice; the last one counts`)
  if (typeof value === 'string' && value.length > MOST_TEXT)
    result.problems.push(`${name} is a text of ${value.length} characters, more than ${MOST_TEXT}`)
  else if (value === null || typeof value === 'boolean' || typeof value === 'string') result.values.set(name, value)
  else if (typeof value === 'bigint') takeWhole(result, name, value)
  else if (typeof value === 'number') {
    if (Number.isFinite(value)) result.values.set(name, value)
    else {
      result.values.set(name, null)
      result.problems.push(`${name} is not a finite number`)
    }
  } else if (Array.isArray(value) || ArrayBuffer.isView(value)) takeArray(result, name, value)
}

/** Rounded, a count of more than 2^53 would stand still. */
function takeWhole(result: Translated, name: string, value: bigint): void {
  const isExact = Number.isSafeInteger(Number(value))
  result.values.set(name, isExact ? Number(value) : null)
  if (!isExact) result.problems.push(`${name} is ${value}, which a number cannot hold`)
}

/** Arrays of numbers and of flags; words have no place in one. */
function takeArray(result: Translated, name: string, value: ArrayBufferView | readonly unknown[]): void {
  // One too long is not even looked at: a message of 1 MB would be 8 MB of numbers.
  const items =
    (value as ArrayLike<unknown>).length <= MAX_SPINDLES ? Array.from(value as Iterable<unknown>, Number) : undefined
  if (items?.every(Number.isFinite)) {
    result.arrays ??= new Map()
    result.arrays.set(name, items)
  } else result.problems.push(`${name} is not an array of at most ${MAX_SPINDLES} numbers`)
}

function takeStates(result: Translated, value: MetricValue): void {
  if (value === null) return
  if (value instanceof Uint8Array && value.length > 0 && value.length <= MAX_SPINDLES) result.states = value
  else result.problems.push(`${SPINDLE_STATE} is not a UInt8Array of 1 to ${MAX_SPINDLES} spindles`)
}

function takeRpm(result: Translated, value: MetricValue): void {
  if (value === null) return
  if (value instanceof Uint16Array && value.length > 0 && value.length <= MAX_SPINDLES) result.rpm = value
  else result.problems.push(`${SPINDLE_RPM} is not a UInt16Array of 1 to ${MAX_SPINDLES} spindles`)
}

const isDataSet = (value: MetricValue): value is DataSet =>
  typeof value === 'object' && value !== null && 'columns' in value && 'rows' in value

function takeTransitions(result: Translated, value: MetricValue, baseMs: number): void {
  if (value === null) return
  if (!isDataSet(value)) {
    result.problems.push(`${SPINDLE_TRANSITIONS} is not a DataSet`)
    return
  }
  const position = value.columns.indexOf('position')
  const state = value.columns.indexOf('state')
  const offset = value.columns.indexOf('offset')
  if (position < 0 || state < 0 || offset < 0) {
    result.problems.push(`${SPINDLE_TRANSITIONS} lacks one of the columns position, state, offset`)
    return
  }
  const transitions: SpindleTransition[] = []
  for (const row of value.rows) {
    const at = Number(row[position])
    const code = Number(row[state])
    const ms = baseMs + Number(row[offset])
    if (Number.isInteger(at) && at >= 1 && at <= MAX_SPINDLES && code >= 0 && code <= 255 && isBelievable(ms)) {
      transitions.push({ position: at, state: code, atMs: ms })
    } else
      result.problems.push(`${SPINDLE_TRANSITIONS} has a row that is no transition: ${row.join(', ').slice(0, 60)}`)
  }
  result.transitions = transitions
}
