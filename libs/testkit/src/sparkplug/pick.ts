import type { RawMetric } from './raw-payload'
import type { Reading, WireMessage, WireSession } from './reading'

/** The births of an edge node with all that follows them in the session, up to the next ones. */
export interface BirthCycle {
  session: WireSession
  birth: WireMessage
  /** What the edge node sent after its NBIRTH. */
  after: WireMessage[]
}

/** What an alias means after the births of a cycle. */
export interface AliasMeaning {
  name: string
  owner: string
  datatype: number | undefined
}

const EDGE_KINDS = ['NBIRTH', 'DBIRTH', 'NDATA', 'DDATA', 'NDEATH', 'DDEATH']

/** Messages of these kinds that the program sent; of all kinds if none is given. */
export const sent =
  (...kinds: readonly string[]) =>
  ({ sessions }: Reading): WireMessage[] =>
    sessions.flatMap((session) => session.sent.filter(({ kind }) => kinds.length === 0 || kinds.includes(kind)))

/** Everything that passed, in both directions and as Wills. */
export const everything = ({ sessions }: Reading): WireMessage[] =>
  sessions.flatMap(({ will, sent, heard }) => [...(will ? [will] : []), ...sent, ...heard])

/** Wills and published messages of the program. */
export const said = ({ sessions }: Reading): WireMessage[] =>
  sessions.flatMap(({ will, sent }) => [...(will ? [will] : []), ...sent])

/** All that an edge node says, Wills left out. */
export const edgeMessages = sent(...EDGE_KINDS)

export function cyclesOf(reading: Reading): BirthCycle[] {
  return reading.sessions.flatMap((session) => {
    const cycles: BirthCycle[] = []
    for (const message of session.sent) {
      if (message.kind === 'NBIRTH') cycles.push({ session, birth: message, after: [] })
      else cycles.at(-1)?.after.push(message)
    }
    return cycles
  })
}

/** One host with all its sessions, and what it heard in them. */
export interface HostStream {
  heard: WireMessage[]
  sent: WireMessage[]
}

/** The hosts of a recording; each is known by the topic of its Will. */
export function hostsOf({ sessions }: Reading): HostStream[] {
  const streams = new Map<string, HostStream>()
  for (const { will, heard, sent: messages } of sessions) {
    const stream = streams.get(will?.topic ?? '') ?? { heard: [], sent: [] }
    streams.set(will?.topic ?? '', stream)
    stream.heard.push(...heard)
    stream.sent.push(...messages)
  }
  return [...streams.values()]
}

/** The births of a cycle, each with what it announces. */
export const birthsOf = ({ birth, after }: BirthCycle): WireMessage[] => [
  birth,
  ...after.filter(({ kind }) => kind === 'DBIRTH'),
]

export const isData = ({ kind }: WireMessage): boolean => kind === 'NDATA' || kind === 'DDATA'

/** Whose metrics these are: a device, or the node itself (''). */
export const ownerOf = ({ device }: WireMessage): string => device ?? ''

export const metricsOf = ({ body }: WireMessage): RawMetric[] => body?.metrics ?? []

export const metricNamed = (message: WireMessage, name: string): RawMetric | undefined =>
  metricsOf(message).find((metric) => metric.name === name)

export const bdSeqOf = (message: WireMessage): number | undefined => metricNamed(message, 'bdSeq')?.longValue

/** What the aliases of a cycle mean; the first meaning counts. */
export function aliasesOf(cycle: BirthCycle): Map<number, AliasMeaning> {
  const aliases = new Map<number, AliasMeaning>()
  for (const birth of birthsOf(cycle)) {
    for (const { name, alias, datatype } of metricsOf(birth)) {
      if (alias !== undefined && name !== undefined && !aliases.has(alias)) {
        aliases.set(alias, { name, owner: ownerOf(birth), datatype })
      }
    }
  }
  return aliases
}

/** Names each owner announced in a cycle. */
export function namesOf(cycle: BirthCycle): Map<string, Set<string>> {
  const names = new Map<string, Set<string>>()
  for (const birth of birthsOf(cycle)) {
    names.set(ownerOf(birth), new Set(metricsOf(birth).flatMap(({ name }) => name ?? [])))
  }
  return names
}

/** The metrics of all messages of these kinds that the program sent. */
export const metricsIn =
  (...kinds: readonly string[]) =>
  (reading: Reading): { message: WireMessage; metric: RawMetric }[] =>
    sent(...kinds)(reading).flatMap((message) => metricsOf(message).map((metric) => ({ message, metric })))

export const labelOf = ({ name, alias }: RawMetric): string => name ?? `alias ${alias}`

/** Whether an MQTT topic filter takes a topic. */
export function takes(filter: string, topic: string): boolean {
  const [wanted, given] = [filter.split('/'), topic.split('/')]
  for (const [level, token] of wanted.entries()) {
    if (token === '#') return true
    if (level >= given.length || (token !== '+' && token !== given[level])) return false
  }
  return wanted.length === given.length
}
