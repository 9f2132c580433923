import type { JoinReply, JoinRequest } from '@wanding/contracts'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { FakeChannel } from './fake-channel.builder'
import { Room } from './room'

const REQUEST: JoinRequest = { room: 'mill', mill: 'jimo' }

const YES = { ok: true, room: 'mill' } as JoinReply
const NO: JoinReply = { ok: false, reason: 'unknown-mill' }
const settled = () => vi.advanceTimersByTimeAsync(0)

describe('a room', () => {
  const joined = vi.fn()
  const refused = vi.fn()
  let channel: FakeChannel
  let room: Room

  beforeEach(() => {
    vi.useFakeTimers()
    vi.clearAllMocks()
    channel = new FakeChannel()
    room = new Room(channel, REQUEST, { joined, refused, retryMs: 2000 })
  })
  afterEach(() => {
    room.stop()
    vi.useRealTimers()
  })

  it('waits for the line, then joins at each connection', async () => {
    room.join()
    expect(channel.joins).toHaveLength(0)
    channel.connect()
    channel.answer(0, YES)
    await settled()
    channel.disconnect()
    channel.connect()
    channel.answer(1, YES)
    await settled()
    expect(joined).toHaveBeenCalledTimes(2)
  })

  it('asks again after a refusal', async () => {
    channel.connect()
    channel.answer(0, NO)
    await settled()
    expect(refused).toHaveBeenCalledWith('unknown-mill')
    await vi.advanceTimersByTimeAsync(1999)
    expect(channel.joins).toHaveLength(1)
    await vi.advanceTimersByTimeAsync(1)
    expect(channel.joins).toHaveLength(2)
  })

  it('asks again when no answer came', async () => {
    channel.connect()
    channel.answer(0, new Error('timeout'))
    await vi.advanceTimersByTimeAsync(2000)
    expect(channel.joins).toHaveLength(2)
  })

  it('takes only the answer to the newest join', async () => {
    channel.connect()
    room.join()
    channel.answer(0, YES)
    await settled()
    expect(joined).not.toHaveBeenCalled()
    channel.answer(1, YES)
    await settled()
    expect(joined).toHaveBeenCalledTimes(1)
  })

  it('is silent and left after stop', async () => {
    channel.connect()
    room.stop()
    channel.answer(0, YES)
    await settled()
    channel.connect()
    expect(joined).not.toHaveBeenCalled()
    expect(channel.joins).toHaveLength(1)
    expect(channel.left).toEqual([REQUEST])
  })
})
