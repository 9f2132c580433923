import { expect, it } from 'vitest'
import { loadMillPlan } from '../../mill-files'
import { createMill } from '../index'
import { Queue } from '../kernel/state'
import { awaitRoving, onRovingStored } from '../ring-room/await-roving'
import { breakEnd, bringBack, takeOut } from '../ring-room/ends'
import { stateOf } from '../ring-room/spindles'
import { enqueue } from './work'

const START_MS = Date.UTC(2026, 0, 5)

it('an end that waits for a robot is counted once, also where it is offered again', () => {
  const mill = createMill(loadMillPlan('jimo', ['ringRoom.frames=12'], import.meta.url), 3, START_MS)
  const { spindles, actors } = mill.state
  const spindle = spindles.code.findIndex((_, at) => stateOf(mill, at) === 1)
  breakEnd(mill, spindle, START_MS, 'roving-run-out', 'running')
  // Somebody finds no bobbin; then a fitter brings the spindle back, and its end breaks before there is roving.
  enqueue(mill, spindle, Queue.none)
  awaitRoving(mill, spindle)
  takeOut(mill, spindle, 5, START_MS)
  bringBack(mill, spindle, START_MS)
  breakEnd(mill, spindle, START_MS, 'raw-material', 'running')
  expect(spindles.queue[spindle]).toBe(Queue.robots)
  const robot = spindles.robot[spindle]!
  const before = actors.queued[robot]!
  onRovingStored(mill)
  expect(spindles.queue[spindle]).toBe(Queue.robots)
  expect(actors.queued[robot]).toBe(before)
  enqueue(mill, spindle, Queue.none)
  expect(actors.queued[robot]).toBe(before - 1)
})
