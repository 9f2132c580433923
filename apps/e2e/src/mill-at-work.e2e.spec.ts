import { afterAll, beforeAll, describe } from 'vitest'
import { describeEnergy } from './energy.suite'
import { MillAtWork } from './mill-at-work'
import { describeProcess } from './process.suite'

/** One mill for both: counters of departments are told each minute of real time, so what reads their gains comes last. */
describe('a mill at work', () => {
  const mill = new MillAtWork()
  beforeAll(() => mill.start())
  afterAll(() => mill.stop())
  describeProcess(mill)
  describeEnergy(mill)
})
