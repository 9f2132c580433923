import { checkRecording, testDuties, type Verdict } from '@wanding/testkit/sparkplug'
import { beforeAll, describe, expect, it } from 'vitest'
import { BROKERS } from './brokers.suite'
import { recordEdges } from './edge-recording.suite'

describe.each(BROKERS)('gateways recorded over $name', (broker) => {
  let verdicts: ReadonlyMap<string, Verdict>
  let problem: unknown

  beforeAll(async () => {
    const { packets, subject, problem: found } = await recordEdges(broker)
    problem = found
    verdicts = checkRecording(packets, subject)
  })

  it('go through all that can happen to them', () => {
    expect(problem).toBeUndefined()
  })

  testDuties({ role: 'edge', verdicts: () => verdicts, unseen: broker.unseen })
})
