import { leftLength, type Side, sideOf } from '../spindles/sides'

export interface KnownFrame {
  id: string
  spindles: number
}

/** What a text names: letters and number of a machine, and a place on it. */
export interface NamedPlace {
  name: string
  side: Side | null
  /** As it was written: along the frame, or along its side. */
  number: number | null
}

const MACHINE = /^第?\s*(\p{L}*?\d+)(.*)$/u
/** `37号车`, `37#`, `37号机台`: how a frame is called on the floor. */
const CALLED = /^\s*(?:号车|号机台|号机|号台|号|车|#)/
const SPINDLE =
  /^([\s/,，、.:-]*)(LEFT|RIGHT|L|R|左|右)?\s*(?:SIDE|侧|边|面)?([\s/,，、.:#-]*)(?:SPINDLE|锭子|锭)?\s*第?\s*(\d+)\s*(?:号锭子|号锭|锭|号|#)?$/

/**
 * Reads `RF37`, `rf37 512`, `RF37 left 512`, `RF37-L512`, `37/512`, `37 R12`, `37号车左512`, `37#右12锭`. Null where the text names
 * no machine.
 */
export function readPlace(text: string): NamedPlace | null {
  const machine = MACHINE.exec(text.normalize('NFKC').trim().toUpperCase())
  if (!machine) return null
  const [, name = '', tail = ''] = machine
  const called = CALLED.exec(tail)?.[0] ?? ''
  const rest = tail.slice(called.length)
  if (rest.trim() === '') return { name, side: null, number: null }
  const spindle = SPINDLE.exec(rest)
  if (!spindle) return null
  const [, apart = '', side, apartToo = '', digits = ''] = spindle
  // A number right after a number is but a longer number.
  if (apart + apartToo + called === '' && side === undefined) return null
  return { name, side: side === undefined ? null : /^[L左]/.test(side) ? 'L' : 'R', number: Number(digits) }
}

/** By its id, with or without the zeros before its number; of those that a number alone names, the first. */
export function machineNamed<T extends { id: string }>(name: string, all: readonly T[]): T | undefined {
  const exact = all.find(({ id }) => id.toUpperCase() === name)
  if (exact) return exact
  const numberOf = (id: string): number => Number(/\d+$/.exec(id)?.[0] ?? Number.NaN)
  const letters = name.replace(/\d+$/, '')
  return all.find(({ id }) => id.toUpperCase().startsWith(letters) && numberOf(id) === numberOf(name))
}

/** The position on a frame that a side and a number mean; null where the frame has none. */
export function positionNamed(number: number, side: Side | null, spindles: number): number | null {
  const left = leftLength(spindles)
  // On the right side a number up to the left side's last one can only be meant as counted along that side.
  const position = side === 'R' && number <= left ? number + left : number
  if (position < 1 || position > spindles) return null
  return side === 'L' && position > left ? null : position
}

/** A spindle, or a frame where `position` is null, as an address names it: `RF37-L512`. */
export const spindleAddress = ({ id, spindles }: KnownFrame, position: number | null): string =>
  position === null ? id : `${id}-${sideOf(position, spindles)}${position}`

/** The frame, and where the text says one the position on it, that a text names; null where there is none such. */
export function spindleNamed(
  text: string,
  frames: readonly KnownFrame[],
): { frame: number; position: number | null } | null {
  // An id may look like anything: as it stands it comes before what its letters could mean.
  const exact = frames.findIndex(({ id, spindles }) => text === id || isAddressOf(text, id, spindles))
  if (exact >= 0) {
    const digits = text === frames[exact]!.id ? null : Number(/\d+$/.exec(text)![0])
    return { frame: exact, position: digits }
  }
  const place = readPlace(text)
  const frame = place && machineNamed(place.name, frames)
  if (!frame) return null
  if (place.number === null) return { frame: frames.indexOf(frame), position: null }
  const position = positionNamed(place.number, place.side, frame.spindles)
  return position === null ? null : { frame: frames.indexOf(frame), position }
}

function isAddressOf(text: string, id: string, spindles: number): boolean {
  if (!text.startsWith(`${id}-`)) return false
  const place = /^([LR])([1-9]\d{0,6})$/.exec(text.slice(id.length + 1))
  return place !== null && Number(place[2]) <= spindles && sideOf(Number(place[2]), spindles) === place[1]
}
