import { type Check, each, named } from '../finding'
import { aliasesOf, type BirthCycle, cyclesOf, edgeMessages, isData, metricsOf, ownerOf, sent } from '../pick'
import type { RawMetric } from '../raw-payload'
import type { Reading, WireMessage } from '../reading'
import { delivered, isSentNow, seqOf } from './message'
import { announcesAll, announcesFully } from './nbirth'

/** Every message of an edge node with the one before it in the cycle; the NBIRTH has none. */
function inSequence(
  ...kinds: readonly string[]
): (reading: Reading) => { message: WireMessage; before: WireMessage }[] {
  return (reading) =>
    cyclesOf(reading).flatMap(({ birth, after }) => {
      const counted = [birth, ...after.filter(({ kind }) => kind !== 'NDEATH')]
      return counted
        .slice(1)
        .map((message, place) => ({ message, before: counted[place]! }))
        .filter(({ message }) => kinds.length === 0 || kinds.includes(message.kind))
    })
}

const counts = (...kinds: readonly string[]): Check =>
  each(inSequence(...kinds), ({ message, before }) => {
    const [was, is] = [seqOf(before), seqOf(message)]
    return (was === undefined || is !== (was + 1) % 256) && `${named(message)}: seq ${is} after ${was}`
  })

const hasSeq = (...kinds: readonly string[]): Check =>
  each(sent(...kinds), (message) => seqOf(message) === undefined && `${named(message)}: no seq`)

const dbirthsIn = (messages: readonly WireMessage[]): WireMessage[] => messages.filter(({ kind }) => kind === 'DBIRTH')

const topicOf = (kind: string, tokens: number): Check =>
  each(sent(kind), (message) => message.tokens.length !== tokens && named(message))

/** Births that stand straight after the NBIRTH, and those of devices that came back from a DDEATH. */
const birthsComeFirst: Check = (reading) => {
  const finding = { seen: 0, faults: [] as string[] }
  for (const { after } of cyclesOf(reading)) {
    const lost = new Set<string>()
    let dataSeen = false
    for (const message of after) {
      if (isData(message)) dataSeen = true
      if (message.kind === 'DDEATH') lost.add(ownerOf(message))
      if (message.kind !== 'DBIRTH') continue
      finding.seen += 1
      if (dataSeen && !lost.delete(ownerOf(message))) finding.faults.push(`${named(message)}: after data`)
    }
  }
  return finding
}

/** No data of this kind before every birth of the cycle is out. */
const dataWaits =
  (kind: 'NDATA' | 'DDATA'): Check =>
  (reading) => {
    const finding = { seen: 0, faults: [] as string[] }
    for (const session of reading.sessions) {
      const nodeBirth = session.sent.findIndex((message) => message.kind === 'NBIRTH')
      const early = session.sent.slice(0, Math.max(0, nodeBirth)).filter((message) => message.kind === kind)
      for (const message of early) finding.faults.push(`${named(message)}: before the NBIRTH`)
    }
    for (const cycle of cyclesOf(reading)) {
      const lost = new Set<string>()
      for (const [place, message] of cycle.after.entries()) {
        if (message.kind === 'DDEATH') lost.add(ownerOf(message))
        if (message.kind !== kind) continue
        finding.seen += 1
        const late = laterBirths(cycle, place).find((birth) => !lost.has(ownerOf(birth)))
        if (late) finding.faults.push(`${named(message)}: before the birth of ${ownerOf(late)}`)
      }
    }
    return finding
  }

/** Births after this place that are no return of a device that dies later still. */
function laterBirths({ after }: BirthCycle, place: number): WireMessage[] {
  const lost = new Set<string>()
  return after.slice(place + 1).filter((message) => {
    if (message.kind === 'DDEATH') lost.add(ownerOf(message))
    return message.kind === 'DBIRTH' && !lost.has(ownerOf(message))
  })
}

const carriesSomething = (kind: 'NDATA' | 'DDATA'): Check =>
  each(sent(kind), (message) => metricsOf(message).length === 0 && `${named(message)}: no metrics`)

const scalarOf = (metric: RawMetric): unknown =>
  metric.intValue ??
  metric.longValue ??
  metric.floatValue ??
  metric.doubleValue ??
  metric.booleanValue ??
  metric.stringValue

/**
 * A scalar that is told again without having changed was told because time had passed. Where something is told again on purpose
 * the first data after a birth may repeat it.
 */
const onChange =
  (...kinds: readonly string[]): Check =>
  (reading) => {
    const finding = { seen: 0, faults: [] as string[] }
    for (const cycle of cyclesOf(reading)) {
      const aliases = aliasesOf(cycle)
      const last = new Map<string, unknown>()
      for (const message of reading.retold ? cycle.after.filter(isData) : [cycle.birth, ...cycle.after]) {
        for (const metric of metricsOf(message)) {
          const value = scalarOf(metric)
          const name = metric.alias === undefined ? metric.name : aliases.get(metric.alias)?.name
          if (value === undefined || metric.isHistorical || reading.retold?.includes(name ?? '')) continue
          const key = `${ownerOf(message)}/${name}`
          if (isData(message) && kinds.includes(message.kind)) {
            finding.seen += 1
            if (last.get(key) === value) finding.faults.push(`${named(message)}: ${name} is still ${value}`)
          }
          last.set(key, value)
        }
      }
    }
    return finding
  }

const inOrder = (kind: 'NDATA' | 'DDATA'): Check =>
  each(sent(kind), (message) => {
    let latest = 0
    for (const { timestamp, isHistorical } of metricsOf(message)) {
      if (isHistorical || timestamp === undefined) continue
      if (timestamp < latest) return `${named(message)}: ${timestamp} after ${latest}`
      latest = timestamp
    }
    return false
  })

const lostDevicesDie: Check = (reading) => {
  const lost = reading.told.filter(({ what }) => what === 'device-lost')
  return {
    seen: lost.length,
    faults: lost.flatMap(({ at, group, edge, device }) => {
      const next = sent(
        'DDEATH',
        'DDATA',
      )(reading).find(
        (message) => message.at >= at && message.group === group && message.edge === edge && message.device === device,
      )
      return next?.kind === 'DDEATH' ? [] : `${group}/${edge}/${device} was lost, no DDEATH follows`
    }),
  }
}

/** The rules that NDATA and DDATA share. */
function dataChecks<P extends 'ndata' | 'ddata'>(prefix: P) {
  const kind = prefix === 'ndata' ? 'NDATA' : 'DDATA'
  return {
    [`${prefix}.topic`]: topicOf(kind, prefix === 'ndata' ? 4 : 5),
    [`${prefix}.seq`]: hasSeq(kind),
    [`${prefix}.seq-inc`]: counts(kind),
    [`${prefix}.timestamp`]: each(sent(kind), isSentNow),
    [`${prefix}.payload`]: carriesSomething(kind),
    [`${prefix}.waits`]: dataWaits(kind),
    [`${prefix}.change`]: onChange(kind),
    [`${prefix}.order`]: inOrder(kind),
    ...delivered(prefix, kind),
  } as Record<`${P}.${DataRule}`, Check>
}

type DataRule =
  | 'topic'
  | 'seq'
  | 'seq-inc'
  | 'timestamp'
  | 'payload'
  | 'waits'
  | 'change'
  | 'order'
  | 'qos'
  | 'retain'
  | 'mqtt'

export const DEVICE_AND_DATA_CHECKS = {
  'dbirth.after-nbirth': each(
    ({ sessions }) => sessions.flatMap((session) => dbirthsIn(session.sent).map((message) => ({ session, message }))),
    ({ session, message }) => {
      const born = session.sent.some(({ kind, index }) => kind === 'NBIRTH' && index < message.index)
      return !born && `${named(message)}: without NBIRTH`
    },
  ),
  'dbirth.same-node': each(
    (reading) =>
      cyclesOf(reading).flatMap(({ birth, after }) => dbirthsIn(after).map((message) => ({ birth, message }))),
    ({ birth, message }) => {
      const same = message.group === birth.group && message.edge === birth.edge
      return !same && `${named(message)}: the NBIRTH is ${birth.topic}`
    },
  ),
  'dbirth.topic': topicOf('DBIRTH', 5),
  'dbirth.protobuf': each(sent('DBIRTH'), (message) => message.body === undefined && `${named(message)}: no payload`),
  ...delivered('dbirth', 'DBIRTH'),
  'dbirth.seq': hasSeq('DBIRTH'),
  'dbirth.seq-inc': counts('DBIRTH'),
  'dbirth.timestamp': each(sent('DBIRTH'), isSentNow),
  'dbirth.complete': announcesAll('device'),
  'dbirth.values': announcesFully('DBIRTH'),
  'dbirth.first': birthsComeFirst,
  ...dataChecks('ndata'),
  ...dataChecks('ddata'),
  'data.change': onChange('NDATA', 'DDATA'),
  'seq.always': each(
    (reading) => edgeMessages(reading).filter(({ kind }) => kind !== 'NDEATH'),
    (message) => seqOf(message) === undefined && `${named(message)}: no seq`,
  ),
  'seq.inc': counts(),
  'ddeath.lost': lostDevicesDie,
  'ddeath.topic': topicOf('DDEATH', 5),
  'ddeath.mqtt': delivered('ddeath', 'DDEATH')['ddeath.mqtt'],
  'ddeath.seq': hasSeq('DDEATH'),
  'ddeath.seq-inc': counts('DDEATH'),
  'ddeath.timestamp': each(sent('DDEATH'), isSentNow),
} satisfies Record<string, Check>
