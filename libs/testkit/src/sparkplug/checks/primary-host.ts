import { type Check, each, named } from '../finding'
import { isData, takes } from '../pick'
import type { Reading, WireMessage, WireSession } from '../reading'

interface State {
  message: WireMessage
  online: boolean
  ms: number
  /** Whether it is the primary host's own and not older than the one before. */
  counts: boolean
  isOwn: boolean
}

interface Waiting {
  session: WireSession
  host: string
  states: State[]
  birth: WireMessage | undefined
}

/** Sessions of edge nodes that wait for a primary host, with the STATE messages they heard. */
function waiting(reading: Reading): Waiting[] {
  return reading.sessions.flatMap((session) => {
    const host = reading.primaryHostOf?.(session.connect.clientId)
    if (host === undefined) return []
    const birth = session.sent.find(({ kind }) => kind === 'NBIRTH')
    return [{ session, host, states: statesOf(session, host), birth }]
  })
}

function statesOf(session: WireSession, host: string): State[] {
  let newest = Number.NEGATIVE_INFINITY
  return session.heard.flatMap((message) => {
    const { online, timestamp } = (message.state ?? {}) as { online?: unknown; timestamp?: unknown }
    if (message.kind !== 'STATE' || typeof online !== 'boolean' || typeof timestamp !== 'number') return []
    const isOwn = message.edge === host
    const counts = isOwn && timestamp >= newest
    if (counts) newest = timestamp
    return [{ message, online, ms: timestamp, counts, isOwn }]
  })
}

const before = ({ states, birth }: Waiting): State[] =>
  states.filter(({ message }) => birth === undefined || message.index < birth.index)

const isTooEarly = (waits: Waiting): boolean =>
  waits.birth !== undefined && !before(waits).findLast(({ counts }) => counts)?.online

/** An edge node that heard a STATE which is no leave to be born, and was not misled by it. */
const notMisledBy = (is: (state: State) => boolean): Check =>
  each(
    (reading) => waiting(reading).filter((waits) => before(waits).some(is)),
    (waits) => {
      const last = before(waits).at(-1)
      return last && is(last) && isTooEarly(waits) && `${named(waits.birth!)}: after ${named(last.message)}`
    },
  )

/** What an edge node did when it was born and its host went offline. */
function farewells(reading: Reading) {
  return waiting(reading).flatMap((waits) => {
    const { session, states, birth } = waits
    const offline = birth && states.find((state) => state.counts && !state.online && state.message.index > birth.index)
    if (!offline) return []
    return [{ session, offline, after: session.sent.filter(({ index }) => index > offline.message.index) }]
  })
}

/** Data that were on their way when the STATE passed the recorder, ms. */
const ON_THE_WAY_MS = 250

export const PRIMARY_HOST_CHECKS = {
  'primary.waits': each(
    (reading) => waiting(reading).filter(({ birth }) => birth),
    (waits) => isTooEarly(waits) && `${named(waits.birth!)}: before the primary host was online`,
  ),
  'primary.id': notMisledBy(({ isOwn, online }) => !isOwn && online),
  'primary.online': notMisledBy(({ isOwn, online }) => isOwn && !online),
  'primary.timestamp': notMisledBy(({ isOwn, counts }) => isOwn && !counts),
  'primary.offline': each(farewells, ({ session, offline, after }) => {
    const late = after.find((message) => isData(message) && message.at > offline.message.at + ON_THE_WAY_MS)
    if (late) return `${named(late)}: data after the primary host was offline`
    if (!after.some(({ kind }) => kind === 'NDEATH')) return `${named(offline.message)}: no NDEATH`
    return session.endIndex === Number.POSITIVE_INFINITY && `${named(offline.message)}: did not disconnect`
  }),
  'primary.old-offline': each(
    (reading) =>
      waiting(reading).flatMap(({ session, states, birth }) =>
        states
          .filter(
            (state) => birth && state.isOwn && !state.online && !state.counts && state.message.index > birth.index,
          )
          .map((state) => ({ session, state })),
      ),
    ({ session, state }) => {
      const next = session.sent.find(({ index }) => index > state.message.index)
      return next?.kind === 'NDEATH' && `${named(next)}: for an offline STATE that is older`
    },
  ),
  'primary.reconnects': each(
    (reading) => farewells(reading).map((farewell) => ({ ...farewell, reading })),
    ({ reading, session, offline }) => {
      const next = reading.sessions.find(
        ({ index, will }) => index > offline.message.index && will?.topic === session.will?.topic,
      )
      return !next && `${named(offline.message)}: no CONNECT follows`
    },
  ),
  'primary.subscribes': each(waiting, ({ session, host }) => {
    const topic = `spBv1.0/STATE/${host}`
    const taking = session.subscriptions.filter((subscription) => takes(subscription.topic, topic))
    return !taking.some(({ qos }) => qos === 1) && `${session.connect.clientId}: no subscription of ${topic} at QoS 1`
  }),
} satisfies Record<string, Check>
