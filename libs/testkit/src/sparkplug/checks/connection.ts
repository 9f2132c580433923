import { all, type Check, each, named } from '../finding'
import { bdSeqOf, cyclesOf, metricsOf, sent, takes } from '../pick'
import type { Reading, WireMessage, WireSession } from '../reading'

const DISCONNECT_WITH_WILL = 4

const sessions = ({ sessions: all }: Reading): WireSession[] => all
const ofVersion = (version: number) => (reading: Reading) =>
  reading.sessions.filter((session) => session.version === version)
const label = ({ connect, index }: WireSession): string => `${connect.clientId} (packet ${index})`

export const wills = ({ sessions }: Reading): WireMessage[] => sessions.flatMap(({ will }) => will ?? [])
/** Wills and published NDEATHs. */
const deaths = (reading: Reading): WireMessage[] => [...wills(reading), ...sent('NDEATH')(reading)]
/** Sessions in which the client took its leave, after its births. */
const leaves = ({ sessions }: Reading): WireSession[] =>
  sessions.filter(({ disconnect, sent: messages }) => disconnect && messages.some(({ kind }) => kind === 'NBIRTH'))

const isOnlyBdSeq = (message: WireMessage): boolean => {
  const metrics = metricsOf(message)
  return metrics.length === 1 && metrics[0]?.name === 'bdSeq'
}

const bdSeqGrows: Check = (reading) => {
  const finding = { seen: 0, faults: [] as string[] }
  const last = new Map<string, number>()
  for (const will of wills(reading)) {
    finding.seen += 1
    const metric = metricsOf(will).find(({ name }) => name === 'bdSeq')
    const edge = `${will.group}/${will.edge}`
    const expected = ((last.get(edge) ?? 255) + 1) % 256
    if (metric?.datatype !== 4 || metric.longValue !== expected) {
      finding.faults.push(
        `${named(will)}: bdSeq ${metric?.longValue} of type ${metric?.datatype}, expected ${expected}`,
      )
    }
    last.set(edge, metric?.longValue ?? expected)
  }
  return finding
}

const isNdeathBefore = ({ sent: messages, disconnect, will }: WireSession): boolean => {
  const death = messages.at(-1)
  return death?.kind === 'NDEATH' && death.topic === will?.topic && death.index < disconnect!.index
}

/** A filter of QoS 1 that takes the commands of this client's edge node. */
const subscribesTo = (verb: 'NCMD' | 'DCMD'): Check =>
  each(
    // A line may be cut before there was time to subscribe.
    ({ sessions }) =>
      sessions.filter(({ will, subscriptions, sent: messages }) => {
        return will?.kind === 'NDEATH' && (subscriptions.length > 0 || messages.length > 0)
      }),
    (session) => {
      const { group, edge } = session.will!
      const topic = `spBv1.0/${group}/${verb}/${edge}${verb === 'DCMD' ? '/any' : ''}`
      const taking = session.subscriptions.filter(({ topic: filter }) => takes(filter, topic))
      return !taking.some(({ qos }) => qos === 1) && `${label(session)}: ${topic} at QoS ${taking[0]?.qos}`
    },
  )

const will = (fault: (will: WireMessage) => string | false | undefined): Check => each(wills, fault)

export const CLEAN_SESSION = {
  'session.clean-311': each(ofVersion(4), (session) => session.connect.clean !== true && label(session)),
  'session.clean-5': each(ofVersion(5), ({ connect, index }) => {
    const expiry = connect.properties?.sessionExpiryInterval ?? 0
    return (connect.clean !== true || expiry > 0) && `${connect.clientId} (packet ${index}): expiry ${expiry}`
  }),
}

export const CONNECTION_CHECKS = {
  'birth.first': each(
    (reading) => reading.sessions.filter(({ sent: messages }) => messages.length > 0),
    (session) => session.sent[0]!.kind !== 'NBIRTH' && named(session.sent[0]!),
  ),
  'birth.in-session': each(cyclesOf, ({ session, birth }) => {
    const accepted = session.acceptedIndex
    return (accepted === undefined || accepted > birth.index) && `${named(birth)}: before the CONNACK`
  }),
  'will.there': each(sessions, (session) => session.will?.kind !== 'NDEATH' && `${label(session)}: no NDEATH as Will`),
  'will.topic': all(
    will((message) => (message.kind !== 'NDEATH' || message.tokens.length !== 4) && named(message)),
    each(cyclesOf, ({ session, birth }) => {
      const expected = birth.topic.replace('/NBIRTH/', '/NDEATH/')
      return session.will?.topic !== expected && `${named(birth)}: its Will is on ${session.will?.topic}`
    }),
  ),
  'will.payload': each(deaths, (message) => !isOnlyBdSeq(message) && `${named(message)}: not bdSeq alone`),
  'will.bdseq': bdSeqGrows,
  'will.qos': will(({ qos, topic }) => qos !== 1 && `${topic}: Will at QoS ${qos}`),
  'will.retain': will(({ retain, topic }) => retain && `${topic}: retained Will`),
  'will.of-birth': each(cyclesOf, ({ session, birth }) => {
    const [before, now] = [session.will && bdSeqOf(session.will), bdSeqOf(birth)]
    return (before === undefined || before !== now) && `${named(birth)}: bdSeq ${now}, its Will has ${before}`
  }),
  'death.no-seq': each(deaths, (message) => message.body?.seq !== undefined && `${named(message)}: has a seq`),
  'leave.ndeath': each(leaves, (session) => !isNdeathBefore(session) && `${label(session)}: left without NDEATH`),
  'leave.311': each(
    (reading) => leaves(reading).filter(({ version }) => version === 4),
    (session) => !isNdeathBefore(session) && `${label(session)}: DISCONNECT without NDEATH before it`,
  ),
  'leave.5': each(
    (reading) => leaves(reading).filter(({ version }) => version === 5),
    (session) => {
      const { reasonCode } = session.disconnect!
      return reasonCode !== DISCONNECT_WITH_WILL && `${label(session)}: DISCONNECT with reason ${reasonCode}`
    },
  ),
  'subscribe.ncmd': subscribesTo('NCMD'),
  'subscribe.dcmd': subscribesTo('DCMD'),
} satisfies Record<string, Check>
