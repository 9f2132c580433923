import { Inject, Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common'
import type { CaseStep, CaseTarget, CloseCase, NoteCase, OpenCase, QualityCase, QualityCases } from '@wanding/contracts'
import { effectOf } from '@wanding/mill'
import { CLOCK, type Clock } from '../../clock'
import { Heartbeat } from '../../heartbeat'
import { TwinService } from '../../twin'
import { type CaseBook, type KeptCase, MOST_OPEN } from './case-book'
import { CaseCounts } from './case-counts'
import { closedAlready, tooManyOpen, unknownCase, unknownPlace } from './case-errors'

export const CASE_BOOK = Symbol('CASE_BOOK')

const DAY_MS = 24 * 3_600_000
/** A repair whose effect is still open after so many days of mill time is looked at no more. */
const LOOKED_AT_MS = 14 * DAY_MS
const LOOK_MS = 30_000
const SHOWN = 500

/** The case book: what was found at conspicuous places, and whether it helped. */
@Injectable()
export class CasesService implements OnModuleInit, OnApplicationShutdown {
  private readonly heartbeat = new Heartbeat(LOOK_MS, () => void this.look().catch(() => undefined))

  constructor(
    @Inject(CASE_BOOK) private readonly book: CaseBook,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly twins: TwinService,
    private readonly counts: CaseCounts,
  ) {}

  onModuleInit(): void {
    this.heartbeat.start()
  }

  onApplicationShutdown(): void {
    this.heartbeat.stop()
  }

  async all(mill: string): Promise<QualityCases> {
    const cases = this.book.of(mill)
    const shown = [...cases.filter(({ state }) => state === 'open'), ...cases.filter(({ state }) => state === 'closed')]
    return {
      mill,
      open: cases.filter(({ state }) => state === 'open').length,
      cases: await Promise.all(shown.slice(0, SHOWN).map((each) => this.told(each))),
    }
  }

  async one(mill: string, id: string): Promise<QualityCase> {
    return this.told(this.known(mill, id))
  }

  /** A place has one open case: who opens it again gets the same. */
  async open(mill: string, { target, by, note }: OpenCase): Promise<QualityCase> {
    this.place(mill, target)
    const toMs = this.twins.mill(mill)!.atMs
    const before = await this.counts.counted(mill, target, toMs - DAY_MS, toMs)
    const known = this.book.openAt(mill, target)
    if (known) return this.told(known)
    if (this.book.of(mill).filter(({ state }) => state === 'open').length >= MOST_OPEN) throw tooManyOpen(MOST_OPEN)
    const run = this.twins.mill(mill)!.run
    return this.told(this.book.begin({ mill, run, target, before }, this.step(mill, 'opened', { by, note })))
  }

  /** The same note of the same person at the end of a case is the same one, sent twice. */
  async note(mill: string, id: string, { by, note }: NoteCase): Promise<QualityCase> {
    const last = this.known(mill, id).steps.at(-1)
    if (last?.step === 'noted' && last.by === by && last.note === note) return this.one(mill, id)
    return this.told(this.book.add(id, this.step(mill, 'noted', { by, note })))
  }

  async close(mill: string, id: string, { by, cause, note }: CloseCase): Promise<QualityCase> {
    const known = this.known(mill, id)
    if (known.state === 'closed') {
      const last = known.steps.findLast(({ step }) => step === 'closed')
      if (last?.cause === cause && last.by === by) return this.told(known)
      throw closedAlready(id, known.cause)
    }
    return this.told(this.book.add(id, this.step(mill, 'closed', { by, note, cause })))
  }

  async reopen(mill: string, id: string, { by, note }: NoteCase): Promise<QualityCase> {
    const known = this.known(mill, id)
    if (known.state === 'open' || this.book.openAt(mill, known.target)) return this.told(known)
    return this.told(this.book.add(id, this.step(mill, 'reopened', { by, note })))
  }

  /** Looks whether repairs helped; one that did not is opened again. The heartbeat calls it. */
  async look(): Promise<void> {
    for (const mill of this.twins.mills()) {
      const { run, atMs } = this.twins.mill(mill)!
      const awaited = this.book
        .of(mill)
        .filter((each) => each.run === run && each.closedMs !== null && each.effect !== 'better')
        .filter(({ closedMs }) => atMs - closedMs! < LOOKED_AT_MS && atMs > closedMs!)
      for (const each of awaited) await this.lookAt(each)
    }
  }

  private async lookAt(kept: KeptCase): Promise<void> {
    const { effect } = await this.told(kept)
    // While it was looked at, somebody may have opened it.
    if (effect === null || this.book.get(kept.mill, kept.id) !== kept || effect === kept.effect) return
    if (effect === 'not-better' && !this.book.openAt(kept.mill, kept.target)) {
      this.book.add(kept.id, this.step(kept.mill, 'reopened', { effect }))
    } else if (effect === 'better') this.book.add(kept.id, this.step(kept.mill, 'effect', { effect }))
  }

  /** A case with what has been counted since it was closed. */
  private async told(kept: KeptCase): Promise<QualityCase> {
    const twin = this.twins.mill(kept.mill)
    if (kept.closedMs === null || !twin || twin.run !== kept.run || !kept.before) return { ...kept, since: null }
    const [since, healthy] = await Promise.all([
      this.counts.counted(kept.mill, kept.target, kept.closedMs, twin.atMs + 1),
      this.counts.healthy(kept.mill, kept.target),
    ])
    if (!since || !healthy) return { ...kept, since: null }
    // Once it is known to be better, what breaks later is another story.
    const effect = kept.effect === 'better' ? 'better' : effectOf(since, kept.before, healthy)
    return { ...kept, since: { ...since, expected: healthy.rate * since.exposure }, effect }
  }

  private known(mill: string, id: string): KeptCase {
    const found = this.book.get(mill, id)
    if (!found) throw unknownCase(id)
    return found
  }

  /** Only what there is can have a case. */
  private place(mill: string, { kind, machine, position }: CaseTarget): void {
    const found = this.twins.mill(mill)?.machines.get(machine)
    const isKind = found?.kind === (kind === 'unit' ? 'winder' : 'ring-frame')
    if (!found || !isKind) throw unknownPlace(`${kind === 'unit' ? 'winder' : 'ring frame'} ${machine}`)
    const positions =
      kind === 'unit' ? (found.number('winding/units') ?? 0) : (this.twins.spindlesOf(mill, machine) ?? 0)
    if (position !== null && position > positions) throw unknownPlace(`${kind} ${position} at ${machine}`)
  }

  private step(mill: string, step: CaseStep['step'], over: Partial<CaseStep>): CaseStep {
    const atMs = this.twins.mill(mill)?.atMs ?? 0
    return { step, by: '', note: '', cause: null, effect: null, ...over, atMs, savedAtMs: this.clock.nowMs() }
  }
}
