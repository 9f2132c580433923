import { TOPICS } from './a-topics'
import { EDGE_SESSION } from './b-session'
import { NBIRTH } from './c-nbirth'
import { DEVICES_AND_DATA } from './d-devices'
import { REBIRTH_AND_PRIMARY_HOST } from './e-primary-host'
import { PAYLOAD } from './f-payload'
import { HOST } from './g-host'
import { BROKER } from './h-broker'
import type { Chapter, Handling, Role, Statement } from './statement'

export type { Chapter, Handling, Level, Role, Statement } from './statement'
export { notApplicable, WIRE } from './statement'

/** All normative statements of Sparkplug B 3.0.0 by chapters of our own. */
export const CHAPTERS: readonly Chapter[] = [
  TOPICS,
  EDGE_SESSION,
  NBIRTH,
  DEVICES_AND_DATA,
  REBIRTH_AND_PRIMARY_HOST,
  PAYLOAD,
  HOST,
  BROKER,
]

/** One id as one role has to keep it. */
export interface Duty {
  /** As the specification writes it, with `tck-id-`. */
  id: string
  statement: Statement
  handling: Handling
}

/** All duties of a role, in the order of the chapters. */
export function dutiesOf(role: Role): Duty[] {
  return CHAPTERS.flatMap(({ statements }) =>
    statements.flatMap((statement) => {
      const handling = statement[role]
      return handling ? statement.ids.map((id) => ({ id: `tck-id-${id}`, statement, handling })) : []
    }),
  )
}
