import { checkRecording, testDuties, type Verdict } from '@wanding/testkit/sparkplug'
import { beforeAll, describe } from 'vitest'
import { BROKERS } from './brokers.suite'
import { recordEdges } from './edge-recording.suite'

describe.each(BROKERS)('gateways recorded over $name', (broker) => {
  let verdicts: ReadonlyMap<string, Verdict>

  beforeAll(async () => {
    const { packets, subject } = await recordEdges(broker)
    verdicts = checkRecording(packets, subject)
  })

  testDuties({ role: 'edge', verdicts: () => verdicts, unseen: broker.unseen })
})
