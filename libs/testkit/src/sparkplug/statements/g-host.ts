import { allowed, type Chapter, notApplicable, WIRE, writers } from './statement'

const { must, should, may } = writers({ host: WIRE })

export const HOST: Chapter = {
  letter: 'G',
  title: 'Host application',
  statements: [
    must(
      'host.state',
      'It tells of its birth and death by STATE.',
      'intro-sparkplug-host-state components-ph-state conformance-primary-host',
    ),
    must('host.once', 'No two hosts have the same id.', 'operational-behavior-host-application-host-id'),
    must(
      'session.clean-311',
      'With MQTT 3.1.1 it connects with a clean session.',
      'message-flow-phid-sparkplug-clean-session-311',
    ),
    must(
      'session.clean-5',
      'With MQTT 5 it connects with Clean Start and a session that ends with the connection.',
      'message-flow-phid-sparkplug-clean-session-50',
    ),
    must(
      'host.will',
      'Its CONNECT has a STATE as Will.',
      'host-topic-phid-death-required operational-behavior-host-application-connect-will payloads-state-will-message',
    ),
    must(
      'host.death-topic',
      'Its deaths, the Will and the published, are on its own STATE topic.',
      'host-topic-phid-death-topic operational-behavior-host-application-connect-will-topic operational-behavior-host-application-death-topic',
    ),
    must(
      'host.death-qos',
      'They are at QoS 1.',
      'host-topic-phid-death-qos operational-behavior-host-application-connect-will-qos payloads-state-will-message-qos operational-behavior-host-application-death-qos',
    ),
    must(
      'host.death-retain',
      'They are retained.',
      'host-topic-phid-death-retain operational-behavior-host-application-connect-will-retained payloads-state-will-message-retain operational-behavior-host-application-death-retained',
    ),
    must(
      'host.death-payload',
      'They are JSON: online false and a time in ms.',
      'host-topic-phid-death-payload operational-behavior-host-application-connect-will-payload payloads-state-will-message-payload operational-behavior-host-application-death-payload',
    ),
    must(
      'host.will-timestamp',
      "The Will's time is that of CONNECT.",
      'host-topic-phid-death-payload-timestamp-connect',
    ),
    must(
      'host.leave',
      'Before it leaves on purpose it publishes its death.',
      'operational-behavior-host-application-termination',
    ),
    must(
      'host.leave-timestamp',
      'A published death has the time of now.',
      'host-topic-phid-death-payload-timestamp-disconnect-clean host-topic-phid-death-payload-timestamp-disconnect-with-no-disconnect-packet',
    ),
    may('host.disconnect', 'A DISCONNECT may follow.', 'operational-behavior-host-application-disconnect-intentional', {
      host: allowed('sent, without a reason: the Will would be older than the published death'),
    }),
    must(
      'host.subscribes',
      'Before it publishes it subscribes to all edge nodes and its own STATE.',
      'host-topic-phid-birth-sub-required message-flow-phid-sparkplug-subscription payloads-state-subscribe',
    ),
    must(
      'host.birth',
      'STATE online is the first thing that it publishes in a session, on every server.',
      'host-topic-phid-birth-message host-topic-phid-birth-required message-flow-phid-sparkplug-state-publish operational-behavior-host-application-connect-birth payloads-state-birth operational-behavior-primary-application-state-with-multiple-servers-state',
    ),
    must(
      'host.birth-topic',
      'It is on its own STATE topic.',
      'host-topic-phid-birth-topic operational-behavior-host-application-connect-birth-topic',
    ),
    must(
      'host.birth-qos',
      'It is at QoS 1.',
      'host-topic-phid-birth-qos operational-behavior-host-application-connect-birth-qos',
    ),
    must(
      'host.birth-retain',
      'It is retained.',
      'host-topic-phid-birth-retain operational-behavior-host-application-connect-birth-retained',
    ),
    must(
      'host.birth-payload',
      'It is JSON: online true and a time in ms.',
      'host-topic-phid-birth-payload message-flow-phid-sparkplug-state-publish-payload operational-behavior-host-application-connect-birth-payload payloads-state-birth-payload',
    ),
    must(
      'host.birth-timestamp',
      'Its time is that of the Will.',
      'host-topic-phid-birth-payload-timestamp message-flow-phid-sparkplug-state-publish-payload-timestamp',
    ),
    must(
      'host.reclaims',
      'If somebody says that it is offline it says that it is online, with the same time.',
      'message-flow-hid-sparkplug-state-message-delivered',
    ),
    must(
      'host.servers-timestamp',
      'With several servers it keeps a time for each.',
      'operational-behavior-host-application-multi-server-timestamp',
      { host: notApplicable('the backend has one broker; a host session is made for one server') },
    ),
    must(
      'host.node-offline',
      'An NDEATH of the last birth makes the edge node offline, by the clock of the host.',
      'operational-behavior-edge-node-termination-host-action-ndeath-node-offline',
    ),
    must(
      'host.node-stale',
      'Its metrics are stale from then on.',
      'operational-behavior-edge-node-termination-host-action-ndeath-node-tags-stale',
    ),
    must(
      'host.devices-offline',
      'So are all its devices offline.',
      'operational-behavior-edge-node-termination-host-action-ndeath-devices-offline',
    ),
    must(
      'host.devices-stale',
      'So are the metrics of all its devices stale.',
      'operational-behavior-edge-node-termination-host-action-ndeath-devices-tags-stale',
    ),
    must(
      'host.device-offline',
      'A DDEATH makes its device offline, by the time in the message.',
      'operational-behavior-edge-node-termination-host-action-ddeath-devices-offline',
    ),
    must(
      'host.device-stale',
      'The metrics of the device are stale from then on.',
      'operational-behavior-edge-node-termination-host-action-ddeath-devices-tags-stale',
    ),
    should(
      'reorder.set',
      'How long it waits for a missing message can be set.',
      'operational-behavior-host-reordering-param',
    ),
    must(
      'reorder.waits',
      'When a seq is missing it waits that long before it does anything.',
      'operational-behavior-host-reordering-start',
    ),
    must(
      'reorder.filled',
      'If the missing message comes in time it goes on.',
      'operational-behavior-host-reordering-success',
    ),
    must('reorder.rebirth', 'If not, it asks for births.', 'operational-behavior-host-reordering-rebirth'),
    must('rebirth.verb', 'It asks for births by NCMD.', 'operational-behavior-data-commands-ncmd-rebirth-verb'),
    must(
      'rebirth.name',
      'The metric for that is Node Control/Rebirth.',
      'operational-behavior-data-commands-ncmd-rebirth-name',
    ),
    must('rebirth.value', 'Its value is true.', 'operational-behavior-data-commands-ncmd-rebirth-value'),
    must(
      'ncmd.topic',
      'Commands to an edge node are on spBv1.0/group/NCMD/edge.',
      'topics-ncmd-topic operational-behavior-data-commands-ncmd-verb',
    ),
    must(
      'dcmd.topic',
      'Commands to a device are on spBv1.0/group/DCMD/edge/device.',
      'topics-dcmd-topic operational-behavior-data-commands-dcmd-verb',
    ),
    must('ncmd.mqtt', 'An NCMD is at QoS 0 and not retained.', 'topics-ncmd-mqtt'),
    must('ncmd.qos', 'An NCMD is at QoS 0.', 'payloads-ncmd-qos'),
    must('ncmd.retain', 'An NCMD is not retained.', 'payloads-ncmd-retain'),
    must('dcmd.mqtt', 'A DCMD is at QoS 0 and not retained.', 'topics-dcmd-mqtt'),
    must('dcmd.qos', 'A DCMD is at QoS 0.', 'payloads-dcmd-qos'),
    must('dcmd.retain', 'A DCMD is not retained.', 'payloads-dcmd-retain'),
    must('ncmd.timestamp', 'An NCMD says when it was sent.', 'topics-ncmd-timestamp payloads-ncmd-timestamp'),
    must('dcmd.timestamp', 'A DCMD says when it was sent.', 'topics-dcmd-timestamp payloads-dcmd-timestamp'),
    must('ncmd.no-seq', 'An NCMD has no seq.', 'payloads-ncmd-seq'),
    must('dcmd.no-seq', 'A DCMD has no seq.', 'payloads-dcmd-seq'),
    must('ncmd.payload', 'An NCMD carries the metrics to write.', 'topics-ncmd-payload'),
    must('dcmd.payload', 'A DCMD carries the metrics to write.', 'topics-dcmd-payload'),
    must(
      'ncmd.value',
      'A value to write to a node is of the type that was announced.',
      'operational-behavior-data-commands-ncmd-metric-value',
    ),
    must(
      'dcmd.value',
      'A value to write to a device is of the type that was announced.',
      'operational-behavior-data-commands-dcmd-metric-value',
    ),
    should(
      'ncmd.name',
      'A metric to write to a node was announced by it.',
      'operational-behavior-data-commands-ncmd-metric-name',
    ),
    should(
      'dcmd.name',
      'A metric to write to a device was announced by it.',
      'operational-behavior-data-commands-dcmd-metric-name',
    ),
  ],
}
