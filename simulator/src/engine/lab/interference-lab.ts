import { meanServiceS, type ServiceLaw, saturatedDownShare } from '@wanding/mill'
import { calendarOver, nextSlot, schedule } from '../kernel/calendar'
import { nextExponential, seedStream, WORDS } from '../kernel/random'
import { drawServiceS } from './draw-service'

/** Spindles alike that break, and tenters who go to any of them, first come first served: the theory's zone, by events. */
export interface InterferenceLab {
  spindles: number
  breaksPerSpindleHour: number
  service: ServiceLaw
  tenters: number
  /** Hours that are counted, after those that are not. */
  hours: number
  warmUpHours: number
}

/** What one run of a zone came to. */
export interface InterferenceRun {
  running: number
  efficiency: number
  utilisation: number
  waitSeconds: number
}

const SECONDS_PER_HOUR = 3600
const BREAK = 0
const STREAMS = { breaks: 0, service: 1 } as const

/** Runs a zone once; the seed and the number of the replication decide everything. */
export function runInterference(lab: InterferenceLab, seed: number, replication: number): InterferenceRun {
  const { spindles, service, tenters } = lab
  const streams = new Int32Array(2 * WORDS)
  for (const [name, stream] of Object.entries(STREAMS)) {
    seedStream(streams, stream, seed, `lab/interference/${replication}/${name}`)
  }
  // Slot 0 is the next break, the others are the tenters; times are seconds.
  const calendar = calendarOver(new Float64Array(1 + tenters).fill(Number.POSITIVE_INFINITY))
  const breaksPerS = lab.breaksPerSpindleHour / SECONDS_PER_HOUR
  const free = Int32Array.from({ length: tenters }, (_, i) => tenters - i)
  let freeCount = tenters
  /** Ends that wait, since when: a ring of as many places as there are spindles. */
  const since = new Float64Array(spindles)
  let head = 0
  let waiting = 0
  let down = 0

  const endS = (lab.warmUpHours + lab.hours) * SECONDS_PER_HOUR
  const fromS = lab.warmUpHours * SECONDS_PER_HOUR
  let countedToS = fromS
  let downS = 0
  let busyS = 0
  let waitedS = 0
  let begun = 0

  const settle = (atS: number): void => {
    if (atS <= countedToS) return
    downS += down * (atS - countedToS)
    busyS += (tenters - freeCount) * (atS - countedToS)
    countedToS = atS
  }
  const begin = (brokeAtS: number, atS: number): void => {
    schedule(calendar, free[--freeCount]!, atS + drawServiceS(service, streams, STREAMS.service))
    if (atS < fromS) return
    waitedS += atS - brokeAtS
    begun += 1
  }
  const breakEnd = (brokeAtS: number, atS: number): void => {
    down += 1
    if (freeCount > 0) begin(brokeAtS, atS)
    else since[(head + waiting++) % spindles] = brokeAtS
  }

  // An overrun zone would take very long to fill: it begins with the ends down that it will have, waiting one after another.
  const paceS = meanServiceS(service) / tenters
  const first = Math.floor(spindles * saturatedDownShare({ ...lab, serviceS: meanServiceS(service) }))
  for (let end = 0; end < first; end++) breakEnd((end - first) * paceS, 0)

  // Time to the next break has no memory: it is drawn anew whenever the number of running spindles has changed.
  const drawBreak = (atS: number): void => {
    const running = spindles - down
    const waitS =
      running > 0 ? nextExponential(streams, STREAMS.breaks) / (running * breaksPerS) : Number.POSITIVE_INFINITY
    schedule(calendar, BREAK, atS + waitS)
  }
  drawBreak(0)
  for (;;) {
    const slot = nextSlot(calendar)
    const atS = calendar.timesMs[slot]!
    if (atS > endS) break
    settle(atS)
    if (slot === BREAK) breakEnd(atS, atS)
    else {
      down -= 1
      schedule(calendar, slot, Number.POSITIVE_INFINITY)
      free[freeCount++] = slot
      if (waiting > 0) {
        const brokeAtS = since[head]!
        head = (head + 1) % spindles
        waiting -= 1
        begin(brokeAtS, atS)
      }
    }
    drawBreak(atS)
  }
  settle(endS)
  const countedS = endS - fromS
  const running = spindles - downS / countedS
  return {
    running,
    efficiency: running / spindles,
    utilisation: busyS / countedS / tenters,
    waitSeconds: begun > 0 ? waitedS / begun : 0,
  }
}
