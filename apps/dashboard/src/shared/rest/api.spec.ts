import { describe, expect, it } from 'vitest'
import { Api } from './api'
import { ApiError } from './api-error'
import { Fetched } from './fetched.svelte'

const answering = (body: unknown, init: ResponseInit = {}) => {
  const asked: string[] = []
  const api = new Api(async (input) => {
    asked.push(String(input))
    return new Response(typeof body === 'string' ? body : JSON.stringify(body), init)
  })
  return { api, asked }
}

const HISTORY = {
  mill: 'jimo',
  machine: 'RF01',
  metric: 'spindle/speed',
  unit: 'rpm',
  run: '',
  stepMs: 1000,
  points: [[0, 1, 1, 1]],
}

describe('api', () => {
  it('escapes paths and parameters', async () => {
    const { api, asked } = answering(HISTORY)
    await api.history('a/b', 'RF 1', 'spindle/speed', { fromMs: 1.5, toMs: 2.5 }, 60)
    expect(asked).toEqual(['/api/mills/a%2Fb/machines/RF%201/history?metric=spindle%2Fspeed&from=1&to=3&points=60'])
  })

  it('gives what the schema allows', async () => {
    await expect(answering(HISTORY).api.history('m', 'x', 'y', { fromMs: 0, toMs: 1 }, 2)).resolves.toEqual(HISTORY)
  })

  it.each([
    ['another shape', { ...HISTORY, points: 'none' }, {}, 'answer/unreadable'],
    ['no JSON', '<html>', {}, 'answer/unreadable'],
    ['an error of ours', { code: 'mill/unknown', message: 'no telemetry' }, { status: 404 }, 'mill/unknown'],
    ['an error of a proxy', 'Bad gateway', { status: 502 }, 'http/502'],
  ])('refuses %s', async (_, body, init, code) => {
    const answer = answering(body, init).api.history('m', 'x', 'y', { fromMs: 0, toMs: 1 }, 2)
    await expect(answer).rejects.toMatchObject({ code, name: 'ApiError' })
  })

  it('says when nobody answers', async () => {
    const api = new Api(() => Promise.reject(new TypeError('failed')))
    await expect(api.mills()).rejects.toMatchObject({ code: 'network/unreachable' })
  })

  it('learns the server’s clock', async () => {
    const { api } = answering([], { headers: { date: new Date(Date.now() + 3_600_000).toUTCString() } })
    await api.mills()
    expect(Math.abs((api.clockOffsetMs ?? 0) - 3_600_000)).toBeLessThan(2000)
  })
})

describe('fetched', () => {
  it('keeps the last answer beside a failure, and since when it fails', async () => {
    const fetched = new Fetched<number>()
    await fetched.load(async () => 1)
    await fetched.load(() => Promise.reject(new ApiError('http/503', 503)))
    const since = fetched.failedSinceMs
    expect([fetched.value, fetched.error?.code, fetched.loading]).toEqual([1, 'http/503', false])
    await fetched.load(() => Promise.reject(new Error('again')))
    expect(fetched.failedSinceMs).toBe(since)
    await fetched.load(async () => 2)
    expect([fetched.value, fetched.error, fetched.failedSinceMs]).toEqual([2, null, null])
  })

  it('takes only the answer to the newest question', async () => {
    const fetched = new Fetched<string>()
    let answerOld = (_: string): void => {}
    const old = fetched.load(() => new Promise<string>((resolve) => (answerOld = resolve)))
    await fetched.load(async () => 'new')
    answerOld('old')
    await old
    expect(fetched.value).toBe('new')
  })

  it('takes no answer after it was cleared', async () => {
    const fetched = new Fetched<string>()
    let answer = (_: string): void => {}
    const asked = fetched.load(() => new Promise<string>((resolve) => (answer = resolve)))
    fetched.clear()
    answer('late')
    await asked
    expect([fetched.value, fetched.loading]).toEqual([null, false])
  })
})
