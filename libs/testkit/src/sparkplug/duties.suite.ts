import { expect, it } from 'vitest'
import type { Verdict } from './finding'
import { dutiesOf, type Role } from './statements'

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
        if (verdict?.kind !== 'not seen' || !unseen.includes(duty.statement.check)) {
          expect(verdict).toMatchObject({ kind: 'passed' })
        }
        return
      case 'not applicable':
        expect(verdict ?? { kind: 'not seen' }).toMatchObject({ kind: 'not seen' })
        return
      default:
        expect([...verdicts()].filter(([, { kind }]) => kind === 'failed')).toEqual([])
    }
  })
}
