import { allowed, type Chapter, FED, notApplicable, WIRE, writers } from './statement'

const { must, should, may } = writers({ edge: WIRE, host: FED })
const UNTYPED_BIRTH = 'without a datatype a value has no meaning to us'
const LEFT_OUT = 'metrics of type Template are counted and left out, whatever is in them'
const NO_TEMPLATES = notApplicable(
  'no Templates are used: a machine says what kind it is by machine/kind',
  'template.flag',
)
const template = writers({ edge: NO_TEMPLATES, host: { ...FED, words: LEFT_OUT } })
const TEMPLATE_LIBERTY = { edge: NO_TEMPLATES, host: allowed(`borne: ${LEFT_OUT}`) }
const NO_QUALITY = {
  edge: notApplicable('Quality is not used: the mill says signal lost by its spindle states', 'quality.value'),
}

export const PAYLOAD: Chapter = {
  letter: 'F',
  title: 'Payloads and metrics',
  statements: [
    must('payload.utc', 'The time of a message is in ms since 1970, UTC.', 'payloads-timestamp-in-UTC'),
    must('metric.utc', 'The time of a metric is in ms since 1970, UTC.', 'payloads-metric-timestamp-in-UTC'),
    must('metric.timestamp', 'Every metric of births and data has its time.', 'payloads-name-birth-data-requirement'),
    may('metric.command-time', 'A metric of a command may have a time.', 'payloads-name-cmd-requirement', {
      edge: allowed('taken with and without'),
      host: allowed('sent'),
    }),
    must('metric.name', 'A metric has a name, unless it has an alias instead.', 'payloads-name-requirement'),
    must('alias.one', 'An alias means one metric of the node and all its devices.', 'payloads-alias-uniqueness'),
    must('alias.birth', 'A birth has name and alias.', 'payloads-alias-birth-requirement'),
    must('alias.alone', 'Data and commands have the alias alone.', 'payloads-alias-data-cmd-requirement'),
    must(
      'type.known',
      'A datatype is a number, one of those that are defined for metrics.',
      'payloads-metric-datatype-value-type payloads-metric-datatype-value',
    ),
    must('type.birth', `A birth has datatypes: ${UNTYPED_BIRTH}.`, 'payloads-metric-datatype-req'),
    should('type.left-out', 'Data and commands leave datatypes out.', 'payloads-metric-datatype-not-req', {
      edge: { ...WIRE, words: 'SPARKPLUG_DATATYPES=true breaks it on purpose, for tools that cannot read without' },
      host: {
        ...FED,
        words:
          'taken with and without; our own request for births has one, for edge nodes of version 2.2 read no value without',
      },
    }),
    must(
      'property.sizes',
      'A property set has as many values as keys.',
      'payloads-propertyset-keys-array-size payloads-propertyset-values-array-size',
    ),
    must('property.type', 'A property has a type.', 'payloads-metric-propertyvalue-type-req'),
    must(
      'property.type-known',
      'The type of a property is a number, one of those that are defined for properties.',
      'payloads-metric-propertyvalue-type-type payloads-metric-propertyvalue-type-value',
    ),
    must('quality.type', 'The property Quality is an Int32.', 'payloads-propertyset-quality-value-type', NO_QUALITY),
    must('quality.value', 'Quality is 0, 192 or 500.', 'payloads-propertyset-quality-value-value', NO_QUALITY),
    must('data-set.size', 'A DataSet says how many columns it has.', 'payloads-dataset-column-size'),
    must('data-set.headers', 'It has a header for each column.', 'payloads-dataset-column-num-headers'),
    must(
      'data-set.types',
      'It has types, whatever it is part of.',
      'payloads-dataset-types-def payloads-dataset-parameter-type-req',
    ),
    must('data-set.types-number', 'It has a type for each column.', 'payloads-dataset-types-num'),
    must(
      'data-set.types-basic',
      'Types of columns are numbers of basic types.',
      'payloads-dataset-types-type payloads-dataset-types-value',
    ),
    must('data-set.cells', 'A cell stands in the field of its type.', 'payloads-template-dataset-value'),
    template.must(
      'template.definition-place',
      'Templates are defined in NBIRTHs only.',
      'payloads-template-definition-nbirth-only',
    ),
    template.must(
      'template.definition-flag',
      'A definition is marked as one.',
      'payloads-template-definition-is-definition payloads-template-is-definition-definition',
    ),
    template.must(
      'template.definition-ref',
      'A definition refers to no other.',
      'payloads-template-definition-ref payloads-template-ref-definition',
    ),
    template.must('template.flag', 'A Template says whether it is a definition.', 'payloads-template-is-definition'),
    template.must(
      'template.definition-members',
      'A definition has all members of its instances.',
      'payloads-template-definition-members payloads-template-instance-members',
    ),
    template.must(
      'template.definition-parameters',
      'A definition has all parameters of its instances.',
      'payloads-template-definition-parameters',
    ),
    may(
      'template.defaults',
      'A definition may have defaults of its parameters.',
      'payloads-template-definition-parameters-default',
      TEMPLATE_LIBERTY,
    ),
    template.must(
      'template.instance-flag',
      'An instance is marked as none.',
      'payloads-template-instance-is-definition payloads-template-is-definition-instance',
    ),
    template.must(
      'template.instance-ref',
      'An instance names its definition.',
      'payloads-template-instance-ref payloads-template-ref-instance',
    ),
    template.must(
      'template.instance-members-birth',
      'In a birth an instance has all members of its definition.',
      'payloads-template-instance-members-birth',
    ),
    may(
      'template.members-data',
      'In data an instance may have some members only.',
      'payloads-template-instance-members-data',
      TEMPLATE_LIBERTY,
    ),
    may(
      'template.parameters',
      'An instance may have values of its parameters.',
      'payloads-template-instance-parameters',
      TEMPLATE_LIBERTY,
    ),
    template.must('template.version', 'The version of a Template is UTF-8 text.', 'payloads-template-version'),
    template.must('parameter.name', 'A parameter has a name.', 'payloads-template-parameter-name-required'),
    template.must('parameter.name-text', 'It is UTF-8 text.', 'payloads-template-parameter-name-type'),
    template.must('parameter.type', 'A parameter has a type.', 'payloads-template-parameter-type-req'),
    template.must(
      'parameter.type-known',
      'It is a number of a basic type.',
      'payloads-template-parameter-value-type payloads-template-parameter-type-value',
    ),
    template.must(
      'parameter.value',
      'The value of a parameter stands in the field of its type.',
      'payloads-template-parameter-value',
    ),
  ],
}
