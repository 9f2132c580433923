import type { Draft } from './draft'

/** A rule broken in a good recording, and the checks that have to notice; all others have to pass as before. */
export interface Mutation {
  what: string
  change: (draft: Draft) => unknown
  fails: readonly string[]
  /** MQTT version of the recording; 5 if not said. */
  version?: 4
}

export const mutation = (what: string, fails: string, change: (draft: Draft) => unknown, version?: 4): Mutation => ({
  what,
  change,
  fails: fails.split(/\s+/).filter(Boolean),
  ...(version && { version }),
})
