import { gainBetween } from './counter-gain'
import { type Ratio, ratioValue, sumRatios } from './ratio'

/** Ranges of the doff's length by what the cop looks like there: its base, its body, its nose (domain 2.4, 6.3), %. */
export const DOFF_PARTS = [
  { part: 'base', fromPercent: 0, toPercent: 15 },
  { part: 'body', fromPercent: 15, toPercent: 85 },
  { part: 'nose', fromPercent: 85, toPercent: 100 },
] as const
export type DoffPart = (typeof DOFF_PARTS)[number]['part']

/** Cells of the profile: a twentieth of the doff each. */
export const PROFILE_CELL_PERCENT = 5
const HOUR_MS = 3_600_000

/** What a ring frame's telemetry said in one step of time: counters at its end, progress in its middle. */
export interface FrameStep {
  atMs: number
  /** Length spun on the doff of that of a full cop, 0 to 100. */
  progressPercent: number
  doffs: number
  breaksRunning: number
  breaksStartUp: number
  runSpindleHours: number
  kg: number
  kwh: number
}

/** What a frame did from one doff to the next. */
export interface Doff {
  /** Begin of the step in which the doff before was counted; in the first one, of the data. */
  fromMs: number
  /** When the next was counted; null for the one in hand. */
  toMs: number | null
  /** False where the data begins within it or a part of it is missing: its sums are too small. */
  whole: boolean
  runSpindleHours: number
  breaksRunning: number
  breaksStartUp: number
  kg: number
  kwh: number
  /** Energy and time by the progress of the doff, of the steps in which it went on. */
  power: PowerShare[]
}

/** What was taken in a range of the doff, and in how long. */
export interface PowerShare {
  fromPercent: number
  toPercent: number
  kwh: number
  hours: number
}

/** Breaks over spindle-hours in a range of the doff. */
export interface ProfileCell extends Ratio {
  fromPercent: number
  toPercent: number
}

export interface DoffRecord {
  doffs: Doff[]
  cells: ProfileCell[]
  /** Steps that could not be used, because a counter fell or the step before is missing. */
  stepsLost: number
}

type Gain = Omit<FrameStep, 'atMs' | 'progressPercent'>
const GAINED = ['doffs', 'breaksRunning', 'breaksStartUp', 'runSpindleHours', 'kg', 'kwh'] as const

/**
 * Doffs of a frame, and its running breaks by the progress of the doff. What a step gained belongs to the progress in it; a step in
 * which a doff was counted belongs to the new one, and to no cell: some of it was still the old cop's nose. What a counter gained
 * that `hasLeapt` is not known.
 */
export function doffRecord(
  steps: readonly FrameStep[],
  stepMs: number,
  hasLeapt: (counter: keyof Gain, gain: number, overMs: number) => boolean = () => false,
): DoffRecord {
  const doffs: Doff[] = []
  const cells = emptyCells()
  let stepsLost = 0
  let begun = false
  for (const [i, step] of steps.entries()) {
    const before = steps[i - 1]
    const gain = before && step.atMs - before.atMs <= stepMs ? gainOf(before, step, hasLeapt) : null
    if (!before || !gain) {
      if (before) {
        stepsLost += 1
        for (const doff of doffs.slice(-1)) doff.whole = false
        // A doff that was counted in the gap is another doff, which nobody saw begin.
        if (step.doffs !== before.doffs) begun = false
      }
      if (!begun) doffs.push(emptyDoff(step.atMs, false))
      begun = true
      continue
    }
    if (gain.doffs > 0) {
      doffs.at(-1)!.toMs = step.atMs + stepMs
      doffs.push(emptyDoff(step.atMs, true))
    }
    add(doffs.at(-1)!, gain)
    if (gain.doffs > 0) continue
    const cell = cellOf((before.progressPercent + step.progressPercent) / 2)
    cells[cell]!.numerator += gain.breaksRunning
    cells[cell]!.denominator += gain.runSpindleHours
    // A frame that stands has no place in the doff.
    if (step.progressPercent > before.progressPercent) {
      const power = doffs.at(-1)!.power[cell]!
      power.kwh += gain.kwh
      power.hours += (step.atMs - before.atMs) / HOUR_MS
    }
  }
  return { doffs, cells, stepsLost }
}

/** Breaks over spindle-hours of a part of the doff. */
export function partOf({ cells }: Pick<DoffRecord, 'cells'>, part: DoffPart): Ratio {
  const { fromPercent, toPercent } = DOFF_PARTS.find((each) => each.part === part)!
  return sumRatios(cells.filter((cell) => cell.fromPercent >= fromPercent && cell.toPercent <= toPercent))
}

/** Ends that broke at the start of a doff, % of the spindles; null without spindles (domain 6.3: more than 2 is an alarm). */
export const startUpLossPercent = ({ breaksStartUp }: Pick<Doff, 'breaksStartUp'>, spindles: number): number | null =>
  ratioValue({ numerator: 100 * breaksStartUp, denominator: spindles })

function gainOf(
  before: FrameStep,
  step: FrameStep,
  hasLeapt: (counter: keyof Gain, gain: number, overMs: number) => boolean,
): Gain | null {
  const gains = {} as Gain
  for (const key of GAINED) {
    const leapt = (more: number, overMs: number) => hasLeapt(key, more, overMs)
    const gain = gainBetween(before[key], step[key], step.atMs - before.atMs, leapt)
    if (gain === null) return null
    gains[key] = gain
  }
  return gains
}

const emptyDoff = (fromMs: number, whole: boolean): Doff => ({
  fromMs,
  toMs: null,
  whole,
  runSpindleHours: 0,
  breaksRunning: 0,
  breaksStartUp: 0,
  kg: 0,
  kwh: 0,
  power: RANGES.map((range) => ({ ...range, kwh: 0, hours: 0 })),
})

const RANGES = Array.from({ length: 100 / PROFILE_CELL_PERCENT }, (_, i) => ({
  fromPercent: i * PROFILE_CELL_PERCENT,
  toPercent: (i + 1) * PROFILE_CELL_PERCENT,
}))
const emptyCells = (): ProfileCell[] => RANGES.map((range) => ({ ...range, numerator: 0, denominator: 0 }))
const cellOf = (progressPercent: number): number =>
  Math.min(RANGES.length - 1, Math.max(0, Math.floor(progressPercent / PROFILE_CELL_PERCENT)))

function add(doff: Doff, gain: Gain): void {
  doff.runSpindleHours += gain.runSpindleHours
  doff.breaksRunning += gain.breaksRunning
  doff.breaksStartUp += gain.breaksStartUp
  doff.kg += gain.kg
  doff.kwh += gain.kwh
}
