import { afterAll, beforeAll, describe } from 'vitest'
import { describeEnergy } from './energy.suite'
import { MillAtWork } from './mill-at-work'
import { describeProcess } from './process.suite'
import { describeQuality } from './quality.suite'
import { describeReports } from './reports.suite'
import { describeStaffing } from './staffing.suite'

/**
 * One mill for all. What asks for half an hour of the mill, or for counters that are told each minute of real time, comes last:
 * that time has passed then.
 */
describe('a mill at work', () => {
  const mill = new MillAtWork()
  beforeAll(() => mill.start())
  afterAll(() => mill.stop())
  describeProcess(mill)
  describeQuality(mill)
  describeReports(mill)
  describeStaffing(mill)
  describeEnergy(mill)
})
