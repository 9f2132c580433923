import type { Attention, KpiNow } from '@wanding/contracts'
import { describe, expect, it } from 'vitest'
import { AnomalyBook } from './anomaly-book'

const T0 = Date.UTC(2026, 10, 22, 8)
const anItem = (more: Partial<Attention> = {}): Attention => ({
  key: 'frame-stopped/RF07',
  kind: 'frame-stopped',
  priority: 1,
  machine: 'RF07',
  position: null,
  sinceMs: T0 - 5000,
  value: 5,
  limit: null,
  ...more,
})
/** Only what the book reads of the figures. */
const kpi = (seconds: number, attention: Attention[], endsDownPercent: number | null = 0.3) =>
  ({
    mill: 'jimo',
    atMs: T0 + seconds * 1000,
    attention,
    figures: { endsDownPercent: { value: endsDownPercent } },
  }) as KpiNow

describe('what is out of the ordinary', () => {
  it('is an alarm of priority 1 to 3 when it comes onto the list, at the time since when it is so', () => {
    const book = new AnomalyBook()
    expect(book.take(kpi(0, [anItem()]))).toEqual([
      { atMs: T0 - 5000, kind: 'frame-stopped', priority: 1, machine: 'RF07', value: 5, limit: null },
    ])
    expect(book.take(kpi(1, [anItem({ value: 6 })]))).toEqual([])
    expect(book.take(kpi(2, [anItem({ key: 'no-roving/RF07', kind: 'no-roving', priority: 4 })]))).toEqual([])
  })

  it('is the same item when it was gone for a moment, and a new one after a minute', () => {
    const book = new AnomalyBook()
    book.take(kpi(0, [anItem()]))
    book.take(kpi(30, []))
    expect(book.take(kpi(60, [anItem()]))).toEqual([])
    book.take(kpi(61, []))
    expect(book.take(kpi(120, [anItem()]))).toEqual([])
    book.take(kpi(181, []))
    expect(book.take(kpi(182, [anItem({ sinceMs: null })]))).toMatchObject([{ atMs: T0 + 182_000 }])
  })

  it('does not reach farther back than ten minutes', () => {
    const [found] = new AnomalyBook().take(kpi(0, [anItem({ sinceMs: T0 - 86_400_000 })]))
    expect(found!.atMs).toBe(T0 - 600_000)
  })

  it('is a wave of ends down from 1 % on, and another only after less than 0.8 %', () => {
    const book = new AnomalyBook()
    const values = [0.9, 1, 1.01, 1.5, 0.9, 1.2, 0.8, 0.95, 1.1, null]
    const waves = values.map((value, second) => book.take(kpi(second, [], value)).length)
    expect(waves).toEqual([0, 0, 1, 0, 0, 0, 0, 0, 1, 0])
    expect(new AnomalyBook().take(kpi(0, [], 2))).toMatchObject([
      { kind: 'ends-down-wave', machine: 'jimo', value: 2, limit: 1, priority: 1 },
    ])
  })
})
