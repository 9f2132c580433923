import { expect, it } from 'vitest'
import type { Verdict } from './finding'
import { dutiesOf, type Role } from './statements'

export interface DutySuite {
  role: Role
  /** The verdicts on the recording, once it has been made. */
  verdicts: () => ReadonlyMap<string, Verdict>
  /** Checks whose occasion cannot come up on this broker. */
  unseen: readonly string[]
}

/**
 * A test for every statement that a role has to keep on the wire, by its id: the recording has shown the occasion, and that
 * the rule was kept. What is said not to apply must not have shown itself; what is only allowed must have broken nothing.
 */
export function testDuties({ role, verdicts, unseen }: DutySuite): void {
  const duties = dutiesOf(role).filter(({ handling }) => handling.kind !== 'fed')
  it.each(duties.map((duty) => [duty.id, duty.statement.says, duty] as const))('%s: %s', (_id, _says, duty) => {
    const verdict = verdicts().get(duty.statement.check)
    switch (duty.handling.kind) {
      case 'wire':
        expect(verdict).toMatchObject({ kind: unseen.includes(duty.statement.check) ? 'not seen' : 'passed' })
        return
      case 'not applicable':
        expect(verdict ?? { kind: 'not seen' }).toMatchObject({ kind: 'not seen' })
        return
      default:
        expect([...verdicts()].filter(([, { kind }]) => kind === 'failed')).toEqual([])
    }
  })
}
