import { type Chapter, notApplicable, WIRE, writers } from './statement'

const { must } = writers({ edge: WIRE })
const TEMPLATES = {
  edge: notApplicable('no Templates are used: a machine says what kind it is by machine/kind', 'template.flag'),
}

export const NBIRTH: Chapter = {
  letter: 'C',
  title: 'Edge node: NBIRTH',
  statements: [
    must(
      'nbirth.topic',
      'It is on spBv1.0/group/NBIRTH/edge, with the names of the Will.',
      'topics-nbirth-topic message-flow-edge-node-birth-publish-nbirth-topic',
    ),
    must('nbirth.mqtt', 'It is at QoS 0 and not retained.', 'topics-nbirth-mqtt'),
    must('nbirth.qos', 'It is at QoS 0.', 'message-flow-edge-node-birth-publish-nbirth-qos payloads-nbirth-qos'),
    must(
      'nbirth.retain',
      'It is not retained.',
      'message-flow-edge-node-birth-publish-nbirth-retained payloads-nbirth-retain',
    ),
    must('nbirth.protobuf', 'It is a Sparkplug payload.', 'message-flow-edge-node-birth-publish-nbirth-payload'),
    must(
      'nbirth.seq',
      'It has a seq from 0 to 255.',
      'message-flow-edge-node-birth-publish-nbirth-payload-seq payloads-nbirth-seq payloads-sequence-num-req-nbirth',
    ),
    must('nbirth.seq-0', 'Its seq is 0.', 'topics-nbirth-seq-num'),
    must('nbirth.timestamp', 'It says when it was sent.', 'topics-nbirth-timestamp payloads-nbirth-timestamp'),
    must(
      'nbirth.complete',
      'It lists every metric that the node sends in this session.',
      'topics-nbirth-metric-reqs operational-behavior-data-publish-nbirth',
    ),
    must(
      'nbirth.values',
      'Each metric has name, datatype and present value, or the mark that there is none.',
      'topics-nbirth-metrics operational-behavior-data-publish-nbirth-values',
    ),
    must(
      'nbirth.templates',
      'It defines every Template that the node or its devices use.',
      'topics-nbirth-templates payloads-template-definition-nbirth',
      TEMPLATES,
    ),
    must(
      'nbirth.bdseq',
      'It has the metric bdSeq, an Int64 from 0 to 255.',
      'topics-nbirth-bdseq-included payloads-nbirth-bdseq',
    ),
    must(
      'will.of-birth',
      'Its bdSeq is that of the Will.',
      'topics-nbirth-bdseq-matching payloads-nbirth-bdseq-repeat message-flow-edge-node-birth-publish-nbirth-payload-bdSeq',
    ),
    must(
      'nbirth.rebirth',
      'It has the metric Node Control/Rebirth, Boolean, false.',
      'topics-nbirth-rebirth-metric payloads-nbirth-rebirth-req',
    ),
    must(
      'nbirth.rebirth-name',
      'The metric to ask for births is named Node Control/Rebirth.',
      'operational-behavior-data-commands-rebirth-name',
    ),
    must('nbirth.rebirth-type', 'It is a Boolean.', 'operational-behavior-data-commands-rebirth-datatype'),
    must('nbirth.rebirth-value', 'It is false in the birth.', 'operational-behavior-data-commands-rebirth-value'),
    must('nbirth.rebirth-alias', 'It has no alias.', 'operational-behavior-data-commands-rebirth-name-aliases'),
  ],
}
