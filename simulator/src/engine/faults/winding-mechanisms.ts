import type { TaskTime } from '@wanding/mill'
import type { Mill } from '../kernel/state'
import { call, cancelCall } from '../people/calls'
import { endJam, setCutsTimes, setFailureShare, startJam } from '../winding/units'
import type { FaultMechanism } from './fault-mechanism'

/** Clearing a jam of the cop or tube transport (domain 3: 2–6 min with the way there). */
const CLEAR_JAM_S: TaskTime = [100, 180, 300]
/** A mechanic is asked after so many minutes of red lights at the same unit [EST]. */
const NOTICED_MS = 5 * 60_000
/** A unit is conspicuous when it has made so many cuts more than its sisters [EST]. */
const NOTICED_CUTS = 12

/** Time in which a unit whose clearer cuts so many times as often makes itself conspicuous, ms; Infinity where it never does. */
function noticedAfterMs({ derived }: Mill, times: number): number {
  const moreCutsPerCop = (times - 1) * derived.cutsPerCop
  return moreCutsPerCop > 0 ? Math.ceil((NOTICED_CUTS / moreCutsPerCop) * derived.copCycleMs) : Number.POSITIVE_INFINITY
}

const unitOf = (mill: Mill, place: number) => ({
  kind: 'winder' as const,
  index: Math.floor(place / mill.layout.unitsPerWinder),
  position: (place % mill.layout.unitsPerWinder) + 1,
})

/** Faults of winders and of their units. */
export const WINDING_MECHANISMS = {
  'transport-jam': {
    fits: (mill) => mill.effects.linkWinding,
    onset: (mill, { place }, atMs) => {
      startJam(mill, place, atMs)
      call(mill, {
        task: 'clear-jam',
        machine: { kind: 'winder', index: place },
        dueMs: atMs,
        workS: CLEAR_JAM_S,
        byHand: true,
      })
    },
    cure: (mill, { place }, atMs) => {
      cancelCall(mill, 'clear-jam', { kind: 'winder', index: place })
      endJam(mill, place, atMs)
    },
  },
  'splicer-fault': {
    onset: (mill, { place, severity }, atMs) => {
      setFailureShare(mill, place, severity / 100, atMs)
      return atMs + NOTICED_MS
    },
    step: (mill, { place }, atMs) => {
      call(mill, { task: 'repair-unit', machine: unitOf(mill, place), dueMs: atMs, byHand: true })
      return Number.POSITIVE_INFINITY
    },
    cure: (mill, { place }, atMs) => {
      cancelCall(mill, 'repair-unit', unitOf(mill, place))
      setFailureShare(mill, place, 0, atMs)
    },
  },
  'clearer-dirt': {
    onset: (mill, { place, severity }, atMs) => setCutsTimes(mill, place, severity, atMs),
    step: (mill, { place, severity, onsetMs }, atMs) => {
      if (atMs === onsetMs) return atMs + noticedAfterMs(mill, severity)
      call(mill, { task: 'clean-clearer', machine: unitOf(mill, place), dueMs: atMs })
      return Number.POSITIVE_INFINITY
    },
    cure: (mill, { place }, atMs) => {
      cancelCall(mill, 'clean-clearer', unitOf(mill, place))
      setCutsTimes(mill, place, 1, atMs)
    },
  },
} as const satisfies Record<string, FaultMechanism>
