import { describe, expect, it } from 'vitest'
import { checkRecording, failuresOf } from './check-recording'
import { HOST_CHECKS } from './checks'
import { TOPIC_CHECKS } from './checks/topics'
import { Draft } from './recordings/draft'
import { HOST_EDGE_MUTATIONS, HOST_STATE_MUTATIONS } from './recordings/host-mutations'
import { hostRecording } from './recordings/host-recording'

const MUTATIONS = [...HOST_STATE_MUTATIONS, ...HOST_EDGE_MUTATIONS]

describe('the checks of a host', () => {
  it.each([4, 5] as const)('pass a recording over MQTT %i that keeps every rule', (version) => {
    const { packets, subject } = hostRecording(version)
    const others = [...checkRecording(packets, subject)].filter(([, { kind }]) => kind !== 'passed')
    const unseen = version === 4 ? 'session.clean-5' : 'session.clean-311'
    expect(others).toEqual([[unseen, { kind: 'not seen' }]])
  })

  it.each(MUTATIONS.map((mutation) => [mutation.what, mutation] as const))(
    'notice %s',
    (_, { change, fails, version }) => {
      const draft = new Draft(hostRecording(version ?? 5))
      change(draft)
      expect(failuresOf(checkRecording(draft.packets, draft.subject)).sort()).toEqual([...fails].sort())
    },
  )

  it('have each been seen to fail, here or as the same check of an edge node', () => {
    const failed = new Set([...MUTATIONS.flatMap(({ fails }) => fails), ...Object.keys(TOPIC_CHECKS)])
    expect(Object.keys(HOST_CHECKS).filter((name) => !failed.has(name))).toEqual([])
  })
})
