import { HostSession } from '@wanding/sparkplug'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { Bus } from '../bus'
import { type KeptRecord, StreamBook } from '../spool'
import { packRecord, unpackRecord } from '../spool/kept-record'
import { AT_MS, SpokenGateway, type Wired } from './hostile-messages.builder'
import {
  aDataSet,
  aMetric,
  aPayload,
  block,
  bytesOf,
  DATATYPE,
  double,
  text,
  VALUE,
  number as wireNumber,
} from './hostile-wire.builder'
import { Intake } from './intake'
import { keptEpochs, Understanding } from './understand'

/** What happens to the bytes of a good message on its way. */
const damage = fc.record({
  kind: fc.constantFrom('flip', 'cut', 'repeat', 'splice'),
  at: fc.nat(400),
  to: fc.nat(400),
  byte: fc.integer({ min: 1, max: 255 }),
  of: fc.nat(7),
})
type Damage = typeof damage extends fc.Arbitrary<infer D> ? D : never

function damaged(whole: Uint8Array, other: Uint8Array, { kind, at, to, byte }: Damage): Uint8Array {
  const begin = at % (whole.length + 1)
  const end = Math.min(whole.length, begin + (to % 40))
  if (kind === 'flip') return whole.map((value, index) => (index === begin ? value ^ byte : value))
  if (kind === 'cut') return Buffer.concat([whole.subarray(0, begin), whole.subarray(end)])
  if (kind === 'repeat') return Buffer.concat([whole.subarray(0, end), whole.subarray(begin)])
  return Buffer.concat([whole.subarray(0, begin), other.subarray(to % (other.length + 1))])
}

const NAMES = [
  'energy/power',
  'machine/kind',
  'spindles/state',
  'spindles/rpm',
  'spindles/transitions',
  '__proto__',
  'x',
]
const JOURNAL_NAMES = ['journal/epoch', 'journal/position', 'journal/epochs', 'journal/blocked', 'bdSeq']
const field = fc.integer({ min: 10, max: 19 })
/** A value field of a metric with any content, of a wire type that it may have or not. */
const loose = fc.oneof(
  fc.tuple(field, fc.nat()).map(([at, content]) => wireNumber(at, content)),
  fc.tuple(field, fc.double()).map(([at, content]) => double(at, content)),
  fc.tuple(field, fc.uint8Array({ maxLength: 40 })).map(([at, content]) => block(at, content)),
  fc.tuple(field, fc.string({ maxLength: 20 })).map(([at, content]) => text(at, content)),
)
/** A datatype with a value that it can have: what is nonsense then is what the signal is. */
const fitting = fc.oneof(
  fc
    .tuple(fc.constantFrom(1, 2, 3, 5, 6, 7), fc.nat(127))
    .map(([type, is]) => [type, wireNumber(VALUE.int, is)] as const),
  fc.tuple(fc.constantFrom(4, 8, 13), fc.nat()).map(([type, is]) => [type, wireNumber(VALUE.long, is)] as const),
  fc.double().map((is) => [DATATYPE.Double, double(VALUE.double, is)] as const),
  fc.boolean().map((is) => [11, wireNumber(VALUE.boolean, Number(is))] as const),
  fc.tuple(fc.constantFrom(12, 14, 15), fc.string()).map(([type, is]) => [type, text(VALUE.text, is)] as const),
  fc
    .tuple(fc.integer({ min: 17, max: 34 }), fc.nat(4))
    .map(([type, of8]) => [type, bytesOf(new Uint8Array(8 * of8))] as const),
  fc.nat(3).map((width) => [DATATYPE.DataSet, aDataSet(width, NAMES.slice(0, width), width, width)] as const),
)
const metric = fc
  .tuple(
    fc.constantFrom(...NAMES, ...JOURNAL_NAMES),
    fc.oneof(
      { weight: 3, arbitrary: fitting.map(([type, value]) => [type, [value]] as const) },
      fc.tuple(fc.option(fc.nat(36), { nil: undefined }), fc.array(loose, { maxLength: 2 })),
    ),
  )
  .map(([name, [datatype, values]]) => aMetric(name, datatype, ...values))
/** Messages that a good gateway never says: bytes of no order, or metrics of any type with any value. */
const nonsense = fc.record({
  payload: fc.oneof(
    fc.uint8Array({ maxLength: 300 }),
    fc
      .tuple(fc.nat(255), fc.oneof(fc.constant(AT_MS), fc.nat()), fc.array(metric, { maxLength: 6 }))
      .map(([seq, atMs, metrics]) => aPayload(seq, atMs, metrics)),
  ),
  kind: fc.constantFrom('NBIRTH', 'NDATA', 'NDEATH', 'DBIRTH', 'DDATA', 'DDEATH'),
})

/** All between the line and the spool, with a spool in memory. */
class Room {
  readonly book = new StreamBook<KeptRecord>()
  durable = 0
  next = 1
  readonly good: number[] = []
  private readonly session = new HostSession({ hostId: 'wanding', reorderMs: 0 })
  private readonly understanding = new Understanding()
  private readonly intake = new Intake(
    new Bus((error) => {
      throw error
    }),
    this,
  )

  append({ placed }: KeptRecord): number {
    if (placed?.gateway === 'G01') this.good.push(placed.from)
    return this.next++
  }

  take({ topic, payload }: Wired, nowMs: number): void {
    for (const event of this.session.receive(topic, payload, nowMs).events) {
      const understood = this.understanding.of(event, nowMs)
      if (!understood || understood.isRefused) continue
      if (event.kind === 'nodeBirth') this.intake.born(event.group, event.edge, keptEpochs(event.metrics))
      this.intake.take(understood, nowMs)
      this.durable = this.next - 1
      this.intake.settled()
    }
  }
}

/** Nothing that damage makes of good messages throws anywhere, takes long, or hurts what a good gateway says between. */
export function describeBadBytes(seeds: number): void {
  const seed = fc.readConfigureGlobal()?.seed ?? Math.floor(Math.random() * 2 ** 31)
  const runs = { numRuns: seeds, seed, endOnFailure: true }
  const each = seeds.toLocaleString('en')
  /** Tells to one room what is made of each example, and a good message after it. */
  function hurtNobody<T>(examples: fc.Arbitrary<T>, messagesOf: (example: T) => Wired[]): void {
    const room = new Room()
    const good = new SpokenGateway('jimo', 'G01')
    for (const birth of good.births()) room.take(birth, AT_MS)
    let sent = 0
    let longestMs = 0
    const property = fc.property(examples, (example) => {
      const messages = messagesOf(example)
      const beganMs = performance.now()
      for (const message of messages) room.take(message, AT_MS)
      longestMs = Math.max(longestMs, performance.now() - beganMs)
      room.take(good.data(), AT_MS)
      sent += 1
      expect(room.good).toHaveLength(sent)
    })
    fc.assert(property, runs)
    expect(room.good).toEqual(Array.from({ length: sent }, (_, at) => at + 1))
    // Five messages of some 200 bytes take a fraction of a millisecond; a pause of the machine may be in it.
    expect(longestMs).toBeLessThan(2000)
    expect(room.book.size).toBeLessThan(200)
  }

  it(`${each} damaged messages hurt nobody else, LAWS_SEED ${seed}`, () => {
    hurtNobody(damage, (how) => {
      const peer = new SpokenGateway('hostile', 'H01')
      const messages = [...peer.births(), peer.data(), peer.at('live@b', 7), peer.raw('DDEATH', [])]
      const index = how.of % messages.length
      messages[index]!.payload = damaged(
        messages[index]!.payload,
        messages[(index + 1) % messages.length]!.payload,
        how,
      )
      return messages
    })
  })

  it(`${each} messages of nonsense hurt nobody else, LAWS_SEED ${seed}`, () => {
    hurtNobody(nonsense, ({ payload, kind }) => {
      const peer = new SpokenGateway('hostile', 'H01')
      const device = kind.startsWith('D') ? '/RF01' : ''
      return [...peer.births(), { topic: `spBv1.0/hostile/${kind}/H01${device}`, payload }, peer.data()]
    })
  })

  it(`${each} damaged records of the spool are records or none, LAWS_SEED ${seed}`, () => {
    const record: KeptRecord = {
      receivedMs: AT_MS,
      placed: { mill: 'jimo', gateway: 'G01', epoch: 'live@a', from: 1, to: 1, fate: 'message' },
      events: [
        { name: 'machineOffline', value: { mill: 'jimo', gateway: 'G01', machine: 'RF', atMs: 1, receivedMs: 2 } },
      ],
    }
    const whole = packRecord(record)
    const property = fc.property(damage, (how) => {
      const found = unpackRecord(damaged(whole, whole, how))
      expect(found === undefined || Array.isArray(found.events)).toBe(true)
    })
    fc.assert(property, runs)
  })
}
