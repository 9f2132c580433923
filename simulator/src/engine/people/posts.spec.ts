import type { MillPlan, PostPlan, Role } from '@wanding/mill'
import { describe, expect, it } from 'vitest'
import { loadMillPlan } from '../../mill-files'
import { advance, createMill, type Mill, readCrew } from '../index'
import { Doing } from '../kernel/state'
import { paceAt } from './shift-clock'

const HOUR_MS = 3_600_000
const START_MS = Date.UTC(2026, 0, 5)
const plan = (...overrides: string[]) => loadMillPlan('jimo', overrides, import.meta.url)

/** A mill where some roles have posts of their own. */
function withPosts(made: MillPlan, own: Partial<Record<Role, number>>): MillPlan {
  const roles = Object.keys(own) as Role[]
  const posts = made.staff.posts
    .map((post): PostPlan => ({ ...post, roles: post.roles.filter((role) => !roles.includes(role)) }))
    .filter((post) => post.roles.length > 0)
  const more = roles.map((role): PostPlan => {
    return { id: `only-${role}`, name: { en: role, zh: role }, roles: [role], persons: own[role]!, day: false }
  })
  return { ...made, staff: { ...made.staff, posts: [...posts, ...more] } }
}

const after = (made: MillPlan, hours: number, seed = 5): Mill => {
  const mill = createMill(made, seed, START_MS)
  advance(mill, START_MS + hours * HOUR_MS)
  return mill
}

describe('posts', () => {
  it.each(['patrol', 'guided-nearest'] as const)('of one role do that role and no other, with %s', (dispatch) => {
    const made = plan('ringRoom.frames=6', `staff.dispatch=${dispatch}`, 'staff.posts.2.persons=2')
    const mill = after(withPosts(made, { 'ring-creeling': 1, 'ring-cleaning': 1 }), 8)
    const { tasksDone, busyShareByRole } = readCrew(
      after(withPosts(made, { 'ring-creeling': 1, 'ring-cleaning': 1 }), 7.9),
    )
    expect(tasksDone.creel).toBeGreaterThan(8)
    expect(tasksDone.clean).toBeGreaterThan(6)
    expect(tasksDone.piece).toBeGreaterThan(20)
    expect(busyShareByRole['ring-cleaning']).toBeGreaterThan(0.03)
    expect(busyShareByRole['ring-cleaning']).toBeLessThan(0.3)
    const creeler = mill.layout.postFirst[mill.layout.postOfRole['ring-creeling']]!
    expect(mill.state.actors.spindle[creeler]).toBe(-1)
  })

  it('of several roles do the work of all of them', () => {
    const { tasksDone } = readCrew(after(plan('ringRoom.frames=12'), 8))
    for (const task of ['attend-doff', 'transport-cops', 'clean-floor', 'inspect-frame', 'tend-utilities'] as const) {
      expect([task, tasksDone[task] > 3]).toEqual([task, true])
    }
  })
})

describe('absence', () => {
  const few = plan(
    'ringRoom.frames=12',
    'staff.posts.0.persons=4',
    'staff.posts.2.persons=8',
    'staff.posts.3.persons=5',
    'staff.attendance=0.7',
    'staff.relief=0',
  )

  it('takes its share of persons, never the last of a post, anew each shift', () => {
    const mill = createMill(few, 11, START_MS)
    const { postCount, robotPost } = mill.layout
    let missing = 0
    let posted = 0
    const patterns = new Set<string>()
    for (let shift = 0; shift < 24; shift++) {
      advance(mill, START_MS + shift * 8 * HOUR_MS + 1)
      const { absent } = mill.state.people
      for (let post = 0; post < robotPost; post++) {
        expect(absent[post]).toBeLessThan(postCount[post]!)
        if (postCount[post]! === 1) continue
        missing += absent[post]!
        posted += postCount[post]!
      }
      patterns.add(mill.state.actors.absent.join(''))
    }
    expect(missing / posted).toBeGreaterThan(0.2)
    expect(missing / posted).toBeLessThan(0.35)
    expect(patterns.size).toBeGreaterThan(20)
  })

  it('is told by the crew, and nobody absent works', () => {
    const mill = createMill(few, 11, START_MS)
    for (let hour = 1; hour < 8; hour++) {
      advance(mill, START_MS + hour * HOUR_MS)
      mill.state.actors.absent.forEach((absent, actor) => {
        if (absent) expect(mill.state.actors.doing[actor]).toBe(Doing.absent)
      })
    }
    const crew = readCrew(mill)
    expect(crew.absent).toBeGreaterThan(2)
    const byRole = Object.values(crew.absentByRole).reduce((sum, count) => sum + count, 0)
    expect(byRole).toBeCloseTo(crew.absent, 9)
    expect(crew.personsOnShift).toBe(readCrew(createMill(few, 12, START_MS)).personsOnShift)
  })

  it('leaves a patrolled room without a frame that nobody looks after', () => {
    const patrol = plan(
      'ringRoom.frames=12',
      'measures=[S1]',
      'staff.posts.2.persons=6',
      'staff.attendance=0.6',
      'staff.relief=0',
    )
    const mill = createMill(patrol, 2, START_MS)
    for (let shift = 1; shift <= 3; shift++) {
      advance(mill, START_MS + shift * 8 * HOUR_MS - 1)
      const rounds = mill.state.frames.patrolRounds
      expect(Math.min(...rounds)).toBeGreaterThanOrEqual(shift)
    }
  })
})

describe('pace', () => {
  it('differs from person to person and crew to crew, and is a property of the person', () => {
    const mill = createMill(
      plan('ringRoom.frames=12', 'staff.posts.2.persons=8', 'staff.skillSpread=0.1', 'staff.relief=1'),
      4,
      START_MS,
    )
    const paces = (shift: number) => {
      advance(mill, START_MS + shift * 8 * HOUR_MS + 1)
      return Array.from(mill.state.actors.pace.slice(0, mill.layout.postFirst[mill.layout.robotPost]))
    }
    const first = paces(0)
    expect(new Set(first).size).toBe(first.length)
    expect(Math.min(...first)).toBeGreaterThan(0.9)
    expect(Math.max(...first)).toBeLessThan(1.1)
    expect(paces(1)).not.toEqual(first)
    // The same crew has the first shift again on the second day (two early, two mid, two night, two off).
    expect(paces(3)).toEqual(first)
  })

  it('falls with fatigue when that is set', () => {
    const tired = createMill(plan('ringRoom.frames=1', 'staff.fatigue=0.2'), 4, START_MS)
    const fresh = createMill(plan('ringRoom.frames=1'), 4, START_MS)
    const at = (mill: Mill, hours: number) => paceAt(mill, START_MS + hours * HOUR_MS)
    expect(at(fresh, 7.9)).toBe(at(fresh, 2))
    expect(at(tired, 4) / at(fresh, 4)).toBeCloseTo(1.1, 9)
    expect(at(tired, 7.99) / at(fresh, 7.99)).toBeCloseTo(1.2, 2)
  })
})
