import { describe, expect, it } from 'vitest'
import { loadMillPlan } from '../../mill-files'
import { advance, createMill, inject, type Mill } from '../index'

const START_MS = Date.UTC(2026, 0, 5)
const HOUR_MS = 3_600_000
const sum = (values: Iterable<number>) => [...values].reduce((total, value) => total + value, 0)
const down = (mill: Mill) => sum(mill.state.frames.endsDown)
const withoutRoving = (mill: Mill) => sum(mill.state.frames.noRoving)

describe('after a voltage sag', () => {
  const mill = createMill(loadMillPlan('jimo', ['ringRoom.frames=28', 'faults.scale=0'], import.meta.url), 7, START_MS)
  advance(mill, START_MS + HOUR_MS)
  expect(inject(mill, { fault: 'voltage-sag', place: 'EL01', severity: 0.6 }, START_MS + HOUR_MS).ok).toBe(true)
  const hours = Array.from({ length: 12 }, (_, hour) => {
    advance(mill, START_MS + (2 + hour) * HOUR_MS)
    return { down: down(mill), withoutRoving: withoutRoving(mill) }
  })

  it('thousands of ends are down, and the piecers bring them back hour by hour', () => {
    expect(hours[0]!.down).toBeGreaterThan(4000)
    hours.slice(1).forEach((hour, i) => {
      expect(hour.down).toBeLessThan(hours[i]!.down)
    })
  })

  // A block creeling takes 11 s a bobbin, a single one with its way and piecing 40 s: who lets it wait never catches up.
  it('creeling is not left undone for them: no bobbins run out', () => {
    for (const hour of hours) expect(hour.withoutRoving).toBeLessThan(15)
  })
})
