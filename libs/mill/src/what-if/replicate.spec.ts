import { describe, expect, it } from 'vitest'
import { inParallel } from './replicate'

describe('inParallel', () => {
  it('does every job once, begun in order, never more than so many at a time', async () => {
    const begun: number[] = []
    let running = 0
    let most = 0
    await inParallel(20, 3, async (job) => {
      begun.push(job)
      most = Math.max(most, ++running)
      await Promise.resolve()
      running -= 1
    })
    expect(begun).toEqual(Array.from({ length: 20 }, (_, i) => i))
    expect(most).toBe(3)
    await inParallel(0, 3, () => Promise.reject(new Error('nothing to do')))
  })

  it('begins nothing more after a failure', async () => {
    const begun: number[] = []
    const failing = inParallel(100, 2, async (job) => {
      begun.push(job)
      await Promise.resolve()
      if (job === 1) throw new Error('cancelled')
    })
    await expect(failing).rejects.toThrow('cancelled')
    expect(begun.length).toBeLessThan(5)
  })
})
