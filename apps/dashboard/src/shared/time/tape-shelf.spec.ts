import type { Tape } from '@wanding/contracts'
import { describe, expect, it } from 'vitest'
import type { Stretch } from '../rest/past-api'
import { aPicture, T0 } from './picture.builder'
import { FINEST, grainOf, TapeShelf } from './tape-shelf'

const MINUTE = 60_000

/** A shelf over a mill in which spindle 1 changes each minute, and what it was asked for. */
function aShelf(nowMs = T0 + 1000 * MINUTE) {
  const asked: Stretch[] = []
  let fails = false
  const ask = async ({ fromMs, toMs, everySeconds }: Stretch): Promise<Tape> => {
    asked.push({ fromMs, toMs, everySeconds })
    if (fails) throw new Error('away')
    const pictures = []
    for (let at = fromMs; at < toMs; at += (everySeconds ?? 60) * 1000) pictures.push(aPicture(at))
    const steps = everySeconds === null ? [fromMs + 30_000].map((atMs) => step(atMs)) : []
    return { run: 'a', fromMs, toMs, pictures, steps }
  }
  const step = (atMs: number) => ({
    atMs,
    frameRows: new Uint8Array(),
    processRows: new Uint8Array(),
    changes: [{ frame: 0, position: 1, state: 2, atMs: atMs - 500 }],
    kpi: null,
  })
  return { shelf: new TapeShelf(ask, () => nowMs), asked, fail: (now: boolean) => (fails = now) }
}

describe('stretches of the past that were asked for', () => {
  it('are asked for once, and answer for every moment in them', async () => {
    const { shelf, asked } = aShelf()
    expect(shelf.ready(T0, FINEST)).toBeNull()
    expect((await shelf.at(T0 + 29_400, FINEST))!.states[0]).toBe(1)
    expect(shelf.ready(T0 + 29_500, FINEST)!.states[0]).toBe(2)
    await Promise.all([shelf.at(T0 + 1, FINEST), shelf.at(T0 + 2, FINEST)])
    expect(asked).toEqual([{ fromMs: T0, toMs: T0 + 2 * MINUTE, everySeconds: null }])
    await shelf.at(T0, grainOf(600))
    expect(asked[1]).toMatchObject({ everySeconds: 60 })
  })

  it('are asked for again where they reach into what was still to come', async () => {
    const now = T0 + 30_000
    const { shelf, asked } = aShelf(now)
    await shelf.at(T0 + 10_000, FINEST)
    expect(shelf.ready(T0 + 30_000, FINEST)).not.toBeNull()
    expect(shelf.ready(T0 + 31_000, FINEST)).toBeNull()
    await shelf.at(T0 + 31_000, FINEST)
    expect(asked).toHaveLength(2)
  })

  it('are asked for again after a failure, and a prefetch fails in silence', async () => {
    const { shelf, asked, fail } = aShelf()
    fail(true)
    await expect(shelf.at(T0, FINEST)).rejects.toThrow('away')
    shelf.prefetch(T0, FINEST)
    await Promise.resolve()
    fail(false)
    await new Promise((resolve) => setImmediate(resolve))
    expect(await shelf.at(T0, FINEST)).not.toBeNull()
    expect(asked).toHaveLength(3)
  })

  it('are not kept without end: the longest unused goes', async () => {
    const { shelf, asked } = aShelf()
    for (let i = 0; i < 17; i++) {
      await shelf.at(T0 + i * 2 * MINUTE, FINEST)
      await shelf.at(T0, FINEST)
    }
    expect(asked).toHaveLength(17)
    expect(shelf.ready(T0, FINEST)).not.toBeNull()
    expect(shelf.ready(T0 + 2 * MINUTE, FINEST)).toBeNull()
    expect(shelf.ready(T0 + 4 * MINUTE, FINEST)).not.toBeNull()
  })
})
