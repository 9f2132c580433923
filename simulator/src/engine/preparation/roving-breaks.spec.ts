import { describe, expect, it } from 'vitest'
import { loadMillPlan } from '../../mill-files'
import { advance, createMill, type Mill, readMachine } from '../index'
import type { RovingFrameReading } from '../readings'
import { isBadPosition, RovingPositionState, readRovingPositions } from './roving-breaks'

const START_MS = Date.UTC(2026, 0, 5)
const mill = createMill(loadMillPlan('jimo', ['ringRoom.frames=30', 'faults.scale=0'], import.meta.url), 9, START_MS)
const { rovingFrames, rovingSpindles } = mill.layout.prep
const read = (of: Mill, index: number) => {
  const out = { state: new Uint8Array(rovingSpindles), breaks: new Uint16Array(rovingSpindles) }
  readRovingPositions(of, index, out)
  return out
}
const frames = Array.from({ length: rovingFrames }, (_, index) => index)
const broken = () =>
  frames.flatMap((frame) =>
    [...read(mill, frame).state].flatMap((state, i) =>
      state === RovingPositionState.broken ? [`${frame}/${i + 1}`] : [],
    ),
  )
const breaks = (frame: number) =>
  (readMachine(mill, { kind: 'roving-frame', index: frame }) as RovingFrameReading).breaks
const sum = (values: Iterable<number>) => [...values].reduce((total, value) => total + value, 0)

describe('breaks of a roving frame', () => {
  const before = frames.map(breaks)
  const pieced: string[] = []
  const seenBroken = new Set<string>()
  let mostAtOnce = 0
  for (let minute = 5; minute <= 10 * 24 * 60; minute += 5) {
    advance(mill, START_MS + minute * 60_000, (event) => {
      if (event.kind !== 'task' || event.task !== 'piece-roving') return
      // Slivers that part in the creel stop the frame, too; the flag goes when the task has been told.
      if (read(mill, event.index).state[event.position - 1] !== RovingPositionState.broken) return
      pieced.push(`${event.index}/${event.position}`)
    })
    const now = broken()
    mostAtOnce = Math.max(mostAtOnce, now.length)
    for (const place of now) seenBroken.add(place)
  }
  const grown = frames.map((frame) => breaks(frame) - before[frame]!)

  it('are each at a position, and all of them are counted there', () => {
    frames.forEach((frame) => {
      expect(sum(read(mill, frame).breaks)).toBe(grown[frame])
    })
    expect(sum(grown)).toBeGreaterThan(300)
  })

  it('stand until somebody has pieced them, and no longer', () => {
    expect(pieced.length + broken().length).toBe(sum(grown))
    expect(seenBroken.size).toBeGreaterThan(50)
    for (const place of seenBroken) expect([...pieced, ...broken()]).toContain(place)
    // Minutes each, of so many an hour: nothing piles up.
    expect(mostAtOnce).toBeLessThan(12)
  })

  it('fall on a few bad positions far more often', () => {
    const of = { bad: [] as number[], good: [] as number[] }
    for (const frame of frames) {
      read(mill, frame).breaks.forEach((count, position) => {
        of[isBadPosition(mill, frame, position) ? 'bad' : 'good'].push(count)
      })
    }
    const share = of.bad.length / (of.bad.length + of.good.length)
    expect(share).toBeGreaterThan(0.005)
    expect(share).toBeLessThan(0.05)
    const mean = (values: number[]) => sum(values) / values.length
    const expected = mean(of.good) * 8 * of.bad.length
    expect(Math.abs(sum(of.bad) - expected)).toBeLessThan(4 * Math.sqrt(expected))
  })
})
