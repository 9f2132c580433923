import type { MachineThen, Tape } from '@wanding/contracts'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { FakeChannel } from '../live/fake-channel.builder'
import { ApiError } from '../rest/api-error'
import type { PastApi, Stretch } from '../rest/past-api'
import { aPicture, T0 } from './picture.builder'
import { TimeTravel } from './time-travel.svelte'

const NOW = T0 + 3_600_000
const machine: MachineThen = {
  mill: 'jimo',
  run: 'a',
  machine: 'RF02',
  kind: 'ring-frame',
  gateway: 'G1',
  atMs: T0,
  online: true,
  stale: false,
  sinceMs: null,
  metrics: { 'spindle/speed': 18_500 },
  states: [1, 1, 1, 1],
  rpm: [1, 2, 3, 4],
  rpmFrom: 'second',
}

/** A past in which spindle 5 (the first of RF02) is down in every odd minute. */
class FakePast {
  readonly stretches: Stretch[] = []
  failure: ApiError | null = null
  /** Of the question for anomalies. */
  anomaliesFailure: ApiError | null = null
  /** The oldest moment that is still kept. */
  firstMs = T0
  machines = 0

  readonly api = {
    recorded: async () => ({ mill: 'jimo', run: 'a', runs: [{ run: 'a', fromMs: this.firstMs, toMs: NOW }] }),
    anomalies: async (_: string, fromMs: number) => {
      if (this.anomaliesFailure) throw this.anomaliesFailure
      const times = [T0 + 600_400, T0 + 1_200_000].filter((atMs) => atMs >= fromMs)
      return {
        mill: 'jimo',
        run: 'a',
        more: false,
        anomalies: times.map((atMs) => ({
          atMs,
          kind: 'frame-stopped' as const,
          priority: 1 as const,
          machine: 'RF02',
          value: null,
          limit: null,
        })),
      }
    },
    tape: async (_: string, stretch: Stretch): Promise<Tape> => {
      this.stretches.push(stretch)
      if (this.failure) throw this.failure
      const pictures = []
      for (let at = stretch.fromMs; at < stretch.toMs; at += 60_000) {
        const states = new Uint8Array(8).fill(1)
        if (Math.floor(at / 60_000) % 2 === 1) states[4] = 2
        pictures.push(aPicture(at, { states }))
      }
      return { run: 'a', fromMs: stretch.fromMs, toMs: stretch.toMs, pictures, steps: [] }
    },
    machine: async () => {
      this.machines += 1
      return machine
    },
  } as unknown as PastApi
}

describe('time travel', () => {
  let past: FakePast
  let live: FakeChannel
  let travel: TimeTravel
  let places: (number | null)[]
  let end: () => void

  beforeEach(async () => {
    vi.useFakeTimers({
      now: 1_000_000,
      toFake: ['setTimeout', 'setInterval', 'clearTimeout', 'clearInterval', 'Date', 'performance'],
    })
    past = new FakePast()
    live = new FakeChannel()
    places = []
    travel = new TimeTravel({
      api: past.api,
      live,
      presentMs: () => NOW,
      shownMs: () => NOW,
      onPlace: (atMs) => places.push(atMs),
    })
    end = travel.watch('jimo')
    live.connect()
    await travel.look()
  })
  afterEach(() => {
    end()
    vi.useRealTimers()
  })
  const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)
  const spindle = async () => {
    const reply = await travel.channel.join({ room: 'mill', mill: 'jimo' })
    return reply.ok && reply.room === 'mill' ? reply.snapshot.states[4] : undefined
  }

  it('goes to a whole second, answers for the rooms there, and tells the address once it rests', async () => {
    travel.go(T0 + 61_234)
    await pass(0)
    expect(travel.atMs).toBe(T0 + 61_000)
    expect(await spindle()).toBe(2)
    expect(places).toEqual([])
    await pass(500)
    expect(places).toEqual([T0 + 61_000])
    travel.step(-1000)
    travel.step(-1000)
    await pass(500)
    expect(await spindle()).toBe(1)
    expect(places).toEqual([T0 + 61_000, T0 + 59_000])
  })

  it('goes no farther back than the first moment, and what is not past is the present', async () => {
    travel.go(T0 - 5_000_000)
    expect(travel.atMs).toBe(T0)
    travel.go(NOW + 1)
    expect(travel.playback).toBeNull()
    travel.step(-60_000)
    expect(travel.atMs).toBe(NOW - 60_000)
  })

  it('tells who listens what changes, and stops telling what is live', async () => {
    const heard: number[] = []
    travel.channel.on('mill', ({ rev }) => heard.push(rev))
    travel.go(T0 + 59_000)
    await pass(0)
    heard.length = 0
    travel.step(1000)
    await pass(0)
    live.send('mill', { mill: 'jimo', rev: 77, atMs: NOW, run: 'a', rows: new Uint8Array(), changes: new Uint8Array() })
    expect(heard).toHaveLength(1)
    expect(heard).not.toContain(77)
    travel.live()
    live.send('mill', { mill: 'jimo', rev: 78, atMs: NOW, run: 'a', rows: new Uint8Array(), changes: new Uint8Array() })
    expect(heard.at(-1)).toBe(78)
  })

  it('plays at the speed it was told, waits for what is not at hand, and holds still', async () => {
    travel.choose(60)
    travel.go(T0 + 30_000)
    await pass(0)
    travel.play(1)
    await pass(1000)
    expect(travel.atMs! - T0).toBeCloseTo(90_000, -2)
    expect(await spindle()).toBe(2)
    travel.play(-1)
    await pass(1000)
    expect(travel.atMs! - T0).toBeCloseTo(30_000, -2)
    travel.hold()
    await pass(5000)
    expect(travel.playing).toBe(false)
    expect(travel.atMs! % 1000).toBe(0)
  })

  it('asks for single pictures when it is fast, and for the exact second when it stops', async () => {
    travel.choose(3600)
    travel.go(T0 + 30_000)
    await pass(0)
    travel.play(1)
    await pass(400)
    expect(past.stretches.some(({ everySeconds }) => everySeconds === 300)).toBe(true)
    travel.hold()
    await pass(0)
    expect(past.stretches.at(-1)!.everySeconds).toBeNull()
  })

  it('is live again when it has played up to the present', async () => {
    travel.choose(3600)
    travel.go(NOW - 600_000)
    await pass(0)
    travel.play(1)
    await pass(3000)
    expect(travel.playback).toBeNull()
    expect(places.at(-1)).toBeNull()
  })

  it('jumps from anomaly to anomaly', async () => {
    expect(travel.jump(-1)).toBe(true)
    expect(travel.atMs).toBe(T0 + 1_200_000)
    travel.jump(-1)
    expect(travel.atMs).toBe(T0 + 601_000)
    expect(travel.jump(-1)).toBe(false)
    travel.jump(1)
    expect(travel.atMs).toBe(T0 + 1_200_000)
    expect(travel.jump(1)).toBe(false)
  })

  it('forgets anomalies with the past that is not kept any more', async () => {
    await travel.look()
    expect(travel.anomalies.map(({ atMs }) => atMs)).toEqual([T0 + 600_400, T0 + 1_200_000])
    past.firstMs = T0 + 900_000
    await travel.look()
    expect(travel.anomalies.map(({ atMs }) => atMs)).toEqual([T0 + 1_200_000])
  })

  it('keeps the anomalies that are known when the newest cannot be fetched, and says so', async () => {
    past.anomaliesFailure = new ApiError('network/unreachable', 0)
    await travel.look()
    expect(travel.anomaliesFailed.error?.code).toBe('network/unreachable')
    expect(travel.anomalies).toHaveLength(2)
    past.anomaliesFailure = null
    await travel.look()
    expect(travel.anomaliesFailed.error).toBeNull()
  })

  it('says what is in the way, and holds still there', async () => {
    past.failure = new ApiError('network/unreachable', 0)
    travel.play(-1)
    await pass(0)
    expect(travel.error?.code).toBe('network/unreachable')
    expect(travel.playing).toBe(false)
    past.failure = null
    travel.go(T0 + 5000)
    await pass(0)
    expect(travel.error).toBeNull()
  })

  it('flips to the present and back, and compares only from the past', async () => {
    travel.compare()
    expect(travel.comparing).toBe(false)
    travel.go(T0 + 61_000)
    await pass(0)
    travel.compare()
    expect(travel.comparing).toBe(true)
    travel.peek()
    expect([travel.atMs, travel.channel.source]).toEqual([null, 'live'])
    travel.peek()
    expect([travel.atMs, travel.channel.source]).toEqual([T0 + 61_000, 'past'])
    travel.live()
    expect(travel.comparing).toBe(false)
  })

  it('keeps figures and mill of the present in the background, also when it began in the past', async () => {
    travel.go(T0 + 61_000)
    await pass(0)
    void travel.channel.join({ room: 'kpi', mill: 'jimo' })
    void travel.channel.join({ room: 'process', mill: 'jimo' })
    await pass(0)
    expect([live.joinsOf('kpi'), live.joinsOf('process')]).toEqual([1, 0])
    travel.live()
    expect(live.left).toEqual([])
  })

  it('fills the room of a frame: spindles with the picture, the rest by asking not too often', async () => {
    travel.go(T0 + 59_000)
    await pass(0)
    const heard: number[] = []
    travel.channel.on('frame', ({ states }) => heard.push(states[0]!))
    const reply = await travel.channel.join({ room: 'frame', mill: 'jimo', machine: 'RF02' })
    expect(reply).toMatchObject({ ok: true, frame: { metrics: { 'spindle/speed': 18_500 }, online: true } })
    const before = past.machines
    travel.step(1000)
    travel.step(-1000)
    travel.step(1000)
    await pass(0)
    expect(heard.at(-1)).toBe(2)
    await pass(2000)
    expect(past.machines - before).toBe(1)
  })

  it('follows the address, and the address without a time is the present', async () => {
    travel.follow(T0 + 61_000)
    expect(travel.atMs).toBe(T0 + 61_000)
    await pass(1000)
    const { settled } = travel
    travel.follow(T0 + 61_000)
    await pass(1000)
    expect(travel.settled).toBe(settled)
    travel.follow(undefined)
    expect(travel.playback).toBeNull()
  })
})
