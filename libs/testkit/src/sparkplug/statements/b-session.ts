import { allowed, type Chapter, WIRE, writers } from './statement'

const { must, should, may } = writers({ edge: WIRE })

export const EDGE_SESSION: Chapter = {
  letter: 'B',
  title: 'Edge node: session, Will and death',
  statements: [
    must(
      'session.clean-311',
      'With MQTT 3.1.1 it connects with a clean session.',
      'principles-persistence-clean-session-311',
    ),
    must(
      'session.clean-5',
      'With MQTT 5 it connects with Clean Start and a session that ends with the connection.',
      'principles-persistence-clean-session-50',
    ),
    must('birth.first', 'The first thing it publishes is its birth.', 'principles-birth-certificates-order'),
    must(
      'birth.in-session',
      'It publishes births only in a session that the broker has accepted.',
      'message-flow-edge-node-birth-publish-connect',
    ),
    must(
      'will.there',
      'Its CONNECT has an NDEATH as Will.',
      'message-flow-edge-node-birth-publish-will-message payloads-ndeath-will-message',
    ),
    must(
      'will.topic',
      'The Will is on the NDEATH topic of this edge node.',
      'message-flow-edge-node-birth-publish-will-message-topic topics-ndeath-topic',
    ),
    must(
      'will.payload',
      'An NDEATH is a payload with the metric bdSeq and nothing else.',
      'message-flow-edge-node-birth-publish-will-message-payload topics-ndeath-payload',
    ),
    must(
      'will.bdseq',
      "The Will's bdSeq is an Int64 that begins with 0 and is one more with each CONNECT, 0 after 255.",
      'message-flow-edge-node-birth-publish-will-message-payload-bdSeq topics-nbirth-bdseq-increment',
    ),
    must(
      'will.qos',
      'The Will is at QoS 1.',
      'message-flow-edge-node-birth-publish-will-message-qos payloads-ndeath-will-message-qos',
    ),
    must(
      'will.retain',
      'The Will is not retained.',
      'message-flow-edge-node-birth-publish-will-message-will-retained payloads-ndeath-will-message-retain',
    ),
    must('will.of-birth', 'The bdSeq of the Will is that of the birth after it.', 'payloads-ndeath-bdseq'),
    must('death.no-seq', 'An NDEATH has no seq.', 'topics-ndeath-seq payloads-ndeath-seq'),
    must(
      'leave.ndeath',
      'Before it leaves on purpose it publishes its NDEATH.',
      'operational-behavior-edge-node-intentional-disconnect-ndeath',
    ),
    should(
      'leave.ndeath',
      'It publishes its NDEATH itself before it leaves on purpose.',
      'payloads-ndeath-will-message-publisher',
    ),
    may('leave.packet', 'A DISCONNECT may follow.', 'operational-behavior-edge-node-intentional-disconnect-packet', {
      edge: allowed('sent'),
    }),
    must(
      'leave.311',
      'With MQTT 3.1.1 the NDEATH goes out before the DISCONNECT.',
      'payloads-ndeath-will-message-publisher-disconnect-mqtt311',
    ),
    must(
      'leave.5',
      'With MQTT 5 the DISCONNECT has reason 0x04, so that the broker publishes the Will as well.',
      'payloads-ndeath-will-message-publisher-disconnect-mqtt50',
    ),
    must('subscribe.ncmd', 'It subscribes to its NCMD at QoS 1.', 'message-flow-edge-node-ncmd-subscribe'),
    must(
      'subscribe.dcmd',
      'It subscribes to the DCMD of its devices at QoS 1, if these take commands.',
      'message-flow-device-dcmd-subscribe',
    ),
  ],
}
