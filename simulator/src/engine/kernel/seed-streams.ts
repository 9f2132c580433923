import { FAULT_KINDS } from '@wanding/mill'
import { FLOW_KINDS, FRAME_STREAMS, streamName } from './layout'
import { seedStream } from './random'
import type { Mill } from './state'

/** Starts every random stream of a mill from its seed, each by its name, so that adding a machine changes no other. */
export function seedStreams({ state, layout, plan }: Mill): void {
  const { streams } = state.kernel
  const { seed } = state.mill
  for (let frame = 0; frame < layout.frames; frame++) {
    FRAME_STREAMS.forEach((part, k) => {
      seedStream(
        streams,
        layout.streams.frames + frame * FRAME_STREAMS.length + k,
        seed,
        streamName('ring-frame', frame, part),
      )
    })
    seedStream(streams, layout.streams.winders + frame, seed, streamName('winder', frame))
  }
  for (let zone = 0; zone < layout.zones; zone++) {
    seedStream(streams, layout.streams.zones + zone, seed, streamName('zone', zone))
  }
  for (const kind of FLOW_KINDS) {
    for (let i = 0; i < layout.flowCount[kind]; i++) {
      seedStream(streams, layout.streams.machines + layout.flowFirst[kind] + i, seed, streamName(kind, i))
    }
  }
  const actorNames = [...plan.staff.posts.map(({ id }) => id), 'robot']
  actorNames.forEach((name, post) => {
    for (let i = 0; i < layout.postCount[post]!; i++) {
      seedStream(streams, layout.streams.actors + layout.postFirst[post]! + i, seed, streamName(name, i))
    }
  })
  seedStream(streams, layout.streams.weather, seed, `weather/${plan.id}`)
  FAULT_KINDS.forEach((kind, code) => {
    seedStream(streams, layout.streams.faultKinds + code, seed, `fault/${kind}`)
  })
  seedStream(streams, layout.streams.work, seed, 'work')
  seedStream(streams, layout.streams.lots, seed, 'lots')
  for (let i = 0; i < layout.prep.vehicles; i++) {
    seedStream(streams, layout.streams.vehicles + i, seed, streamName('agv', i))
  }
  seedStream(streams, layout.streams.crane, seed, 'crane')
}
