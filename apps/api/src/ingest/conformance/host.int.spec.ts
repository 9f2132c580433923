import { checkRecording, testDuties, type Verdict } from '@wanding/testkit/sparkplug'
import { beforeAll, describe, expect, it } from 'vitest'
import { BROKERS } from '../../../../../simulator/src/gateway/conformance/brokers.suite'
import { recordHosts } from './host-recording.suite'

describe.each(BROKERS)('the backend recorded over $name', (broker) => {
  let verdicts: ReadonlyMap<string, Verdict>
  let problem: unknown

  beforeAll(async () => {
    const { packets, subject, problem: found } = await recordHosts(broker)
    problem = found
    verdicts = checkRecording(packets, subject)
  })

  it('goes through all that can happen to it', () => {
    expect(problem).toBeUndefined()
  })

  testDuties({ role: 'host', verdicts: () => verdicts, unseen: broker.unseen })
})
