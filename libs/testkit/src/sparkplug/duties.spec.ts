import { describe, expect, it } from 'vitest'
import { checkRecording } from './check-recording'
import { expectKept, recordedDutiesOf } from './duties.suite'
import type { Verdict } from './finding'
import { edgeRecording } from './recordings/edge-recording'
import { type Duty, type Handling, notApplicable, WIRE } from './statements'

const PASSED: Verdict = { kind: 'passed', seen: 1 }
const FAILED: Verdict = { kind: 'failed', evidence: ['a message'] }
const NOT_SEEN: Verdict = { kind: 'not seen' }

const duty = (handling: Handling, check = 'some.check'): Duty => ({
  id: 'tck-id-some',
  statement: { check, level: 'MUST', says: 'Something.', ids: ['some'] },
  handling,
})
const judged =
  (handling: Handling, verdict: Verdict | undefined, unseen: readonly string[] = []) =>
  () =>
    expectKept(duty(handling), new Map(verdict ? [['some.check', verdict]] : []), unseen)
const ABSENT = notApplicable('why', 'some.check')

describe('the test of a duty', () => {
  it.each([
    ['a rule that was kept', WIRE, PASSED],
    ['what has not come up and cannot', ABSENT, NOT_SEEN],
    ['a permission, where nothing was broken', { kind: 'allowed', words: 'used' }, PASSED],
  ] as const)('passes %s', (_, handling, verdict) => {
    expect(judged(handling, verdict)).not.toThrow()
  })

  it.each([
    ['a rule that was broken', WIRE, FAILED],
    ['a rule that had no occasion', WIRE, NOT_SEEN],
    ['a rule that no check asks for', WIRE, undefined],
    ['what came up though it cannot', ABSENT, PASSED],
    ['what came up though it cannot, and was wrong', ABSENT, FAILED],
    ['what cannot come up, if nobody looks', ABSENT, undefined],
    ['a permission, where something was broken', { kind: 'allowed', words: 'used' }, FAILED],
  ] as const)('fails %s', (_, handling, verdict) => {
    expect(judged(handling, verdict)).toThrow()
  })

  it('lets a rule of the other version of MQTT have no occasion, but not be broken', () => {
    expect(judged(WIRE, NOT_SEEN, ['some.check'])).not.toThrow()
    expect(judged(WIRE, FAILED, ['some.check'])).toThrow()
  })
})

describe('what does not apply to an edge node', () => {
  const { packets, subject } = edgeRecording(5)
  const verdicts = checkRecording(packets, subject)
  const watched = recordedDutiesOf('edge').filter(({ handling }) => handling.kind === 'not applicable')

  it('is watched for, but for what no recording before one broker can show', () => {
    expect(watched.length).toBeGreaterThan(20)
  })

  it.each(watched.map((one) => [one.id, one] as const))(
    '%s fails on a recording with Templates and Quality',
    (_, one) => {
      expect(() => expectKept(one, verdicts, [])).toThrow(/not seen/)
    },
  )
})
