import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { WriteVerdict } from './influx-answer'
import { PoisonSieve } from './poison-sieve'

/** Takes the good lines of a body and complains of the bad ones, as InfluxDB does. */
function aServer({ mostLines = Number.POSITIVE_INFINITY, awayAfter = Number.POSITIVE_INFINITY } = {}) {
  const taken = new Set<string>()
  let requests = 0
  const post = async (lines: readonly string[]): Promise<WriteVerdict> => {
    if (++requests > awayAfter) return { kind: 'unavailable', reason: 'gone', prepare: false, waitMs: 0 }
    if (lines.length > mostLines) return { kind: 'split' }
    for (const line of lines) if (!line.startsWith('bad')) taken.add(line)
    const bad = lines.find((line) => line.startsWith('bad'))
    return bad ? { kind: 'poison', reason: `cannot parse ${bad}` } : { kind: 'written' }
  }
  return { taken, post, requests: () => requests }
}

describe('PoisonSieve', () => {
  it('writes all good lines and counts the bad ones', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.boolean(), { minLength: 1, maxLength: 60 }), async (good) => {
        const lines = good.map((ok, index) => `${ok ? 'good' : 'bad'} ${index}`)
        const { taken, post } = aServer()
        const sieve = new PoisonSieve(post)
        expect(await sieve.write(lines, undefined)).toBeUndefined()
        expect(taken).toEqual(new Set(lines.filter((line) => line.startsWith('good'))))
        expect(sieve.poison).toBe(good.filter((ok) => !ok).length)
      }),
    )
  })

  it('tells the first reason', async () => {
    const sieve = new PoisonSieve(aServer().post)
    await sieve.write(['good 1', 'bad 2', 'good 3', 'bad 4'], undefined)
    expect(sieve.reason).toBe('cannot parse bad 2')
    expect(sieve.refused).toEqual([
      { text: 'bad 2', reason: 'cannot parse bad 2' },
      { text: 'bad 4', reason: 'cannot parse bad 4' },
    ])
  })

  it('halves what is too big, and gives up a single line that is', async () => {
    const lines = Array.from({ length: 100 }, (_, index) => `good ${index}`)
    const server = aServer({ mostLines: 7 })
    expect(await new PoisonSieve(server.post).write(lines, undefined)).toBeUndefined()
    expect(server.taken.size).toBe(100)
    const sieve = new PoisonSieve(aServer({ mostLines: 0 }).post)
    await sieve.write(['good 1'], undefined)
    expect(sieve).toMatchObject({ poison: 1, reason: 'one line is too big' })
  })

  it('stops and says so when the server goes away in between', async () => {
    const sieve = new PoisonSieve(aServer({ awayAfter: 3 }).post)
    const outcome = await sieve.write(['bad 1', 'good 2', 'bad 3', 'good 4'], undefined)
    expect(outcome).toMatchObject({ kind: 'unavailable', reason: 'gone' })
  })

  it('bounds the search where everything is bad', async () => {
    const server = aServer()
    const sieve = new PoisonSieve(server.post)
    await sieve.write(
      Array.from({ length: 5000 }, (_, index) => `bad ${index}`),
      undefined,
    )
    expect(sieve.poison).toBe(5000)
    expect(sieve.refused).toHaveLength(100)
    expect(server.requests()).toBeLessThan(600)
  })
})
