import { SpindleFlag, SpindleState } from '@wanding/mill'
import { describe, expect, it } from 'vitest'
import type { SpindleReading } from '../bus'
import { type FrameRows, FrameTrack } from './frame-track'

const { producing, endDown, noSignal } = SpindleState
const MINUTE = 60_000
const T0 = 20_000 * 86_400_000

const noRows = (): FrameRows => ({ seconds: [], transitions: [], rollups: [] })
const message = (atMs: number, parts: Partial<SpindleReading>): SpindleReading => ({
  mill: 'jimo',
  gateway: 'G01',
  machine: 'RF01',
  run: 'live',
  atMs,
  receivedMs: atMs,
  historical: false,
  ...parts,
})
const states = (...codes: number[]) => Uint8Array.from(codes)
const rpm = (...speeds: number[]) => Uint16Array.from(speeds)

function aTrack(...codes: number[]): FrameTrack {
  const track = new FrameTrack({ run: 'live', mill: 'jimo', machine: 'RF01' }, codes.length)
  track.take(message(T0, { states: states(...codes) }), noRows())
  return track
}

describe('FrameTrack', () => {
  it('pairs the speeds with the states as the transitions of the same message leave them', () => {
    const track = aTrack(producing, producing)
    const rows = noRows()
    track.take(
      message(T0 + 1000, {
        rpm: rpm(18_500, 0),
        transitions: [
          { position: 2, state: producing, atMs: T0 + 900 },
          { position: 2, state: endDown, atMs: T0 + 400 },
          { position: 1, state: endDown, atMs: T0 + 100 },
        ],
      }),
      rows,
    )
    expect(rows.seconds).toEqual([
      {
        run: 'live',
        mill: 'jimo',
        machine: 'RF01',
        atMs: T0 + 1000,
        rpm: rpm(18_500, 0),
        states: states(endDown, producing),
      },
    ])
    expect(rows.transitions.map(({ position, atMs, broke }) => [position, atMs - T0, broke])).toEqual([
      [1, 100, true],
      [2, 400, true],
      [2, 900, false],
    ])
  })

  it('counts a break once, however often flags change while the end is down', () => {
    const track = aTrack(producing)
    const rows = noRows()
    const change = (seconds: number, state: number) => ({ position: 1, state, atMs: T0 + seconds * 1000 })
    track.take(
      message(T0 + 30_000, {
        transitions: [
          change(5, endDown),
          change(6, endDown | SpindleFlag.rovingStop),
          change(20, producing | SpindleFlag.slip),
          change(25, endDown),
        ],
      }),
      rows,
    )
    expect(rows.transitions.map((row) => row.broke)).toEqual([true, false, false, true])
    track.take(message(T0 + MINUTE, {}), rows)
    expect(rows.rollups).toEqual([
      {
        run: 'live',
        mill: 'jimo',
        machine: 'RF01',
        atMs: T0,
        spanMs: MINUTE,
        breaks: Uint8Array.of(2),
        producingSeconds: Uint16Array.of(10),
        downSeconds: Uint16Array.of(50),
        meanRpm: Uint16Array.of(0),
      },
    ])
  })

  it('splits what crosses a minute, and takes the mean of the speeds while producing', () => {
    const track = aTrack(producing, endDown)
    const rows = noRows()
    track.take(message(T0 + 10_000, { rpm: rpm(18_000, 500) }), rows)
    track.take(message(T0 + 50_000, { rpm: rpm(19_001, 500) }), rows)
    const late = [
      { position: 1, state: endDown, atMs: T0 + 59_000 },
      { position: 2, state: producing, atMs: T0 + 61_000 },
    ]
    track.take(message(T0 + 62_000, { rpm: rpm(0, 17_000), transitions: late }), rows)
    track.take(message(T0 + 2 * MINUTE, {}), rows)
    expect(
      rows.rollups.map(({ atMs, breaks, producingSeconds, downSeconds, meanRpm }) => [
        atMs - T0,
        [...breaks],
        [...producingSeconds],
        [...downSeconds],
        [...meanRpm],
      ]),
    ).toEqual([
      [0, [1, 0], [59, 0], [1, 60], [18_501, 0]],
      [MINUTE, [0, 0], [0, 59], [60, 1], [0, 17_000]],
    ])
  })

  it('makes one rollup of several minutes where a fast clock leaves minutes between messages', () => {
    const track = aTrack(producing)
    const rows = noRows()
    const down = [{ position: 1, state: endDown, atMs: T0 + 30 * MINUTE }]
    track.take(message(T0 + 60 * MINUTE, { rpm: rpm(0), transitions: down }), rows)
    expect(rows.rollups).toMatchObject([
      {
        atMs: T0,
        spanMs: 60 * MINUTE,
        breaks: Uint8Array.from([1]),
        producingSeconds: Uint16Array.from([1800]),
        downSeconds: Uint16Array.from([1800]),
      },
    ])
  })

  it('does not take a difference of snapshots for a break: nobody saw it', () => {
    const track = aTrack(producing)
    const rows = noRows()
    track.take(message(T0 + MINUTE, { states: states(endDown) }), rows)
    expect(rows.transitions).toEqual([])
    expect(rows.rollups).toMatchObject([{ breaks: Uint8Array.from([0]) }])
  })

  it('takes an end that is reported down before any snapshot for a break', () => {
    const track = new FrameTrack({ run: 'live', mill: 'jimo', machine: 'RF01' }, 1)
    const rows = noRows()
    track.take(message(T0, { transitions: [{ position: 1, state: endDown, atMs: T0 - 1 }] }), rows)
    expect(rows.transitions).toMatchObject([{ broke: true }])
  })

  it('ignores positions that the frame does not have', () => {
    const track = aTrack(producing)
    const rows = noRows()
    track.take(message(T0 + 1, { transitions: [{ position: 2, state: endDown, atMs: T0 }] }), rows)
    expect(rows.transitions).toEqual([])
  })

  it('stores the second of a standing frame with the speeds it sent last', () => {
    const track = aTrack(producing)
    expect(track.secondDue(1000)).toBeUndefined()
    track.take(message(T0 + 1000, { rpm: rpm(7) }), noRows())
    expect(track.secondDue(1000)).toBeUndefined()
    track.heard(T0 + 2000)
    expect(track.secondDue(1000)).toMatchObject({ atMs: T0 + 2000, rpm: rpm(7) })
    expect(track.secondDue(1000)).toBeUndefined()
  })

  it('leaves the time of an outage out, and hands what it knew over to what the gateway had stored', () => {
    const track = aTrack(producing)
    track.take(message(T0 + 20_000, { rpm: rpm(18_000) }), noRows())
    const atBreak = noRows()
    const past = track.breakOff(atBreak)
    expect(atBreak.rollups).toMatchObject([{ atMs: T0, spanMs: MINUTE, producingSeconds: Uint16Array.from([20]) }])
    expect(track.secondDue(1000)).toBeUndefined()

    const stored = noRows()
    const down = [{ position: 1, state: endDown, atMs: T0 + 40_000 }]
    past.take(message(T0 + 45_000, { historical: true, transitions: down }), stored)
    past.take(message(T0 + MINUTE, { historical: true, rpm: rpm(0) }), stored)
    expect(stored.transitions).toMatchObject([{ broke: true }])
    expect(stored.seconds).toMatchObject([{ states: states(endDown) }])
    expect(stored.rollups).toMatchObject([
      {
        atMs: T0,
        breaks: Uint8Array.from([1]),
        producingSeconds: Uint16Array.from([40]),
        downSeconds: Uint16Array.from([20]),
      },
    ])

    const present = noRows()
    track.take(message(T0 + 10 * MINUTE, { states: states(producing) }), present)
    track.take(message(T0 + 11 * MINUTE, { rpm: rpm(18_000) }), present)
    expect(present.rollups).toMatchObject([
      { atMs: T0 + 10 * MINUTE, producingSeconds: Uint16Array.from([60]), downSeconds: Uint16Array.from([0]) },
    ])
    expect(present.seconds.map((row) => row.states[0])).not.toContain(noSignal)
  })
})
