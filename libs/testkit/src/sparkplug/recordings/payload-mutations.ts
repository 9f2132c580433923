import type { RawDataSet, RawMetric, RawProperties, RawTemplate } from '../raw-payload'
import type { Draft } from './draft'
import { type Mutation, mutation } from './mutation'

const properties = (draft: Draft, change: (set: RawProperties) => void) =>
  draft.metric('DBIRTH', 'speed', (metric) => change(metric.properties!))
const table = (draft: Draft, change: (table: RawDataSet) => void) =>
  draft.metric('DBIRTH', 'breaks', (metric) => change(metric.dataset!))
const definition = (draft: Draft, change: (template: RawTemplate) => void) =>
  draft.metric('NBIRTH', 'motor', (metric) => change(metric.template!))
const instance = (draft: Draft, change: (template: RawTemplate) => void) =>
  draft.metric('DBIRTH', 'main motor', (metric) => change(metric.template!))
const data = (draft: Draft, change: (metric: RawMetric) => void) => draft.metric('DDATA', 0, change)

/** What can be wrong inside a payload, whoever reads it. */
export const PAYLOAD_MUTATIONS: readonly Mutation[] = [
  mutation('a time of sending in seconds', 'payload.utc ddata.timestamp', (draft) =>
    draft.body('DDATA', (body) => (body.timestamp = 1_700_000_000)),
  ),
  mutation('a time of a metric in microseconds', 'metric.utc ddata.order', (draft) =>
    data(draft, (metric) => (metric.timestamp! *= 1000)),
  ),
  mutation('a metric without a time', 'metric.timestamp', (draft) => data(draft, (metric) => delete metric.timestamp)),
  mutation('a command without a time', '', (draft) => draft.metric('NCMD', 0, (metric) => delete metric.timestamp)),
  mutation('a metric without name and alias', 'metric.name dbirth.complete', (draft) =>
    data(draft, (metric) => delete metric.alias),
  ),
  mutation('an alias for two metrics', 'alias.one', (draft) =>
    draft.metric('DBIRTH', 'breaks', (metric) => (metric.alias = 3)),
  ),
  mutation('an alias for a metric of another device', 'alias.one', (draft) =>
    draft.metric('DBIRTH', 'breaks', (metric) => (metric.alias = 3), 1),
  ),
  mutation('an alias without name in a birth', 'alias.birth dbirth.values', (draft) =>
    draft.metric('DBIRTH', 'breaks', (metric) => delete metric.name),
  ),
  mutation('data with name and alias', 'alias.alone', (draft) => data(draft, (metric) => (metric.name = 'speed'))),
  mutation('data with the name of what has an alias', 'alias.alone', (draft) =>
    data(draft, (metric) => {
      delete metric.alias
      metric.name = 'speed'
    }),
  ),
  mutation('a datatype that no version knows', 'type.known', (draft) =>
    draft.metric('DBIRTH', 'lot', (metric) => (metric.datatype = 35)),
  ),
  mutation('a metric of the type of property sets', 'type.known', (draft) =>
    draft.metric('DBIRTH', 'lot', (metric) => (metric.datatype = 20)),
  ),
  mutation('a birth without datatype', 'type.birth dbirth.values', (draft) =>
    draft.metric('DBIRTH', 'speed', (metric) => delete metric.datatype),
  ),
  mutation('data with datatype', 'type.left-out', (draft) => data(draft, (metric) => (metric.datatype = 9))),
  mutation('more keys than values', 'property.sizes', (draft) =>
    properties(draft, ({ keys }) => keys!.push('more still')),
  ),
  mutation('more values than keys', 'property.sizes', (draft) => properties(draft, ({ keys }) => keys!.pop())),
  mutation('a property without type', 'property.type', (draft) =>
    properties(draft, ({ values }) => delete values![0]!.type),
  ),
  mutation('a property of the type of DataSets', 'property.type-known', (draft) =>
    properties(draft, ({ values }) => (values![0]!.type = 16)),
  ),
  mutation('a property without type in a set within', 'property.type', (draft) =>
    properties(draft, ({ values }) => delete values![2]!.set!.values![0]!.type),
  ),
  mutation('Quality as text', 'quality.type', (draft) => properties(draft, ({ values }) => (values![1]!.type = 7))),
  mutation('Quality of 100', 'quality.value', (draft) =>
    properties(draft, ({ values }) => (values![1]!.intValue = 100)),
  ),
  mutation('a DataSet without number of columns', 'data-set.size data-set.headers', (draft) =>
    table(draft, (set) => delete set.numOfColumns),
  ),
  mutation('a DataSet with a header too many', 'data-set.headers data-set.types-number', (draft) =>
    table(draft, ({ columns }) => columns!.push('more')),
  ),
  mutation('a DataSet without types', 'data-set.types data-set.cells', (draft) =>
    table(draft, (set) => delete set.types),
  ),
  mutation('a DataSet with a type too many', 'data-set.types-number', (draft) =>
    table(draft, ({ types }) => types!.push(3)),
  ),
  mutation('a DataSet with a column of tables', 'data-set.types-basic data-set.cells', (draft) =>
    table(draft, ({ types }) => (types![1] = 16)),
  ),
  mutation('a cell in the field of another type', 'data-set.cells', (draft) =>
    table(draft, ({ rows }) => (rows![0]!.elements![0] = { stringValue: '7' })),
  ),
  mutation('a definition in a DBIRTH', 'template.definition-place', (draft) =>
    draft.body('DBIRTH', ({ metrics }) =>
      metrics.push({ name: 'fan', timestamp: metrics[0]!.timestamp!, datatype: 19, template: { isDefinition: true } }),
    ),
  ),
  mutation('a definition that is not marked', 'template.flag template.definition-flag nbirth.templates', (draft) =>
    definition(draft, (template) => delete template.isDefinition),
  ),
  mutation('a definition that refers to another', 'template.definition-ref', (draft) =>
    definition(draft, (template) => (template.templateRef = 'machine')),
  ),
  mutation('a member that was not defined', 'template.definition-members', (draft) =>
    instance(draft, ({ metrics }) => metrics!.push({ ...metrics![0]!, name: 'watts' })),
  ),
  mutation('a parameter that was not defined', 'template.definition-parameters', (draft) =>
    instance(draft, ({ parameters }) => parameters!.push({ name: 'poles', type: 3, intValue: 4 })),
  ),
  mutation('an instance that is not marked', 'template.flag template.instance-flag', (draft) =>
    instance(draft, (template) => delete template.isDefinition),
  ),
  mutation('an instance without its definition', 'template.instance-ref nbirth.templates', (draft) =>
    instance(draft, (template) => delete template.templateRef),
  ),
  mutation('an instance of what was not defined', 'template.instance-ref nbirth.templates', (draft) =>
    instance(draft, (template) => (template.templateRef = 'fan')),
  ),
  mutation('an instance without a member', 'template.instance-members-birth', (draft) =>
    instance(draft, ({ metrics }) => metrics!.pop()),
  ),
  mutation('a version that is no text', 'template.version', (draft) =>
    definition(draft, (template) => (template.version = '\uFFFD')),
  ),
  mutation('a definition without defaults', '', (draft) =>
    definition(draft, ({ parameters }) => delete parameters![0]!.intValue),
  ),
  mutation('an instance without parameters', '', (draft) => instance(draft, (template) => delete template.parameters)),
  mutation('a parameter without name', 'parameter.name template.definition-parameters', (draft) =>
    instance(draft, ({ parameters }) => delete parameters![0]!.name),
  ),
  mutation('a parameter whose name is no text', 'parameter.name-text template.definition-parameters', (draft) =>
    instance(draft, ({ parameters }) => (parameters![0]!.name = '\uFFFD')),
  ),
  mutation('a parameter without type', 'parameter.type', (draft) =>
    instance(draft, ({ parameters }) => delete parameters![0]!.type),
  ),
  mutation('a parameter of the type of tables', 'parameter.type-known', (draft) =>
    instance(draft, ({ parameters }) => (parameters![0]!.type = 16)),
  ),
  mutation('a parameter in the field of another type', 'parameter.value', (draft) =>
    instance(draft, ({ parameters }) => (parameters![0]!.type = 12)),
  ),
]
