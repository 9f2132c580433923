import {
  type TrainerReply,
  type TrainerTruth,
  trainerReply,
  trainerTopics,
  trainerTruth,
} from '@wanding/contracts/trainer'
import { startMosquitto, type TestServer, waitFor } from '@wanding/testkit'
import { connectAsync, type MqttClient } from 'mqtt'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createMill } from '../engine'
import { loadMillPlan } from '../mill-files'
import { liveMill } from './live-mill'
import { MillClock } from './mill-clock'
import type { MillRunner } from './mill-runner'

/** The rules of the compose file's broker that concern trainers. */
const ACL = `user gateway
topic readwrite spBv1.0/#
topic read wanding/+/trainer/command
topic write wanding/+/trainer/reply
topic write wanding/+/trainer/truth
user trainer
topic write wanding/+/trainer/command
topic read wanding/+/trainer/reply
topic read wanding/+/trainer/truth
user api
topic read spBv1.0/#
`
const SPEED = 600
const topics = trainerTopics('teaching')

describe('the trainer channel on a real mosquitto', () => {
  let broker: TestServer
  let runner: MillRunner
  let trainer: MqttClient
  const replies: TrainerReply[] = []
  /** Answers to what was there before the mill. */
  const atStart: TrainerReply[] = []
  const truth: TrainerTruth['events'] = []
  const overheard: string[] = []
  let orders = 0

  const as = (username: string) => connectAsync(broker.url, { username, password: username })
  const replyTo = (id: string | null) => replies.find((reply) => reply.id === id)
  async function ask(command: object, id: string | null) {
    await trainer.publishAsync(topics.command, JSON.stringify(command), { qos: 1 })
    await waitFor(() => replyTo(id) !== undefined, { what: `an answer to ${id}` })
    return replyTo(id)!
  }

  beforeAll(async () => {
    broker = await startMosquitto({ passwords: { gateway: 'gateway', trainer: 'trainer', api: 'api' }, acl: ACL })
    trainer = await as('trainer')
    trainer.on('message', (topic, payload) => {
      const message = JSON.parse(payload.toString())
      if (topic === topics.reply) replies.push(trainerReply.parse(message))
      if (topic === topics.truth) truth.push(...trainerTruth.parse(message).events)
    })
    await trainer.subscribeAsync([topics.reply, topics.truth], { qos: 1 })
    const api = await as('api')
    api.on('message', (topic) => overheard.push(topic))
    await api.subscribeAsync(['#', 'wanding/#', 'spBv1.0/#'], { qos: 1 }).catch(() => undefined)
    const kept = { id: 'kept', command: 'inject', fault: 'cot-wear', place: 'RF03' }
    await trainer.publishAsync(topics.command, JSON.stringify(kept), { qos: 1, retain: true })
    const now = Date.now()
    runner = liveMill({
      mill: createMill(loadMillPlan('teaching', ['faults.scale=0'], import.meta.url), 7, now),
      clock: new MillClock(now, now, SPEED),
      run: 'test',
      software: 'test',
      broker: { url: broker.url, protocolVersion: 5, user: 'gateway', password: 'gateway' },
      onStateChange: () => {},
      onOrder: () => {
        orders += 1
      },
    })
    runner.start()
    await waitFor(
      async () => {
        await trainer.publishAsync(topics.command, JSON.stringify({ id: 'hello', command: 'list' }), { qos: 1 })
        return replyTo('hello') !== undefined
      },
      { what: 'the trainer channel' },
    )
    await trainer.publishAsync(topics.command, '', { qos: 1, retain: true })
    await waitFor(() => replyTo(null) !== undefined, { what: 'the answer to nothing' })
    atStart.push(...replies.splice(0))
    return async () => api.endAsync(true)
  })
  afterAll(async () => {
    await runner?.stop()
    await trainer?.endAsync(true)
    await broker?.stop()
  })

  it('injects a fault, tells its truth, and cures it by the right response', async () => {
    const inject = { id: 'i1', command: 'inject', fault: 'suction-filter-full', place: 'RF02', selfCure: false }
    expect(orders).toBe(0)
    expect(await ask(inject, 'i1')).toMatchObject({ ok: true, place: 'RF02' })
    expect(orders).toBe(1)
    await waitFor(() => truth.some((event) => event.kind === 'fault' && event.phase === 'onset'), { what: 'the onset' })
    expect(await ask({ id: 'l1', command: 'list' }, 'l1')).toMatchObject({
      faults: [{ fault: 'suction-filter-full', place: 'RF02', active: true, by: 'command' }],
    })
    await ask({ id: 'r1', command: 'respond', response: 'change-travellers', place: 'RF02' }, 'r1')
    await ask({ id: 'r2', command: 'respond', response: 'clean-filter', place: 'RF02' }, 'r2')
    await waitFor(() => truth.some((event) => event.kind === 'fault' && event.phase === 'cured'), { what: 'the cure' })
    expect(truth.filter(({ kind }) => kind === 'response')).toMatchObject([
      { response: 'change-travellers', cures: [] },
      { response: 'clean-filter', cures: ['suction-filter-full'] },
    ])
    await waitFor(() => truth.some(({ kind }) => kind === 'break'), { what: 'the cause of a break' })
  })

  it('answers what it cannot do, and carries out a command that comes twice once', async () => {
    expect(await ask({ id: 'x1', command: 'inject', fault: 'nothing', place: 'RF01' }, 'x1')).toMatchObject({
      ok: false,
      reason: 'unreadable',
    })
    const nowhere = { id: 'x2', command: 'inject', fault: 'cot-wear', place: 'RF99' }
    expect(await ask(nowhere, 'x2')).toMatchObject({ ok: false, reason: 'unknown-place' })
    const late = { id: 'x3', command: 'list', expiresMs: Date.now() - 1000 }
    expect(await ask(late, 'x3')).toMatchObject({ ok: false, reason: 'expired' })
    const twice = { id: 'x4', command: 'inject', fault: 'cot-wear', place: 'RF01' }
    await ask(twice, 'x4')
    await trainer.publishAsync(topics.command, JSON.stringify(twice), { qos: 1 })
    await waitFor(() => replies.filter(({ id }) => id === 'x4').length === 2, { what: 'the second answer' })
    expect(replies.filter(({ id }) => id === 'x4')).toEqual([
      expect.objectContaining({ ok: true }),
      expect.objectContaining({ ok: true }),
    ])
    await trainer.publishAsync(topics.command, 'no json', { qos: 1 })
    await waitFor(() => replyTo(null) !== undefined, { what: 'an answer to nonsense' })
  })

  it('does nothing for a command out of range, one that the broker had kept, or one of a viewer', async () => {
    const before = orders
    const inject = { command: 'inject', fault: 'cot-wear', place: 'RF03' }
    for (const [id, more] of [
      ['o1', { severity: -1 }],
      ['o2', { minutes: -5 }],
      ['o3', { severity: 'much' }],
    ] as const)
      expect(await ask({ ...inject, id, ...more }, id)).toMatchObject({ ok: false, reason: 'unreadable' })
    const viewer = await as('api')
    await viewer.publishAsync(topics.command, JSON.stringify({ ...inject, id: 'viewer' }), { qos: 1 })
    // What comes after it on the same line was answered: it would have been, too.
    expect(await ask({ id: 'after', command: 'list' }, 'after')).toMatchObject({ ok: true })
    expect(orders).toBe(before)
    expect(replyTo('viewer')).toBeUndefined()
    // It was there before the mill, and its trainer is told.
    expect(atStart.filter(({ id }) => id === 'kept')).toEqual([
      { id: 'kept', ok: false, reason: 'retained', message: 'a command must not be retained' },
    ])
    expect(await ask({ id: 'all', command: 'list' }, 'all')).not.toMatchObject({
      faults: expect.arrayContaining([expect.objectContaining({ place: 'RF03' })]),
    })
    await viewer.endAsync(true)
  })

  it('is heard by nobody else, and nothing of it is kept', async () => {
    expect(overheard.filter((topic) => topic.startsWith('wanding/'))).toEqual([])
    const later = await as('trainer')
    const retained: string[] = []
    later.on('message', (topic, _, { retain }) => retain && retained.push(topic))
    await later.subscribeAsync([topics.reply, topics.truth], { qos: 1 })
    await ask({ id: 'last', command: 'list' }, 'last')
    expect(retained).toEqual([])
    await later.endAsync(true)
  })
})
