import type { MillPicture } from '@wanding/contracts'
import { decodeFrameRows, decodeProcessRows, encodeFrameRows, encodeProcessRow } from '@wanding/contracts'
import type { MachineReading, ScalarValue, SpindleReading, SpindleTransition } from '../bus'
import { frameRowOf, metricsOfFrameRow, metricsOfProcessRow, processRowOf } from '../live'
import { MachineTwin } from '../twin'

/** What a message told late, in parts as small as they can be: a stretch of hours has to be held until it is over. */
type Told =
  | { atMs: number; name: string; value: ScalarValue }
  | { atMs: number; transition: SpindleTransition }
  | { atMs: number; states: Uint8Array }

/** What one machine told late of a stretch in which nobody heard it, to be read along that stretch once. */
export class LateStory {
  fromMs = Number.POSITIVE_INFINITY
  toMs = Number.NEGATIVE_INFINITY
  private readonly told: Told[] = []
  private next = 0
  private machine: MachineTwin | undefined
  private reasonSinceMs: number | null = null

  constructor(
    readonly id: string,
    readonly gateway: string,
  ) {}

  get length(): number {
    return this.told.length
  }

  reading({ atMs, values }: MachineReading): void {
    for (const [name, value] of values) this.tell({ atMs, name, value })
  }

  spindles({ atMs, states, transitions = [] }: SpindleReading): void {
    for (const transition of transitions) this.tell({ atMs: transition.atMs, transition })
    if (states) this.tell({ atMs, states })
  }

  /** Its line spoke in this stretch: while the machine said nothing it was as it had said before. */
  spoke({ fromMs, toMs }: { fromMs: number; toMs: number }): void {
    this.fromMs = Math.min(this.fromMs, fromMs)
    this.toMs = Math.max(this.toMs, toMs)
  }

  /** Begins to be read, at what was known of the machine before; false where the mill had no such machine then. */
  begin(before: MillPicture): boolean {
    this.told.sort((a, b) => a.atMs - b.atMs)
    this.next = 0
    this.machine = frameIn(before, this.id) ?? otherIn(before, this.id)
    return this.machine !== undefined
  }

  /** Goes on to a moment; what the spindles did on the way. */
  advance(atMs: number): SpindleTransition[] {
    const done: SpindleTransition[] = []
    for (; this.next < this.told.length && this.told[this.next]!.atMs <= atMs; this.next++)
      done.push(...this.take(this.told[this.next]!))
    return done
  }

  /** States of its spindles at this moment. */
  states(): Uint8Array | undefined {
    return this.machine?.spindles?.states
  }

  /** Its row at this moment, with its place among the machines of a picture; a break rate is not told late. */
  row(picture: MillPicture): { kind: 'frame' | 'process'; index: number; bytes: Uint8Array } | undefined {
    const frame = picture.frames.findIndex(({ id }) => id === this.id)
    const { machine } = this
    if (!machine) return undefined
    if (frame >= 0)
      return { kind: 'frame', index: frame, bytes: encodeFrameRows([frameRowOf(machine, frame, false, null)]) }
    const index = picture.machines.findIndex(({ id }) => id === this.id)
    if (index < 0) return undefined
    return { kind: 'process', index, bytes: encodeProcessRow(processRowOf(machine, index, false, this.reasonSinceMs)) }
  }

  private tell(told: Told): void {
    this.told.push(told)
    this.spoke({ fromMs: told.atMs, toMs: told.atMs })
  }

  private take(told: Told): SpindleTransition[] {
    const machine = this.machine!
    if ('name' in told) {
      if (told.name === 'machine/reason' && machine.metrics.get(told.name) !== told.value)
        this.reasonSinceMs = told.atMs
      machine.metrics.set(told.name, told.value)
      return []
    }
    const states = machine.spindles?.states
    if (!states) return []
    const { atMs } = told
    const all =
      'transition' in told ? [told.transition] : [...told.states].map((state, i) => ({ position: i + 1, state, atMs }))
    return all.filter(({ position, state }) => {
      if (position < 1 || position > states.length || states[position - 1] === state) return false
      states[position - 1] = state
      return true
    })
  }
}

/** What is told late ends with its gateway, not with the last word of a machine that seldom says anything. */
export function spokeWithTheirLines(stories: readonly LateStory[]): void {
  for (const one of stories) for (const other of stories) if (one.gateway === other.gateway) one.spoke(other)
}

function frameIn({ frames, frameRows, states }: MillPicture, id: string): MachineTwin | undefined {
  const index = frames.findIndex((frame) => frame.id === id)
  if (index < 0) return undefined
  const begin = frames.slice(0, index).reduce((sum, { spindles }) => sum + spindles, 0)
  const { spindles, gateway } = frames[index]!
  const machine = twinOf(id, gateway, 'ring-frame', metricsOfFrameRow(decodeFrameRows(frameRows)[index]!))
  const empty = { rpm: new Uint16Array(spindles), breaks: new Uint8Array(spindles) }
  machine.spindles = { states: Uint8Array.from(states.subarray(begin, begin + spindles)), ...empty }
  return machine
}

function otherIn({ machines, processRows }: MillPicture, id: string): MachineTwin | undefined {
  const index = machines.findIndex((machine) => machine.id === id)
  if (index < 0) return undefined
  const { gateway, kind } = machines[index]!
  return twinOf(id, gateway, kind, metricsOfProcessRow(kind, decodeProcessRows(processRows)[index]!))
}

/** It spoke, though nobody heard it. */
function twinOf(id: string, gateway: string, kind: string, metrics: ReadonlyMap<string, ScalarValue>): MachineTwin {
  const machine = new MachineTwin(id, gateway)
  machine.online = true
  machine.kind = kind
  for (const [name, value] of metrics) machine.metrics.set(name, value)
  return machine
}
