import { type Check, each, named } from '../finding'
import { metricsIn } from '../pick'
import type { RawDataSet, RawMetric, RawValue } from '../raw-payload'
import type { Reading, WireMessage } from '../reading'

const LAST_BASIC_TYPE = 14
/** Which field a cell, or a parameter, of a basic type is to use; UInt32 is written both ways by peers. */
const FIELD_OF: readonly (readonly (keyof RawValue)[])[] = [
  [],
  ['intValue'],
  ['intValue'],
  ['intValue'],
  ['longValue'],
  ['intValue'],
  ['intValue'],
  ['intValue', 'longValue'],
  ['longValue'],
  ['floatValue'],
  ['doubleValue'],
  ['booleanValue'],
  ['stringValue'],
  ['longValue'],
  ['stringValue'],
]

/** Whether a value stands in the field of its type; one without a value passes. */
export function fits(value: RawValue, type: number): boolean {
  const fields = Object.keys(value).filter((key) => key.endsWith('Value')) as (keyof RawValue)[]
  return fields.every((field) => FIELD_OF[type]?.includes(field))
}

export const isBasicType = (type: number): boolean => type >= 1 && type <= LAST_BASIC_TYPE

/** The metrics of a message with those inside their templates. */
export function withMembers(metrics: readonly RawMetric[]): RawMetric[] {
  return metrics.flatMap((metric) => [metric, ...withMembers(metric.template?.metrics ?? [])])
}

function dataSets(reading: Reading): { message: WireMessage; table: RawDataSet }[] {
  return metricsIn()(reading).flatMap(({ message, metric }) =>
    withMembers([metric]).flatMap(({ dataset }) => (dataset ? [{ message, table: dataset }] : [])),
  )
}

const table = (bad: (table: RawDataSet) => boolean): Check =>
  each(dataSets, ({ message, table }) => bad(table) && `${named(message)}: ${JSON.stringify(table).slice(0, 200)}`)

const cellsFit: Check = table(({ types = [], rows = [] }) =>
  rows.some(({ elements = [] }) => elements.some((cell, column) => !fits(cell, types[column] ?? 0))),
)

export const DATA_SET_CHECKS = {
  'data-set.size': table(({ numOfColumns }) => numOfColumns === undefined),
  'data-set.headers': table(({ numOfColumns, columns = [] }) => columns.length !== numOfColumns),
  'data-set.types': table(({ types = [] }) => types.length === 0),
  'data-set.types-number': table(({ types = [], columns = [] }) => types.length > 0 && types.length !== columns.length),
  'data-set.types-basic': table(({ types = [] }) => types.some((type) => !isBasicType(type))),
  'data-set.cells': cellsFit,
} satisfies Record<string, Check>
