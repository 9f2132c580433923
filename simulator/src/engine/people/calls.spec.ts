import type { MillPlan } from '@wanding/mill'
import { describe, expect, it } from 'vitest'
import { loadMillPlan } from '../../mill-files'
import { advance, createMill, loadMill, type Mill, readCrew, saveMill, type TaskEvent } from '../index'
import { type Call, call, cancelCall, isCalled } from './calls'

const MINUTE_MS = 60_000
const START_MS = Date.UTC(2026, 0, 5)
const QUIET = [
  'ringRoom.frames=2',
  'ringRoom.breaks.ratePerSpindleHour=0',
  'staff.mealMinutes=0',
  'staff.skillSpread=0',
  'staff.handover.slowdown=0',
]
const plan = (...overrides: string[]) => loadMillPlan('jimo', [...QUIET, ...overrides], import.meta.url)
const card = { kind: 'card', index: 0 } as const

/** A mill, and the tasks done in so many minutes after something was called for. */
function millWith(made: MillPlan = plan()): Mill {
  return createMill(made, 3, START_MS)
}
function tasksIn(mill: Mill, minutes: number): TaskEvent[] {
  const done: TaskEvent[] = []
  advance(mill, mill.state.mill.nowMs + minutes * MINUTE_MS, (event) => {
    if (event.kind === 'task') done.push(event)
  })
  return done
}
const ask = (mill: Mill, wanted: Omit<Call, 'dueMs'>) => call(mill, { ...wanted, dueMs: mill.state.mill.nowMs })

describe('a call', () => {
  it('is seen to by the post that has its role, at the machine, in its time', () => {
    const mill = millWith()
    expect(ask(mill, { task: 'clear-card', machine: card, workS: [100, 100, 100] })).toBe(true)
    expect(isCalled(mill, 'clear-card', card)).toBe(true)
    const done = tasksIn(mill, 20).find(({ task }) => task === 'clear-card')!
    expect([done.role, done.machine, done.index, done.by]).toEqual(['carding', 'card', 0, 'person'])
    // A hundred seconds, the way from the ring room on foot, and the pace of the crew.
    expect(done.personSeconds).toBeGreaterThan(100)
    expect(done.personSeconds).toBeLessThan(300)
    expect(isCalled(mill, 'clear-card', card)).toBe(false)
  })

  it('is made once at a place, as often as there are places', () => {
    const mill = millWith()
    // Units that no winder has, so that only these calls are theirs.
    const unit = (position: number) => ({ kind: 'winder', index: 0, position }) as const
    expect(ask(mill, { task: 'repair-unit', machine: unit(903) })).toBe(true)
    expect(ask(mill, { task: 'repair-unit', machine: unit(903) })).toBe(false)
    expect(ask(mill, { task: 'repair-unit', machine: unit(904) })).toBe(true)
    expect(ask(mill, { task: 'repair-machine', machine: unit(903) })).toBe(true)
    expect(readCrew(mill).tasksOpen['repair-unit']).toBe(2)
    const done = tasksIn(mill, 120).filter(({ position, machine }) => machine === 'winder' && position > 900)
    expect(done.map(({ task, position }) => `${task} ${position}`).sort()).toEqual([
      'repair-machine 903',
      'repair-unit 903',
      'repair-unit 904',
    ])
    expect(readCrew(mill).tasksDone['repair-unit']).toBe(2)
    expect(readCrew(mill).tasksOpen['repair-unit']).toBe(0)
  })

  it('takes as long as there are things to do', () => {
    const minutes = (count: number) => {
      const mill = millWith()
      ask(mill, { task: 'doff-roving', machine: { kind: 'roving-frame', index: 0 }, workS: [1, 1, 1], count })
      return tasksIn(mill, 60).find(({ task }) => task === 'doff-roving')!.personSeconds
    }
    expect(minutes(192) - minutes(1)).toBeGreaterThan(0.9 * 191)
    expect(minutes(192) - minutes(1)).toBeLessThan(1.1 * 191)
  })

  it('can be taken back, before and after somebody set out', () => {
    for (const minutes of [0, 1]) {
      const mill = millWith()
      ask(mill, { task: 'repair-frame', machine: { kind: 'ring-frame', index: 0 }, workS: [600, 600, 600] })
      if (minutes > 0) tasksIn(mill, minutes)
      cancelCall(mill, 'repair-frame', { kind: 'ring-frame', index: 0 })
      expect(isCalled(mill, 'repair-frame', { kind: 'ring-frame', index: 0 })).toBe(false)
      // Nothing is served: a frame that runs is not started once more.
      const phase = mill.state.frames.startMs[0]
      const done = tasksIn(mill, 14).filter(({ task }) => task === 'repair-frame')
      expect(done.length).toBe(minutes)
      expect(mill.state.frames.startMs[0]).toBe(phase)
    }
  })

  it('goes to the machine itself where the measures let it, and to people where they do not', () => {
    const byPeople = (overrides: string[]) => {
      const mill = millWith(plan(...overrides))
      let done = 0
      // A delivery that no draw frame has, so that only these calls are its.
      const machine = { kind: 'finisher-draw', index: 0, position: 900 } as const
      for (let can = 0; can < 120; can++) {
        expect(ask(mill, { task: 'change-finisher-can', machine })).toBe(true)
        done += tasksIn(mill, 40).filter(
          ({ task, position }) => task === 'change-finisher-can' && position === 900,
        ).length
        expect(isCalled(mill, 'change-finisher-can', machine)).toBe(false)
      }
      return done
    }
    const withVehicles = byPeople([])
    expect(withVehicles).toBeGreaterThan(3)
    expect(withVehicles).toBeLessThan(27)
    expect(byPeople(['measures=[S1, S2, S3, S4, S5, S7, S8, S9]'])).toBe(120)
  })

  it('waits when nobody is free, and the queue is the same after saving', () => {
    const mill = millWith()
    for (let index = 0; index < 2; index++) {
      for (let position = 1; position <= 20; position++) {
        ask(mill, { task: 'clear-unit', machine: { kind: 'winder', index, position } })
      }
    }
    tasksIn(mill, 3)
    expect(readCrew(mill).tasksOpen['clear-unit']).toBeGreaterThan(25)
    const loaded = loadMill(saveMill(mill))
    expect(tasksIn(loaded, 60)).toEqual(tasksIn(mill, 60))
    expect(readCrew(mill).tasksOpen['clear-unit']).toBe(0)
  })

  it('is refused when nothing more can wait, and taken again later', () => {
    const mill = millWith()
    const places = mill.layout.calls + 5
    const taken = Array.from({ length: places }, (_, i) =>
      ask(mill, { task: 'clear-unit', machine: { kind: 'winder', index: 0, position: i + 1 } }),
    )
    expect(taken.filter(Boolean).length).toBe(mill.layout.calls)
    tasksIn(mill, 30)
    expect(ask(mill, { task: 'clear-jam', machine: { kind: 'winder', index: 1 } })).toBe(true)
  })
})
