import { basename } from 'node:path'
import type { NormsHistory, NormsOrigin, NormsProblem, NormsVersion, NormsVersionInfo } from '@wanding/contracts'
import { checkNorms } from '@wanding/contracts/files'
import type { Norms } from '@wanding/mill'
import type { Clock } from '../../clock'
import type { MeasuredEventsSource } from '../../kpi'
import { invalidNorms, nothingChanged, staleParent, takenName, unknownVersion } from './norms-errors'
import type { NormsInUse } from './norms-in-use.port'
import { hashOfNorms } from './stored-version'
import type { VersionBook } from './version-book'

/** Who saves what on top of which version. */
export interface Proposal {
  norms: unknown
  parent: string
  origin: Exclude<NormsOrigin, 'start'>
  author: string
  note: string
}

/** The versions of the norms, and which of them is in force. */
export class NormsService implements NormsInUse {
  #active: NormsVersion

  /**
   * Norms that the backend is started with for the first time come into force; norms it was started with before do not push
   * aside what was activated since.
   */
  constructor(
    private readonly book: VersionBook,
    private readonly clock: Clock,
    private readonly mills: MeasuredEventsSource,
    start: { norms: Norms; file: string },
  ) {
    const hash = hashOfNorms(start.norms)
    const known = book.versions().find((version) => version.hash === hash)
    const started = known ?? this.#saveStart(start.norms, basename(start.file))
    const last = known && book.get(book.activations().at(-1)?.id ?? '')
    this.#active = last ?? started
    if (!last) this.#log(started, 'start')
  }

  current(): Norms {
    return this.#active.norms
  }

  history(): NormsHistory {
    return {
      active: this.#active.id,
      newest: this.#newest().id,
      versions: this.book.versions().map(infoOf),
      activations: [...this.book.activations()],
      damaged: [...this.book.damaged],
    }
  }

  version(id: string): NormsVersion {
    const version = this.book.get(id)
    if (!version) throw unknownVersion(id)
    return version
  }

  /** Saves a version or nothing; it does not come into force by that. */
  save({ norms, parent, ...about }: Proposal): NormsVersionInfo {
    const checked = checkNorms(norms)
    if (!checked.ok) throw invalidNorms(problemsOf(checked.problems))
    const newest = this.#newest()
    if (parent !== newest.id) throw staleParent(this.version(parent).id, newest.id, newest.author)
    const same = this.book.versions().find(({ hash }) => hash === hashOfNorms(checked.norms))
    if (same) throw nothingChanged(same.id)
    const named = this.book.versions().find(({ name }) => name === checked.norms.version)
    if (named) throw takenName(named.name, named.id)
    const saved = this.book.add({ norms: checked.norms, parent, savedAtMs: this.clock.nowMs(), ...about })
    if (!saved) throw staleParent(parent, 'another version', 'another backend')
    return infoOf(saved)
  }

  /** From the next figure on, staffing is computed with this version. */
  activate(id: string, author: string): NormsHistory {
    const version = this.version(id)
    if (version.id !== this.#active.id) {
      this.#log(version, author)
      this.#active = version
    }
    return this.history()
  }

  #newest(): NormsVersion {
    return this.book.newest() ?? this.#active
  }

  #saveStart(norms: Norms, file: string): NormsVersion {
    const parent = this.book.newest()?.id ?? null
    const about = { author: 'NORMS', note: file, origin: 'start', parent, savedAtMs: this.clock.nowMs() } as const
    const saved = this.book.add({ norms, ...about })
    if (!saved) throw new Error('another backend writes norms into the same folder')
    return saved
  }

  #log({ id, name }: NormsVersion, author: string): void {
    const millTimes = this.mills.mills().flatMap((mill) => {
      const said = this.mills.measured(mill)
      return said ? [[mill, said.atMs] as const] : []
    })
    this.book.activate({ id, name, author, atMs: this.clock.nowMs(), millTimes: Object.fromEntries(millTimes) })
  }
}

/** Problems of a file in the shape of the API; norms that did not come as a file have no lines. */
export function problemsOf(problems: readonly { path: string; line: number; reason: string }[]): NormsProblem[] {
  return problems.map(({ path, line, reason }) => ({ path, line: line > 0 ? line : null, reason }))
}

export function infoOf({ norms: _, ...info }: NormsVersion): NormsVersionInfo {
  return info
}
