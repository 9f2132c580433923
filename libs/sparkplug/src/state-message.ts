/** What a host says of itself on its STATE topic; `atMs` ties a death to its birth. */
export interface HostState {
  online: boolean
  atMs: number
}

const MOST_BYTES = 4_096
const encoder = new TextEncoder()
const decoder = new TextDecoder('utf-8', { fatal: true })

/** STATE is JSON, the one message that is not protobuf. [tck-id-host-topic-phid-birth-payload, -death-payload] */
export function encodeState({ online, atMs }: HostState): Uint8Array {
  return encoder.encode(JSON.stringify({ online, timestamp: atMs }))
}

/** Reads a STATE message; undefined for anything else, the ONLINE/OFFLINE texts of version 2.2 among it. */
export function decodeState(bytes: Uint8Array): HostState | undefined {
  if (bytes.length > MOST_BYTES) return undefined
  let parsed: unknown
  try {
    parsed = JSON.parse(decoder.decode(bytes))
  } catch {
    return undefined
  }
  if (typeof parsed !== 'object' || parsed === null) return undefined
  const { online, timestamp } = parsed as { online?: unknown; timestamp?: unknown }
  if (typeof online !== 'boolean' || !Number.isSafeInteger(timestamp) || (timestamp as number) < 0) return undefined
  return { online, atMs: timestamp as number }
}
