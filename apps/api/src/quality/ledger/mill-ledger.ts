import type { MachineReading } from '../../bus'
import { type Bucket, bucketStart, COUNTED_NAMES } from './bucket'
import { FrameLedger } from './frame-ledger'

/** A crew and since when it is on post, mill time. */
export interface CrewWord {
  atMs: number
  word: string
}

/** Names under which the counts of a frame are kept in the store. */
export const storedNames = (machine: string): string[] =>
  [...COUNTED_NAMES, 'watchedMs', 'peakRepairS'].map((name) => `quality/${machine}/${name}`)

/** What all frames of a mill counted in a run. */
export class MillLedger {
  readonly frames = new Map<string, FrameLedger>()
  crews: CrewWord[] = []
  /** Machine that names the crew on post. */
  crewMachine: string | null = null
  private settledMs = 0

  constructor(readonly run: string) {}

  take(reading: MachineReading): void {
    if (reading.kind === 'crew') {
      this.crewMachine = reading.machine
      const word = reading.values.get('crew/name')
      if (typeof word === 'string' && this.crews.at(-1)?.word !== word) this.crews.push({ atMs: reading.atMs, word })
      // Four shifts a day at most, over a few days.
      if (this.crews.length > 20) this.crews.shift()
    }
    if (reading.kind !== 'ring-frame') return
    let frame = this.frames.get(reading.machine)
    if (!frame) {
      frame = new FrameLedger()
      this.frames.set(reading.machine, frame)
    }
    frame.take(reading)
  }

  /** Values of the stretch that ended before `atMs`, by its begin; undefined while none has ended. */
  settle(atMs: number): Map<number, Map<string, number>> | undefined {
    const startMs = bucketStart(atMs)
    if (startMs <= this.settledMs) return undefined
    this.settledMs = startMs
    const ended = new Map<number, Map<string, number>>()
    for (const [machine, frame] of this.frames) {
      for (const bucket of frame.settle(startMs)) {
        let values = ended.get(bucket.startMs)
        if (!values) {
          values = new Map()
          ended.set(bucket.startMs, values)
        }
        for (const [name, value] of storedValues(machine, bucket)) values.set(name, value)
      }
    }
    return ended.size > 0 ? ended : undefined
  }
}

function storedValues(machine: string, bucket: Bucket): [string, number][] {
  const names = storedNames(machine)
  return [...COUNTED_NAMES.map((name) => bucket.counts[name]), bucket.watchedMs, bucket.peakRepairS].map(
    (value, i): [string, number] => [names[i]!, value],
  )
}
