import { lappingShare } from '@wanding/mill'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { loadMillPlan } from '../../mill-files'
import { advance, createMill, inject, loadMill, type Mill, type MillEvent, respond, saveMill } from '../index'
import { QUICK_MILL } from '../preparation/quick-mill.builder'
import { lappingWith, residueAt, residueFactor } from './frame-residue'

const HOUR_MS = 3_600_000
const START_MS = Date.UTC(2026, 0, 5)
const quickMill = () => createMill(loadMillPlan('jimo', QUICK_MILL, import.meta.url), 3, START_MS)

describe('lapping share of breaks', () => {
  it.each([
    [55, 6],
    [58, 6],
    [62, 12],
    [68, 25],
  ])('at %i %% humidity is %i %% on clean rollers (domain 2.4), and more on sticky ones', (humidity, percent) => {
    const clean = lappingShare(humidity)
    expect(100 * lappingWith(0, clean)).toBeCloseTo(percent, 9)
    expect(lappingWith(0.2, clean)).toBeGreaterThan(1.5 * clean)
    expect(lappingWith(1, clean)).toBeLessThan(0.85)
  })

  it('rises before the breaks do', () => {
    expect(lappingWith(0.1, 0.06) / 0.06).toBeGreaterThan(2)
    expect(residueFactor(0.1, 0.06)).toBeLessThan(1.1)
    expect(residueFactor(1, 0.06)).toBeGreaterThan(1.5)
  })

  it('grows by laps alone: the other breaks are as many as before', () => {
    const unit = fc.double({ min: 0, max: 1, noNaN: true })
    fc.assert(
      fc.property(unit, fc.double({ min: 0.01, max: 0.5, noNaN: true }), (residue, clean) => {
        expect(residueFactor(residue, clean) * (1 - lappingWith(residue, clean))).toBeCloseTo(1 - clean, 9)
      }),
    )
  })
})

/** A frame whose creel is full of sticky roving. */
function stickyFrame(stickiness: number, ...overrides: string[]): Mill {
  const settings = ['ringRoom.frames=1', 'faults.scale=0', 'ringRoom.stopsPerFrameDay=0', ...overrides]
  const mill = createMill(loadMillPlan('teaching', settings, import.meta.url), 4, START_MS)
  mill.state.spindles.stickiness.fill(stickiness)
  mill.state.frames.stickiness[0] = stickiness
  return mill
}
const NO_CLEANING = 'staff.tasks.cleaning.roundsPerShift=0.001'

describe('residue on the rollers of a frame', () => {
  const after = (mill: Mill, hours: number) => {
    advance(mill, START_MS + hours * HOUR_MS)
    return residueAt(mill, 0, mill.state.mill.nowMs)
  }

  it('grows with what is spun of sticky roving, and not of clean', () => {
    expect(after(stickyFrame(0, NO_CLEANING), 3)).toBe(0)
    const [weak, strong] = [after(stickyFrame(0.3, NO_CLEANING), 2), after(stickyFrame(0.6, NO_CLEANING), 2)]
    expect(weak).toBeGreaterThan(0.015)
    expect(strong / weak).toBeCloseTo(2, 1)
  })

  it('grows more slowly in drier air', () => {
    const dry = stickyFrame(0.6, NO_CLEANING)
    respond(dry, { response: 'lower-humidity', place: 'Z01' }, 0)
    // e^-0.4 for four points less, once the room has followed.
    const share = after(dry, 2.4) / after(stickyFrame(0.6, NO_CLEANING), 2.4)
    expect(share).toBeGreaterThan(0.63)
    expect(share).toBeLessThan(0.85)
  })

  it('is taken down by cleaning rounds, and off by an order to clean the rollers', () => {
    const kept = after(stickyFrame(0.6, NO_CLEANING), 2.4)
    const mill = stickyFrame(0.6, 'staff.tasks.cleaning.roundsPerShift=12')
    expect(after(mill, 2.4)).toBeLessThan(0.8 * kept)
    respond(mill, { response: 'clean-rollers', place: 'RF01' }, 0)
    expect(after(mill, 2.401)).toBeLessThan(0.002)
  })

  it('makes laps of breaks', () => {
    const share = (residue: number) => {
      const mill = stickyFrame(0, NO_CLEANING, 'ringRoom.breaks.ratePerSpindleHour=0.05')
      mill.state.frames.residue[0] = residue
      mill.state.frames.residueAtMs[0] = START_MS
      const causes: string[] = []
      advance(mill, START_MS + 5 * HOUR_MS, (event) => {
        if (event.kind === 'spindle' && event.cause && event.breakClass === 'running') causes.push(event.cause)
      })
      return causes.filter((cause) => cause === 'lapping').length / causes.length
    }
    expect(share(0)).toBeLessThan(0.1)
    expect(share(0.5)).toBeGreaterThan(0.25)
  })

  it('is saved with the mill, and goes on as if the mill had never stopped', () => {
    const whole = stickyFrame(0.6)
    const first = stickyFrame(0.6)
    advance(first, START_MS + 1.3 * HOUR_MS)
    const loaded = loadMill(saveMill(first))
    const events: [MillEvent[], MillEvent[]] = [[], []]
    advance(whole, START_MS + 1.3 * HOUR_MS)
    advance(whole, START_MS + 5 * HOUR_MS, (event) => events[0].push(event))
    advance(loaded, START_MS + 5 * HOUR_MS, (event) => events[1].push(event))
    expect(events[1]).toEqual(events[0])
    expect(saveMill(loaded)).toEqual(saveMill(whole))
  })
})

describe('sticky cotton on its way', () => {
  it('covers the draw frames first, then the roving frames, then the ring frames, and wears off when it is gone', () => {
    const mill = quickMill()
    inject(mill, { fault: 'sticky-cotton', place: 'LOT', severity: 1, rampMinutes: 0, selfCure: false }, START_MS)
    const { flow } = mill.state
    const of = (kind: 'finisher-draw' | 'roving-frame') =>
      Math.max(...flow.residue.subarray(mill.layout.flowFirst[kind], mill.layout.flowFirst[kind] + 2))
    const ring = () => Math.max(...[0, 1, 2].map((frame) => residueAt(mill, frame, mill.state.mill.nowMs)))
    const covered = { 'finisher-draw': 0, 'roving-frame': 0, 'ring-frame': 0 }
    for (let hour = 1; hour <= 96; hour++) {
      advance(mill, START_MS + hour * HOUR_MS)
      if (covered['finisher-draw'] === 0 && of('finisher-draw') > 0.1) covered['finisher-draw'] = hour
      if (covered['roving-frame'] === 0 && of('roving-frame') > 0.1) covered['roving-frame'] = hour
      if (covered['ring-frame'] === 0 && ring() > 0.1) covered['ring-frame'] = hour
    }
    expect(covered['finisher-draw']).toBeGreaterThan(4)
    expect(covered['roving-frame']).toBeGreaterThan(covered['finisher-draw'])
    expect(covered['ring-frame']).toBeGreaterThan(covered['roving-frame'])
    const worst = [of('finisher-draw'), of('roving-frame'), ring()]
    respond(mill, { response: 'change-mixing', place: 'LOT' }, 0)
    advance(mill, START_MS + 10 * 24 * HOUR_MS)
    const left = [of('finisher-draw'), of('roving-frame'), ring()]
    left.forEach((residue, i) => {
      expect(residue).toBeLessThan(0.5 * worst[i]!)
    })
  })
})
