import { all, type Check, each, named } from '../finding'
import { sent } from '../pick'
import type { RawMetric } from '../raw-payload'
import type { WireMessage } from '../reading'

/** How far a time of sending may lie from when the message passed, ms: the simulator's clock moves once a second. */
const NOW_MS = 5_000

export const seqOf = ({ body }: WireMessage): number | undefined => body?.seq

/** QoS 0 and no retain flag, each alone and both together. */
export function delivered<P extends string>(prefix: P, kind: string) {
  const qos = each(sent(kind), (message) => message.qos !== 0 && `${named(message)}: QoS ${message.qos}`)
  const retain = each(sent(kind), (message) => message.retain && `${named(message)}: retained`)
  return {
    [`${prefix}.qos`]: qos,
    [`${prefix}.retain`]: retain,
    [`${prefix}.mqtt`]: all(qos, retain),
  } as Record<`${P}.${'qos' | 'retain' | 'mqtt'}`, Check>
}

/** The fault of a message that does not say when it was sent. */
export function isSentNow(message: WireMessage): string | false {
  const stamp = message.body?.timestamp
  const now = stamp !== undefined && Math.abs(stamp - message.at) <= NOW_MS
  return message.body !== undefined && !now && `${named(message)}: timestamp ${stamp}, passed at ${message.at}`
}

export const hasValue = (metric: RawMetric): boolean =>
  [
    metric.intValue,
    metric.longValue,
    metric.floatValue,
    metric.doubleValue,
    metric.booleanValue,
    metric.stringValue,
    metric.bytesValue,
    metric.dataset,
    metric.template,
  ].some((value) => value !== undefined)
