import { opened, sealed } from '@wanding/record-log'
import { type DataTypeName, decodePayload, encodePayload, type MetricValue } from '@wanding/sparkplug'

/** A value with the datatype of its signal. */
export interface JournalledValue {
  name: string
  datatype: DataTypeName
  value: MetricValue
}

/** What one machine, or the gateway itself, had to say at one moment. */
export interface JournalledMessage {
  /** Undefined for the gateway. */
  device: string | undefined
  atMs: number
  values: readonly JournalledValue[]
}

/** A message as bytes: its metrics with their names, so that it can be read without the birth of its time. */
export function packMessage({ device, atMs, values }: JournalledMessage): Uint8Array {
  return sealed(
    { device },
    encodePayload({ timestampMs: atMs, metrics: values.map((value) => ({ ...value })) }, { includeDatatype: true }),
  )
}

/** Undefined for bytes that are no message. */
export function unpackMessage(bytes: Uint8Array): JournalledMessage | undefined {
  const envelope = opened(bytes)
  if (!envelope) return undefined
  try {
    const { timestampMs, metrics } = decodePayload(envelope.body)
    const { device } = envelope.header as { device?: unknown }
    if (timestampMs === undefined || (device !== undefined && typeof device !== 'string')) return undefined
    const values = metrics.flatMap(({ name, datatype, value }) =>
      name !== undefined && datatype !== undefined ? [{ name, datatype, value }] : [],
    )
    return { device, atMs: timestampMs, values }
  } catch {
    return undefined
  }
}
