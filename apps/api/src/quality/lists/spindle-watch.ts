import { DEAD_KINDS, type DeadSensor, IDLE_KINDS, type IdleSpindle, type SlipSpindle } from '@wanding/contracts'
import { SPINDLE_STATE_MASK, SpindleState } from '@wanding/mill'
import type { MachineTwin } from '../../twin'

/** Traveller against the mean of its frame, % (domain 6.3). */
const SLIP_WARN = -3
const SLIP_ALARM = -8
/** Slower for less than this is a start or a piecing. */
const SLIP_AFTER_MS = 30_000
/** An end that nobody has pieced for so long counts as an idle spindle (domain 6.3). */
const DOWN_IS_IDLE_MS = 900_000
/** A sensor that misses a few seconds is no dead one. */
const DEAD_AFTER_MS = 60_000
/** A traveller slower than this part of the others is not seen at all, rather than slow. */
const NO_SPEED = 0.2

type What = 'slip' | (typeof IDLE_KINDS)[number] | (typeof DEAD_KINDS)[number]
interface Spell {
  what: What
  sinceMs: number
  atLeast: boolean
}

/** What is wrong with the spindles of one frame at this moment, and since when, from one look at the frame to the next. */
export class SpindleWatch {
  private readonly spells = new Map<number, Spell>()
  private lookedMs = Number.NEGATIVE_INFINITY
  private meanRpm = 0

  look(frame: MachineTwin): void {
    const { spindles, atMs } = frame
    if (!spindles || !frame.online) return
    const first = this.lookedMs === Number.NEGATIVE_INFINITY
    // The clock went back: another run.
    if (atMs < this.lookedMs) this.spells.clear()
    this.meanRpm = meanOf(spindles.states, spindles.rpm)
    // Outside its starts and doffs: only then the spindles have one speed.
    const steady = frame.text('machine/reason') === 'producing' && this.meanRpm > 0
    // Whole rpm, as the spindles tell them: a number with a fraction would be an object for each of 100,800 each second.
    const noSpeedBelow = steady ? Math.ceil(NO_SPEED * this.meanRpm) : 0
    const slipUpTo = steady ? Math.floor(((100 + SLIP_WARN) / 100) * this.meanRpm) : -1
    for (let i = 0; i < spindles.states.length; i++) {
      const what = whatOf(spindles.states[i]! & SPINDLE_STATE_MASK, spindles.rpm[i]!, noSpeedBelow, slipUpTo)
      if (what === null && this.spells.size === 0) continue
      const known = this.spells.get(i)
      // A frame that stands says nothing of speeds: what was slow before it still is.
      if (!steady && what === null && (known?.what === 'slip' || known?.what === 'no-speed')) continue
      if (what === null) this.spells.delete(i)
      else if (known?.what !== what) this.spells.set(i, { what, sinceMs: atMs, atLeast: first })
    }
    this.lookedMs = atMs
  }

  slip(frame: MachineTwin): SlipSpindle[] {
    return this.of(frame, ['slip'], SLIP_AFTER_MS).map(({ position, spell }) => {
      const rpm = frame.spindles?.rpm[position - 1] ?? 0
      const percent = this.meanRpm > 0 ? (100 * (rpm - this.meanRpm)) / this.meanRpm : 0
      return {
        ...where(frame, position, spell),
        rpm,
        frameRpm: Math.round(this.meanRpm),
        percent,
        level: percent <= SLIP_ALARM ? 'alarm' : 'warn',
      }
    })
  }

  idle(frame: MachineTwin): IdleSpindle[] {
    return [
      ...this.of(frame, ['idle'], 0).map(({ position, spell }) => ({
        ...where(frame, position, spell),
        kind: 'idle' as const,
      })),
      ...this.of(frame, ['end-down'], DOWN_IS_IDLE_MS).map(({ position, spell }) => ({
        ...where(frame, position, spell),
        kind: 'end-down' as const,
      })),
    ]
  }

  dead(frame: MachineTwin): DeadSensor[] {
    return this.of(frame, DEAD_KINDS, DEAD_AFTER_MS).map(({ position, spell }) => ({
      ...where(frame, position, spell),
      kind: spell.what as DeadSensor['kind'],
      // The look before was the last good second, within a moment.
      lastGoodMs: spell.atLeast ? null : spell.sinceMs,
    }))
  }

  private of(frame: MachineTwin, whats: readonly What[], afterMs: number): { position: number; spell: Spell }[] {
    return [...this.spells]
      .filter(([, { what, sinceMs, atLeast }]) => whats.includes(what) && (atLeast || frame.atMs - sinceMs >= afterMs))
      .map(([index, spell]) => ({ position: index + 1, spell }))
  }
}

const where = ({ id }: MachineTwin, position: number, { sinceMs, atLeast }: Spell) => ({
  machine: id,
  position,
  sinceMs,
  sinceAtLeast: atLeast,
})

function whatOf(state: number, rpm: number, noSpeedBelowRpm: number, slipUpToRpm: number): What | null {
  if (state === SpindleState.noSignal) return 'no-signal'
  if (state === SpindleState.idle) return 'idle'
  if (state === SpindleState.endDown) return 'end-down'
  if (state !== SpindleState.producing) return null
  if (rpm < noSpeedBelowRpm) return 'no-speed'
  return rpm <= slipUpToRpm ? 'slip' : null
}

/** Mean of the spindles that produce; those that do not turn are left out. */
function meanOf(states: Uint8Array, rpm: Uint16Array): number {
  let [sum, count] = [0, 0]
  for (let i = 0; i < states.length; i++) {
    if ((states[i]! & SPINDLE_STATE_MASK) !== SpindleState.producing || rpm[i] === 0) continue
    sum += rpm[i]!
    count += 1
  }
  return count > 0 ? sum / count : 0
}
