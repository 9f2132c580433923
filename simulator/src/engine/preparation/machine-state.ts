import { REASON_CODES, type ReasonCode } from '@wanding/mill'
import { schedule } from '../kernel/calendar'
import { nextExponential } from '../kernel/random'
import type { Mill } from '../kernel/state'
import { changeDraw } from './chute'
import { settleMachine } from './flow-motion'
import { ROVING_BREAK_SHARE } from './stages'

const REASON_CODE = Object.fromEntries(REASON_CODES.map((reason, code) => [reason, code])) as Record<ReasonCode, number>

/** Rollers covered with honeydew lap: so many more stops of a machine [EST]. */
const STICKY_STOPS = 3
/** And they break so many more rovings [EST]. */
const STICKY_BREAKS = 8

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
  const { streams } = mill.state.kernel
  const { runMs } = mill.derived.stages[mill.layout.flowKindOf[machine]!]
  const { stops, breaks } = stopsAgainstClean(mill, machine)
  mill.state.flow.untilStopMs[machine] =
    (nextExponential(streams, mill.layout.streams.machines + machine) * runMs) / (stops + breaks)
}

/** Of the stops of its own, those that are broken rovings; 0 for machines without. */
export function breakShareOf(mill: Mill, machine: number): number {
  const { stops, breaks } = stopsAgainstClean(mill, machine)
  return breaks / (stops + breaks)
}

/** Stops and broken rovings against all stops of a machine with clean rollers. */
function stopsAgainstClean(mill: Mill, machine: number): { stops: number; breaks: number } {
  const residue = mill.state.flow.residue[machine]!
  const share = mill.layout.flowKindOf[machine] === 'roving-frame' ? ROVING_BREAK_SHARE : 0
  return { stops: (1 - share) * (1 + STICKY_STOPS * residue), breaks: share * (1 + STICKY_BREAKS * residue) }
}
