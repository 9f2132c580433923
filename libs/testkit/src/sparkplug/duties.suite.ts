import { expect, it } from 'vitest'
import type { Verdict } from './finding'
import { type Duty, dutiesOf, type Role } from './statements'

export interface DutySuite {
  role: Role
  /** The verdicts on the recording, once it has been made. */
  verdicts: () => ReadonlyMap<string, Verdict>
  /**
   * Checks whose occasion need not come up on this broker: those of the other version of MQTT. (A line whose broker dies in the
   * middle of a CONNECT of MQTT 5 tries 3.1.1.)
   */
  unseen: readonly string[]
}

/** The duties that a recording can show to be broken: not what is fed, and not what is no occasion for any recording. */
export const recordedDutiesOf = (role: Role): Duty[] =>
  dutiesOf(role).filter(({ handling }) => {
    return handling.kind !== 'fed' && (handling.kind !== 'not applicable' || handling.unseen !== undefined)
  })

/**
 * A test for every statement that a role has to keep on the wire, by its id: the recording has shown the occasion, and that
 * the rule was kept. What is said not to apply must not have shown itself; what is only allowed must have broken nothing.
 */
export function testDuties({ role, verdicts, unseen }: DutySuite): void {
  const duties = recordedDutiesOf(role).map((duty) => [duty.id, duty.statement.says, duty] as const)
  it.each(duties)('%s: %s', (_id, _says, duty) => expectKept(duty, verdicts(), unseen))
}

/** Throws where the verdicts on a recording do not show that a duty was kept, or say nothing of it. */
export function expectKept(
  { handling, statement }: Duty,
  verdicts: ReadonlyMap<string, Verdict>,
  unseen: readonly string[],
): void {
  const verdictOf = (check: string): Verdict => {
    const verdict = verdicts.get(check)
    if (!verdict) throw new Error(`there is no check ${check}`)
    return verdict
  }
  if (handling.kind === 'wire') {
    const verdict = verdictOf(statement.check)
    if (verdict.kind !== 'not seen' || !unseen.includes(statement.check))
      expect(verdict).toMatchObject({ kind: 'passed' })
  } else if (handling.kind === 'not applicable') {
    expect(verdictOf(handling.unseen ?? statement.check)).toEqual({ kind: 'not seen' })
  } else {
    expect([...verdicts].filter(([, { kind }]) => kind === 'failed')).toEqual([])
  }
}
