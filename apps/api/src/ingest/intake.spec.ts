import { type KeptEpoch, MOST_EPOCHS } from '@wanding/contracts'
import { describe, expect, it } from 'vitest'
import { Bus, type MachineReading } from '../bus'
import { type KeptRecord, StreamBook } from '../spool'
import { gatewayLedgers } from '../spool/ledger'
import { Intake } from './intake'
import type { Understood } from './understand'

/** A spool in memory: what is appended is on its disk when `sync` is called. */
class Disk {
  readonly book = new StreamBook<KeptRecord>()
  readonly records: KeptRecord[] = []
  durable = 0
  isFull = false

  get next(): number {
    return this.records.length + 1
  }

  append(record: KeptRecord): number | undefined {
    return this.isFull ? undefined : this.records.push(record)
  }
}

function anIntake() {
  const disk = new Disk()
  const shown: number[] = []
  const bus = new Bus((error) => {
    throw error
  })
  bus.on('reading', ({ atMs }) => shown.push(atMs))
  const intake = new Intake(bus, disk)
  const sync = () => {
    disk.durable = disk.records.length
    intake.settled()
  }
  const born = (...epochs: KeptEpoch[]) => intake.born('jimo', 'G01', epochs.length > 0 ? epochs : undefined)
  const kept = () => disk.records.flatMap(({ placed }) => (placed ? [placed.from] : []))
  return { disk, shown, intake, sync, born, kept }
}

const reading = (atMs: number, historical = false): MachineReading => ({
  ...{ mill: 'jimo', gateway: 'G01', machine: 'RF01', run: 'live', kind: 'ring-frame', birth: false },
  ...{ atMs, receivedMs: atMs, historical, values: new Map() },
})
const data = (position: number | undefined, more: Partial<Understood> & { historical?: boolean } = {}): Understood => {
  const { historical = false, ...rest } = more
  return {
    ...{ mill: 'jimo', gateway: 'G01', problems: [], isVoid: false },
    ...(position !== undefined && { place: { epoch: 'e', position } }),
    events: [{ name: 'reading', value: reading(position ?? 0, historical) }],
    ...rest,
  }
}
const begun: KeptEpoch = { epoch: 'e', oldest: 1, head: 0 }

describe('Intake', () => {
  it('shows a message at once, and acknowledges it when it is on the disk', () => {
    const { intake, sync, born, shown } = anIntake()
    born(begun)
    expect(intake.watermarks()).toEqual([{ mill: 'jimo', gateway: 'G01', epoch: 'e', position: 0 }])
    intake.take(data(1), 1)
    intake.take(data(2), 2)
    expect(shown).toEqual([1, 2])
    expect(intake.watermarks()).toEqual([])
    sync()
    sync()
    expect(intake.watermarks()).toMatchObject([{ epoch: 'e', position: 2 }])
    expect(intake.watermarks()).toEqual([])
  })

  it('never acknowledges what came after the disk was asked', () => {
    const { intake, disk, born } = anIntake()
    born(begun)
    intake.watermarks()
    intake.take(data(1), 1)
    const asked = disk.records.length
    intake.take(data(2), 2)
    intake.take(data(3), 3)
    disk.durable = asked
    intake.settled()
    for (const { position } of intake.watermarks()) expect(position).toBeLessThanOrEqual(asked)
    disk.durable = 3
    intake.settled()
    intake.settled()
    expect(intake.watermarks().at(-1)).toMatchObject({ position: 3 })
  })

  it('keeps in the order of the journal what comes early, late and twice, and shows each once', () => {
    const { intake, born, kept, shown, disk } = anIntake()
    born(begun)
    for (const position of [1, 3, 4, 3, 1]) intake.take(data(position), position)
    expect(kept()).toEqual([1])
    intake.take(data(2, { historical: true }), 9)
    intake.take(data(3, { historical: true }), 9)
    expect(kept()).toEqual([1, 2, 3, 4])
    expect(shown).toEqual([1, 3, 4, 2])
    for (const { events } of disk.records) expect(events[0]!.value).toMatchObject({ historical: false })
    // What waited came now for who reads the spool in its order.
    expect(disk.records.map(({ receivedMs }) => receivedMs)).toEqual([1, 9, 9, 9])
  })

  it('does not acknowledge what the spool could not take, shows it once, and takes it when there is room', () => {
    const { intake, born, kept, shown, disk, sync } = anIntake()
    born(begun)
    intake.take(data(1), 1)
    disk.isFull = true
    intake.take(data(2), 2)
    intake.take(data(3), 3)
    sync()
    sync()
    expect(intake.watermarks().at(-1)).toMatchObject({ position: 1 })
    expect(intake.take(data(2, { historical: true }), 9)).toBe(false)
    disk.isFull = false
    sync()
    expect(kept()).toEqual([1, 2, 3])
    expect(shown).toEqual([1, 2, 3])
    sync()
    expect(intake.watermarks().at(-1)).toMatchObject({ position: 3 })
  })

  it('keeps what had waited though the spool was full when its turn came, and another host has acknowledged it', () => {
    const { intake, born, kept, disk, shown, sync } = anIntake()
    born(begun)
    for (const position of [2, 3, 4]) intake.take(data(position), position)
    const { append } = disk
    // Room for one record: the missing one.
    disk.append = (record) => (disk.records.length === 0 ? append.call(disk, record) : undefined)
    intake.take(data(1, { historical: true }), 9)
    sync()
    expect(kept()).toEqual([1])
    born({ epoch: 'e', oldest: 5, head: 5 })
    disk.append = append
    sync()
    intake.take(data(5), 10)
    expect(kept()).toEqual([1, 2, 3, 4, 5])
    expect(disk.records.every(({ placed }) => placed!.fate === 'message')).toBe(true)
    expect(shown).toEqual([2, 3, 4, 1, 5])
  })

  it('keeps what waited for its turn in a journal that the gateway has given up', () => {
    const { intake, born, disk } = anIntake()
    born(begun, { epoch: 'f', oldest: 1, head: 0 })
    intake.take(data(1), 1)
    intake.take(data(3), 3)
    for (const position of [1, 2]) intake.take(data(position, { place: { epoch: 'f', position } }), 4)
    born({ epoch: 'g', oldest: 1, head: 0 }, { epoch: 'f', oldest: 3, head: 2 })
    expect(disk.records.map(({ placed }) => [placed!.epoch, placed!.from, placed!.to, placed!.fate])).toEqual([
      ['e', 1, 1, 'message'],
      ['e', 2, 2, 'void'],
      ['e', 3, 3, 'message'],
      ['f', 1, 1, 'message'],
      ['f', 2, 2, 'message'],
    ])
  })

  it('gives up only what has not come: what waits for it is here', () => {
    const { intake, born, disk } = anIntake()
    born(begun)
    for (const position of [1, 4, 5, 8]) intake.take(data(position), position)
    // Another host has acknowledged all up to 9, so that the gateway tells none of it again.
    born({ epoch: 'e', oldest: 10, head: 10 })
    intake.take(data(10), 10)
    expect(disk.records.map(({ placed }) => [placed!.from, placed!.to, placed!.fate])).toEqual([
      [1, 1, 'message'],
      [2, 3, 'void'],
      [4, 4, 'message'],
      [5, 5, 'message'],
      [6, 7, 'void'],
      [8, 8, 'message'],
      [9, 9, 'void'],
      [10, 10, 'message'],
    ])
  })

  it('owes the positions that never come until the spool has taken them', () => {
    const { intake, born, kept, disk, sync } = anIntake()
    born(begun)
    disk.isFull = true
    born({ epoch: 'e', oldest: 4, head: 5 })
    intake.take(data(4), 1)
    expect(kept()).toEqual([])
    disk.isFull = false
    sync()
    expect(disk.records.map(({ placed }) => [placed!.from, placed!.to, placed!.fate])).toEqual([
      [1, 3, 'void'],
      [4, 4, 'message'],
    ])
  })

  it('counts once as lost what was owed of a journal that is not followed any more', () => {
    const { intake, born, disk, sync } = anIntake()
    born(begun)
    disk.isFull = true
    born({ epoch: 'e', oldest: 4, head: 3 })
    const strangers = Array.from({ length: MOST_EPOCHS }, (_, i) => ({ epoch: `f${i}`, position: 1 }))
    for (const place of strangers) intake.take(data(1, { place }), 2)
    expect(disk.book.nextOf({ mill: 'jimo', gateway: 'G01', epoch: 'e' })).toBeUndefined()
    disk.isFull = false
    sync()
    const [ledger] = gatewayLedgers(disk.book, new Map([['jimo/G01', MOST_EPOCHS]]), new Map())
    expect(ledger).toMatchObject({ produced: 3 + MOST_EPOCHS, lost: 3, difference: 0 })
  })

  it('owes every hole that a birth has told of while the spool was full, and keeps what waited between them', () => {
    const { intake, born, disk, sync, shown } = anIntake()
    born(begun)
    for (const position of [3, 6]) intake.take(data(position), position)
    disk.isFull = true
    born({ epoch: 'e', oldest: 8, head: 8 })
    intake.take(data(8), 8)
    sync()
    expect(disk.records).toEqual([])
    disk.isFull = false
    sync()
    expect(disk.records.map(({ placed }) => [placed!.from, placed!.to, placed!.fate])).toEqual([
      [1, 2, 'void'],
      [3, 3, 'message'],
      [4, 5, 'void'],
      [6, 6, 'message'],
      [7, 7, 'void'],
      [8, 8, 'message'],
    ])
    expect(shown).toEqual([3, 6, 8])
  })

  it('says of a message that it was here already, also when it had only been shown', () => {
    const { intake, born, disk } = anIntake()
    born(begun)
    expect(intake.take(data(1), 1)).toBe(true)
    expect(intake.take(data(1), 2)).toBe(false)
    disk.isFull = true
    expect(intake.take(data(2), 3)).toBe(true)
    disk.isFull = false
    expect(intake.take(data(2), 4)).toBe(false)
  })

  it('tells a gateway again that repeats itself', () => {
    const { intake, born, sync } = anIntake()
    born(begun)
    intake.take(data(1), 1)
    sync()
    sync()
    intake.watermarks()
    intake.take(data(1, { historical: true }), 2)
    expect(intake.watermarks()).toMatchObject([{ position: 1 }])
  })

  it('goes past what cannot be used and what the gateway has lost, and says what became of it', () => {
    const { intake, born, disk } = anIntake()
    born(begun)
    intake.take(data(1, { events: [], problems: ['no number'] }), 1)
    intake.take(data(2, { events: [], isVoid: true }), 2)
    intake.take(data(3), 3)
    expect(disk.records.map(({ placed }) => placed!.fate)).toEqual(['dead', 'void', 'message'])
    born({ epoch: 'e', oldest: 10, head: 12 })
    expect(disk.records.at(-1)!.placed).toMatchObject({ from: 4, to: 9, fate: 'void' })
  })

  it('keeps what a gateway without a journal says as it comes, and counts what it could not', () => {
    const { intake, born, disk, shown } = anIntake()
    born()
    intake.take(data(undefined), 1)
    disk.isFull = true
    intake.take(data(undefined), 2)
    expect(shown).toEqual([0, 0])
    expect(disk.records.map(({ placed }) => placed)).toEqual([undefined])
    expect(intake.unplaced).toEqual({ gateways: new Set(['jimo/G01']), messages: 2, lost: 1 })
  })

  it('does not keep the births of a gateway with a journal: what they say comes in its data', () => {
    const { intake, born, disk, shown } = anIntake()
    born(begun)
    intake.take(data(undefined), 1)
    expect(shown).toEqual([0])
    expect(disk.records).toEqual([])
  })
})
