import { type FaultKind, TASKS, type TaskKind } from '@wanding/mill'
import { describe, expect, it } from 'vitest'
import { loadMillPlan } from '../../mill-files'
import { advance, createMill, inject } from '../index'

const HOUR_MS = 3_600_000
const START_MS = Date.UTC(2026, 0, 5)

/** Tasks that people have done in a mill within so many hours, after faults that are too rare to wait for. */
function tasksIn(name: string, hours: number, faults: readonly [FaultKind, place: string][] = []): Set<TaskKind> {
  const mill = createMill(loadMillPlan(name, ['ringRoom.frames=24'], import.meta.url), 7, START_MS)
  for (const [fault, place] of faults) expect(inject(mill, { fault, place }, START_MS + HOUR_MS).ok, fault).toBe(true)
  const done = new Set<TaskKind>()
  advance(mill, START_MS + hours * HOUR_MS, (event) => {
    if (event.kind === 'task' && event.by === 'person') done.add(event.task)
  })
  return done
}

describe('every task', () => {
  it('is called for by some room of some mill: there are no dead ones', () => {
    const done = new Set([
      ...tasksIn('jimo', 36, [
        ['spark-trip', 'BR01'],
        ['autoleveller-drift', 'FD01'],
        ['clearer-dirt', 'WD03/5'],
        ['splicer-fault', 'WD04/7'],
        ['compressed-air-drop', 'CA01'],
      ]),
      ...tasksIn('conventional', 24),
      ...tasksIn('lyocell-30', 12),
    ])
    expect(TASKS.filter((task) => !done.has(task))).toEqual([])
  })
})
