import { allowed, type Chapter, notApplicable, WIRE, writers } from './statement'

const { must, should, may } = writers({ edge: WIRE, host: WIRE })
const NAMES_ARE_GIVEN = {
  host: notApplicable('who names the gateways keeps their names apart; a host cannot tell two of one name'),
}

export const TOPICS: Chapter = {
  letter: 'A',
  title: 'Identity and topics',
  statements: [
    must('id.group.text', 'The group is UTF-8 text in the topic.', 'intro-group-id-string'),
    must('id.edge.text', 'The edge node is UTF-8 text in the topic.', 'intro-edge-node-id-string'),
    must('id.device.text', 'The device is UTF-8 text in the topic.', 'intro-device-id-string'),
    must(
      'id.group.chars',
      'A group has only characters that a level of a topic may have: no plus, slash or hash.',
      'intro-group-id-chars topic-structure-namespace-valid-group-id',
    ),
    must(
      'id.edge.chars',
      'An edge node has only characters that a level of a topic may have.',
      'intro-edge-node-id-chars topic-structure-namespace-valid-edge-node-id',
    ),
    must(
      'id.device.chars',
      'A device has only characters that a level of a topic may have.',
      'intro-device-id-chars topic-structure-namespace-valid-device-id',
    ),
    must(
      'id.once',
      'No two edge nodes of the plant have the same group and name.',
      'intro-edge-node-id-uniqueness topic-structure-namespace-unique-edge-node-descriptor payloads-nbirth-edge-node-descriptor',
      NAMES_ARE_GIVEN,
    ),
    must(
      'id.device.once',
      'No two devices of an edge node have the same name.',
      'topic-structure-namespace-unique-device-id',
      NAMES_ARE_GIVEN,
    ),
    may(
      'id.device.elsewhere',
      'Devices of two edge nodes may have the same name.',
      'topic-structure-namespace-duplicate-device-id-across-edge-node',
      {
        edge: allowed('not used: a machine has one name in the mill'),
        host: allowed('borne: a machine is known by mill, gateway and name'),
      },
    ),
    must('topic.order', 'Topics have their levels in the one order.', 'topic-structure'),
    must('topic.namespace', 'The first level is spBv1.0.', 'topic-structure-namespace-a'),
    must(
      'topic.device',
      'Messages of devices have the device as their last level.',
      'topic-structure-namespace-device-id-associated-message-types',
    ),
    must(
      'topic.no-device',
      'Messages of edge nodes and STATE have no device level.',
      'topic-structure-namespace-device-id-non-associated-message-types',
    ),
    should('case.ids', 'No two names differ by case alone.', 'case-sensitivity-sparkplug-ids'),
    should('case.metrics', 'No two metrics of a birth differ by case alone.', 'case-sensitivity-metric-names'),
  ],
}
