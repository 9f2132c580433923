import type { MachineKind } from '../codes'
import type { LocalText } from '../local-text'
import type { ResponseKind } from './responses'

/**
 * What a fault can be at. Zone, air main, feeder, gateway, crew and lot are common causes: everything that hangs on them suffers
 * together (domain 3, correlation structure). `lot` is the bale lot that is being laid down.
 */
export const FAULT_PLACES = [
  'mill',
  'lot',
  'crew',
  'zone',
  'air-main',
  'feeder',
  'gateway',
  'blowroom',
  'card',
  'breaker-draw',
  'lap-former',
  'comber',
  'finisher-draw',
  'roving-frame',
  'ring-frame',
  'spindle',
  'winder',
  'winder-unit',
  'packing',
] as const
export type FaultPlace = (typeof FAULT_PLACES)[number]

/** What a trainee can see of a fault, and when: a signal of the catalogue and how it changes. */
export interface FaultSymptom {
  machine: MachineKind
  /** Name of the signal in the catalogue of the machine. */
  signal: string
  change: 'rises' | 'falls' | 'freezes' | 'jumps' | 'differs' | 'gap'
  /** Earliest and latest time from the onset to its showing, minutes, at full severity. */
  afterMinutes: readonly [earliest: number, latest: number]
  /** It shows only from this severity on; left out: from any. */
  fromSeverity?: number
}

/** A kind of fault as data (domain 3). All rates and severities are [EST] unless the domain reference marks them. */
export interface FaultSpec {
  name: LocalText
  place: FaultPlace
  /** `gateway` faults change only what is published; `process` faults happen in the mill. */
  layer: 'process' | 'gateway'
  rate: {
    /** In a mill of 100,800 spindles that runs 8,760 h; other sizes in proportion. */
    perYear: number
    /**
     * `chance`: drawn by the framework as a Poisson process. `room`: arises from the work of its room at the rate that the plan
     * states there, scaled in the same way. `never`: only by command.
     */
    arises: 'chance' | 'room' | 'never'
  }
  severity: {
    /** Spontaneous faults are drawn evenly between these; a command without severity takes the middle. */
    usual: readonly [least: number, most: number]
    /** A command may ask for up to this. */
    most: number
    unit: string
    meaning: LocalText
  }
  /** Minutes from onset to full severity; 0 for a step. */
  rampMinutes: number
  /** Minutes until the mill's own people have cured it; `task`: when one of their tasks reaches it. */
  cure: { minutes: readonly [least: number, most: number] } | { task: LocalText }
  /** In the order in which they show. */
  symptoms: readonly FaultSymptom[]
  response: {
    /** Each of these cures it, so many minutes after the command. */
    right: readonly ResponseKind[]
    minutes: number
    /** Plausible, and in vain. */
    wrong: readonly ResponseKind[]
  }
}
