import type { FaultKind } from '@wanding/mill'
import type { Mill } from '../kernel/state'

/** A fault that is active, as its mechanism sees it. */
export interface ActiveFault {
  kind: FaultKind
  /** 0-based among the places of its kind. */
  place: number
  /** Full severity, in the unit of its kind. */
  severity: number
  onsetMs: number
  /** Infinity while nobody and nothing ends it. */
  cureMs: number
}

/**
 * How a fault acts on the mill. Many need nothing here: what they change reads `severityAt`. The others act at their onset, at
 * steps of their own, and at their cure; everything runs in the kernel's order, at the time of its event.
 */
export interface FaultMechanism {
  /** False where the fault cannot be now, as a slipping tape at a spindle that stands. */
  fits?(mill: Mill, place: number, atMs: number): boolean
  onset?(mill: Mill, fault: ActiveFault, atMs: number): void
  /** Runs first at the onset; returns when the next step is due, Infinity for no more. */
  step?(mill: Mill, fault: ActiveFault, atMs: number): number
  /** The row is gone from the table already: `severityAt` is 0. */
  cure?(mill: Mill, fault: ActiveFault, atMs: number): void
}
