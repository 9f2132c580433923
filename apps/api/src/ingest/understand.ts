import {
  isOfJournal,
  JOURNAL_BLOCKED,
  JOURNAL_EPOCH,
  JOURNAL_EPOCHS,
  JOURNAL_POSITION,
  type KeptEpoch,
  MOST_EPOCHS,
  runOfEpoch,
  SPINDLE_RPM,
  SPINDLE_STATE,
} from '@wanding/contracts'
import type { HostEvent, Metric, NamedMetric } from '@wanding/sparkplug'
import { z } from 'zod'
import type { BusEvents } from '../bus'
import { Admission } from './admission'
import { isBelievable } from './believable-time'
import { type Translated, translate } from './translate'

type DeviceEvent = Extract<HostEvent, { kind: 'deviceBirth' | 'deviceData' }>
type NodeEvent = Pick<Extract<HostEvent, { kind: 'nodeBirth' | 'nodeData' }>, 'group' | 'edge' | 'atMs' | 'metrics'> & {
  kind: string
}
type NodeEventName = 'gatewayOnline' | 'gatewayAlive' | 'gatewayOffline'
type LiveEventName = NodeEventName | 'machineOffline' | 'reading' | 'spindles'
export type LiveEvent = { [K in LiveEventName]: { name: K; value: BusEvents[K] } }[LiveEventName]

/** Where a message stands in its gateway's journal. */
export interface Place {
  epoch: string
  position: number
}

/** What a message of a gateway means. */
export interface Understood {
  mill: string
  gateway: string
  /** Of data of a gateway that keeps a journal. */
  place?: Place
  events: LiveEvent[]
  /** What of it could not be used, in words; the rest is. */
  problems: string[]
  /** True where it says nothing but its position: the gateway does not have it any more. */
  isVoid: boolean
  /** Of a gateway that is not let in: nothing of it is followed. */
  isRefused?: true
}

/** A thousand messages a second for 34 years; the sums of thousands of such journals are still exact. */
const MOST_POSITION = 2 ** 40
const MOST_EPOCH_LENGTH = 200
const MOST_EPOCHS_TEXT = 64 * 1024

const positions = z
  .array(
    z.object({
      epoch: z.string().min(1).max(MOST_EPOCH_LENGTH),
      oldest: z.number().int().positive().max(MOST_POSITION),
      head: z.number().int().nonnegative().max(MOST_POSITION),
    }),
  )
  .max(MOST_EPOCHS)

/** The journals that a node birth tells of; undefined for a gateway that keeps none, empty for one that tells nonsense. */
export function keptEpochs(metrics: readonly Metric[]): KeptEpoch[] | undefined {
  const told = metrics.find(({ name }) => name === JOURNAL_EPOCHS)
  if (!told) return undefined
  const text = String(told.value)
  if (text.length > MOST_EPOCHS_TEXT) return []
  try {
    return positions.parse(JSON.parse(text))
  } catch {
    return []
  }
}

function placeOf(metrics: readonly NamedMetric[]): { place?: Place; problems: string[] } {
  const epoch = metrics.find(({ name }) => name === JOURNAL_EPOCH)?.value
  const position = metrics.find(({ name }) => name === JOURNAL_POSITION)?.value
  if (epoch === undefined && position === undefined) return { problems: [] }
  if (typeof epoch !== 'string' || epoch === '' || epoch.length > MOST_EPOCH_LENGTH)
    return { problems: [`${JOURNAL_EPOCH} is not a name of 1 to ${MOST_EPOCH_LENGTH} characters`] }
  return typeof position === 'number' && Number.isInteger(position) && position > 0 && position <= MOST_POSITION
    ? { place: { epoch, position }, problems: [] }
    : { problems: [`${JOURNAL_POSITION} is ${String(position).slice(0, 40)}, not a number from 1 to ${MOST_POSITION}`] }
}

const textOf = (metrics: readonly Metric[], name: string): string | undefined => {
  const value = metrics.find((metric) => metric.name === name)?.value
  return typeof value === 'string' ? value : undefined
}

/** Turns what the host session took into events of the bus; remembers run and kind from the births. */
export class Understanding {
  private readonly runs = new Map<string, string>()
  private readonly kinds = new Map<string, string>()
  /** Spindles of each frame by its birth, or by the first that it said of them after one. */
  private readonly sizes = new Map<string, number>()

  constructor(private readonly admission: Admission = new Admission()) {}

  /** Undefined for what says nothing of a mill. What cannot be believed has problems and no events; its place holds. */
  of(event: HostEvent, receivedMs: number): Understood | undefined {
    if (!('group' in event) || event.kind === 'gap') return undefined
    const stranger = this.admission.gateway(event.group, event.edge)
    if (stranger) return { ...refused(event, stranger), isRefused: true }
    const problem = this.problemOf(event)
    if (!problem) return this.believed(event, receivedMs)
    const { place } = 'metrics' in event && event.kind.endsWith('Data') ? placeOf(event.metrics) : {}
    return refused(event, problem, place)
  }

  private problemOf(event: Exclude<HostEvent, { kind: 'gap' | 'rejected' | 'hostState' }>): string | undefined {
    const machine =
      'device' in event && event.device !== undefined ? this.admission.machine(event.group, event.device) : undefined
    if (machine) return machine
    return isBelievable(event.atMs) ? undefined : `${event.atMs} is not a time of a mill, in ms since 1970`
  }

  private believed(event: HostEvent, receivedMs: number): Understood | undefined {
    switch (event.kind) {
      case 'nodeBirth':
        this.runs.set(`${event.group}/${event.edge}`, textOf(event.metrics, 'gateway/run')?.slice(0, 100) ?? 'live')
        return this.ofNode(event, 'gatewayOnline', receivedMs)
      case 'nodeData':
        return this.ofNode(event, 'gatewayAlive', receivedMs)
      case 'nodeDeath':
        return this.ofNode({ ...event, metrics: [] }, 'gatewayOffline', receivedMs)
      case 'deviceDeath': {
        const { group: mill, edge: gateway, device: machine, atMs } = event
        const told = { name: 'machineOffline', value: { mill, gateway, machine, atMs, receivedMs } } as const
        return { mill, gateway, events: [told], problems: [], isVoid: false }
      }
      case 'deviceBirth':
        this.kinds.set(keyOf(event), textOf(event.metrics, 'machine/kind')?.slice(0, 100) ?? '')
        return this.ofDevice(event, receivedMs)
      case 'deviceData':
        return this.ofDevice(event, receivedMs)
      default:
        return undefined
    }
  }

  private ofNode(event: NodeEvent, name: NodeEventName, receivedMs: number): Understood {
    const { group: mill, edge: gateway, atMs, metrics } = event
    const { place, problems } = event.kind === 'nodeData' ? placeOf(metrics) : { problems: [] }
    const run = place ? runOfEpoch(place.epoch) : (this.runs.get(`${mill}/${gateway}`) ?? 'live')
    const blocked = metrics.find((metric) => metric.name === JOURNAL_BLOCKED)?.value
    const journalBlocked = typeof blocked === 'boolean' ? { journalBlocked: blocked } : {}
    const isHistory = metrics.length > 0 && metrics.every(({ isHistorical }) => isHistorical === true)
    return {
      ...{ mill, gateway, problems },
      ...(place && { place }),
      // What a gateway said of itself long ago does not tell that it is there now.
      events: isHistory ? [] : [{ name, value: { mill, gateway, run, atMs, receivedMs, ...journalBlocked } }],
      isVoid: place !== undefined && metrics.every((metric) => isOfJournal(metric.name)),
    }
  }

  private ofDevice(event: DeviceEvent, receivedMs: number): Understood {
    const { metrics, atMs, group: mill, edge: gateway, device: machine } = event
    const birth = event.kind === 'deviceBirth'
    const { place, problems: ofPlace } = birth ? { problems: [] } : placeOf(metrics)
    const told = metrics.filter((metric) => !isOfJournal(metric.name))
    const own = told.filter(({ name }) => this.admission.signal(mill, machine, name))
    const translated = translate(own, atMs)
    const historical = own.length > 0 && own.every((metric) => metric.isHistorical === true)
    // What is told late may be of a time when the frame was another.
    if (!historical) this.checkSize(keyOf(event), birth, translated)
    const { values, states, rpm, transitions, arrays, problems } = translated
    problems.push(...ofPlace)
    // Told with the birth, which names every signal: a gateway that has templates has them in each message.
    if (birth && event.unsupported > 0)
      problems.push(`${event.unsupported} signals have no datatype, or one that is not read (unknown, template)`)
    if (own.length < told.length) problems.push(`${told.length - own.length} signals more than a machine may have`)
    const run = place ? runOfEpoch(place.epoch) : (this.runs.get(`${mill}/${gateway}`) ?? 'live')
    const base = { mill, gateway, machine, atMs, receivedMs, run, historical }
    const events: LiveEvent[] = []
    if (birth || values.size > 0 || arrays) {
      const kind = this.kinds.get(keyOf(event)) ?? ''
      events.push({ name: 'reading', value: { ...base, kind, birth, values, ...(arrays && { arrays }) } })
    }
    if (states || rpm || transitions) {
      const parts = { ...(states && { states }), ...(rpm && { rpm }), ...(transitions && { transitions }) }
      events.push({ name: 'spindles', value: { ...base, ...parts } })
    }
    const where = keyOf(event)
    return {
      ...{ mill, gateway, events, problems: problems.map((problem) => `${where}: ${problem}`), isVoid: false },
      ...(place && { place }),
    }
  }

  /** A frame has as many spindles as its birth says: an array of another length would make it another frame, with nothing down. */
  private checkSize(machine: string, birth: boolean, translated: Translated): void {
    if (birth) this.sizes.delete(machine)
    const known = this.sizes.get(machine)
    for (const [part, name] of [
      ['states', SPINDLE_STATE],
      ['rpm', SPINDLE_RPM],
    ] as const) {
      const length = translated[part]?.length
      if (length === undefined) continue
      if (known === undefined) this.sizes.set(machine, length)
      else if (length !== known) {
        translated.problems.push(`${name} has ${length} values, its frame has ${known} spindles`)
        delete translated[part]
      }
    }
  }
}

const refused = (event: { group: string; edge: string }, problem: string, place?: Place): Understood => ({
  ...{ mill: event.group, gateway: event.edge, events: [], problems: [problem], isVoid: false },
  ...(place && { place }),
})

const keyOf = (event: { group: string; edge: string; device: string }): string =>
  `${event.group}/${event.edge}/${event.device}`
