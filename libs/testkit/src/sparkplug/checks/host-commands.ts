import { all, type Check, each, named } from '../finding'
import { type HostStream, hostsOf, labelOf, metricsOf, sent } from '../pick'
import type { RawMetric } from '../raw-payload'
import type { Reading, WireMessage } from '../reading'
import { delivered, hasValue, isSentNow } from './message'
import { isRebirthRequest } from './rebirth'

const REBIRTH = 'Node Control/Rebirth'
const COMMANDS = ['NCMD', 'DCMD']
/** How late a host's clock may strike, ms. */
const SLACK_MS = 1_500

const commands = sent(...COMMANDS)

/** Messages that ask for births, by their metric or by where they go. */
const rebirths = (reading: Reading): { message: WireMessage; metric: RawMetric }[] =>
  sent()(reading).flatMap((message) =>
    metricsOf(message)
      .filter(({ name }) => name?.toLowerCase().includes('rebirth'))
      .map((metric) => ({ message, metric })),
  )

/** What a metric of a command was announced as by the last births before it. */
function announcements(reading: Reading): Map<WireMessage, (metric: RawMetric) => RawMetric | undefined> {
  const births = hostsOf(reading)
    .flatMap(({ heard }) => heard)
    .filter(({ kind }) => kind === 'NBIRTH' || kind === 'DBIRTH')
    .sort((a, b) => a.index - b.index)
  return new Map(
    commands(reading).map((command) => {
      const birth = births.findLast(
        (message) =>
          message.index < command.index &&
          message.group === command.group &&
          message.edge === command.edge &&
          message.device === command.device,
      )
      const known = birth ? metricsOf(birth) : []
      const find = ({ alias, name }: RawMetric) =>
        known.find((metric) => (alias === undefined ? metric.name === name : metric.alias === alias))
      return [command, find]
    }),
  )
}

/** Writes of what was announced; a rebirth may be asked of an edge node whose births were never heard. */
function writes(kind: 'NCMD' | 'DCMD') {
  return (reading: Reading) => {
    const known = announcements(reading)
    return sent(kind)(reading)
      .filter((message) => !isRebirthRequest(message))
      .flatMap((message) =>
        metricsOf(message).map((metric) => ({ message, metric, announced: known.get(message)?.(metric) })),
      )
  }
}

const VALUE_FIELDS = ['intValue', 'longValue', 'floatValue', 'doubleValue', 'booleanValue', 'stringValue'] as const
const fieldOf = (metric: RawMetric): string | undefined => VALUE_FIELDS.find((field) => metric[field] !== undefined)

/** The messages of one edge node that carry a seq, as a host heard them. */
interface Hole {
  host: HostStream
  group: string
  edge: string
  expected: number
  /** The message after the hole. */
  message: WireMessage
  filledAt: number | undefined
}

/** Places where a seq was missing, and when it came after all, if it did before new births. */
function holesOf(host: HostStream): Hole[] {
  const edges = new Map<string, { expected: number; hole?: Hole; early: Set<number> }>()
  const found: Hole[] = []
  for (const message of host.heard) {
    const seq = message.body?.seq
    if (seq === undefined || message.kind === 'NCMD' || message.kind === 'DCMD') continue
    const key = `${message.group}/${message.edge}`
    const state = edges.get(key)
    if (message.kind === 'NBIRTH') edges.set(key, { expected: (seq + 1) % 256, early: new Set() })
    else if (state && seq === state.expected) {
      state.expected = (seq + 1) % 256
      while (state.early.delete(state.expected)) state.expected = (state.expected + 1) % 256
      if (state.hole && state.early.size === 0) {
        state.hole.filledAt = message.at
        state.hole = undefined
      }
    } else if (state) {
      state.early.add(seq)
      if (!state.hole) {
        const { group, edge } = message
        state.hole = { host, group, edge, expected: state.expected, message, filledAt: undefined }
        found.push(state.hole)
      }
    }
  }
  return found
}

/** The first request of this host for births of this edge node after a hole. */
const askedAfter = ({ host, message, group, edge }: Hole): WireMessage | undefined =>
  host.sent.find(
    (asked) => isRebirthRequest(asked) && asked.group === group && asked.edge === edge && asked.index > message.index,
  )

/** Whether another hole lies between this one and the request. */
const isForLater = (reading: Reading, { host, message, group, edge }: Hole, asked: WireMessage): boolean =>
  hostsOf(reading)
    .flatMap(holesOf)
    .some(
      (other) =>
        other.group === group &&
        other.edge === edge &&
        other.message.index > message.index &&
        other.message.index < asked.index &&
        host.heard.includes(other.message),
    )

const overHoles =
  (takes: (hole: Hole) => boolean, fault: (reading: Reading, hole: Hole) => string | false): Check =>
  (reading) => {
    const chosen = hostsOf(reading).flatMap(holesOf).filter(takes)
    return { seen: chosen.length, faults: chosen.flatMap((hole) => fault(reading, hole) || []) }
  }

/** Within the time that the host is set to wait it does not ask, whatever comes of the hole. */
const waits = overHoles(
  () => true,
  (reading, hole) => {
    const asked = askedAfter(hole)
    const tooEarly = asked && asked.at < hole.message.at + (reading.reorderMs ?? 0) - NEVER_EARLIER_MS
    return tooEarly ? `${named(asked)}: asked after ${asked.at - hole.message.at} ms` : false
  },
)
/** A host's clock and the recorder's are read at different moments of the same millisecond. */
const NEVER_EARLIER_MS = 5

const asksInTime = overHoles(
  ({ filledAt }) => filledAt === undefined,
  (reading, hole) => {
    const asked = askedAfter(hole)
    const limit = hole.message.at + (reading.reorderMs ?? 0) + SLACK_MS
    return (
      (!asked || asked.at > limit) && `${named(hole.message)}: seq ${hole.expected} missing, no rebirth was asked for`
    )
  },
)

/** The rules that NCMD and DCMD share. */
function commandChecks<P extends 'ncmd' | 'dcmd'>(prefix: P) {
  const kind = prefix === 'ncmd' ? 'NCMD' : 'DCMD'
  return {
    [`${prefix}.topic`]: each(
      sent(kind),
      (message) => message.tokens.length !== (prefix === 'ncmd' ? 4 : 5) && named(message),
    ),
    [`${prefix}.timestamp`]: each(sent(kind), isSentNow),
    [`${prefix}.no-seq`]: each(
      sent(kind),
      (message) => message.body?.seq !== undefined && `${named(message)}: has a seq`,
    ),
    [`${prefix}.payload`]: each(
      sent(kind),
      (message) => !metricsOf(message).some(hasValue) && `${named(message)}: nothing to write`,
    ),
    [`${prefix}.value`]: each(writes(kind), ({ message, metric, announced }) => {
      const wrong = announced && !announced.isNull && fieldOf(announced) !== fieldOf(metric)
      return wrong && `${named(message)}: ${labelOf(metric)} in ${fieldOf(metric)}`
    }),
    [`${prefix}.name`]: each(
      writes(kind),
      ({ message, metric, announced }) => !announced && `${named(message)}: ${labelOf(metric)} was not announced`,
    ),
    ...delivered(prefix, kind),
  } as Record<`${P}.${CommandRule}`, Check>
}

type CommandRule = 'topic' | 'timestamp' | 'no-seq' | 'payload' | 'value' | 'name' | 'qos' | 'retain' | 'mqtt'

export const HOST_COMMAND_CHECKS = {
  'reorder.waits': waits,
  'reorder.set': all(waits, asksInTime),
  'reorder.filled': overHoles(
    ({ filledAt }) => filledAt !== undefined,
    (reading, hole) => {
      const asked = askedAfter(hole)
      const soon =
        asked && !isForLater(reading, hole, asked) && asked.at <= hole.message.at + (reading.reorderMs ?? 0) + SLACK_MS
      return soon ? `${named(asked)}: asked though seq ${hole.expected} came` : false
    },
  ),
  'reorder.rebirth': asksInTime,
  'rebirth.verb': each(rebirths, ({ message }) => message.kind !== 'NCMD' && named(message)),
  'rebirth.name': each(
    rebirths,
    ({ message, metric }) => metric.name !== REBIRTH && `${named(message)}: ${metric.name}`,
  ),
  'rebirth.value': each(
    rebirths,
    ({ message, metric }) => metric.booleanValue !== true && `${named(message)}: not true`,
  ),
  ...commandChecks('ncmd'),
  ...commandChecks('dcmd'),
} satisfies Record<string, Check>
