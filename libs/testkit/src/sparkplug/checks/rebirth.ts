import { type Check, each, named } from '../finding'
import { type BirthCycle, bdSeqOf, cyclesOf, isData, metricNamed, ownerOf } from '../pick'
import type { Reading, WireMessage, WireSession } from '../reading'

/** Data that were on their way when the request passed the recorder, ms. */
const ON_THE_WAY_MS = 250

export const isRebirthRequest = (message: WireMessage): boolean =>
  message.kind === 'NCMD' && metricNamed(message, 'Node Control/Rebirth')?.booleanValue === true

interface Request {
  session: WireSession
  request: WireMessage
  /** The cycle in which it was made, and the one that answers it. */
  before: BirthCycle
  answer: BirthCycle | undefined
}

/** Requests that reach an edge node that is born. */
function requests(reading: Reading): Request[] {
  const cycles = cyclesOf(reading)
  return reading.sessions.flatMap((session) => {
    const own = cycles.filter((cycle) => cycle.session === session)
    return session.heard.filter(isRebirthRequest).flatMap((request) => {
      const before = own.findLast(({ birth }) => birth.index < request.index)
      const answer = own.find(({ birth }) => birth.index > request.index)
      return before ? [{ session, request, before, answer }] : []
    })
  })
}

/** The devices that are born at a place in the recording. */
function bornAt({ after }: BirthCycle, index: number): Set<string> {
  const born = new Set<string>()
  for (const message of after) {
    if (message.index > index) break
    if (message.kind === 'DBIRTH') born.add(ownerOf(message))
    if (message.kind === 'DDEATH') born.delete(ownerOf(message))
  }
  return born
}

export const REBIRTH_CHECKS = {
  'rebirth.stops-data': each(requests, ({ session, request, answer }) => {
    const until = answer?.birth.index ?? Number.POSITIVE_INFINITY
    const late = session.sent.find(
      (message) =>
        isData(message) &&
        message.index > request.index &&
        message.index < until &&
        message.at > request.at + ON_THE_WAY_MS,
    )
    return late && `${named(late)}: data after the request (packet ${request.index})`
  }),
  'rebirth.births': each(requests, ({ request, before, answer }) => {
    if (!answer) return `${named(request)}: no NBIRTH`
    const end = answer.after.findIndex(({ kind }) => kind !== 'DBIRTH')
    const again = new Set(answer.after.slice(0, end === -1 ? undefined : end).map(ownerOf))
    const missing = [...bornAt(before, request.index)].filter((device) => !again.has(device))
    return missing.length > 0 && `${named(request)}: no DBIRTH of ${missing.join(', ')}`
  }),
  'rebirth.bdseq': each(
    (reading) => requests(reading).filter(({ answer }) => answer),
    ({ before, answer }) => {
      const [was, is] = [bdSeqOf(before.birth), bdSeqOf(answer!.birth)]
      return was !== is && `${named(answer!.birth)}: bdSeq ${is}, it was ${was}`
    },
  ),
} satisfies Record<string, Check>
