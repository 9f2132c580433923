import { type Check, each, named } from '../finding'
import { cyclesOf, everything, labelOf, metricsOf, ownerOf } from '../pick'
import type { Reading, WireMessage } from '../reading'

const NODE_KINDS = ['NBIRTH', 'NDEATH', 'NDATA', 'NCMD']
const DEVICE_KINDS = ['DBIRTH', 'DDEATH', 'DDATA', 'DCMD']
const KINDS = [...NODE_KINDS, ...DEVICE_KINDS]

const group = ({ kind, group }: WireMessage): string | undefined => (kind === 'STATE' ? undefined : group)
const edge = ({ edge }: WireMessage): string => edge
const device = ({ device }: WireMessage): string | undefined => device

type IdOf = (message: WireMessage) => string | undefined

const withId = (idOf: IdOf) => (reading: Reading) =>
  everything(reading).flatMap((message) => {
    const id = idOf(message)
    return id === undefined ? [] : [{ message, id }]
  })

/** A replacement character is what remains of bytes that are no UTF-8. */
const isText = (idOf: IdOf): Check =>
  each(withId(idOf), ({ message, id }) => (id === '' || id.includes('\uFFFD')) && `${named(message)}: id "${id}"`)

const isAllowed = (idOf: IdOf): Check =>
  each(withId(idOf), ({ message, id }) => /[+#\0]/.test(id) && `${named(message)}: id "${id}"`)

/** Two clients with one name at a time would be one edge node, or one host, with two voices. */
export const oneAtATime: Check = ({ sessions }) => {
  const finding = { seen: 0, faults: [] as string[] }
  for (const [place, session] of sessions.entries()) {
    const topic = session.will?.topic
    if (topic === undefined) continue
    finding.seen += 1
    const other = sessions
      .slice(0, place)
      .find(({ will, endIndex }) => will?.topic === topic && endIndex > session.index)
    if (other) finding.faults.push(`${topic}: connected twice at packet ${session.index}`)
  }
  return finding
}

const deviceIsUnique: Check = (reading) => {
  const finding = { seen: 0, faults: [] as string[] }
  for (const { after } of cyclesOf(reading)) {
    const born = new Set<string>()
    for (const message of after) {
      const id = ownerOf(message)
      if (message.kind === 'DDEATH') born.delete(id)
      if (message.kind !== 'DBIRTH') continue
      finding.seen += 1
      if (born.has(id)) finding.faults.push(`${named(message)}: born twice`)
      born.add(id)
    }
  }
  return finding
}

const isOrdered = (message: WireMessage): boolean => {
  const { tokens, kind } = message
  return kind === 'STATE' ? tokens.length === 3 : KINDS.includes(kind) && tokens.length >= 4 && tokens.length <= 5
}

/** Values that differ only by case. */
function caseTwins(values: Iterable<string>): string[] {
  const known = new Map<string, string>()
  return [...values].flatMap((value) => {
    const before = known.get(value.toLowerCase())
    known.set(value.toLowerCase(), value)
    return before !== undefined && before !== value ? `${before} and ${value}` : []
  })
}

const idsByCase: Check = (reading) => {
  const messages = everything(reading)
  const groups = [group, edge, device].map((idOf) => new Set(messages.flatMap((message) => idOf(message) ?? [])))
  return { seen: messages.length, faults: groups.flatMap(caseTwins) }
}

const names: Check = each(
  (reading) => everything(reading).filter(({ kind }) => kind === 'NBIRTH' || kind === 'DBIRTH'),
  (message) => {
    const twins = caseTwins(metricsOf(message).map(labelOf))
    return twins.length > 0 && `${named(message)}: ${twins.join(', ')}`
  },
)

/** Names that have to be unique, as far as a recording shows it. */
export const NAME_CHECKS = {
  'id.once': oneAtATime,
  'id.device.once': deviceIsUnique,
} satisfies Record<string, Check>

export const TOPIC_CHECKS = {
  'id.group.text': isText(group),
  'id.edge.text': isText(edge),
  'id.device.text': isText(device),
  'id.group.chars': isAllowed(group),
  'id.edge.chars': isAllowed(edge),
  'id.device.chars': isAllowed(device),
  'topic.order': each(everything, (message) => !isOrdered(message) && named(message)),
  'topic.namespace': each(everything, (message) => message.tokens[0] !== 'spBv1.0' && named(message)),
  'topic.device': each(
    (reading) => everything(reading).filter(({ kind }) => DEVICE_KINDS.includes(kind)),
    (message) => message.tokens.length !== 5 && named(message),
  ),
  'topic.no-device': each(
    (reading) => everything(reading).filter(({ kind }) => !DEVICE_KINDS.includes(kind)),
    (message) => message.tokens.length > (message.kind === 'STATE' ? 3 : 4) && named(message),
  ),
  'case.ids': idsByCase,
  'case.metrics': names,
} satisfies Record<string, Check>
