import { type Page, toFrame, toFrames, toSpindle } from './route'

export interface KnownFrame {
  id: string
  spindles: number
}

export type Found = { ok: true; page: Page } | { ok: false; reason: 'no-frame' | 'no-spindle' | 'empty' }

/**
 * Where a search goes: `RF37`, `rf37 512`, `RF37 L512`, `37 R12` (the 12th of the right side), or a zone or gateway,
 * which lists its frames.
 */
export function findPlace(text: string, frames: readonly KnownFrame[], groups: readonly string[] = []): Found {
  const wanted = text.trim().toUpperCase()
  if (wanted === '') return { ok: false, reason: 'empty' }
  const group = groups.find((name) => name.toUpperCase() === wanted)
  if (group !== undefined) return { ok: true, page: toFrames(group) }
  const parts = /^([\p{L}]*\d+)(?:[\s/,.-]+([LR]?)\s*(\d+))?$/u.exec(wanted)
  if (!parts) return { ok: false, reason: 'no-frame' }
  const [, name = '', side = '', digits] = parts
  const frame = frameNamed(name, frames)
  if (!frame) return { ok: false, reason: 'no-frame' }
  if (digits === undefined) return { ok: true, page: toFrame(frame.id) }
  const position = positionOf(Number(digits), side, frame.spindles)
  return position === null ? { ok: false, reason: 'no-spindle' } : { ok: true, page: toSpindle(frame.id, position) }
}

/** By its id, or by its number alone. */
function frameNamed(name: string, frames: readonly KnownFrame[]): KnownFrame | undefined {
  const exact = frames.find(({ id }) => id.toUpperCase() === name)
  if (exact) return exact
  const numberOf = (id: string): number => Number(/\d+$/.exec(id)?.[0] ?? Number.NaN)
  const letters = name.replace(/\d+$/, '')
  return frames.find(({ id }) => id.toUpperCase().startsWith(letters) && numberOf(id) === numberOf(name))
}

function positionOf(number: number, side: string, spindles: number): number | null {
  const left = Math.ceil(spindles / 2)
  // On the right side a number up to the left side's last one can only be meant as counted along that side.
  const position = side === 'R' && number <= left ? number + left : number
  if (position < 1 || position > spindles) return null
  return side === 'L' && position > left ? null : position
}
