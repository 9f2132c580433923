import { fnv1a, mix32 } from './random'
import type { Mill } from './state'

/** -1 … 1 from machine and time, without state; steps every so many seconds. */
export function noise(mill: Mill, machine: number, everyS = 5): number {
  const step = Math.floor(mill.state.mill.nowMs / (everyS * 1000))
  const salt = fnv1a('noise', mill.state.mill.seed)
  return mix32(salt ^ Math.imul(step, 0x9e3779b1) ^ Math.imul(machine + 1, 0x85ebca77)) / 2147483648 - 1
}
