import type { MillPlan } from '@wanding/mill'
import { sumWeights } from '../ring-room/spindles'
import { buildMill } from './build-mill'
import { type Layout, layoutOf } from './layout'
import { emptyState, type Mill, type MillState } from './state'

const MAGIC = 0x574e4431 // "WND1"
const VERSION = 2
/** Magic, version and length of the header, each 4 bytes. */
const PREFIX_BYTES = 12

interface Header {
  plan: MillPlan
  /** Numbers of the mill as a whole. */
  mill: MillState['mill']
  /** Names and lengths of the arrays that follow, in this order. */
  arrays: [name: string, length: number][]
}

type Arrays = Float64Array | Int32Array | Uint8Array

/** A saved mill cannot be read: it is no saved mill, of another version, or cut off. */
export class SavedMillError extends Error {
  readonly code = 'engine/saved-mill'
}

/** The whole mill as bytes (little-endian): loaded and continued, it is as if it had never stopped. */
export function saveMill(mill: Mill): Uint8Array {
  const arrays = arraysOf(mill.state)
  const header: Header = {
    plan: mill.plan,
    mill: mill.state.mill,
    arrays: arrays.map(([name, array]) => [name, array.length]),
  }
  const text = new TextEncoder().encode(JSON.stringify(header))
  const size = arrays.reduce((sum, [, array]) => sum + array.byteLength, PREFIX_BYTES + text.length)
  const bytes = new Uint8Array(size)
  const view = new DataView(bytes.buffer)
  view.setUint32(0, MAGIC, true)
  view.setUint32(4, VERSION, true)
  view.setUint32(8, text.length, true)
  bytes.set(text, PREFIX_BYTES)
  let at = PREFIX_BYTES + text.length
  for (const [, array] of arrays) {
    bytes.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), at)
    at += array.byteLength
  }
  return bytes
}

/** A mill from its bytes. Throws a SavedMillError when they are not a saved mill of this version. */
export function loadMill(bytes: Uint8Array): Mill {
  const header = headerOf(bytes)
  const layout = layoutOf(header.plan)
  const state = emptyState(layout)
  Object.assign(state.mill, header.mill)
  const arrays = arraysOf(state)
  let at = PREFIX_BYTES + new DataView(bytes.buffer, bytes.byteOffset).getUint32(8, true)
  arrays.forEach(([name, array], i) => {
    const saved = header.arrays[i]
    if (saved?.[0] !== name || saved[1] !== array.length || at + array.byteLength > bytes.length) {
      throw new SavedMillError(`saved mill does not fit this version at ${name}`)
    }
    new Uint8Array(array.buffer, array.byteOffset, array.byteLength).set(bytes.subarray(at, at + array.byteLength))
    at += array.byteLength
  })
  return rebuiltMill(header.plan, state, layout)
}

/** A mill over a state that has run before: all that is not state is derived anew. */
export function rebuiltMill(plan: MillPlan, state: MillState, layout: Layout): Mill {
  const mill = buildMill(plan, state, layout)
  for (let frame = 0; frame < layout.frames; frame++) sumWeights(mill, frame)
  return mill
}

function headerOf(bytes: Uint8Array): Header {
  if (bytes.length < PREFIX_BYTES) throw new SavedMillError('too short for a saved mill')
  const view = new DataView(bytes.buffer, bytes.byteOffset)
  if (view.getUint32(0, true) !== MAGIC) throw new SavedMillError('not a saved mill')
  const version = view.getUint32(4, true)
  if (version !== VERSION) throw new SavedMillError(`saved mill has version ${version}, this engine reads ${VERSION}`)
  const end = PREFIX_BYTES + view.getUint32(8, true)
  if (end > bytes.length) throw new SavedMillError('saved mill is cut off')
  return JSON.parse(new TextDecoder().decode(bytes.subarray(PREFIX_BYTES, end)))
}

/** All arrays of a state with their names, in the order of the state's declaration. */
export function arraysOf(state: MillState): [name: string, array: Arrays][] {
  const { mill: _numbers, ...groups } = state
  return Object.entries(groups).flatMap(([group, arrays]) =>
    Object.entries(arrays).map(([name, array]): [string, Arrays] => [`${group}.${name}`, array as Arrays]),
  )
}
