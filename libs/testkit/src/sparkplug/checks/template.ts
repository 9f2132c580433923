import { type Check, each, named } from '../finding'
import { cyclesOf, metricsIn } from '../pick'
import type { RawMetric, RawParameter, RawTemplate } from '../raw-payload'
import type { Reading, WireMessage } from '../reading'
import { fits, isBasicType, withMembers } from './data-set'

interface Used {
  message: WireMessage
  name: string
  template: RawTemplate
}

interface Instance extends Used {
  definition: RawTemplate | undefined
}

function templates(reading: Reading): Used[] {
  return metricsIn()(reading).flatMap(({ message, metric }) =>
    withMembers([metric]).flatMap(({ name, template }) => (template ? [{ message, name: name ?? '', template }] : [])),
  )
}

/** What stands in an NBIRTH by the name of a type is a definition, whatever its flag says. */
const isDefinition = ({ template, message }: Used): boolean =>
  template.isDefinition === true ||
  (template.isDefinition === undefined && message.kind === 'NBIRTH' && !template.templateRef)

const definitions = (reading: Reading): Used[] => templates(reading).filter(isDefinition)

function instances(reading: Reading): Instance[] {
  const cycles = cyclesOf(reading)
  const all = definitions(reading)
  return templates(reading)
    .filter((used) => !isDefinition(used))
    .map((used) => {
      const cycle = cycles.findLast(
        ({ birth }) => birth.index <= used.message.index && birth.edge === used.message.edge,
      )
      const definition = all.find(({ message, name }) => message === cycle?.birth && name === used.template.templateRef)
      return { ...used, definition: definition?.template }
    })
}

const names = (items: readonly (RawMetric | RawParameter)[] | undefined): string[] =>
  (items ?? []).map(({ name }) => name ?? '')

const lacks = (known: readonly string[], wanted: readonly string[]): boolean =>
  wanted.some((name) => !known.includes(name))

const say = ({ message, name }: Used): string => `${named(message)}: template ${name}`
const template = <T extends Used>(of: (reading: Reading) => T[], bad: (used: T) => boolean): Check =>
  each(of, (used) => bad(used) && say(used))

const parameters = (reading: Reading) =>
  templates(reading).flatMap((used) => (used.template.parameters ?? []).map((parameter) => ({ ...used, parameter })))

const parameter = (bad: (parameter: RawParameter) => boolean): Check =>
  each(parameters, (used) => bad(used.parameter) && `${say(used)}, parameter ${used.parameter.name}`)

const isText = (text: string | undefined): boolean => !text?.includes('\uFFFD')

export const TEMPLATE_CHECKS = {
  'template.definition-place': template(definitions, ({ message }) => message.kind !== 'NBIRTH'),
  'template.flag': template(templates, ({ template: { isDefinition: flag } }) => flag === undefined),
  'template.definition-flag': template(definitions, ({ template: { isDefinition: flag } }) => flag !== true),
  'template.definition-ref': template(definitions, ({ template: { templateRef } }) => templateRef !== undefined),
  'template.definition-members': template(
    (reading) => instances(reading).filter(({ definition }) => definition),
    ({ template: { metrics }, definition }) => lacks(names(definition!.metrics), names(metrics)),
  ),
  'template.definition-parameters': template(
    (reading) => instances(reading).filter(({ definition }) => definition),
    ({ template: { parameters: given }, definition }) => lacks(names(definition!.parameters), names(given)),
  ),
  'template.instance-flag': template(instances, ({ template: { isDefinition: flag } }) => flag !== false),
  'template.instance-ref': template(
    instances,
    ({ template: { templateRef }, definition }) => !templateRef || !definition,
  ),
  'template.instance-members-birth': template(
    (reading) => instances(reading).filter(({ message, definition }) => definition && message.kind.endsWith('BIRTH')),
    ({ template: { metrics }, definition }) => lacks(names(metrics), names(definition!.metrics)),
  ),
  'template.version': template(templates, ({ template: { version } }) => !isText(version)),
  'parameter.name': parameter(({ name }) => !name),
  'parameter.name-text': parameter(({ name }) => !isText(name)),
  'parameter.type': parameter(({ type }) => type === undefined),
  'parameter.type-known': parameter(({ type }) => type !== undefined && !isBasicType(type)),
  'parameter.value': parameter(
    (given) => given.type !== undefined && isBasicType(given.type) && !fits(given, given.type),
  ),
} satisfies Record<string, Check>
