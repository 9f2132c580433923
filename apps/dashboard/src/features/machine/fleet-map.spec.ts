import { keyFiguresOf } from '@wanding/contracts'
import { describe, expect, it } from 'vitest'
import { extentOf, fleetDots, gridTo } from './fleet-map'

const machine = (id: string, kind = 'agv') => ({ id, kind, gateway: 'PREP', zone: '' })
const row = (x: number | null, y: number | null, online = true) => ({
  index: 0,
  online,
  stale: false,
  state: null,
  reason: null,
  sinceMs: null,
  figures: [null, null, ...keyFiguresOf('agv').map((name) => ({ 'position/x': x, 'position/y': y })[name] ?? null)],
})

describe('the fleet on the floor', () => {
  it('is where its vehicles say they are; who says nothing, is offline or is no vehicle is not drawn', () => {
    const machines = [machine('AG01'), machine('AG02'), machine('AG03'), machine('CD01', 'card'), machine('AG04')]
    const rows = [row(3, 40), row(null, 40), row(1, 1, false), row(5, 5), row(12, 62)]
    expect(fleetDots(machines, rows)).toEqual([
      { id: 'AG01', x: 3, y: 40 },
      { id: 'AG04', x: 12, y: 62 },
    ])
  })

  it('is drawn on a grid that holds every vehicle', () => {
    const dots = [{ id: 'AG01', x: 3, y: 131 }]
    expect(extentOf(dots, ({ x }) => x)).toBe(60)
    expect(extentOf(dots, ({ y }) => y)).toBe(140)
    expect(extentOf([], ({ y }) => y)).toBe(60)
    expect(gridTo(60)).toEqual([0, 20, 40, 60])
  })
})
