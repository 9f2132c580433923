import { REASON_CODES, type ReasonCode } from '@wanding/mill'
import { schedule } from '../kernel/calendar'
import { nextExponential } from '../kernel/random'
import type { Mill } from '../kernel/state'
import { changeDraw } from './chute'
import { settleMachine } from './flow-motion'

const REASON_CODE = Object.fromEntries(REASON_CODES.map((reason, code) => [reason, code])) as Record<ReasonCode, number>

/** Rollers covered with honeydew lap: so many more stops of a draw frame or a roving frame [EST]. */
const STICKY_STOPS = 3

export const reasonOf = (mill: Mill, machine: number): ReasonCode => REASON_CODES[mill.state.flow.reason[machine]!]!
export const isFor = (mill: Mill, machine: number, reason: ReasonCode): boolean =>
  mill.state.flow.reason[machine] === REASON_CODE[reason]

/** A machine takes a new state; what it has made up to now is booked, and its event is yet to be set. */
export function enter(mill: Mill, machine: number, reason: ReasonCode, atMs: number): void {
  const { flow } = mill.state
  const kind = mill.layout.flowKindOf[machine]!
  settleMachine(mill, machine, atMs)
  const running = reason === 'producing' ? 1 : 0
  const changed = flow.reason[machine] !== REASON_CODE[reason]
  flow.reason[machine] = REASON_CODE[reason]
  if (flow.running[machine] !== running) {
    flow.running[machine] = running
    if (kind === 'card') changeDraw(mill, machine, running === 1, atMs)
  }
  if (!changed) return
  mill.onEvent?.({
    kind: 'machine',
    atMs,
    machine: kind,
    index: machine - mill.layout.flowFirst[kind],
    state: running ? 'Executing' : 'NotExecuting',
    reason,
  })
}

/** The machine stands until something wakes it; since when it stands is kept while it waits on. */
export function waitFor(mill: Mill, machine: number, reason: 'no-material' | 'buffer-full', atMs: number): void {
  if (isFor(mill, machine, reason)) return
  enter(mill, machine, reason, atMs)
  schedule(mill.calendar, mill.layout.slots.machines + machine, Number.POSITIVE_INFINITY)
}

/** The machine stands for so long. */
export function stopFor(mill: Mill, machine: number, reason: ReasonCode, lastMs: number, atMs: number): void {
  enter(mill, machine, reason, atMs)
  const endMs = Math.ceil(atMs + Math.max(1, lastMs))
  mill.state.flow.stopEndMs[machine] = endMs
  schedule(mill.calendar, mill.layout.slots.machines + machine, endMs)
}

/** Running time to the next stop of a machine's own. */
export function drawStop(mill: Mill, machine: number): void {
  const { runMs } = mill.derived.stages[mill.layout.flowKindOf[machine]!]
  mill.state.flow.untilStopMs[machine] =
    (nextExponential(mill.state.kernel.streams, mill.layout.streams.machines + machine) * runMs) /
    (1 + STICKY_STOPS * mill.state.flow.residue[machine]!)
}

/** A stop of its own: a break, a lap, a jam. */
export function ownStopMs(mill: Mill, machine: number): number {
  const mean = mill.derived.stages[mill.layout.flowKindOf[machine]!].ownStopMs
  return nextExponential(mill.state.kernel.streams, mill.layout.streams.machines + machine) * mean
}
