import { encodePayload, type Metric } from '@wanding/sparkplug'
import { aPayload } from './hostile-wire.builder'

/** Mill time of the messages of specs. */
export const AT_MS = Date.UTC(2026, 0, 1)

export interface Wired {
  topic: string
  payload: Uint8Array
}

const bytes = (seq: number, metrics: readonly Metric[], timestampMs: number): Uint8Array =>
  encodePayload({ timestampMs, seq: seq % 256, metrics: [...metrics] }, { includeDatatype: true })

export const number = (name: string, value: number): Metric => ({ name, datatype: 'Double', value })
export const text = (name: string, value: string): Metric => ({ name, datatype: 'String', value })

/** A gateway with one machine, as bytes: it counts its own messages and keeps every rule except those that it is told to break. */
export class SpokenGateway {
  private seq = 0
  private position = 0

  constructor(
    readonly mill: string,
    readonly gateway: string,
    readonly machine = 'RF01',
  ) {}

  births(epochs = '[{"epoch":"live@good","oldest":1,"head":0}]', atMs = AT_MS): Wired[] {
    this.seq = 0
    const node: Metric[] = [
      { name: 'bdSeq', datatype: 'Int64', value: 0 },
      text('gateway/run', 'live'),
      text('journal/epochs', epochs),
      text('journal/epoch', 'live@good'),
      { name: 'journal/position', datatype: 'Int64', value: 0 },
      text('journal/watermarkEpoch', ''),
      { name: 'journal/watermark', datatype: 'Int64', value: 0 },
    ]
    const device = [
      text('machine/kind', 'ring-frame'),
      number('energy/power', 40),
      text('journal/epoch', ''),
      { name: 'journal/position', datatype: 'Int64', value: 0 } satisfies Metric,
    ]
    return [
      { topic: `spBv1.0/${this.mill}/NBIRTH/${this.gateway}`, payload: bytes(this.seq++, node, atMs) },
      this.raw(`DBIRTH`, device, atMs),
    ]
  }

  /** The next message of the journal; it may have the number of the one before. */
  data(value = 40, { repeatsNumber = false } = {}): Wired {
    this.position += 1
    if (repeatsNumber) this.seq -= 1
    return this.at('live@good', this.position, value)
  }

  at(epoch: string, position: number, value = 40, atMs = AT_MS + position * 1000): Wired {
    const place: Metric[] = [
      text('journal/epoch', epoch),
      { name: 'journal/position', datatype: 'Int64', value: position },
    ]
    return this.raw('DDATA', [...place, number('energy/power', value)], atMs)
  }

  /** A message of any content, in the right order. */
  raw(kind: 'DBIRTH' | 'DDATA' | 'DDEATH', metrics: readonly Metric[], atMs = AT_MS, machine = this.machine): Wired {
    return {
      topic: `spBv1.0/${this.mill}/${kind}/${this.gateway}/${machine}`,
      payload: bytes(this.seq++, metrics, atMs),
    }
  }

  /** A message of metrics that were written by hand. */
  wire(kind: 'DBIRTH' | 'DDATA', metrics: readonly Uint8Array[]): Wired {
    return {
      topic: `spBv1.0/${this.mill}/${kind}/${this.gateway}/${this.machine}`,
      payload: aPayload(this.seq++, AT_MS, metrics),
    }
  }

  bytes(payload: Uint8Array): Wired {
    return { topic: `spBv1.0/${this.mill}/DDATA/${this.gateway}/${this.machine}`, payload }
  }
}
