import { type Chapter, WIRE, writers } from './statement'

const { must, should } = writers({ edge: WIRE })

/** Why data of a gateway with a journal tell some values that have not changed. */
const RETOLD = {
  edge: {
    ...WIRE,
    words:
      'with a journal the values of a birth come once more in data, which have a position there, each message has the epoch of its position, and what has not moved for ten minutes is told again',
  },
}

export const DEVICES_AND_DATA: Chapter = {
  letter: 'D',
  title: 'Edge node: devices and data',
  statements: [
    must(
      'dbirth.after-nbirth',
      'A DBIRTH comes after the NBIRTH of its session.',
      'message-flow-device-birth-publish-nbirth-wait',
    ),
    must(
      'dbirth.same-node',
      'A DBIRTH has group and edge node of the NBIRTH.',
      'message-flow-device-birth-publish-dbirth-match-edge-node-topic',
    ),
    must(
      'dbirth.topic',
      'A DBIRTH is on spBv1.0/group/DBIRTH/edge/device.',
      'topics-dbirth-topic message-flow-device-birth-publish-dbirth-topic',
    ),
    must('dbirth.protobuf', 'A DBIRTH is a Sparkplug payload.', 'message-flow-device-birth-publish-dbirth-payload'),
    must('dbirth.mqtt', 'A DBIRTH is at QoS 0 and not retained.', 'topics-dbirth-mqtt'),
    must('dbirth.qos', 'A DBIRTH is at QoS 0.', 'message-flow-device-birth-publish-dbirth-qos payloads-dbirth-qos'),
    must(
      'dbirth.retain',
      'A DBIRTH is not retained.',
      'message-flow-device-birth-publish-dbirth-retained payloads-dbirth-retain',
    ),
    must('dbirth.seq', 'A DBIRTH has a seq.', 'payloads-dbirth-seq'),
    must(
      'dbirth.seq-inc',
      'The seq of a DBIRTH is one more than that of the message before, 0 after 255.',
      'topics-dbirth-seq message-flow-device-birth-publish-dbirth-payload-seq payloads-dbirth-seq-inc',
    ),
    must('dbirth.timestamp', 'A DBIRTH says when it was sent.', 'topics-dbirth-timestamp payloads-dbirth-timestamp'),
    must(
      'dbirth.complete',
      'A DBIRTH lists every metric that the device sends in this session.',
      'topics-dbirth-metric-reqs operational-behavior-data-publish-dbirth',
    ),
    must(
      'dbirth.values',
      'Each metric of a DBIRTH has name, datatype and present value, or the mark that there is none.',
      'topics-dbirth-metrics operational-behavior-data-publish-dbirth-values',
    ),
    must('dbirth.first', 'All DBIRTHs follow the NBIRTH before any data.', 'payloads-dbirth-order'),
    must('ndata.topic', 'An NDATA is on spBv1.0/group/NDATA/edge.', 'topics-ndata-topic'),
    must('ddata.topic', 'A DDATA is on spBv1.0/group/DDATA/edge/device.', 'topics-ddata-topic'),
    must('ndata.mqtt', 'An NDATA is at QoS 0 and not retained.', 'topics-ndata-mqtt'),
    must('ndata.qos', 'An NDATA is at QoS 0.', 'payloads-ndata-qos'),
    must('ndata.retain', 'An NDATA is not retained.', 'payloads-ndata-retain'),
    must('ddata.mqtt', 'A DDATA is at QoS 0 and not retained.', 'topics-ddata-mqtt'),
    must('ddata.qos', 'A DDATA is at QoS 0.', 'payloads-ddata-qos'),
    must('ddata.retain', 'A DDATA is not retained.', 'payloads-ddata-retain'),
    must('ndata.seq', 'An NDATA has a seq.', 'payloads-ndata-seq'),
    must(
      'ndata.seq-inc',
      'The seq of an NDATA is one more than that of the message before, 0 after 255.',
      'topics-ndata-seq-num payloads-ndata-seq-inc',
    ),
    must('ddata.seq', 'A DDATA has a seq.', 'payloads-ddata-seq'),
    must(
      'ddata.seq-inc',
      'The seq of a DDATA is one more than that of the message before, 0 after 255.',
      'topics-ddata-seq-num payloads-ddata-seq-inc',
    ),
    must('seq.always', 'Every message of an edge node but NDEATH has a seq.', 'payloads-sequence-num-always-included'),
    must(
      'seq.inc',
      'The seq grows by one with each message of node and devices, 0 after 255.',
      'payloads-sequence-num-incrementing',
    ),
    must('ndata.timestamp', 'An NDATA says when it was sent.', 'topics-ndata-timestamp payloads-ndata-timestamp'),
    must('ddata.timestamp', 'A DDATA says when it was sent.', 'topics-ddata-timestamp payloads-ddata-timestamp'),
    must('ndata.payload', 'An NDATA carries the metrics that have changed.', 'topics-ndata-payload'),
    must('ddata.payload', 'A DDATA carries the metrics that have changed.', 'topics-ddata-payload'),
    should(
      'ndata.change',
      'NDATA are published when a value changes.',
      'operational-behavior-data-publish-nbirth-change',
      RETOLD,
    ),
    should(
      'ddata.change',
      'DDATA are published when a value changes.',
      'operational-behavior-data-publish-dbirth-change',
      RETOLD,
    ),
    should('data.change', 'Data are published by exception, not by the clock.', 'principles-rbe-recommended', RETOLD),
    must('ndata.waits', 'No NDATA before all births are out.', 'payloads-ndata-order'),
    must('ddata.waits', 'No DDATA before all births are out.', 'payloads-ddata-order'),
    must(
      'ndata.order',
      'The live values of an NDATA stand in the order of their times.',
      'operational-behavior-data-publish-nbirth-order',
    ),
    must(
      'ddata.order',
      'The live values of a DDATA stand in the order of their times.',
      'operational-behavior-data-publish-dbirth-order',
    ),
    must('ddeath.lost', 'A device that is lost gets a DDEATH.', 'operational-behavior-device-ddeath'),
    must('ddeath.topic', 'A DDEATH is on spBv1.0/group/DDEATH/edge/device.', 'topics-ddeath-topic'),
    must('ddeath.mqtt', 'A DDEATH is at QoS 0 and not retained.', 'topics-ddeath-mqtt'),
    must('ddeath.seq', 'A DDEATH has a seq.', 'payloads-ddeath-seq'),
    must(
      'ddeath.seq-inc',
      'The seq of a DDEATH is one more than that of the message before, 0 after 255.',
      'topics-ddeath-seq-num payloads-ddeath-seq-inc payloads-ddeath-seq-number',
    ),
    must('ddeath.timestamp', 'A DDEATH says when it was sent.', 'payloads-ddeath-timestamp'),
  ],
}
