import type { Draft } from './draft'
import { type Mutation, mutation } from './mutation'

const line = (draft: Draft, cmd: string, place = 0) =>
  draft.packets.filter(({ packet }) => packet.cmd === cmd).at(place)!

/** What can be wrong with names, connections, Wills and farewells. */
export const SESSION_MUTATIONS: readonly Mutation[] = [
  mutation('a group that is no text', 'id.group.text', (draft) => draft.rename('/mill/', '/mi\uFFFDl/')),
  mutation('an edge node that is no text', 'id.edge.text', (draft) => draft.rename('/G01', '/G\uFFFD')),
  mutation('a device that is no text', 'id.device.text', (draft) => draft.rename('/RF01', '/RF\uFFFD')),
  mutation('a plus in a group', 'id.group.chars', (draft) => draft.rename('/mill/', '/mi+l/')),
  mutation('a hash in an edge node', 'id.edge.chars', (draft) => draft.rename('/G01', '/G#')),
  mutation('a plus in a device', 'id.device.chars', (draft) => draft.rename('/RF01', '/RF+')),
  mutation('an edge node twice at a time', 'id.once', (draft) => {
    const closed = line(draft, 'closed')
    draft.move(closed, { after: line(draft, 'connect', 1) })
  }),
  mutation('a second birth of a device', 'id.device.once', (draft) => {
    const birth = draft.message('DBIRTH', 1)
    draft.insertAfter(birth, structuredClone(birth))
    draft.recount()
  }),
  mutation(
    'levels out of order',
    'topic.order birth.first dbirth.after-nbirth template.definition-place template.instance-ref',
    (draft) => draft.rename('spBv1.0/mill/NBIRTH/G01', 'spBv1.0/NBIRTH/mill/G01'),
  ),
  mutation('another namespace', 'topic.namespace', (draft) => draft.rename('spBv1.0/mill/NDATA', 'spAv1.0/mill/NDATA')),
  mutation('data of a device without a device', 'topic.device ddata.topic dbirth.complete', (draft) =>
    draft.rename('/DDATA/G01/RF01', '/DDATA/G01'),
  ),
  mutation('data of a node with a device', 'topic.no-device ndata.topic nbirth.complete', (draft) =>
    draft.rename('/NDATA/G01', '/NDATA/G01/RF01'),
  ),
  mutation('names of devices that differ by case', 'case.ids', (draft) => draft.rename('/RF02', '/rf01')),
  mutation('names of metrics that differ by case', 'case.metrics', (draft) =>
    draft.metric('DBIRTH', 'lot', (metric) => (metric.name = 'SPEED')),
  ),
  mutation('a session that is kept', 'session.clean-5', (draft) => (draft.connect().clean = false)),
  mutation('a session that outlives its connection', 'session.clean-5', (draft) => {
    draft.connect().properties = { sessionExpiryInterval: 60 }
  }),
  mutation('a session that is kept', 'session.clean-311', (draft) => (draft.connect().clean = false), 4),
  mutation('data before the birth', 'birth.first ndata.waits', (draft) => {
    draft.move(draft.message('NDATA'), { before: draft.message('NBIRTH') })
  }),
  mutation('a birth before the CONNACK', 'birth.in-session', (draft) => {
    draft.move(line(draft, 'connack'), { after: draft.message('NBIRTH') })
  }),
  mutation('no Will', 'will.there will.topic will.of-birth leave.ndeath', (draft) => {
    delete draft.connect(1).will
  }),
  mutation('a Will that is no death', 'will.there will.topic leave.ndeath', (draft) =>
    draft.will({ topic: 'spBv1.0/mill/NDATA/G01' }, 1),
  ),
  mutation(
    'the Will of another',
    'will.topic will.bdseq leave.ndeath nbirth.topic subscribe.ncmd subscribe.dcmd',
    (draft) => draft.will({ topic: 'spBv1.0/mill/NDEATH/G09' }, 1),
  ),
  mutation('a Will with a device', 'will.topic topic.no-device', (draft) =>
    draft.will({ topic: 'spBv1.0/mill/NDEATH/G01/RF01' }),
  ),
  mutation('a Will with more than bdSeq', 'will.payload', (draft) =>
    draft.willBody(({ metrics }) => metrics.push({ ...metrics[0]!, name: 'reason' })),
  ),
  mutation('a Will that is no payload', 'will.payload will.bdseq will.of-birth', (draft) =>
    draft.will({ payload: Buffer.from([0xff, 0xff]) }),
  ),
  mutation('an NDEATH with more than bdSeq', 'will.payload', (draft) =>
    draft.body('NDEATH', ({ metrics }) => metrics.push({ ...metrics[0]!, name: 'reason' })),
  ),
  mutation('a bdSeq of another type', 'will.bdseq', (draft) =>
    draft.willBody(({ metrics }) => (metrics[0]!.datatype = 8)),
  ),
  mutation('a bdSeq that stays', 'will.bdseq will.of-birth', (draft) =>
    draft.willBody(({ metrics }) => (metrics[0]!.longValue = 0), 1),
  ),
  mutation('a first bdSeq that is not 0', 'will.bdseq', (draft) => {
    for (const place of [0, 1]) {
      draft.willBody(({ metrics }) => (metrics[0]!.longValue! += 1), place)
    }
    for (const place of [0, 1, 2]) draft.metric('NBIRTH', 'bdSeq', (metric) => (metric.longValue! += 1), place)
  }),
  mutation('a Will at QoS 0', 'will.qos', (draft) => draft.will({ qos: 0 })),
  mutation('a retained Will', 'will.retain', (draft) => draft.will({ retain: true })),
  mutation('a Will with seq', 'death.no-seq', (draft) => draft.willBody((body) => (body.seq = 0))),
  mutation('an NDEATH with seq', 'death.no-seq', (draft) => draft.body('NDEATH', (body) => (body.seq = 5))),
  mutation('leaving without NDEATH', 'leave.ndeath', (draft) => draft.remove('NDEATH')),
  mutation('leaving without NDEATH', 'leave.ndeath leave.311', (draft) => draft.remove('NDEATH'), 4),
  mutation('a DISCONNECT that takes the Will back', 'leave.5', (draft) => {
    Object.assign(line(draft, 'disconnect').packet, { reasonCode: 0 })
  }),
  mutation('commands to the node at QoS 0', 'subscribe.ncmd', (draft) =>
    draft.subscribe(({ subscriptions }) => (subscriptions[0]!.qos = 0)),
  ),
  mutation('no commands to devices', 'subscribe.dcmd', (draft) =>
    draft.subscribe(({ subscriptions }) => subscriptions.splice(1, 1)),
  ),
]
