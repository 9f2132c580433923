import type { Draft } from './draft'
import { type Mutation, mutation } from './mutation'

/** Which kind comes after each in the recording: its seq is wrong after a wrong one, too. */
const NEXT = { NDATA: 'ddata', DDATA: 'ddeath', DDEATH: 'ndata' } as const
const kinds = ['NDATA', 'DDATA', 'DDEATH'] as const

/** DDEATH has one statement for both. */
const each = (kind: (typeof kinds)[number], rule: 'qos' | 'retain'): string =>
  kind === 'DDEATH' ? 'ddeath.mqtt' : `${kind.toLowerCase()}.${rule} ${kind.toLowerCase()}.mqtt`

/** The same faults of the three kinds of message that follow births. */
const alike = kinds.flatMap((kind): Mutation[] => {
  const prefix = kind.toLowerCase()
  const place = kind === 'DDEATH' ? 0 : 1
  return [
    mutation(`${kind} at QoS 1`, each(kind, 'qos'), (draft) => draft.set(kind, { qos: 1 })),
    mutation(`${kind} retained`, each(kind, 'retain'), (draft) => draft.set(kind, { retain: true })),
    mutation(
      `${kind} without seq`,
      `${prefix}.seq ${prefix}.seq-inc ${NEXT[kind]}.seq-inc seq.always seq.inc`,
      (draft) => draft.body(kind, (body) => delete body.seq, place),
    ),
    mutation(`${kind} with a seq of its own`, `${prefix}.seq-inc ${NEXT[kind]}.seq-inc seq.inc`, (draft) =>
      draft.body(kind, (body) => (body.seq = 200), place),
    ),
    mutation(`${kind} without timestamp`, `${prefix}.timestamp`, (draft) =>
      draft.body(kind, (body) => delete body.timestamp, place),
    ),
  ]
})

/** A device that comes back without having gone. */
const LOST_UNSEEN = 'ddeath.lost id.device.once dbirth.first ndata.waits ddata.waits'

/** Values that were not told before. */
function makeNew(draft: Draft, place: number): void {
  draft.metric('DDATA', 0, (metric) => (metric.floatValue = 1), place)
  draft.metric('DDATA', 1, (metric) => (metric.stringValue = 'late'), place)
}

/** What can be wrong with data and deaths of devices, and with how births are given again. */
export const DATA_MUTATIONS: readonly Mutation[] = [
  ...alike,
  mutation('NDATA without metrics', 'ndata.payload', (draft) => draft.body('NDATA', (body) => (body.metrics = []))),
  mutation('DDATA without metrics', 'ddata.payload', (draft) => draft.body('DDATA', (body) => (body.metrics = []))),
  mutation('NDATA that tell what has not changed', 'ndata.change data.change', (draft) =>
    draft.metric('NDATA', 1, (metric) => (metric.floatValue = 0.5)),
  ),
  mutation('DDATA that tell what has not changed', 'ddata.change data.change', (draft) =>
    draft.metric('DDATA', 0, (metric) => (metric.floatValue = 15_000)),
  ),
  mutation('NDATA out of order', 'ndata.order', (draft) => draft.body('NDATA', ({ metrics }) => metrics.reverse())),
  mutation('DDATA out of order', 'ddata.order', (draft) => draft.body('DDATA', ({ metrics }) => metrics.reverse())),
  mutation('history out of order', '', (draft) =>
    draft.body('DDATA', ({ metrics }) => {
      for (const metric of metrics.reverse()) metric.isHistorical = true
    }),
  ),
  mutation('NDATA before a DBIRTH', 'ndata.waits dbirth.first', (draft) =>
    draft.move(draft.message('NDATA'), { before: draft.message('DBIRTH', 1) }),
  ),
  mutation('no DDEATH of a lost device', LOST_UNSEEN, (draft) => {
    draft.remove('DDEATH')
    draft.recount()
  }),
  mutation('DDEATH without device', `ddeath.topic topic.device ${LOST_UNSEEN}`, (draft) =>
    draft.set('DDEATH', { topic: 'spBv1.0/mill/DDEATH/G01' }),
  ),
  mutation('data after a rebirth was asked for', 'rebirth.stops-data', (draft) => {
    const request = draft.message('NCMD')
    const late = structuredClone(draft.message('DDATA'))
    late.at = request.at + 500
    draft.insertAfter(request, late)
    makeNew(draft, 1)
    draft.recount()
  }),
  mutation('a rebirth that is not given', 'rebirth.births rebirth.stops-data', (draft) =>
    draft.move(draft.message('NCMD'), { before: draft.message('DDEATH') }),
  ),
  mutation('a rebirth without a device', 'rebirth.births', (draft) => {
    draft.remove('DBIRTH', 3)
    draft.recount()
  }),
  mutation('a rebirth with another bdSeq', 'rebirth.bdseq will.of-birth', (draft) =>
    draft.metric('NBIRTH', 'bdSeq', (metric) => (metric.longValue = 1), 1),
  ),
]

/** What can be wrong with an edge node that waits for its primary host. */
export const PRIMARY_HOST_MUTATIONS: readonly Mutation[] = [
  mutation('born for another host', 'primary.waits primary.id', (draft) => {
    draft.remove('STATE', 3)
    draft.move(draft.message('STATE', 0), { before: draft.message('NBIRTH', -1) })
  }),
  mutation('born without a host', 'primary.waits', (draft) => {
    for (const place of [3, 2, 1, 0]) draft.remove('STATE', place)
  }),
  mutation('born for a host that is offline', 'primary.waits primary.online', (draft) => {
    draft.remove('STATE', 3)
    draft.move(draft.message('STATE', 1), { before: draft.message('NBIRTH', -1) })
  }),
  mutation('born by an old STATE', 'primary.waits primary.timestamp', (draft) => draft.remove('STATE', 3)),
  mutation('data when the host is offline', 'primary.offline', (draft) => {
    const state = draft.message('STATE', 5)
    const late = structuredClone(draft.message('DDATA', -1))
    late.at = state.at + 500
    draft.insertAfter(state, late)
    makeNew(draft, -1)
    draft.recount()
  }),
  mutation('no NDEATH when the host is offline', 'primary.offline leave.ndeath', (draft) => draft.remove('NDEATH', -1)),
  mutation('staying when the host is offline', 'primary.offline primary.reconnects', (draft) => {
    const end = draft.packets.findLastIndex(({ packet }) => packet.cmd === 'disconnect')
    draft.packets.splice(end)
  }),
  mutation('leaving by an old STATE', 'primary.old-offline', (draft) => {
    draft.move(draft.message('STATE', 4), { before: draft.message('NDEATH', -1) })
  }),
  mutation('no return', 'primary.reconnects', (draft) => {
    draft.packets.splice(draft.packets.findLastIndex(({ packet }) => packet.cmd === 'connect'))
  }),
  mutation('no STATE of the primary host', 'primary.subscribes', (draft) =>
    draft.subscribe(({ subscriptions }) => subscriptions.pop(), 2),
  ),
]
