import { describe, expect, it } from 'vitest'
import { waitFor } from './wait-for'

describe('waitFor', () => {
  it('returns the first truthy answer', async () => {
    let asked = 0
    const answer = await waitFor(() => (++asked === 3 ? 'here' : undefined), { what: 'the third question' })
    expect(answer).toBe('here')
    expect(asked).toBe(3)
  })

  it('takes an error as «not yet»', async () => {
    let asked = 0
    const condition = () => {
      if (++asked < 3) throw new Error('refused')
      return true
    }
    await expect(waitFor(condition, { what: 'a server' })).resolves.toBe(true)
  })

  it('says what it waited for, with the last error as the cause', async () => {
    const waiting = waitFor(
      () => {
        throw new Error('refused')
      },
      { timeoutMs: 50, what: 'a server' },
    )
    await expect(waiting).rejects.toMatchObject({
      message: 'waited 0.05 s for a server',
      cause: { message: 'refused' },
    })
  })

  it('gives up on a condition that never answers', async () => {
    const waiting = waitFor(() => new Promise<boolean>(() => {}), { timeoutMs: 50, what: 'nothing' })
    await expect(waiting).rejects.toThrow('for nothing')
  })
})
