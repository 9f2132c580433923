import { describe, expect, it } from 'vitest'
import type { MachineReading, ScalarValue } from '../../bus'
import { BUCKET_MS, sumOf } from './bucket'
import { FrameLedger } from './frame-ledger'
import { MillLedger } from './mill-ledger'

const T0 = Math.floor(Date.UTC(2026, 2, 2, 6) / BUCKET_MS) * BUCKET_MS

const reading = (atMs: number, values: Record<string, ScalarValue>, birth = false): MachineReading => ({
  ...{ mill: 'jimo', gateway: 'G01', machine: 'RF01', run: 'live', kind: 'ring-frame', receivedMs: atMs },
  ...{ historical: false, birth, atMs, values: new Map(Object.entries(values)) },
})
const told = (ledger: FrameLedger, minute: number, hours: number, breaks: number, birth = false) =>
  ledger.take(reading(T0 + minute * 60_000, { 'spindles/runHours': hours, 'breaks/running': breaks }, birth))
const all = ({ buckets }: FrameLedger) => sumOf(buckets, 0, Number.POSITIVE_INFINITY)

describe('FrameLedger', () => {
  it('counts what counters gain, from the birth on', () => {
    const ledger = new FrameLedger()
    told(ledger, 0, 1000, 40, true)
    for (let minute = 1; minute <= 12; minute++) told(ledger, minute, 1000 + 20 * minute, 40 + minute)
    expect(all(ledger)).toMatchObject({ counts: { runHours: 240, running: 12 }, watchedMs: 720_000 })
    expect(ledger.buckets.map(({ startMs }) => (startMs - T0) / BUCKET_MS)).toEqual([0, 1, 2])
  })

  it('over an outage counts the jump of breaks and of running time together, and not the time as seen', () => {
    const ledger = new FrameLedger()
    told(ledger, 0, 1000, 40, true)
    told(ledger, 1, 1020, 41)
    ledger.lost()
    told(ledger, 30, 1600, 47, true)
    told(ledger, 31, 1620, 47)
    expect(all(ledger)).toMatchObject({ counts: { runHours: 620, running: 7 }, watchedMs: 120_000 })
  })

  it('takes a fall for a counter that was replaced', () => {
    const ledger = new FrameLedger()
    told(ledger, 0, 1000, 40, true)
    told(ledger, 1, 5, 0)
    told(ledger, 2, 25, 1)
    expect(all(ledger).counts).toMatchObject({ runHours: 20, running: 1 })
  })

  it('forgets what is older than a day and an hour', () => {
    const ledger = new FrameLedger()
    for (let hour = 0; hour <= 40; hour++) told(ledger, 60 * hour, 1200 * hour, hour, hour === 0)
    expect(all(ledger).counts.running).toBe(26)
  })

  it('does not count a reading that comes late', () => {
    const ledger = new FrameLedger()
    told(ledger, 0, 1000, 40, true)
    told(ledger, 5, 1100, 45)
    told(ledger, 3, 1060, 43)
    told(ledger, 6, 1120, 46)
    expect(all(ledger).counts).toMatchObject({ runHours: 120, running: 6 })
  })
})

describe('MillLedger', () => {
  it('hands over each stretch once, when it has ended', () => {
    const mill = new MillLedger('live')
    const handed: number[] = []
    for (let minute = 0; minute <= 11; minute++) {
      const next = reading(T0 + minute * 60_000, { 'spindles/runHours': 20 * minute }, minute === 0)
      for (const [startMs, values] of mill.settle(next.atMs) ?? []) {
        handed.push((startMs - T0) / BUCKET_MS, values.get('quality/RF01/runHours')!)
      }
      mill.take(next)
    }
    expect(handed).toEqual([0, 80, 1, 100])
  })
})
