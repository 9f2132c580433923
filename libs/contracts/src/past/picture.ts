import type { FrameInfo, ProcessMachine } from '../live'
import type { KpiNow } from '../rest/kpi'
import { decodeParts, encodeParts } from './parts'
import { decodeTimedChanges, encodeTimedChanges, type TimedChange } from './timed-changes'

/** The whole mill at one moment, as the live rooms show it: enough to begin from. */
export interface MillPicture {
  mill: string
  run: string
  atMs: number
  frames: readonly FrameInfo[]
  machines: readonly ProcessMachine[]
  /** Rows of the live table, in the order of `frames`. */
  frameRows: Uint8Array
  /** Rows of the process table, in the order of `machines`. */
  processRows: Uint8Array
  /** One byte a spindle, frames one after another. */
  states: Uint8Array
  /** The newest figures; null before the first. */
  kpi: KpiNow | null
}

/** What changed since the step before it; rows are whole rows, so a step too many or too few spoils nothing for good. */
export interface MillStep {
  atMs: number
  frameRows: Uint8Array
  processRows: Uint8Array
  /** In the order in which they came; they may lie anywhere between the step before and this one. */
  changes: readonly TimedChange[]
  /** The figures, where they are new. */
  kpi: KpiNow | null
}

type PictureHead = Pick<MillPicture, 'mill' | 'run' | 'atMs' | 'frames' | 'machines' | 'kpi'>

export function encodePicture({ frameRows, processRows, states, ...head }: MillPicture): Uint8Array {
  return encodeParts({ head, parts: [frameRows, processRows, states] })
}

/** Throws a RangeError when the bytes are torn. */
export function decodePicture(bytes: Uint8Array): MillPicture {
  const { head, parts } = decodeParts(bytes)
  const [frameRows, processRows, states] = threeParts(parts)
  return { ...(head as PictureHead), frameRows, processRows, states }
}

export function encodeStep({ frameRows, processRows, changes, ...head }: MillStep): Uint8Array {
  return encodeParts({ head, parts: [frameRows, processRows, encodeTimedChanges(changes, head.atMs)] })
}

/** Throws a RangeError when the bytes are torn. */
export function decodeStep(bytes: Uint8Array): MillStep {
  const { head, parts } = decodeParts(bytes)
  const { atMs, kpi } = head as Pick<MillStep, 'atMs' | 'kpi'>
  const [frameRows, processRows, changes] = threeParts(parts)
  return { atMs, kpi, frameRows, processRows, changes: decodeTimedChanges(changes, atMs) }
}

function threeParts(parts: readonly Uint8Array[]): readonly [Uint8Array, Uint8Array, Uint8Array] {
  const [a, b, c] = parts
  if (!a || !b || !c || parts.length !== 3) throw new RangeError(`a moment of ${parts.length} parts instead of 3`)
  return [a, b, c]
}
