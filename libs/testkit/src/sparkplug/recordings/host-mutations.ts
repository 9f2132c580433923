import type { Told } from '../reading'
import type { Draft } from './draft'
import { type Mutation, mutation } from './mutation'

const STATE = { birth: 0, echo: 1, usurper: 2, reclaim: 3, secondBirth: 4, death: 6 }
const line = (draft: Draft, cmd: string, place = 0) =>
  draft.packets.filter(({ packet }) => packet.cmd === cmd).at(place)!

/** Takes away what was told of something. */
const unsay = (draft: Draft, is: (told: Told) => boolean) => {
  draft.subject.told = draft.subject.told!.filter((told) => !is(told))
}
const misdate = (draft: Draft, is: (told: Told) => boolean) => {
  for (const told of draft.subject.told!.filter(is)) Object.assign(told, { toldMs: told.toldMs! - 60_000 })
}
const willState = (draft: Draft, change: Record<string, unknown>, place = 0) => {
  const { payload } = draft.connect(place).will!
  draft.will({ payload: Buffer.from(JSON.stringify({ ...JSON.parse(String(payload)), ...change })) }, place)
}

/** What can be wrong with the STATE of a host, and with how it connects and leaves. */
export const HOST_STATE_MUTATIONS: readonly Mutation[] = [
  mutation(
    'a host without STATE',
    'host.state host.will host.will-timestamp host.birth host.death-topic host.death-qos host.death-retain host.death-payload',
    (draft) => {
      draft.packets.splice(draft.packets.findIndex((one) => one.packet.cmd === 'connect' && one.connection === 1))
      draft.will({ topic: 'spBv1.0/mill/NDEATH/HOST', qos: 0, retain: false, payload: Buffer.from([]) })
      for (const place of [STATE.reclaim, STATE.usurper, STATE.birth]) draft.remove('STATE', place)
    },
  ),
  mutation('two hosts with one id', 'host.once', (draft) =>
    draft.move(line(draft, 'closed'), { after: line(draft, 'connect', 1) }),
  ),
  mutation('a session that is kept', 'session.clean-5', (draft) => (draft.connect().clean = false)),
  mutation('a session that is kept', 'session.clean-311', (draft) => (draft.connect().clean = false), 4),
  mutation('no Will', 'host.will host.birth-timestamp host.subscribes host.state', (draft) => {
    delete draft.connect().will
  }),
  mutation('a Will on the STATE of another', 'host.death-topic host.birth-topic', (draft) => {
    draft.will({ topic: 'spBv1.0/STATE/another' }, 1)
  }),
  mutation('a birth on the STATE of another', 'host.birth-topic', (draft) =>
    draft.set('STATE', { topic: 'spBv1.0/STATE/another' }, STATE.birth),
  ),
  mutation('a death on the STATE of another', 'host.death-topic', (draft) =>
    draft.set('STATE', { topic: 'spBv1.0/STATE/another' }, STATE.death),
  ),
  mutation('a Will at QoS 0', 'host.death-qos', (draft) => draft.will({ qos: 0 })),
  mutation('a death at QoS 0', 'host.death-qos', (draft) => draft.set('STATE', { qos: 0 }, STATE.death)),
  mutation('a Will that is not retained', 'host.death-retain', (draft) => draft.will({ retain: false })),
  mutation('a death that is not retained', 'host.death-retain', (draft) =>
    draft.set('STATE', { retain: false }, STATE.death),
  ),
  mutation(
    'a Will in the words of version 2.2',
    'host.death-payload host.will-timestamp host.birth-timestamp host.reclaims',
    (draft) => draft.will({ payload: Buffer.from('OFFLINE') }),
  ),
  mutation('a Will that says online', 'host.death-payload', (draft) => willState(draft, { online: true })),
  mutation('a Will of before', 'host.will-timestamp host.birth-timestamp', (draft) =>
    willState(draft, { timestamp: 1_600_000_000_000 }, 1),
  ),
  mutation('leaving without a death', 'host.leave host.reclaims', (draft) => draft.remove('STATE', STATE.death)),
  mutation('a death with the time of CONNECT', 'host.leave-timestamp', (draft) =>
    draft.state({ timestamp: 1_600_000_000_000 }, STATE.death),
  ),
  mutation('subscribing after the birth', 'host.subscribes', (draft) =>
    draft.move(line(draft, 'subscribe'), { after: draft.message('STATE', STATE.birth) }),
  ),
  mutation('no subscription of STATE', 'host.subscribes', (draft) =>
    draft.subscribe(({ subscriptions }) => (subscriptions[0]!.topic = 'spBv1.0/mill/#')),
  ),
  mutation('a command before the birth', 'host.birth', (draft) =>
    draft.move(draft.message('NCMD', -1), { before: draft.message('STATE', STATE.secondBirth) }),
  ),
  mutation('a birth at QoS 0', 'host.birth-qos', (draft) => draft.set('STATE', { qos: 0 }, STATE.birth)),
  mutation('a birth that is not retained', 'host.birth-retain', (draft) =>
    draft.set('STATE', { retain: false }, STATE.birth),
  ),
  mutation('a birth with its time as text', 'host.birth-payload host.birth-timestamp', (draft) =>
    draft.state({ timestamp: '2023-11-14T22:13:20Z' }, STATE.birth),
  ),
  mutation('a birth in the words of version 2.2', 'host.birth-payload host.birth', (draft) =>
    draft.set('STATE', { payload: Buffer.from('ONLINE') }, STATE.birth),
  ),
  mutation('a birth with a time of its own', 'host.birth-timestamp', (draft) =>
    draft.state({ timestamp: 1_700_000_000_001 }, STATE.birth),
  ),
  mutation('an offline STATE of its own that is not answered', 'host.reclaims', (draft) =>
    draft.remove('STATE', STATE.reclaim),
  ),
]

/** What can be wrong with what a host makes of deaths and of lost messages, and with its commands. */
export const HOST_EDGE_MUTATIONS: readonly Mutation[] = [
  mutation('a node that stays online', 'host.node-offline', (draft) =>
    unsay(draft, ({ what }) => what === 'node-offline'),
  ),
  mutation('a node offline by the time of the message', 'host.node-offline', (draft) =>
    misdate(draft, ({ what }) => what === 'node-offline'),
  ),
  mutation('the death of an older session taken for that of the last', 'host.node-offline', (draft) => {
    const { at } = draft.message('NDEATH', 0)
    const first = draft.subject.told!.find(({ what }) => what === 'node-offline')!
    draft.subject.told = [...draft.subject.told!, { ...first, at }]
  }),
  mutation('metrics of a node that stay fresh', 'host.node-stale', (draft) =>
    unsay(draft, ({ what }) => what === 'node-stale'),
  ),
  mutation('a device that stays online without its node', 'host.devices-offline', (draft) =>
    unsay(draft, ({ what, device }) => what === 'device-offline' && device === 'RF01'),
  ),
  mutation('metrics of a device that stay fresh without its node', 'host.devices-stale', (draft) =>
    unsay(draft, ({ what, device }) => what === 'device-stale' && device === 'RF01'),
  ),
  mutation('a device that stays online', 'host.device-offline', (draft) => {
    const first = draft.subject.told!.find(({ what }) => what === 'device-offline')
    unsay(draft, (told) => told === first)
  }),
  mutation('a device that is stale by the clock of the host', 'host.device-stale', (draft) => {
    const first = draft.subject.told!.find(({ what }) => what === 'device-stale')
    misdate(draft, (told) => told === first)
  }),
  mutation('a host that does not wait', 'reorder.waits reorder.set', (draft) => {
    draft.message('NCMD').at -= 300
  }),
  mutation('a host that asks although the message came', 'reorder.filled reorder.waits reorder.set', (draft) => {
    const asked = structuredClone(draft.message('NCMD'))
    asked.at = draft.message('DDATA', 2).at + 150
    draft.insertAfter(draft.message('DDATA', 2), asked)
  }),
  mutation('a host that does not ask', 'reorder.rebirth reorder.set', (draft) => draft.remove('NCMD')),
  mutation('births asked for by DCMD', 'rebirth.verb dcmd.name reorder.rebirth reorder.set', (draft) =>
    draft.set('NCMD', { topic: 'spBv1.0/mill/DCMD/G01/RF01' }),
  ),
  mutation('births asked for by another name', 'rebirth.name reorder.rebirth reorder.set ncmd.name', (draft) =>
    draft.metric('NCMD', 0, (metric) => (metric.name = 'Device Control/Rebirth')),
  ),
  mutation('births asked for by false', 'rebirth.value reorder.rebirth reorder.set', (draft) =>
    draft.metric('NCMD', 0, (metric) => (metric.booleanValue = false)),
  ),
  mutation('NCMD with a device', 'ncmd.topic topic.no-device ncmd.name', (draft) =>
    draft.set('NCMD', { topic: 'spBv1.0/mill/NCMD/G01/RF01' }, -1),
  ),
  mutation('DCMD without a device', 'dcmd.topic topic.device dcmd.name', (draft) =>
    draft.set('DCMD', { topic: 'spBv1.0/mill/DCMD/G01' }),
  ),
  ...(['NCMD', 'DCMD'] as const).flatMap((kind) => {
    const prefix = kind.toLowerCase()
    return [
      mutation(`${kind} at QoS 1`, `${prefix}.qos ${prefix}.mqtt`, (draft) => draft.set(kind, { qos: 1 })),
      mutation(`${kind} retained`, `${prefix}.retain ${prefix}.mqtt`, (draft) => draft.set(kind, { retain: true })),
      mutation(`${kind} without timestamp`, `${prefix}.timestamp`, (draft) =>
        draft.body(kind, (body) => delete body.timestamp),
      ),
      mutation(`${kind} with seq`, `${prefix}.no-seq`, (draft) => draft.body(kind, (body) => (body.seq = 1))),
      mutation(`${kind} without metrics`, `${prefix}.payload`, (draft) =>
        draft.body(kind, (body) => (body.metrics = []), -1),
      ),
      mutation(`${kind} with a value of another type`, `${prefix}.value`, (draft) =>
        draft.metric(
          kind,
          0,
          (metric) => {
            delete metric.floatValue
            metric.stringValue = '0.75'
          },
          -1,
        ),
      ),
      mutation(`${kind} of what was not announced`, `${prefix}.name`, (draft) =>
        draft.metric(kind, 0, (metric) => (metric.alias = 99), -1),
      ),
    ]
  }),
]
