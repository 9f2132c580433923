import { checkRecording, testDuties, type Verdict } from '@wanding/testkit/sparkplug'
import { beforeAll, describe } from 'vitest'
import { BROKERS } from '../../../../../simulator/src/gateway/conformance/brokers.suite'
import { recordHosts } from './host-recording.suite'

describe.each(BROKERS)('the backend recorded over $name', (broker) => {
  let verdicts: ReadonlyMap<string, Verdict>

  beforeAll(async () => {
    const { packets, subject } = await recordHosts(broker)
    verdicts = checkRecording(packets, subject)
  })

  testDuties({ role: 'host', verdicts: () => verdicts, unseen: broker.unseen })
})
