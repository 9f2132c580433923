import { HostSession } from '@wanding/sparkplug'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { Bus } from '../bus'
import { type KeptRecord, StreamBook } from '../spool'
import { packRecord, unpackRecord } from '../spool/kept-record'
import { AT_MS, SpokenGateway, type Wired } from './hostile-messages.builder'
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
  it(`${seeds.toLocaleString('en')} damaged messages hurt nobody else`, () => {
    const room = new Room()
    const good = new SpokenGateway('jimo', 'G01')
    for (const birth of good.births()) room.take(birth, AT_MS)
    let sent = 0
    let longestMs = 0
    const property = fc.property(damage, (how) => {
      const peer = new SpokenGateway('hostile', 'H01')
      const messages = [...peer.births(), peer.data(), peer.at('live@b', 7), peer.raw('DDEATH', [])]
      const index = how.of % messages.length
      messages[index]!.payload = damaged(
        messages[index]!.payload,
        messages[(index + 1) % messages.length]!.payload,
        how,
      )
      const beganMs = performance.now()
      for (const message of messages) room.take(message, AT_MS)
      longestMs = Math.max(longestMs, performance.now() - beganMs)
      room.take(good.data(), AT_MS)
      sent += 1
      expect(room.good).toHaveLength(sent)
    })
    fc.assert(property, { numRuns: seeds, seed: 6, endOnFailure: true })
    expect(room.good).toEqual(Array.from({ length: sent }, (_, at) => at + 1))
    // Five messages of some 200 bytes take a fraction of a millisecond; a pause of the machine may be in it.
    expect(longestMs).toBeLessThan(2000)
    expect(room.book.size).toBeLessThan(200)
  })

  it(`${seeds.toLocaleString('en')} damaged records of the spool are records or none`, () => {
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
    fc.assert(property, { numRuns: seeds, seed: 6, endOnFailure: true })
  })
}
