import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { AfterBurst } from './after-burst'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const failed = (error: unknown) => {
  throw error
}

describe('AfterBurst', () => {
  it('does what has gathered in order, once, after the burst', () => {
    const done: number[] = []
    const later = new AfterBurst(failed)
    for (const item of [1, 2, 3]) later.add(() => done.push(item))
    vi.advanceTimersByTime(100)
    expect(done).toEqual([])
    vi.advanceTimersByTime(30)
    expect(done).toEqual([1, 2, 3])
    vi.advanceTimersByTime(1000)
    expect(done).toEqual([1, 2, 3])
  })

  it('does it at once when asked, and keeps what is added meanwhile for the next time', () => {
    const done: string[] = []
    const later = new AfterBurst(failed)
    later.add(() => {
      done.push('first')
      later.add(() => done.push('second'))
    })
    later.drain()
    expect(done).toEqual(['first'])
    vi.advanceTimersByTime(130)
    expect(done).toEqual(['first', 'second'])
  })

  it('never holds more than its bound', () => {
    let done = 0
    const later = new AfterBurst(failed)
    for (let item = 0; item < 5000; item++) later.add(() => (done += 1))
    expect(done).toBe(4000)
  })

  it('reports work that fails, and does the rest', () => {
    const seen: unknown[] = []
    const later = new AfterBurst((error) => seen.push((error as Error).message))
    later.add(() => {
      throw new Error('torn')
    })
    later.add(() => seen.push('done'))
    later.drain()
    expect(seen).toEqual(['torn', 'done'])
  })
})
