import type { LogReader } from '@wanding/record-log'
import type { Epoch, GatewayJournal, JournalPlace } from './gateway-journal'
import { type JournalledMessage, unpackMessage } from './journalled-message'

/** A message to be sent again; without one where the disk has lost it: the host must hear of its position all the same. */
export interface BacklogMessage extends JournalPlace {
  message: JournalledMessage | undefined
}

interface Stretch {
  epoch: Epoch
  /** Its first position when it was begun. */
  from: number
  next: number
  last: number
}

/** What of a journal is to be told as history: what no host has, or was never sent, in order. */
export class Backlog {
  private stretches: Stretch[] = []
  /** Highest position that was ever sent by this process, by epoch. */
  private readonly sent = new Map<string, number>()
  private reader: { epoch: Epoch; log: LogReader } | undefined

  /** What an earlier process left was not sent by this one. */
  constructor(private readonly journal: GatewayJournal) {
    this.all()
  }

  /** A message of the present epoch was published as it happened. */
  sentLive(position: number): void {
    this.note(this.journal.epoch.id, position)
  }

  /** A message could not be published as it happened: it is history now. */
  missed(position: number): void {
    const { epoch } = this.journal
    const last = this.stretches.at(-1)
    if (last?.epoch === epoch && last.last + 1 >= position) last.last = Math.max(last.last, position)
    else this.stretches.push({ epoch, from: position, next: position, last: position })
  }

  /** Everything that no host has is to be told, also what was sent. */
  all(): void {
    this.stretches = this.journal.epochs.flatMap((epoch) => {
      const next = Math.max(epoch.log.first, epoch.acknowledged + 1)
      return next <= epoch.log.durable ? [{ epoch, from: next, next, last: epoch.log.durable }] : []
    })
  }

  /** Positions of the backlog that were sent and that no host has yet. */
  get ahead(): number {
    const first = this.stretches[0]
    return first ? Math.max(0, first.next - Math.max(first.epoch.acknowledged + 1, first.from)) : 0
  }

  /** A message that was taken could not be sent. */
  again({ epoch: id, position }: JournalPlace): void {
    const first = this.stretches[0]
    if (first?.epoch.id === id) first.next = Math.min(first.next, position)
    else {
      const epoch = this.journal.epochs.find((each) => each.id === id)
      if (epoch) this.stretches.unshift({ epoch, from: position, next: position, last: epoch.log.durable })
    }
  }

  /** The next messages in order, at most so many; those that a host has by now are left out. */
  async take(most: number): Promise<BacklogMessage[]> {
    for (let first = this.stretches[0]; first; first = this.stretches[0]) {
      const { epoch } = first
      first.next = Math.max(first.next, epoch.acknowledged + 1, epoch.log.first)
      if (first.next > first.last || !this.journal.epochs.includes(epoch)) {
        this.stretches.shift()
        continue
      }
      // What the disk has not taken yet comes when it has.
      if (first.next > epoch.log.durable) return []
      const reader = await this.readerOf(epoch)
      reader.seek(first.next)
      const records = await reader.read(Math.min(most, first.last - first.next + 1))
      first.next += records.length
      this.note(epoch.id, first.next - 1)
      return records.map(({ position, bytes }) => ({
        epoch: epoch.id,
        position,
        message: bytes === null ? undefined : unpackMessage(bytes),
      }))
    }
    return []
  }

  /** Whether something was sent that no host has. */
  get isWaiting(): boolean {
    return this.journal.epochs.some(({ id, acknowledged }) => (this.sent.get(id) ?? 0) > acknowledged)
  }

  async close(): Promise<void> {
    await this.reader?.log.close()
    this.reader = undefined
  }

  private note(epoch: string, position: number): void {
    this.sent.set(epoch, Math.max(position, this.sent.get(epoch) ?? 0))
  }

  private async readerOf(epoch: Epoch): Promise<LogReader> {
    if (this.reader?.epoch !== epoch) {
      await this.close()
      this.reader = { epoch, log: epoch.log.reader(epoch.log.first) }
    }
    return this.reader.log
  }
}
