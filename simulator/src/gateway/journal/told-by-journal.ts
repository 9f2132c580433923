import { Backlog, type BacklogMessage } from './backlog'
import { GatewayJournal, type JournalOptions, type JournalPlace } from './gateway-journal'
import type { JournalledMessage } from './journalled-message'
import { SendWindow } from './send-window'

/** The session to the broker as the journal sees it. */
export interface Wire {
  /** Whether data may be published now: connected, born, and nobody waits for births. */
  isOpen(): boolean
  /** Publishes a message with its place; false when the line does not take it. */
  tell(message: JournalledMessage | undefined, place: JournalPlace, isHistorical: boolean): boolean
  /** Says without a place whether the journal takes anything: what cannot be written has none. False when the line does not take it. */
  tellBlocked(isBlocked: boolean): boolean
  /** A journal began within a session: a host knows of it by births. */
  journalBegan(): void
}

/** A host that acknowledges says what it has soon after the births; after this long there is none, ms. */
const ACKNOWLEDGES_WITHIN_MS = 5000
/** A host that says nothing of what it has is told so many messages of the backlog each second: no answer says when there is room. */
const UNANSWERED = 500
/** As often as a gateway tells its uptime. */
const BLOCKED_EVERY_MS = 5000

/**
 * Publishes only what is on the disk, and tells it again until a host has it: after a connection or a request for births everything
 * above the watermark, and again when the watermark stands still. A host that never says what it has is told once what it could not
 * hear.
 */
export class ToldByJournal {
  readonly journal: GatewayJournal
  /** Seconds in which machines were not read because the journal took nothing. */
  skipped = 0
  private readonly backlog: Backlog
  /** What was read and is on its way to the disk. */
  private writing: Promise<void> | undefined
  private pumping: Promise<void> | undefined
  /** A host said in this session what it has. */
  private acknowledges = false
  /** Nobody said so for long enough: the host is of another kind. */
  private givesUpWaiting = false
  private bornMs = 0
  private progressMs = 0
  private readonly window = new SendWindow()
  private toldBlocked = false
  private toldBlockedMs = 0

  constructor(
    options: JournalOptions,
    private readonly wire: Wire,
  ) {
    this.journal = GatewayJournal.open(options)
    this.backlog = new Backlog(this.journal)
  }

  /** A session began, or births were asked for in it: what the host has is not known yet. */
  born(nowMs: number): void {
    this.bornMs = nowMs
    this.progressMs = nowMs
    // Who asks for births again has lost something.
    if (this.acknowledges && this.backlog.ahead > 0) this.window.lost()
    else this.window.interrupted()
    this.acknowledges = false
    this.givesUpWaiting = false
    this.toldBlocked = false
  }

  /** Takes what `read` gives to the disk and then to the broker; reads nothing while the disk is busy or takes nothing. */
  second(read: () => JournalledMessage[], nowMs: number): void {
    const { journal } = this
    const isBlocked = journal.blocked !== null
    this.sayWhetherBlocked(isBlocked, nowMs)
    if (this.writing || isBlocked) this.skipped += 1
    if (this.writing) return
    const messages = isBlocked ? [] : read()
    const placed = messages.map((message) => ({ message, place: journal.append(message) }))
    this.writing = this.writeAndTell(placed, nowMs).finally(() => {
      this.writing = undefined
    })
  }

  /** Said when it changes, and as long as it lasts: who says nothing else must not be taken for dead. */
  private sayWhetherBlocked(isBlocked: boolean, nowMs: number): void {
    const isDue = isBlocked !== this.toldBlocked || (isBlocked && nowMs - this.toldBlockedMs >= BLOCKED_EVERY_MS)
    if (!isDue || !this.wire.isOpen() || !this.wire.tellBlocked(isBlocked)) return
    this.toldBlocked = isBlocked
    this.toldBlockedMs = nowMs
  }

  /** A host has everything of an epoch up to a position on its own disk. */
  acknowledged(epoch: string, position: number, nowMs: number): void {
    const before = this.journal.acknowledgedOf(epoch)
    void this.journal.acknowledge(epoch, position)
    const more = this.journal.acknowledgedOf(epoch) - before
    if (more > 0) {
      this.progressMs = nowMs
      this.window.answered(more, nowMs, epoch === this.journal.epoch.id ? position : undefined)
    }
    if (!this.acknowledges) this.backlog.all()
    this.acknowledges = true
    this.pump()
  }

  /** Resolves when nothing is under way to the disk or from it. */
  async settled(): Promise<void> {
    await this.writing
    await this.pumping
  }

  async close(): Promise<void> {
    await this.settled()
    await this.backlog.close()
    await this.journal.close()
  }

  private async writeAndTell(
    placed: readonly { message: JournalledMessage; place: JournalPlace }[],
    nowMs: number,
  ): Promise<void> {
    const { epoch } = this.journal
    const isDurable = await this.journal.commit()
    if (this.journal.epoch !== epoch) this.wire.journalBegan()
    for (const { message, place } of placed) {
      // What the disk has not taken is not told; when it has, it is history.
      if (isDurable && this.wire.isOpen() && this.wire.tell(message, place, false)) this.sentLive(place.position, nowMs)
      else this.backlog.missed(place.position)
    }
    this.catchUp(nowMs)
  }

  private sentLive(position: number, nowMs: number): void {
    this.backlog.sentLive(position)
    this.window.sent(position, nowMs)
  }

  /** Begins to tell what no host has when it is known what that is, and again when a watermark stands still. */
  private catchUp(nowMs: number): void {
    if (!this.acknowledges) this.givesUpWaiting ||= nowMs - this.bornMs >= ACKNOWLEDGES_WITHIN_MS
    else if (this.backlog.isWaiting && nowMs - this.progressMs >= this.window.patienceMs) {
      this.progressMs = nowMs
      this.window.timedOut()
      this.backlog.all()
    }
    this.pump()
  }

  private get mayTellHistory(): boolean {
    return this.wire.isOpen() && (this.acknowledges || this.givesUpWaiting)
  }

  /** Sends the backlog as far as the window reaches. */
  private pump(): void {
    if (this.pumping || !this.mayTellHistory) return
    this.pumping = this.tellHistory()
      // What the disk does not give now stays where it is, and is asked for again.
      .catch(() => this.backlog.all())
      .finally(() => {
        this.pumping = undefined
      })
  }

  private async tellHistory(): Promise<void> {
    const { backlog, window } = this
    for (;;) {
      const room = this.acknowledges ? window.size - backlog.ahead : UNANSWERED
      if (room <= 0 || !this.mayTellHistory) return
      const messages = await backlog.take(room)
      if (messages.length === 0) return
      for (const each of messages) {
        if (this.mayTellHistory && this.tellOne(each)) continue
        backlog.again(each)
        return
      }
      if (!this.acknowledges) return
    }
  }

  private tellOne({ message, ...place }: BacklogMessage): boolean {
    return this.wire.tell(message, place, true)
  }
}
