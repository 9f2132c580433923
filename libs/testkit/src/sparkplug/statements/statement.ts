export type Level = 'MUST' | 'SHOULD' | 'MAY'
export type Role = 'edge' | 'host'

/** How a statement is looked after for a role. Words are ours; they go into docs/sparkplug-conformance.md. */
export type Handling =
  /** The check runs on recordings of the wire, and has to have seen its occasion there. */
  | { kind: 'wire'; words?: string }
  /** What breaks the rule is fed to the host session, which has to notice, or is shown to bear it. */
  | { kind: 'fed'; words?: string }
  /** A permission: nothing can break it; what we do with it. */
  | { kind: 'allowed'; words: string }
  /**
   * It cannot come up, for the reason in words. `unseen` names the check that would see it come up after all; without one no
   * recording can show it, and the reason is all there is.
   */
  | { kind: 'not applicable'; words: string; unseen?: string }

/** One rule of the specification in our words, with all the ids that say it. */
export interface Statement {
  /** Name of the check; several statements may share one. Only a name to speak of where nothing is checked. */
  check: string
  level: Level
  says: string
  ids: readonly string[]
  edge?: Handling
  host?: Handling
}

export interface Chapter {
  letter: string
  title: string
  statements: readonly Statement[]
}

export const WIRE = { kind: 'wire' } as const satisfies Handling
export const FED = { kind: 'fed' } as const satisfies Handling
export const allowed = (words: string): Handling => ({ kind: 'allowed', words })
export const notApplicable = (words: string, unseen?: string): Handling => ({
  kind: 'not applicable',
  words,
  ...(unseen !== undefined && { unseen }),
})

type Roles = Pick<Statement, 'edge' | 'host'>

/** Makes the writers of one chapter's statements; `ids` are separated by spaces, and come without `tck-id-`. */
export function writers(roles: Roles) {
  const write =
    (level: Level) =>
    (check: string, says: string, ids: string, other: Roles = {}): Statement => ({
      check,
      level,
      says,
      ids: ids.split(/\s+/),
      ...roles,
      ...other,
    })
  return { must: write('MUST'), should: write('SHOULD'), may: write('MAY') }
}
