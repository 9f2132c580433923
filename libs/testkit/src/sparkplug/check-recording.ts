import type { WirePacket } from '../wire-recorder'
import { EDGE_CHECKS, HOST_CHECKS } from './checks'
import { type Verdict, verdictOf } from './finding'
import { type RecordingSubject, readRecording } from './reading'

/** The verdict of every check of this role on a recording, by the name of the check. */
export function checkRecording(packets: readonly WirePacket[], subject: RecordingSubject): Map<string, Verdict> {
  const reading = readRecording(packets, subject)
  const checks = subject.role === 'edge' ? EDGE_CHECKS : HOST_CHECKS
  return new Map(Object.entries(checks).map(([name, check]) => [name, verdictOf(check(reading))]))
}

/** Names of the checks that failed. */
export const failuresOf = (verdicts: ReadonlyMap<string, Verdict>): string[] =>
  [...verdicts].flatMap(([name, { kind }]) => (kind === 'failed' ? [name] : []))
