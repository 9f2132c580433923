import { type Page, toFrame, toFrames, toMachine, toSpindle } from './route'
import { type KnownFrame, machineNamed, positionNamed, readPlace } from './spindle-name'

export interface KnownMachine {
  id: string
  kind: string
}

export type Found = { ok: true; page: Page } | { ok: false; reason: 'no-frame' | 'no-spindle' | 'empty' }

/**
 * Where a search goes: a frame or one of its spindles as `readPlace` reads them, another machine such as `CD07` or `cd7`, or a
 * zone or gateway, which lists its frames.
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
  const place = readPlace(text)
  if (!place) return { ok: false, reason: 'no-frame' }
  const { name, side, number } = place
  const frame = machineNamed(name, frames)
  if (!frame) {
    const machine = number === null ? machineNamed(name, machines) : undefined
    return machine ? { ok: true, page: toMachine(machine.id, machine.kind) } : { ok: false, reason: 'no-frame' }
  }
  if (number === null) return { ok: true, page: toFrame(frame.id) }
  const position = positionNamed(number, side, frame.spindles)
  return position === null ? { ok: false, reason: 'no-spindle' } : { ok: true, page: toSpindle(frame.id, position) }
}
