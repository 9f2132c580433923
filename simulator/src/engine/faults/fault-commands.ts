import { FAULT_KINDS, FAULT_PLACES, FAULTS, type FaultKind, RESPONSE_KINDS, type ResponseKind } from '@wanding/mill'
import { schedule } from '../kernel/calendar'
import { MillSlot } from '../kernel/layout'
import type { Mill } from '../kernel/state'
import { anyPlace, placeId, placeOf } from './fault-places'
import { By } from './fault-state'
import { cureRowAt, enterFault, rowOf } from './fault-table'
import { carryOut } from './response-effects'

const MINUTE_MS = 60_000

export interface InjectCommand {
  fault: FaultKind
  /**
   * As the mill calls it: RF03, RF03/417, WD02/11, Z01, CA01, EL02, GW03, LOT, MILL, the name of a crew. A lot change may name
   * the article that the frame is to spin: RF03>JC60.
   */
  place: string
  /** Left out: the middle of what is usual. */
  severity?: number
  /** Until it goes by itself; left out: as its kind does. */
  minutes?: number
  /** Minutes to full severity; left out: as its kind does. */
  rampMinutes?: number
  /** False: only an order cures it, the mill's own people do not. */
  selfCure?: boolean
}

export interface RespondCommand {
  response: ResponseKind
  place: string
}

export type CommandRefusal =
  | 'unknown-fault'
  | 'unknown-response'
  | 'unknown-place'
  | 'not-in-the-mill'
  | 'bad-severity'
  | 'already-there'
  | 'full'
export type CommandResult = { ok: true; place: string } | { ok: false; reason: CommandRefusal; message: string }

const refuse = (reason: CommandRefusal, message: string): CommandResult => ({ ok: false, reason, message })

/** Orders a fault for a moment of the mill's clock; a moment in the past is now. It begins when the mill advances to it. */
export function inject(mill: Mill, command: InjectCommand, atMs: number): CommandResult {
  const { fault, severity, minutes, rampMinutes } = command
  if (!FAULT_KINDS.includes(fault)) return refuse('unknown-fault', `there is no fault ${fault}`)
  const spec = FAULTS[fault]
  if (spec.layer !== 'process')
    return refuse('not-in-the-mill', `${fault} is a fault of what is published, not of the mill`)
  const [where, article, ...rest] = fault === 'lot-change' ? command.place.split('>') : [command.place]
  const place = placeOf(mill.plan, spec.place, where!)
  if (!place || rest.length > 0)
    return refuse('unknown-place', `${fault} needs a ${spec.place}; this mill has no ${command.place}`)
  const to = article === undefined ? 0 : mill.articles.findIndex(({ id }) => id === article) + 1
  if (article !== undefined && to === 0)
    return refuse(
      'unknown-place',
      `this mill has no article ${article}; it has ${mill.articles.map(({ id }) => id).join(', ')}`,
    )
  const full = severity ?? (spec.severity.usual[0] + spec.severity.usual[1]) / 2
  if (!(full > 0 && full <= spec.severity.most)) {
    return refuse('bad-severity', `the severity of ${fault} must be above 0 and at most ${spec.severity.most}`)
  }
  if (rowOf(mill, fault, place.index) >= 0) return refuse('already-there', `${command.place} has a ${fault} already`)
  const entered = enterFault(
    mill,
    {
      kind: fault,
      place: place.index,
      severity: full,
      by: By.command,
      held: command.selfCure === false,
      ...(minutes !== undefined && { lastsMs: minutes * MINUTE_MS }),
      ...(rampMinutes !== undefined && { rampMs: rampMinutes * MINUTE_MS }),
    },
    momentOf(mill, atMs),
  )
  if (!entered) return refuse('full', `the mill has ${mill.state.mill.faults} faults already and takes no more`)
  if (to > 0) mill.state.frames.nextArticle[place.index] = to
  return { ok: true, place: placeId(mill.plan, place) }
}

/** Orders a response for a moment of the mill's clock. What it is right for at that place is cured, the rest is not. */
export function respond(mill: Mill, command: RespondCommand, atMs: number): CommandResult {
  const response = RESPONSE_KINDS.indexOf(command.response)
  if (response < 0) return refuse('unknown-response', `there is no response ${command.response}`)
  const place = anyPlace(mill.plan, command.place)
  if (!place) return refuse('unknown-place', `this mill has no ${command.place}`)
  const { orders, mill: numbers } = mill.state
  const row = numbers.orders
  if (row >= orders.atMs.length) return refuse('full', `${row} orders wait already`)
  numbers.orders += 1
  orders.response[row] = response
  orders.placeKind[row] = FAULT_PLACES.indexOf(place.kind)
  orders.place[row] = place.index
  orders.atMs[row] = momentOf(mill, atMs)
  scheduleOrders(mill)
  return { ok: true, place: placeId(mill.plan, place) }
}

const momentOf = (mill: Mill, atMs: number): number => Math.max(mill.state.mill.nowMs, Math.ceil(atMs))

/** An order is carried out: the earliest, at equal times the one that was given first. */
export function onOrders(mill: Mill, atMs: number): void {
  const { orders, mill: numbers } = mill.state
  let row = 0
  for (let other = 1; other < numbers.orders; other++) if (orders.atMs[other]! < orders.atMs[row]!) row = other
  const response = RESPONSE_KINDS[orders.response[row]!]!
  const place = { kind: FAULT_PLACES[orders.placeKind[row]!]!, index: orders.place[row]! }
  numbers.orders -= 1
  // The rest keep their order.
  for (const column of Object.values(orders)) column.copyWithin(row, row + 1, numbers.orders + 1)
  scheduleOrders(mill)
  carryOut(mill, response, place, atMs)
  const cures: FaultKind[] = []
  for (const kind of FAULT_KINDS) {
    const spec = FAULTS[kind]
    const found = spec.place === place.kind ? rowOf(mill, kind, place.index) : -1
    if (found < 0 || !mill.state.faults.active[found] || !spec.response.right.includes(response)) continue
    cures.push(kind)
    cureRowAt(mill, found, Math.ceil(atMs + spec.response.minutes * MINUTE_MS), By.command)
  }
  mill.onEvent?.({ kind: 'response', atMs, response, place: placeId(mill.plan, place), cures })
}

function scheduleOrders(mill: Mill): void {
  const { orders, mill: numbers } = mill.state
  let next = Number.POSITIVE_INFINITY
  for (let row = 0; row < numbers.orders; row++) next = Math.min(next, orders.atMs[row]!)
  schedule(mill.calendar, mill.layout.slots.mill + MillSlot.orders, next)
}
