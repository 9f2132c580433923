/** Root of what this library throws; `code` is stable and made for logs, counters and tests. */
export abstract class SparkplugError extends Error {
  abstract readonly code: `${string}/${string}`
  override get name(): string {
    return this.constructor.name
  }
}

/** What was wrong with received bytes. */
export type DecodeFault =
  | 'decode/truncated'
  | 'decode/varint'
  | 'decode/wire-type'
  | 'decode/field-number'
  | 'decode/utf8'
  | 'decode/number-range'
  | 'decode/value-type'
  | 'decode/value-range'
  | 'decode/array'
  | 'decode/data-set'
  | 'decode/property-set'
  | 'decode/too-deep'
  | 'decode/too-many'

/** Received bytes are no Sparkplug payload; `offset` is the byte at which that showed. */
export class SparkplugDecodeError extends SparkplugError {
  constructor(
    readonly code: DecodeFault,
    readonly offset: number,
    detail: string,
  ) {
    super(`${detail} at byte ${offset}`)
  }
}

/** What was wrong with a value handed to the encoder. */
export type EncodeFault =
  | 'encode/datatype-missing'
  | 'encode/value-type'
  | 'encode/value-range'
  | 'encode/data-set'
  | 'encode/too-deep'

/** The caller's value does not fit the datatype it is declared with: our own mistake, never the wire's. */
export class SparkplugEncodeError extends SparkplugError {
  constructor(
    readonly code: EncodeFault,
    detail: string,
  ) {
    super(detail)
  }
}

/** A group, edge node, device or host id that cannot stand in a topic. */
export class InvalidIdError extends SparkplugError {
  readonly code = 'sparkplug/invalid-id'
  constructor(
    readonly role: 'group' | 'edge' | 'device' | 'host',
    readonly id: string,
  ) {
    super(`${JSON.stringify(id.slice(0, 80))} cannot be a ${role} id`)
  }
}

/** What an edge or host session was asked to do at the wrong time or with metrics it does not know. */
export type SessionFault =
  | 'session/no-will'
  | 'session/not-born'
  | 'session/rebirth-pending'
  | 'session/unknown-metric'
  | 'session/duplicate-name'
  | 'session/reserved-name'

/** The session's rules forbid this call now; nothing was sent and no sequence number was used. */
export class SessionError extends SparkplugError {
  constructor(
    readonly code: SessionFault,
    detail: string,
  ) {
    super(detail)
  }
}
