import { SPINDLE_RPM } from '@wanding/contracts'
import type { DataValue } from '@wanding/sparkplug'

/** What one machine had to say at one moment. */
export interface StoredMessage {
  device: string
  atMs: number
  values: DataValue[]
}

/** About a quarter of an hour of a gateway with twelve frames. */
const MOST_MESSAGES = 20_000

/**
 * What a gateway keeps while nobody hears it, to tell it later as history with its own times. When it is full the oldest goes,
 * and is counted. Spindle speeds of each second are not kept: they are large, and nobody asks for them afterwards.
 */
export class StoreAndForward {
  private messages: StoredMessage[] = []
  private first = 0
  dropped = 0

  constructor(private readonly most = MOST_MESSAGES) {}

  get size(): number {
    return this.messages.length - this.first
  }

  add(device: string, news: readonly { name: string; value: DataValue['value'] }[], atMs: number): void {
    const values = news.filter(({ name }) => name !== SPINDLE_RPM).map(copied)
    if (values.length === 0) return
    this.messages.push({ device, atMs, values })
    if (this.size <= this.most) return
    this.first += 1
    this.dropped += 1
    if (this.first > this.most) this.compact()
  }

  /** The oldest messages, at most so many; they are given out once. */
  take(most: number): StoredMessage[] {
    const taken = this.messages.slice(this.first, this.first + most)
    this.first += taken.length
    if (this.first >= this.messages.length) this.compact()
    return taken
  }

  private compact(): void {
    this.messages = this.messages.slice(this.first)
    this.first = 0
  }
}

/** Devices fill the same array each time it is read, so what is kept must be a copy. */
function copied({ name, value }: { name: string; value: DataValue['value'] }): DataValue {
  return {
    name,
    value: ArrayBuffer.isView(value) ? (structuredClone(value) as DataValue['value']) : value,
    isHistorical: true,
  }
}
