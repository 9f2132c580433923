import { type Mutation, mutation } from './mutation'

const REBIRTH = 'Node Control/Rebirth'

/** What cannot be read has none of what a birth must have. */
const UNREADABLE_NBIRTH = `nbirth.protobuf will.of-birth nbirth.seq nbirth.seq-0 nbirth.complete nbirth.templates nbirth.bdseq
  nbirth.rebirth nbirth.rebirth-name dbirth.seq-inc seq.always seq.inc rebirth.bdseq template.instance-ref`

/** What can be wrong with the births of nodes and devices. */
export const BIRTH_MUTATIONS: readonly Mutation[] = [
  mutation('a birth under another name', 'nbirth.topic will.topic dbirth.same-node', (draft) =>
    draft.set('NBIRTH', { topic: 'spBv1.0/mill/NBIRTH/G09' }, 2),
  ),
  mutation('NBIRTH at QoS 1', 'nbirth.qos nbirth.mqtt', (draft) => draft.set('NBIRTH', { qos: 1 })),
  mutation('NBIRTH retained', 'nbirth.retain nbirth.mqtt', (draft) => draft.set('NBIRTH', { retain: true })),
  mutation('NBIRTH as JSON', UNREADABLE_NBIRTH, (draft) => draft.set('NBIRTH', { payload: '{}' })),
  mutation('NBIRTH without seq', 'nbirth.seq nbirth.seq-0 dbirth.seq-inc seq.always seq.inc', (draft) =>
    draft.body('NBIRTH', (body) => delete body.seq),
  ),
  mutation('NBIRTH with seq 256', 'nbirth.seq nbirth.seq-0', (draft) =>
    draft.body('NBIRTH', (body) => (body.seq = 256)),
  ),
  mutation('NBIRTH with seq 1', 'nbirth.seq-0', (draft) => draft.shiftSeq()),
  mutation('NBIRTH without timestamp', 'nbirth.timestamp', (draft) =>
    draft.body('NBIRTH', (body) => delete body.timestamp),
  ),
  mutation('NBIRTH of an hour ago', 'nbirth.timestamp', (draft) =>
    draft.body('NBIRTH', (body) => (body.timestamp! -= 3_600_000)),
  ),
  mutation('a node metric that was not announced', 'nbirth.complete', (draft) =>
    draft.body('NBIRTH', ({ metrics }) => metrics.splice(3, 1)),
  ),
  mutation('a metric without name', 'nbirth.values nbirth.complete alias.birth', (draft) =>
    draft.metric('NBIRTH', 'load', (metric) => delete metric.name),
  ),
  mutation('a node metric without datatype', 'nbirth.values type.birth', (draft) =>
    draft.metric('NBIRTH', 'load', (metric) => delete metric.datatype),
  ),
  mutation('a node metric without value', 'nbirth.values', (draft) =>
    draft.metric('NBIRTH', 'load', (metric) => delete metric.floatValue),
  ),
  mutation('a node metric that is null and has a value', 'nbirth.values', (draft) =>
    draft.metric('NBIRTH', 'load', (metric) => (metric.isNull = true)),
  ),
  mutation('a Template without definition', 'nbirth.templates template.instance-ref', (draft) =>
    draft.body('NBIRTH', ({ metrics }) => metrics.splice(4, 1)),
  ),
  mutation('NBIRTH without bdSeq', 'nbirth.bdseq will.of-birth', (draft) =>
    draft.body('NBIRTH', ({ metrics }) => metrics.splice(0, 1), -1),
  ),
  mutation('a bdSeq that is no Int64', 'nbirth.bdseq', (draft) =>
    draft.metric('NBIRTH', 'bdSeq', (metric) => (metric.datatype = 8)),
  ),
  mutation('a bdSeq of another session', 'will.of-birth', (draft) =>
    draft.metric('NBIRTH', 'bdSeq', (metric) => (metric.longValue = 7), -1),
  ),
  mutation('no Rebirth', 'nbirth.rebirth nbirth.rebirth-name', (draft) =>
    draft.body('NBIRTH', ({ metrics }) => metrics.splice(1, 1)),
  ),
  mutation('a Rebirth that is no Boolean', 'nbirth.rebirth nbirth.rebirth-type', (draft) =>
    draft.metric('NBIRTH', REBIRTH, (metric) => (metric.datatype = 3)),
  ),
  mutation('a Rebirth that is true', 'nbirth.rebirth nbirth.rebirth-value', (draft) =>
    draft.metric('NBIRTH', REBIRTH, (metric) => (metric.booleanValue = true)),
  ),
  mutation('a Rebirth with alias', 'nbirth.rebirth-alias', (draft) =>
    draft.metric('NBIRTH', REBIRTH, (metric) => (metric.alias = 99)),
  ),
  mutation(
    'a DBIRTH without NBIRTH',
    'dbirth.after-nbirth birth.first dbirth.complete template.instance-ref',
    (draft) => draft.move(draft.message('DBIRTH'), { before: draft.message('NBIRTH') }),
  ),
  mutation('a DBIRTH of another node', 'dbirth.same-node template.instance-ref', (draft) =>
    draft.set('DBIRTH', { topic: 'spBv1.0/mill/DBIRTH/G09/RF02' }, -1),
  ),
  mutation('DBIRTH without device', 'dbirth.topic topic.device', (draft) =>
    draft.set('DBIRTH', { topic: 'spBv1.0/mill/DBIRTH/G02' }, -1),
  ),
  mutation('DBIRTH as JSON', 'dbirth.protobuf dbirth.seq dbirth.seq-inc ndata.seq-inc seq.always seq.inc', (draft) =>
    draft.set('DBIRTH', { payload: '{}' }, -1),
  ),
  mutation('DBIRTH at QoS 1', 'dbirth.qos dbirth.mqtt', (draft) => draft.set('DBIRTH', { qos: 1 })),
  mutation('DBIRTH retained', 'dbirth.retain dbirth.mqtt', (draft) => draft.set('DBIRTH', { retain: true })),
  mutation('DBIRTH without seq', 'dbirth.seq dbirth.seq-inc seq.always seq.inc', (draft) =>
    draft.body('DBIRTH', (body) => delete body.seq),
  ),
  mutation('DBIRTH with the seq of the NBIRTH', 'dbirth.seq-inc seq.inc', (draft) =>
    draft.body('DBIRTH', (body) => (body.seq = 0)),
  ),
  mutation('DBIRTH without timestamp', 'dbirth.timestamp', (draft) =>
    draft.body('DBIRTH', (body) => delete body.timestamp),
  ),
  mutation('a metric of a device that was not announced', 'dbirth.complete', (draft) =>
    draft.body('DBIRTH', ({ metrics }) => metrics.splice(0, 1)),
  ),
  mutation('a metric of a device without value', 'dbirth.values', (draft) =>
    draft.metric('DBIRTH', 'speed', (metric) => delete metric.floatValue),
  ),
  mutation('a DBIRTH after data', 'dbirth.first ndata.waits ddata.waits', (draft) =>
    draft.move(draft.message('DBIRTH', 1), { after: draft.message('DDATA') }),
  ),
]
