import { describe, expect, it } from 'vitest'
import { checkRecording, failuresOf } from './check-recording'
import { EDGE_CHECKS } from './checks'
import { BIRTH_MUTATIONS } from './recordings/birth-mutations'
import { DATA_MUTATIONS, PRIMARY_HOST_MUTATIONS } from './recordings/data-mutations'
import { Draft } from './recordings/draft'
import { edgeRecording } from './recordings/edge-recording'
import { PAYLOAD_MUTATIONS } from './recordings/payload-mutations'
import { SESSION_MUTATIONS } from './recordings/session-mutations'

const MUTATIONS = [
  ...SESSION_MUTATIONS,
  ...BIRTH_MUTATIONS,
  ...DATA_MUTATIONS,
  ...PRIMARY_HOST_MUTATIONS,
  ...PAYLOAD_MUTATIONS,
]

describe('the checks of an edge node', () => {
  it.each([4, 5] as const)('pass a recording over MQTT %i that keeps every rule', (version) => {
    const { packets, subject } = edgeRecording(version)
    const verdicts = checkRecording(packets, subject)
    const others = [...verdicts].filter(([, { kind }]) => kind !== 'passed')
    const unseen = version === 4 ? ['session.clean-5', 'leave.5'] : ['session.clean-311', 'leave.311']
    expect(others).toEqual(unseen.map((name) => [name, { kind: 'not seen' }]))
  })

  it.each(MUTATIONS.map((mutation) => [mutation.what, mutation] as const))(
    'notice %s',
    (_, { change, fails, version }) => {
      const draft = new Draft(edgeRecording(version ?? 5))
      change(draft)
      expect(failuresOf(checkRecording(draft.packets, draft.subject)).sort()).toEqual([...fails].sort())
    },
  )

  it('have each been seen to fail', () => {
    const failed = new Set(MUTATIONS.flatMap(({ fails }) => fails))
    expect(Object.keys(EDGE_CHECKS).filter((name) => !failed.has(name))).toEqual([])
  })
})
