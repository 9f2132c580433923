import type { Reading, WireMessage } from './reading'

/** What a check has looked at, and what was wrong there. With nothing looked at it says nothing. */
export interface Finding {
  seen: number
  faults: string[]
}

export type Check = (reading: Reading) => Finding

/** The verdict of a statement on a recording. */
export type Verdict =
  | { kind: 'passed'; seen: number }
  | { kind: 'failed'; evidence: readonly string[] }
  | { kind: 'not seen' }

export function verdictOf({ seen, faults }: Finding): Verdict {
  if (faults.length > 0) return { kind: 'failed', evidence: faults }
  return seen === 0 ? { kind: 'not seen' } : { kind: 'passed', seen }
}

/** A check of single things: `fault` says what is wrong with one, or nothing. */
export function each<T>(of: (reading: Reading) => Iterable<T>, fault: (item: T) => string | false | undefined): Check {
  return (reading) => {
    const finding: Finding = { seen: 0, faults: [] }
    for (const item of of(reading)) {
      finding.seen += 1
      const wrong = fault(item)
      if (wrong) finding.faults.push(wrong)
    }
    return finding
  }
}

/** Passes where all of them pass. */
export function all(...checks: readonly Check[]): Check {
  return (reading) => {
    const findings = checks.map((check) => check(reading))
    return {
      seen: Math.min(...findings.map(({ seen }) => seen)),
      faults: findings.flatMap(({ faults }) => faults),
    }
  }
}

/** The name of a message in evidence. */
export const named = ({ topic, index }: WireMessage): string => `${topic} (packet ${index})`
