import { beforeAll, describe, expect, it } from 'vitest'
import { loadMillPlan } from '../mill-files'
import { expectWithin, type HeadlessRun, runHeadless, START_MS } from '../published-runs.builder'
import { advance, createMill, type MillEvent } from './index'

// Published numbers that only long runs tell from chance: the response of the break rate (domain 2.4), measured by changing one
// thing of a mill and counting breaks, and the balance of the whole process over days (domain 1.2).

const HOURS = 16
/**
 * Breaks per 1,000 spindle-hours of 8 frames with one key changed. Breaks come ten times as often as in a mill so that 16 h tell,
 * spindles are alike, and robots and people are many, so that nearly all spindles run.
 */
function breakRate(...changes: string[]): number {
  const run = runHeadless(
    'jimo',
    [
      'ringRoom.frames=8',
      'ringRoom.breaks.ratePerSpindleHour=0.045',
      'ringRoom.breaks.rogueShare=0',
      'ringRoom.newFaultsPerDay={rogue: 0, slip: 0, idle: 0}',
      'ringRoom.stopsPerFrameDay=0',
      'ringRoom.travellerChange.teams=0',
      'ringRoom.travellerLifeH=5000',
      'zones={perFrames: 8, temperatureC: 28, relativeHumidityPercent: 57, spreadPercent: 0, timeConstantMin: 20}',
      'staff.posts.ring-tenters.persons=30',
      'staff.robots.count=8',
      ...changes,
    ],
    { hours: HOURS, warmUpHours: 2 },
  )
  return run.summary.breaks.runningPer1000SpindleHours
}

const reference = breakRate()

describe('f_speed: breaks at a speed against 18,500 rpm (domain 2.4)', () => {
  it.each([
    [16_000, 0.36],
    [17_000, 0.55],
    [18_000, 0.83],
    [19_000, 1.21],
    [20_000, 1.73],
    [21_000, 2.43],
    [22_000, 3.36],
  ])('%s rpm: %s', (rpm, factor) => expectWithin(breakRate(`spinPlan.spindleSpeedRpm=${rpm}`) / reference, factor, 6))
})

describe('f_twist: breaks at a twist against 3.8 (domain 2.4)', () => {
  it.each([
    [3.4, 1.95],
    [3.6, 1.38],
    [4.0, 0.74],
    [4.2, 0.55],
  ])('%s: %s', (twist, factor) => expectWithin(breakRate(`spinPlan.twistMultiplier=${twist}`) / reference, factor, 6))
})

describe('f_RH: breaks at a humidity against 57 % (domain 2.4)', () => {
  // The air wanders about its set point, so the optimum is a little above 1 and the flanks are a little flatter.
  it.each([
    [45, 2.8],
    [50, 1.6],
    [52, 1.3],
    [55, 1.05],
    [60, 1.14],
    [62, 1.4],
    [65, 2.0],
    [70, 3.6],
  ])('RH %s: %s', (humidity, factor) => {
    expectWithin(breakRate(`zones.relativeHumidityPercent=${humidity}`) / reference, factor, 8)
  })
})

describe('f_fibre: breaks of a fibre against the reference (domain 2.4)', () => {
  const base = { cvmPercent: 12.5, shortFibrePercent: 9, nepsPerG: 25, micronaire: 4.1 }
  it.each([
    ['CVm 13.5', 1.419, { cvmPercent: 13.5 }],
    ['short fibre 14', 1.2, { shortFibrePercent: 14 }],
    ['75 neps', 1.3, { nepsPerG: 75 }],
  ])('%s: %s', (_what, factor, change) => {
    const rate = (fibre: object) => breakRate(`spinPlan.fibre=${JSON.stringify(fibre)}`)
    expectWithin(rate({ ...base, ...change }) / rate(base), factor, 8)
  })
})

describe('f_build: breaks over the doff at constant speed (domain 2.4)', () => {
  const at = { base: 0, body: 0, nose: 0 }
  beforeAll(() => {
    const plan = loadMillPlan(
      'jimo',
      [
        'ringRoom.frames=12',
        'ringRoom.breaks.ratePerSpindleHour=0.045',
        'ringRoom.breaks.startUpShare=0',
        'ringRoom.stopsPerFrameDay=0',
        'spinPlan.speedCurve={startShare: 1, fullBy: 0.12, noseFrom: 0.85, endShare: 1}',
        'staff.posts.ring-tenters.persons=30',
      ],
      import.meta.url,
    )
    const mill = createMill(plan, 3, START_MS)
    const events: MillEvent[] = []
    advance(mill, START_MS + 30 * 3_600_000, (event) => events.push(event))
    // Progress from the time since the doff: a frame at constant speed fills a cop in this time.
    const fullMs = (50 / 17.32) * 3_600_000
    const doffMs = new Map<number, number>()
    for (const event of events) {
      if (event.kind === 'doff') doffMs.set(event.frame, event.atMs)
      if (event.kind !== 'spindle' || event.breakClass === undefined) continue
      const since = doffMs.get(event.frame)
      if (since === undefined) continue
      const x = (event.atMs - since) / fullMs
      if (x < 0.05) at.base += 1 / 0.05
      else if (x > 0.2 && x < 0.7) at.body += 1 / 0.5
      else if (x > 0.9 && x < 0.98) at.nose += 1 / 0.08
    }
  })
  // Means of the lines from 1.51 at 0 to 1 at .15, and from 1 at .75 to 1.42 at 1.
  it('base 1.43', () => expectWithin(at.base / at.body, 1.425, 8))
  it('nose 1.32', () => expectWithin(at.nose / at.body, 1.319, 8))
})

describe('the process over four days (domain 1.2)', () => {
  // A frame is creeled before its bobbins are empty: what stands before the ring room makes 1 to 2 % more than it spins.
  let run: HeadlessRun | undefined
  const ran = () => {
    run ??= runHeadless('jimo', [], { hours: 96, warmUpHours: 2 })
    return run
  }
  it.each([
    ['blowroom', 2195],
    ['card', 2075],
    ['breaker-draw', 2068],
    ['lap-former', 2064],
    ['comber', 1713],
    ['finisher-draw', 1705],
    ['roving-frame', 1696],
    ['ring-frame', 1676],
    ['winder', 1666],
  ] as const)('%s: %s kg/h', (kind, published) => expectWithin(ran().perHour(kind, 'productionKg'), published, 3))

  // Bales as they are opened: what the blowroom delivers holds the soft waste that is fed again, too.
  it('yarn realisation 72.5 % ± 1', () => {
    const bale = ran().perHour('blowroom', 'balesOpened') * 225
    const realisation = (100 * ran().perHour('winder', 'productionKg')) / bale
    expect(Math.abs(realisation - 72.5)).toBeLessThan(1)
  })
})
