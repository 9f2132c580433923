import { type Check, each, named } from '../finding'
import { aliasesOf, birthsOf, cyclesOf, labelOf, metricsIn, metricsOf, ownerOf, sent } from '../pick'
import type { RawMetric, RawProperties, RawProperty } from '../raw-payload'
import type { Reading, WireMessage } from '../reading'

const BIRTHS = ['NBIRTH', 'DBIRTH']
const DATA = ['NDATA', 'DDATA']
const COMMANDS = ['NCMD', 'DCMD']
const LAST_TYPE = 34
const NO_METRIC_TYPES = [0, 20, 21]
/** From 2001 to 2100 in ms: seconds, microseconds and ticks of local calendars fall outside. */
const [EARLIEST_MS, LATEST_MS] = [978_307_200_000, 4_102_444_800_000]

interface Item {
  message: WireMessage
  metric: RawMetric
}

const metric = (kinds: readonly string[], bad: (metric: RawMetric, message: WireMessage) => unknown): Check =>
  each(metricsIn(...kinds), ({ message, metric }: Item) => Boolean(bad(metric, message)) && where(message, metric))

const where = (message: WireMessage, metric: RawMetric): string => `${named(message)}: ${labelOf(metric)}`

const isUtcMs = (ms: number | undefined): boolean => ms === undefined || (ms >= EARLIEST_MS && ms <= LATEST_MS)

/** One alias means one metric, over the node and all its devices. */
const aliasIsOne: Check = (reading) => {
  const finding = { seen: 0, faults: [] as string[] }
  for (const cycle of cyclesOf(reading)) {
    const aliases = aliasesOf(cycle)
    for (const birth of birthsOf(cycle)) {
      for (const announced of metricsOf(birth)) {
        if (announced.alias === undefined) continue
        finding.seen += 1
        const first = aliases.get(announced.alias)
        if (first && (first.name !== announced.name || first.owner !== ownerOf(birth))) {
          finding.faults.push(`${where(birth, announced)}: alias ${announced.alias} is ${first.owner} ${first.name}`)
        }
      }
    }
  }
  return finding
}

/** What was born with an alias. */
function isAliased(reading: Reading): (message: WireMessage, metric: RawMetric) => boolean {
  const cycles = cyclesOf(reading)
  const known = cycles.map(
    (cycle) => new Set([...aliasesOf(cycle).values()].map(({ owner, name }) => `${owner}/${name}`)),
  )
  return (message, { alias, name }) => {
    if (alias !== undefined) return true
    const place = cycles.findLastIndex(
      ({ birth }) => birth.index < message.index && birth.group === message.group && birth.edge === message.edge,
    )
    return known[place]?.has(`${ownerOf(message)}/${name}`) ?? false
  }
}

/** Data and commands name an aliased metric by its alias alone. */
const aliasAlone: Check = (reading) => {
  const aliased = isAliased(reading)
  return each(metricsIn(...DATA, ...COMMANDS), ({ message, metric }) => {
    const mixed = aliased(message, metric) && (metric.alias === undefined || metric.name !== undefined)
    return mixed && where(message, metric)
  })(reading)
}

/** All property sets of a recording, nested ones too. */
function propertySets(reading: Reading): { message: WireMessage; set: RawProperties }[] {
  const within = (set: RawProperties | undefined): RawProperties[] =>
    set === undefined
      ? []
      : [
          set,
          ...(set.values ?? []).flatMap(({ set: one, list }) => [
            ...within(one),
            ...(list?.sets ?? []).flatMap(within),
          ]),
        ]
  return metricsIn()(reading).flatMap(({ message, metric }) =>
    within(metric.properties).map((set) => ({ message, set })),
  )
}

const properties = (reading: Reading): { message: WireMessage; key: string; property: RawProperty }[] =>
  propertySets(reading).flatMap(({ message, set }) =>
    (set.values ?? []).map((property, place) => ({ message, key: set.keys?.[place] ?? '', property })),
  )

const property = (bad: (property: RawProperty) => boolean): Check =>
  each(properties, ({ message, key, property }) => bad(property) && `${named(message)}: property ${key}`)

const sizesDiffer: Check = each(propertySets, ({ message, set }) => {
  const [keys, values] = [set.keys?.length ?? 0, set.values?.length ?? 0]
  return keys !== values && `${named(message)}: ${keys} keys, ${values} values`
})

const qualities = (reading: Reading) => properties(reading).filter(({ key }) => key === 'Quality')

export const METRIC_CHECKS = {
  'payload.utc': each(sent(), (message) => !isUtcMs(message.body?.timestamp) && named(message)),
  'metric.utc': metric([], ({ timestamp }) => !isUtcMs(timestamp)),
  'metric.timestamp': metric([...BIRTHS, ...DATA], ({ timestamp }) => timestamp === undefined),
  'metric.name': metric([...BIRTHS, ...DATA, ...COMMANDS], ({ name, alias }) => !name && alias === undefined),
  'alias.one': aliasIsOne,
  'alias.birth': metric(BIRTHS, ({ name, alias }) => alias !== undefined && !name),
  'alias.alone': aliasAlone,
  'type.known': metric([], ({ datatype }) => {
    return datatype !== undefined && (datatype > LAST_TYPE || NO_METRIC_TYPES.includes(datatype))
  }),
  'type.birth': metric(BIRTHS, ({ datatype }) => datatype === undefined),
  'type.left-out': metric([...DATA, ...COMMANDS], ({ datatype }) => datatype !== undefined),
  'property.sizes': sizesDiffer,
  'property.type': property(({ type }) => type === undefined),
  'property.type-known': property(
    ({ type }) => type !== undefined && (type < 1 || (type > 15 && type !== 20 && type !== 21)),
  ),
  'quality.type': each(
    qualities,
    ({ message, property }) => property.type !== 3 && `${named(message)}: Quality of type ${property.type}`,
  ),
  'quality.value': each(
    qualities,
    ({ message, property: { intValue } }) =>
      ![0, 192, 500].includes(intValue ?? -1) && `${named(message)}: Quality ${intValue}`,
  ),
} satisfies Record<string, Check>
