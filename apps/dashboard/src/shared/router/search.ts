import { type Page, toFrame, toFrames, toMachine, toSpindle } from './route'

export interface KnownFrame {
  id: string
  spindles: number
}

export interface KnownMachine {
  id: string
  kind: string
}

export type Found = { ok: true; page: Page } | { ok: false; reason: 'no-frame' | 'no-spindle' | 'empty' }

/**
 * Where a search goes: `RF37`, `rf37 512`, `RF37 L512`, `37 R12` (the 12th of the right side), another machine such as
 * `CD07` or `cd7`, or a zone or gateway, which lists its frames.
 */
export function findPlace(
  text: string,
  frames: readonly KnownFrame[],
  groups: readonly string[] = [],
  machines: readonly KnownMachine[] = [],
): Found {
  const wanted = text.trim().toUpperCase()
  if (wanted === '') return { ok: false, reason: 'empty' }
  const group = groups.find((name) => name.toUpperCase() === wanted)
  if (group !== undefined) return { ok: true, page: toFrames(group) }
  const parts = /^([\p{L}]*\d+)(?:[\s/,.-]+([LR]?)\s*(\d+))?$/u.exec(wanted)
  if (!parts) return { ok: false, reason: 'no-frame' }
  const [, name = '', side = '', digits] = parts
  const frame = named(name, frames)
  if (!frame) {
    const machine = digits === undefined ? named(name, machines) : undefined
    return machine ? { ok: true, page: toMachine(machine.id, machine.kind) } : { ok: false, reason: 'no-frame' }
  }
  if (digits === undefined) return { ok: true, page: toFrame(frame.id) }
  const position = positionOf(Number(digits), side, frame.spindles)
  return position === null ? { ok: false, reason: 'no-spindle' } : { ok: true, page: toSpindle(frame.id, position) }
}

/** By its id, with or without the zeros before its number; of those that a number alone names, the first. */
function named<T extends { id: string }>(name: string, all: readonly T[]): T | undefined {
  const exact = all.find(({ id }) => id.toUpperCase() === name)
  if (exact) return exact
  const numberOf = (id: string): number => Number(/\d+$/.exec(id)?.[0] ?? Number.NaN)
  const letters = name.replace(/\d+$/, '')
  return all.find(({ id }) => id.toUpperCase().startsWith(letters) && numberOf(id) === numberOf(name))
}

function positionOf(number: number, side: string, spindles: number): number | null {
  const left = Math.ceil(spindles / 2)
  // On the right side a number up to the left side's last one can only be meant as counted along that side.
  const position = side === 'R' && number <= left ? number + left : number
  if (position < 1 || position > spindles) return null
  return side === 'L' && position > left ? null : position
}
