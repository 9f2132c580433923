import type { Role } from '@wanding/mill'
import { describe, expect, it } from 'vitest'
import { loadMillPlan } from '../../mill-files'
import { advance, createMill } from '../index'

const HOUR_MS = 3_600_000
const START_MS = Date.UTC(2026, 0, 5)

interface Shift {
  minutes: Partial<Record<Role, number>>
  /** Ends that people have pieced, and those of them that had lapped. */
  ends: number
  laps: number
  /** What the frames have counted of them. */
  lapsCounted: number
  /** Seconds that an end has waited when somebody sets out for it, in order. */
  waitedS: number[]
}

function shiftOf(mill: string, seed: number): Shift {
  const shift: Shift = { minutes: {}, ends: 0, laps: 0, lapsCounted: 0, waitedS: [] }
  const { minutes } = shift
  const made = createMill(loadMillPlan(mill, [], import.meta.url), seed, START_MS)
  const counted = () => made.state.frames.lapsCutOut.reduce((sum, laps) => sum + laps, 0)
  const before = counted()
  advance(made, START_MS + 8 * HOUR_MS, (event) => {
    if (event.kind !== 'task') return
    minutes[event.role] = (minutes[event.role] ?? 0) + event.personSeconds / 60
    if (event.role !== 'ring-piecing') return
    shift.waitedS.push(event.waitedSeconds)
    if (event.by === 'robot') return
    shift.ends += 1
    if (event.task === 'clear-lap') shift.laps += 1
  })
  shift.lapsCounted = counted() - before
  shift.waitedS.sort((a, b) => a - b)
  return shift
}

/*
 * Person-minutes of a shift against the norms (domain 4.5, columns S9 and S0). The engine's come from events, standard times and
 * ways; the norms' are tuned to 9.71 and 50 persons per 10,000 spindles, so they agree within a share, not exactly.
 */
describe('the default mill works what the norms of S9 say', () => {
  const shift = shiftOf('jimo', 7)
  const { minutes } = shift
  it.each<[Role, number, number]>([
    ['blowroom', 222, 0.3],
    ['carding', 143, 0.3],
    ['combing-preparation', 440, 0.3],
    ['finisher-drawing', 145, 0.3],
    ['roving', 577, 0.3],
    ['roving-transport', 43, 0.3],
    ['packing', 100, 0.3],
    ['ring-creeling', 1194, 0.2],
    ['ring-patrol', 403, 0.15],
    ['ring-cleaning', 605, 0.2],
    ['ring-doffing', 447, 0.25],
    ['winding', 993, 0.2],
    ['floor-transport', 360, 0.2],
    ['utilities', 245, 0.2],
    ['shift-mechanics', 408, 0.3],
    ['shift-leading', 408, 0.3],
    ['shift-quality', 163, 0.35],
  ])('%s: %s min', (role, norm, share) => {
    expect(minutes[role]! / norm).toBeGreaterThan(1 - share)
    expect(minutes[role]! / norm).toBeLessThan(1 + share)
  })

  // docs/decisions/0012: what the norm's 0.36 min an end leaves out is named, and the sum comes out.
  describe('but for piecing, where it is', () => {
    const PIECE_S = (9 + 12 + 18) / 3
    const LAP_S = (45 + 65 + 110) / 3
    /** By scooter, 150 m/min: some 33 m to the nearest end of her stretch, some 55 to a lap, of which one waits at a time. */
    const WALK_S = 13
    const WALK_TO_LAP_S = 22
    const norm = () => shift.ends * 0.36
    const plain = () => ((shift.ends - shift.laps) * (PIECE_S + WALK_S)) / 60
    const ofLaps = () => (shift.laps * (LAP_S + WALK_TO_LAP_S)) / 60

    it('of which the frames count each lap', () => {
      expect(shift.lapsCounted).toBe(shift.laps)
      expect(shift.laps).toBeGreaterThan(200)
    })

    it('ends and laps at their times and ways', () => {
      expect(minutes['ring-piecing']! / (plain() + ofLaps())).toBeGreaterThan(0.85)
      expect(minutes['ring-piecing']! / (plain() + ofLaps())).toBeLessThan(1.15)
    })

    it('the norm, and the time of laps and the ways that it leaves out', () => {
      const laps = (shift.laps * (LAP_S - PIECE_S)) / 60
      const normWalkS = 0.36 * 60 - PIECE_S
      const ways = ((shift.ends - shift.laps) * (WALK_S - normWalkS) + shift.laps * (WALK_TO_LAP_S - normWalkS)) / 60
      expect(norm() / 624).toBeGreaterThan(0.85)
      expect(norm() / 624).toBeLessThan(1.2)
      expect(minutes['ring-piecing']! - norm()).toBeGreaterThan(0.7 * (laps + ways))
      expect(minutes['ring-piecing']! - norm()).toBeLessThan(1.3 * (laps + ways))
    })

    it('ends wait 1 to 3 min on the mean, and a tenth of them at most more than 5 (domain 5.3)', () => {
      const { waitedS } = shift
      expect(waitedS.reduce((sum, s) => sum + s, 0) / waitedS.length).toBeGreaterThan(60)
      expect(waitedS.reduce((sum, s) => sum + s, 0) / waitedS.length).toBeLessThan(180)
      expect(waitedS[Math.floor(0.9 * waitedS.length)]).toBeLessThan(300)
    })
  })
})

describe('the conventional mill works what the norms of S0 say', () => {
  const { minutes } = shiftOf('conventional', 7)
  it.each<[Role, number, number]>([
    ['carding', 884, 0.3],
    ['combing-preparation', 1732, 0.3],
    ['finisher-drawing', 909, 0.35],
    ['roving', 1938, 0.3],
    ['roving-transport', 610, 0.3],
    ['packing', 1199, 0.35],
    ['ring-piecing', 4821, 0.15],
    ['ring-creeling', 2035, 0.2],
    ['ring-cleaning', 2419, 0.3],
    ['ring-doffing', 7081, 0.25],
    ['cop-transport', 2244, 0.3],
    // A cop takes 0.9 s, its share of the way 0.2 s and of red lights 0.1 s: of the 1.0 to 1.3 s of domain 4.4; the norm has 1.02.
    ['winding', 5028, 0.2],
    ['shift-quality', 816, 0.25],
    ['floor-transport', 1740, 0.35],
    ['shift-leading', 1428, 0.2],
    ['utilities', 898, 0.3],
    ['shift-mechanics', 1020, 0.3],
  ])('%s: %s min', (role, norm, share) => {
    expect(minutes[role]! / norm).toBeGreaterThan(1 - share)
    expect(minutes[role]! / norm).toBeLessThan(1 + share)
  })
})
