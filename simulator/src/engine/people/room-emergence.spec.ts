import type { MillPlan, Role } from '@wanding/mill'
import { beforeAll, describe, expect, it } from 'vitest'
import { loadMillPlan } from '../../mill-files'
import { advance, createMill, type Mill, ringRoomTotals } from '../index'
import { breakEnd } from '../ring-room/ends'
import { stateOf } from '../ring-room/spindles'

const HOUR_MS = 3_600_000
const START_MS = Date.UTC(2026, 0, 5)
const SEEDS = [1, 2, 3]

/** A room where people piece all ends, are paced alike, and have little else to do. */
const PIECING_ONLY = [
  'measures=[S1, S2, S3, S4, S5, S6, S7, S8]',
  'staff.mealMinutes=0',
  'staff.skillSpread=0',
  'staff.relief=1',
  'staff.tasks.cleaning.roundsPerShift=0',
  'staff.tasks.patrol.roundsPerShift=0',
  'staff.tasks.creelS=[0.5, 0.5, 0.5]',
]
const plan = (...overrides: string[]) => loadMillPlan('jimo', overrides, import.meta.url)

/** Share of spindle time with the end down, %, and seconds from break to piecing, over some runs. */
function measured(made: MillPlan, hours: number, seeds = SEEDS) {
  let down = 0
  let run = 0
  const waits: number[] = []
  for (const seed of seeds) {
    const mill = createMill(made, seed, START_MS)
    advance(mill, START_MS + HOUR_MS)
    const before = ringRoomTotals(mill)
    advance(mill, START_MS + (1 + hours) * HOUR_MS, (event) => {
      if (event.kind === 'spindle' && event.downSeconds !== undefined) waits.push(event.downSeconds)
    })
    const after = ringRoomTotals(mill)
    down += after.downSpindleHours - before.downSpindleHours
    run += after.runSpindleHours - before.runSpindleHours
  }
  return { downPercent: (down * 100) / (run + down), meanS: waits.reduce((sum, s) => sum + s, 0) / waits.length }
}

describe('the number of tenters', () => {
  it('decides how many ends are down: each one more helps, the first most', () => {
    const tenters = [1, 2, 3, 5]
    const down = tenters.map(
      (count) => measured(plan('ringRoom.frames=16', `staff.posts.2.persons=${count}`, ...PIECING_ONLY), 3).downPercent,
    )
    down.slice(1).forEach((percent, i) => {
      expect(percent, `${tenters[i + 1]} tenters`).toBeLessThan(down[i]!)
    })
    expect(down[0]! - down[1]!).toBeGreaterThan(5 * (down[2]! - down[3]!))
  })
})

describe('pooling', () => {
  // Domain 5.3: seven tenters, 806 ends/h, 21.6 s each. Seven zones wait many times as long as one room.
  const room = (pooling: string) =>
    plan(
      'ringRoom.frames=84',
      'staff.posts.2.persons=7',
      'ringRoom.breaks.ratePerSpindleHour=0.0062',
      'ringRoom.breaks.lappingShare=0',
      'staff.tasks.pieceS=[19, 19.5, 20]',
      'staff.tasks.walkMPerMin=500',
      `staff.pooling=${pooling}`,
      ...PIECING_ONLY,
    )

  it('of the whole room beats zones of the same people by far', () => {
    const pooled = measured(room('mill'), 2, [1, 2])
    const zones = measured(room('zones'), 2, [1, 2])
    expect(zones.meanS - 20).toBeGreaterThan(2.5 * (pooled.meanS - 20))
    expect(zones.downPercent).toBeGreaterThan(1.4 * pooled.downPercent)
  })
})

describe('guided to what has waited longest', () => {
  it('a tenter takes ends in the order in which they came down, or nearly', () => {
    const outOfOrder = (dispatch: string) => {
      const room = ['ringRoom.frames=8', 'staff.posts.2.persons=1', 'ringRoom.breaks.ratePerSpindleHour=0.012']
      const made = plan(...room, `staff.dispatch=${dispatch}`, ...PIECING_ONLY)
      const brokeMs: number[] = []
      advance(createMill(made, 4, START_MS), START_MS + 3 * HOUR_MS, (event) => {
        if (event.kind === 'spindle' && event.downSeconds !== undefined)
          brokeMs.push(event.atMs - event.downSeconds * 1000)
      })
      const earlier = brokeMs.slice(1).filter((ms, i) => ms < brokeMs[i]!).length
      return earlier / brokeMs.length
    }
    expect(outOfOrder('guided-priority')).toBeLessThan(0.15)
    expect(outOfOrder('guided-nearest')).toBeGreaterThan(0.25)
  })
})

describe('after a mass stop', () => {
  /** Hours until the ends down of a room are below 1 % again, when 4 of its 12 frames lose 30 % of theirs at once. */
  function recoveryHours(tenters: number): number {
    const made = plan(
      'ringRoom.frames=12',
      `staff.posts.2.persons=${tenters}`,
      'measures=[S1, S2, S3, S4, S5, S6, S7, S8]',
    )
    const mill = createMill(made, 5, START_MS)
    advance(mill, START_MS + HOUR_MS)
    for (let frame = 0; frame < 4; frame++) {
      for (let position = 0; position < 1200; position++) {
        const spindle = frame * 1200 + position
        if (position % 10 < 3 && stateOf(mill, spindle) === 1) {
          breakEnd(mill, spindle, mill.state.mill.nowMs, 'frame-stop', 'start-up')
        }
      }
    }
    for (let minutes = 10; minutes < 14 * 60; minutes += 10) {
      advance(mill, START_MS + HOUR_MS + minutes * 60_000)
      if (downOf(mill) < 0.01 * mill.layout.spindles) return minutes / 60
    }
    return 14
  }
  const downOf = ({ state }: Mill) =>
    state.frames.endsDown.reduce((sum, count) => sum + count, 0) +
    state.frames.noRoving.reduce((sum, count) => sum + count, 0)

  it('few tenters are overrun for hours, many are through in one or two', () => {
    const [few, many] = [recoveryHours(1), recoveryHours(4)]
    expect(many).toBeLessThan(3)
    // More than in proportion: what is not creeled meanwhile runs out, and breaks go on.
    expect(few).toBeGreaterThan(4 * many)
  })
})

describe('a measure taken away', () => {
  // People enough for any of them, so that nobody leaves work undone.
  const enough = [0, 1, 2, 3, 4, 5, 6].map((post) => `staff.posts.${post}.persons=24`)
  const minutes = new Map<string, Record<string, number>>()
  const ALL = ['S1', 'S2', 'S3', 'S4', 'S5', 'S6', 'S7', 'S8', 'S9']
  function minutesByRole(without: string): Record<string, number> {
    const measures = ALL.filter((measure) => measure !== without).join(', ')
    const made = plan('ringRoom.frames=16', `measures=[${measures}]`, ...enough)
    const byRole: Record<string, number> = {}
    advance(createMill(made, 6, START_MS), START_MS + 6 * HOUR_MS, (event) => {
      if (event.kind === 'task') byRole[event.role] = (byRole[event.role] ?? 0) + event.personSeconds / 60
    })
    return byRole
  }
  beforeAll(() => {
    for (const measure of ['none', ...ALL]) minutes.set(measure, minutesByRole(measure))
  }, 60_000)

  const PREPARATION: Role[] = ['blowroom', 'carding', 'combing-preparation', 'finisher-drawing', 'roving']
  // The roles whose norms a measure changes (staffing-norms, the rungs), and how much more work at least.
  it.each<[string, number, Role[], Role[]]>([
    ['S1', 2, ['ring-doffing'], ['ring-piecing']],
    ['S2', 1.1, ['cop-transport', 'winding'], []],
    ['S3', 1.1, ['roving', 'roving-transport', 'ring-creeling'], []],
    ['S4', 1.3, ['ring-patrol', 'shift-quality'], ['ring-piecing', 'ring-creeling', 'ring-cleaning', 'ring-doffing']],
    ['S5', 1.3, ['ring-cleaning'], ['ring-piecing']],
    ['S6', 1.5, PREPARATION, []],
    ['S7', 3, ['floor-transport', 'packing'], []],
    ['S8', 1.15, ['utilities', 'shift-mechanics', 'shift-leading', 'shift-quality', 'winding', 'ring-doffing'], []],
    ['S9', 1.1, ['ring-piecing', 'ring-creeling', 'ring-patrol'], []],
  ])('%s: at least %s times the minutes of its roles, others as they were', (measure, least, own, touched) => {
    const base = minutes.get('none')!
    const now = minutes.get(measure)!
    for (const role of own) expect([role, now[role]! / base[role]!]).toSatisfy(([, ratio]) => Number(ratio) > least)
    for (const role of Object.keys(base) as Role[]) {
      if (own.includes(role) || touched.includes(role) || role === 'day-fitters') continue
      const change = Math.abs(now[role]! / base[role]! - 1)
      expect([measure, role, change < 0.2 || Math.abs(now[role]! - base[role]!) < 25, now[role], base[role]]).toEqual([
        measure,
        role,
        true,
        now[role],
        base[role],
      ])
    }
  })
})
