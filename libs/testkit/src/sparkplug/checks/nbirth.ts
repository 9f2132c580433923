import { all, type Check, each, named } from '../finding'
import {
  aliasesOf,
  bdSeqOf,
  birthsOf,
  cyclesOf,
  labelOf,
  metricNamed,
  metricsOf,
  namesOf,
  ownerOf,
  sent,
} from '../pick'
import type { RawMetric } from '../raw-payload'
import type { Reading, WireMessage } from '../reading'
import { delivered, hasValue, isSentNow, seqOf } from './message'

const BOOLEAN = 11
const INT64 = 4
const REBIRTH = 'Node Control/Rebirth'

const nbirths = sent('NBIRTH')
const rebirthOf = (message: WireMessage): RawMetric | undefined => metricNamed(message, REBIRTH)

const rebirth = (fault: (metric: RawMetric | undefined) => boolean): Check =>
  each(nbirths, (message) => fault(rebirthOf(message)) && `${named(message)}: ${JSON.stringify(rebirthOf(message))}`)

const rebirthName = rebirth((metric) => metric === undefined)
const rebirthType = rebirth((metric) => metric !== undefined && metric.datatype !== BOOLEAN)
const rebirthValue = rebirth((metric) => metric !== undefined && metric.booleanValue !== false)

/** Every metric of later data stands in the birth of its owner. */
export function announcesAll(owner: 'node' | 'device'): Check {
  const [birthKind, dataKind] = owner === 'node' ? ['NBIRTH', 'NDATA'] : ['DBIRTH', 'DDATA']
  return (reading) => {
    const finding = { seen: 0, faults: [] as string[] }
    for (const cycle of cyclesOf(reading)) {
      const [aliases, names] = [aliasesOf(cycle), namesOf(cycle)]
      finding.seen += birthsOf(cycle).filter(({ kind }) => kind === birthKind).length
      for (const message of cycle.after.filter(({ kind }) => kind === dataKind)) {
        for (const metric of metricsOf(message)) {
          const known =
            metric.alias === undefined
              ? names.get(ownerOf(message))?.has(metric.name ?? '')
              : aliases.get(metric.alias)?.owner === ownerOf(message)
          if (!known) finding.faults.push(`${named(message)}: ${labelOf(metric)} was not announced`)
        }
      }
    }
    return finding
  }
}

/** Name, datatype, and a value or the mark that there is none. */
export const isFullyAnnounced = (metric: RawMetric): boolean =>
  metric.name !== undefined && metric.datatype !== undefined && hasValue(metric) !== (metric.isNull === true)

export const announcesFully = (kind: 'NBIRTH' | 'DBIRTH'): Check =>
  each(sent(kind), (message) => {
    const poor = metricsOf(message).find((metric) => !isFullyAnnounced(metric))
    return poor && `${named(message)}: ${labelOf(poor)} without name, datatype or value`
  })

/** All templates that the births of a cycle use are defined by its NBIRTH. */
const templatesAreDefined: Check = (reading: Reading) => {
  const finding = { seen: 0, faults: [] as string[] }
  for (const cycle of cyclesOf(reading)) {
    const defined = new Set(
      metricsOf(cycle.birth).flatMap(({ name, template }) => (template?.isDefinition ? (name ?? '') : [])),
    )
    for (const message of birthsOf(cycle)) {
      for (const { template, name } of metricsOf(message)) {
        if (!template || template.isDefinition) continue
        finding.seen += 1
        if (!defined.has(template.templateRef ?? ''))
          finding.faults.push(`${named(message)}: ${name} has no definition`)
      }
    }
  }
  return finding
}

export const NBIRTH_CHECKS = {
  'nbirth.topic': each(cyclesOf, ({ session, birth }) => {
    const own = session.will === undefined || (session.will.group === birth.group && session.will.edge === birth.edge)
    return (birth.tokens.length !== 4 || !own) && named(birth)
  }),
  ...delivered('nbirth', 'NBIRTH'),
  'nbirth.protobuf': each(nbirths, (message) => message.body === undefined && `${named(message)}: no payload`),
  'nbirth.seq': each(nbirths, (message) => {
    const seq = seqOf(message)
    return (seq === undefined || seq > 255) && `${named(message)}: seq ${seq}`
  }),
  'nbirth.seq-0': each(nbirths, (message) => seqOf(message) !== 0 && `${named(message)}: seq ${seqOf(message)}`),
  'nbirth.timestamp': each(nbirths, isSentNow),
  'nbirth.complete': announcesAll('node'),
  'nbirth.values': announcesFully('NBIRTH'),
  'nbirth.templates': templatesAreDefined,
  'nbirth.bdseq': each(nbirths, (message) => {
    const metric = metricNamed(message, 'bdSeq')
    const value = bdSeqOf(message)
    const good = metric?.datatype === INT64 && value !== undefined && value >= 0 && value <= 255
    return !good && `${named(message)}: bdSeq ${value}`
  }),
  'nbirth.rebirth': all(rebirthName, rebirthType, rebirthValue),
  'nbirth.rebirth-name': rebirthName,
  'nbirth.rebirth-type': rebirthType,
  'nbirth.rebirth-value': rebirthValue,
  'nbirth.rebirth-alias': rebirth((metric) => metric?.alias !== undefined),
} satisfies Record<string, Check>
