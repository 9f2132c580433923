import { SpindleState, texOf, twistPerMetre } from '@wanding/mill'
import { describe, expect, it } from 'vitest'
import { loadMillPlan } from '../../mill-files'
import { advance, createMill, inject, loadMill, type Mill, readMachine, readRingFrame, saveMill } from '../index'
import type { WinderReading } from '../readings'
import { deliveredAt } from './frame-motion'
import { ringRoomTotals } from './ring-totals'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const START_MS = Date.UTC(2026, 0, 5)
const JC60 = '{ id: JC60, lot: JC60-77, countNe: 60, twistMultiplier: 3.9, spindleSpeedRpm: 17000 }'
const JC32 = '{ id: JC32, lot: JC32-5, countNe: 32, twistMultiplier: 3.7, spindleSpeedRpm: 18000 }'
const settings = [
  'ringRoom.frames=2',
  'spinPlan.copG=20',
  'faults.scale=0',
  'ringRoom.stopsPerFrameDay=0',
  'ringRoom.doff.faultShare=0',
]
const plan = (...articles: string[]) =>
  loadMillPlan('teaching', [...settings, `articles=[${articles.join(', ')}]`], import.meta.url)

/** A mill whose first frame has been changed over, and runs. */
function changed(mill: Mill, place: string): Mill {
  expect(inject(mill, { fault: 'lot-change', place, severity: 30 }, START_MS)).toEqual({ ok: true, place: 'RF01' })
  while (mill.state.frames.lot[0] === 0 && mill.state.mill.nowMs < START_MS + 5 * HOUR_MS)
    advance(mill, mill.state.mill.nowMs + MINUTE_MS)
  expect(mill.state.frames.lot[0]).toBe(1)
  advance(mill, mill.state.mill.nowMs + 20 * MINUTE_MS)
  return mill
}

describe('a lot change', () => {
  it('keeps the count where the mill has one article', () => {
    const mill = changed(createMill(plan(), 4, START_MS), 'RF01')
    expect(readRingFrame(mill, 0)).toMatchObject({ lot: 'JC40-2311-2', spindleSpeedSetRpm: 18_500 })
  })

  it('takes the frame to the next article, around and around, or to the one that is ordered', () => {
    const next = changed(createMill(plan(JC60, JC32), 4, START_MS), 'RF01')
    expect(next.state.frames.article[0]).toBe(1)
    const named = changed(createMill(plan(JC60, JC32), 4, START_MS), 'RF01>JC32')
    expect(named.state.frames.article[0]).toBe(2)
    expect(named.state.frames.nextArticle[0]).toBe(0)
    inject(named, { fault: 'lot-change', place: 'RF01', severity: 10 }, 0)
    advance(named, named.state.mill.nowMs + 4 * HOUR_MS)
    expect(named.state.frames.article[0]).toBe(0)
  })

  it('refuses an article that the mill has not', () => {
    const mill = createMill(plan(JC60), 4, START_MS)
    expect(inject(mill, { fault: 'lot-change', place: 'RF01>JC80' }, START_MS)).toMatchObject({
      reason: 'unknown-place',
      message: 'this mill has no article JC80; it has JC40-2311, JC60',
    })
  })
})

describe('a frame on another count', () => {
  const mill = changed(createMill(plan(JC60), 4, START_MS), 'RF01>JC60')
  const twin = createMill(plan(JC60), 4, START_MS)
  advance(twin, mill.state.mill.nowMs)
  const [finer, usual] = [readRingFrame(mill, 0), readRingFrame(mill, 1)]

  it('says so: count, lot, twist, draft, speed', () => {
    expect(finer.countNe).toBeGreaterThan(59)
    expect(finer.countNe).toBeLessThan(61)
    expect(finer).toMatchObject({ lot: 'JC60-77-2', spindleSpeedSetRpm: 17_000 })
    expect(finer.twistPerMetre).toBeCloseTo(twistPerMetre(60, 3.9), 9)
    expect(finer.draft / usual.draft).toBeCloseTo(60 / 40, 6)
    expect(finer.deliveryMPerMin).toBeCloseTo(finer.spindleSpeedRpm / finer.twistPerMetre, 6)
    expect(finer.frontRollerRpm).toBeLessThan(usual.frontRollerRpm)
    expect(usual).toMatchObject({ spindleSpeedSetRpm: 18_500 })
  })

  it('makes less yarn of longer cops, and its counter goes on without a step', () => {
    expect(finer.productionKgPerHour / usual.productionKgPerHour).toBeLessThan(0.65)
    const { fullM } = mill.articles[1]!.profile
    expect((fullM * texOf(60)) / 1000).toBeCloseTo(20, 6)
    const step = createMill(plan(JC60), 4, START_MS)
    inject(step, { fault: 'lot-change', place: 'RF01>JC60', severity: 30 }, START_MS)
    let last = readRingFrame(step, 0).productionKg
    for (let minute = 1; minute <= 240; minute++) {
      advance(step, START_MS + minute * MINUTE_MS)
      const now = readRingFrame(step, 0).productionKg
      expect(now).toBeGreaterThanOrEqual(last)
      expect(now - last).toBeLessThan(0.5)
      last = now
    }
    const frames = [0, 1].map((frame) => readRingFrame(step, frame).productionKg)
    expect(ringRoomTotals(step).productionKg).toBeCloseTo(frames[0]! + frames[1]!, 6)
  })

  it('breaks by its own twist, speed and evenness, and takes less power', () => {
    const [first, second] = mill.articles
    const perMs = (article: typeof first) => article!.breaksPerMs * article!.profile.hazard[256]!
    // Speed (17/18.5)^7, twist as (3.8/TM)^6, and e^(0.35 x points of CVm) for two thirds of the fibres.
    const { cvmPercent } = mill.plan.spinPlan.fibre
    const cvm = cvmPercent * (Math.sqrt(60 / 40) - 1)
    const twist = (mill.plan.spinPlan.twistMultiplier / 3.9) ** 6
    expect(perMs(second) / perMs(first)).toBeCloseTo((17 / 18.5) ** 7 * twist * Math.exp(0.35 * cvm), 2)
    expect(second!.spindleW / first!.spindleW).toBeCloseTo((17 / 18.5) ** 2.4, 3)
  })

  it('draws its roving more slowly: what is left on a bobbin makes more metres', () => {
    const { runOut, code } = mill.state.spindles
    const delivered = deliveredAt(mill, 0, mill.state.mill.nowMs)
    for (let spindle = 0; spindle < 1200; spindle++) {
      if ((code[spindle]! & 0x0f) !== SpindleState.producing) continue
      expect(runOut[spindle]).toBeGreaterThan(delivered)
      expect(runOut[spindle]! - delivered).toBeLessThan(mill.articles[1]!.bobbinMetres * 1.01)
    }
    expect(mill.state.frames.runOutMetres[0]).toBeGreaterThan(delivered)
  })

  it('is followed by its winder a doff later', () => {
    expect(mill.state.winders.article[0]).toBe(0)
    const doffs = mill.state.frames.doffs[0]!
    while (mill.state.frames.doffs[0] === doffs) advance(mill, mill.state.mill.nowMs + MINUTE_MS)
    advance(mill, mill.state.mill.nowMs + 20 * MINUTE_MS)
    expect(mill.state.winders.article[0]).toBe(1)
    const winder = (index: number) => readMachine(mill, { kind: 'winder', index }) as WinderReading
    expect(winder(0).tensionCn / winder(1).tensionCn).toBeCloseTo(40 / 60, 1)
    expect(winder(0).cvmPercent).toBeGreaterThan(winder(1).cvmPercent + 1)
  })

  it('is saved with the mill, and goes on as if the mill had never stopped', () => {
    const loaded = loadMill(saveMill(mill))
    const endMs = mill.state.mill.nowMs + 90 * MINUTE_MS
    for (const each of [mill, loaded]) advance(each, endMs)
    expect(Buffer.compare(saveMill(loaded), saveMill(mill))).toBe(0)
  })
})
