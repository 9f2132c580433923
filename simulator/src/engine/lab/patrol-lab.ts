import type { PatrolPlan } from '@wanding/mill'
import { calendarOver, nextSlot, schedule } from '../kernel/calendar'
import { nextExponential, nextUnit, seedStream, WORDS } from '../kernel/random'

/** One tenter who walks a closed round of spindles and pieces each end that she meets, by events. */
export interface PatrolLab extends PatrolPlan {
  /** Rounds that are counted, after those that are not. */
  rounds: number
  warmUpRounds: number
}

/** What one run of a patrol came to. */
export interface PatrolRun {
  roundMinutes: number
  endsDownPercent: number
  utilisation: number
}

const SECONDS_PER_HOUR = 3600
const SECONDS_PER_MINUTE = 60
const BREAK = 0
const TENTER = 1

/** Runs a patrol once; the seed and the number of the replication decide everything. */
export function runPatrol(lab: PatrolLab, seed: number, replication: number): PatrolRun {
  const { spindles, serviceS } = lab
  const streams = new Int32Array(WORDS)
  seedStream(streams, 0, seed, `lab/patrol/${replication}`)
  const calendar = calendarOver(new Float64Array(2).fill(Number.POSITIVE_INFINITY))
  const candidatesPerS = (spindles * lab.breaksPerSpindleHour) / SECONDS_PER_HOUR
  const spindlesPerS = spindles / (lab.walkMinutes * SECONDS_PER_MINUTE)
  const isDown = new Uint8Array(spindles)
  let down = 0
  /** Spindles she has passed since the run began, at the moment `walkingSinceS`; she stands while she pieces. */
  let passed = 0
  let walkingSinceS = 0
  let piecing = false
  /** Spindles she will have passed at the next end down; Infinity while there is none. */
  let target = Number.POSITIVE_INFINITY

  const fromPassed = lab.warmUpRounds * spindles
  const toPassed = fromPassed + lab.rounds * spindles
  let fromS = 0
  let countedFrom = Number.NaN
  let countedToS = 0
  let downS = 0
  let pieceS = 0

  const passedAt = (atS: number): number => (piecing ? passed : passed + (atS - walkingSinceS) * spindlesPerS)
  /** Sends her on to a place; she comes by every spindle in turn. */
  const walkTo = (place: number, atS: number): void => {
    target = place
    schedule(calendar, TENTER, atS + (place - passedAt(atS)) / spindlesPerS)
  }
  const nextDown = (): number => {
    if (down === 0) return Number.POSITIVE_INFINITY
    const begin = Math.floor(passed) + 1
    for (let ahead = 0; ; ahead++) if (isDown[(begin + ahead) % spindles]) return begin + ahead
  }
  const drawBreak = (atS: number): void => schedule(calendar, BREAK, atS + nextExponential(streams, 0) / candidatesPerS)

  drawBreak(0)
  for (;;) {
    const slot = nextSlot(calendar)
    const atS = calendar.timesMs[slot]!
    if (Number.isNaN(countedFrom)) {
      if (passedAt(atS) >= fromPassed) {
        countedFrom = passedAt(atS)
        fromS = atS
      }
    } else {
      downS += down * (atS - countedToS)
      if (piecing) pieceS += atS - countedToS
    }
    countedToS = atS
    if (passedAt(atS) >= toPassed) break
    if (slot === BREAK) {
      drawBreak(atS)
      const spindle = Math.floor(nextUnit(streams, 0) * spindles)
      if (isDown[spindle]) continue
      isDown[spindle] = 1
      down += 1
      if (piecing) continue
      const now = passedAt(atS)
      const place = spindle + spindles * Math.ceil((now - spindle) / spindles)
      if (place < target) walkTo(place, atS)
    } else if (piecing) {
      piecing = false
      walkingSinceS = atS
      isDown[passed % spindles] = 0
      down -= 1
      const place = nextDown()
      if (place < Number.POSITIVE_INFINITY) walkTo(place, atS)
      else {
        target = place
        schedule(calendar, TENTER, place)
      }
    } else {
      passed = target
      piecing = true
      schedule(calendar, TENTER, atS + serviceS)
    }
  }
  const countedS = countedToS - fromS
  return {
    roundMinutes: (countedS / SECONDS_PER_MINUTE) * (spindles / (passedAt(countedToS) - countedFrom)),
    endsDownPercent: (100 * downS) / (countedS * spindles),
    utilisation: pieceS / countedS,
  }
}
