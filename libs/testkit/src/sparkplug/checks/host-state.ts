import { all, type Check, each, named } from '../finding'
import { sent, takes } from '../pick'
import type { Reading, WireMessage, WireSession } from '../reading'
import { wills } from './connection'

/** How far a time that is to be «now» may lie from when the message passed, ms. */
const NOW_MS = 2_000

interface State {
  online?: unknown
  timestamp?: unknown
}

const stateOf = ({ state }: WireMessage): State => (state ?? {}) as State
const isOnline = (message: WireMessage): boolean => stateOf(message).online === true

const states = sent('STATE')
const births = (reading: Reading): WireMessage[] => states(reading).filter(isOnline)
const deaths = (reading: Reading): WireMessage[] =>
  states(reading).filter((message) => stateOf(message).online === false)
/** Deaths as Wills and as published. */
const allDeaths = (reading: Reading): WireMessage[] => [...wills(reading), ...deaths(reading)]

const sessions = ({ sessions: all }: Reading): WireSession[] => all
const label = ({ connect, index }: WireSession): string => `${connect.clientId} (packet ${index})`

/** STATE topics are three tokens, the last of them the host's id, and one and the same in a session. */
const ownTopic = (of: (reading: Reading) => WireMessage[]): Check => {
  return (reading) =>
    each(of, (message) => {
      const session = reading.sessions.find(({ will, sent: all }) => will === message || all.includes(message))
      const expected = session?.will?.topic ?? message.topic
      const good = message.kind === 'STATE' && message.tokens.length === 3 && message.topic === expected
      return !good && named(message)
    })(reading)
}

const says =
  (online: boolean) =>
  (message: WireMessage): string | false => {
    const state = stateOf(message)
    const good = state.online === online && Number.isSafeInteger(state.timestamp)
    return !good && `${named(message)}: ${JSON.stringify(message.state)}`
  }

const isNear = (message: WireMessage, at: number): boolean =>
  Math.abs(Number(stateOf(message).timestamp) - at) <= NOW_MS

const qos1 = (message: WireMessage): string | false => message.qos !== 1 && `${named(message)}: QoS ${message.qos}`
const retained = (message: WireMessage): string | false => !message.retain && `${named(message)}: not retained`

/** Sessions that the host ended on purpose, after its birth. */
const leaves = ({ sessions: all }: Reading): WireSession[] =>
  all.filter(({ disconnect, sent: messages }) => disconnect && messages.some(isOnline))

const leavesByDeath: Check = each(leaves, (session) => {
  const last = session.sent.at(-1)
  const dead = last?.kind === 'STATE' && stateOf(last).online === false && last.index < session.disconnect!.index
  return !dead && `${label(session)}: left without STATE offline`
})

const firstIsBirth: Check = each(
  (reading) => sessions(reading).filter(({ sent: messages }) => messages.length > 0),
  (session) => {
    const first = session.sent[0]!
    return !(first.kind === 'STATE' && isOnline(first)) && `${named(first)}: published first`
  },
)

/** Its Will carries the time that its birth has. */
const birthIsOfWill: Check = (reading) =>
  each(sessions, (session) =>
    session.sent
      .filter((message) => message.kind === 'STATE' && isOnline(message))
      .map((birth) => {
        const [was, is] = [session.will && stateOf(session.will).timestamp, stateOf(birth).timestamp]
        return was === is ? '' : `${named(birth)}: timestamp ${is}, its Will has ${was}`
      })
      .find((fault) => fault !== ''),
  )(reading)

/** STATE offline of the host's own id, heard while it is online. */
function usurped(reading: Reading): { session: WireSession; message: WireMessage }[] {
  return reading.sessions.flatMap((session) => {
    const birth = session.sent.find((message) => message.kind === 'STATE' && isOnline(message))
    const death = session.sent.find((message) => message.kind === 'STATE' && stateOf(message).online === false)
    return session.heard
      .filter(({ kind, topic }) => kind === 'STATE' && topic === session.will?.topic)
      .filter((message) => stateOf(message).online === false && birth && message.index > birth.index)
      .filter(({ index }) => death === undefined || index < death.index)
      .map((message) => ({ session, message }))
  })
}

const subscribesFirst: Check = each(sessions, (session) => {
  const own = session.will?.topic ?? ''
  const first = session.sent[0]?.index ?? Number.POSITIVE_INFINITY
  const early = session.subscriptions.filter(({ index }) => index < first)
  const edges = early.some(
    ({ topic }) => takes(topic, 'spBv1.0/any/NBIRTH/any') && takes(topic, 'spBv1.0/any/DDATA/any/any'),
  )
  return (
    !(edges && early.some(({ topic }) => takes(topic, own))) && `${label(session)}: ${own} or the edges are missing`
  )
})

export const HOST_STATE_CHECKS = {
  'host.state': each(sessions, ({ will, sent: messages, connect }) => {
    const uses = will?.kind === 'STATE' && messages.some((message) => message.kind === 'STATE')
    return messages.length > 0 && !uses && `${connect.clientId}: no STATE`
  }),
  'host.will': each(sessions, (session) => session.will?.kind !== 'STATE' && `${label(session)}: no STATE as Will`),
  'host.death-topic': ownTopic(allDeaths),
  'host.death-qos': each(allDeaths, qos1),
  'host.death-retain': each(allDeaths, retained),
  'host.death-payload': each(allDeaths, says(false)),
  'host.will-timestamp': each(
    ({ sessions: all }) => all.filter(({ will }) => will),
    ({ will, at }) => !isNear(will!, at) && `${named(will!)}: timestamp is not the time of CONNECT`,
  ),
  'host.leave': leavesByDeath,
  'host.leave-timestamp': each(deaths, (death) => !isNear(death, death.at) && `${named(death)}: timestamp is not now`),
  'host.subscribes': subscribesFirst,
  'host.birth': firstIsBirth,
  'host.birth-topic': ownTopic(births),
  'host.birth-qos': each(births, qos1),
  'host.birth-retain': each(births, retained),
  'host.birth-payload': all(
    each(births, says(true)),
    each(states, (message) => stateOf(message).online === undefined && `${named(message)}: no STATE message`),
  ),
  'host.birth-timestamp': birthIsOfWill,
  'host.reclaims': each(usurped, ({ session, message }) => {
    const expected = session.will && stateOf(session.will).timestamp
    const again = session.sent.find(
      (own) => own.index > message.index && isOnline(own) && stateOf(own).timestamp === expected,
    )
    return !again && `${named(message)}: not answered`
  }),
} satisfies Record<string, Check>
