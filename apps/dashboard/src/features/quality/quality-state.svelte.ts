import type {
  CaseTarget,
  Cause,
  FrameRanking,
  GroupRanking,
  PositionRanking,
  QualityCase,
  QualityCases,
  QualityCrews,
  QualityLists,
  QualityWindow,
  SpindleRanking,
} from '@wanding/contracts'
import type { Api } from '../../shared/rest/api'
import { ApiError } from '../../shared/rest/api-error'
import { Fetched } from '../../shared/rest/fetched.svelte'
import type { QualityTab } from '../../shared/router/route'

const SPINDLES_SHOWN = 50
const NAME_KEY = 'wanding.name'

/** What the page of quality asks for, section by section. */
export class QualityState {
  readonly spindles = new Fetched<SpindleRanking>()
  readonly frames = new Fetched<FrameRanking>()
  readonly groups = new Fetched<GroupRanking>()
  readonly positions = new Fetched<PositionRanking>()
  readonly crews = new Fetched<QualityCrews>()
  readonly lists = new Fetched<QualityLists>()
  readonly cases = new Fetched<QualityCases>()
  /** Who works here: asked once. */
  by = $state(localStorage.getItem(NAME_KEY) ?? '')
  failure = $state.raw<ApiError | null>(null)
  saving = $state(false)
  #asked: [tab: QualityTab, window: QualityWindow] | null = null

  constructor(
    private readonly api: Api,
    readonly mill: string,
  ) {}

  /** Asks what was asked last once more. */
  readonly again = (): void => {
    if (this.#asked) this.load(...this.#asked)
  }

  load(tab: QualityTab, window: QualityWindow): void {
    this.#asked = [tab, window]
    const { quality } = this.api
    switch (tab) {
      case 'spindles':
        void this.spindles.load(() => quality.spindles(this.mill, window, SPINDLES_SHOWN))
        return
      case 'frames':
        void this.frames.load(() => quality.frames(this.mill, window))
        void this.positions.load(() => quality.positions(this.mill))
        return
      case 'groups':
        void this.groups.load(() => quality.groups(this.mill, window))
        return
      case 'crews':
        void this.crews.load(() => quality.crews(this.mill, window))
        return
      case 'lists':
        void this.lists.load(() => quality.lists(this.mill))
        return
      case 'cases':
        void this.cases.load(() => quality.cases(this.mill))
    }
  }

  /** Opens a case; null when that failed. */
  open(target: CaseTarget): Promise<QualityCase | null> {
    return this.#saved(() => this.api.quality.open(this.mill, { target, by: this.by, note: '' }))
  }

  note(id: string, note: string): Promise<QualityCase | null> {
    return this.#saved(() => this.api.quality.note(this.mill, id, { by: this.by, note }))
  }

  close(id: string, cause: Cause, note: string): Promise<QualityCase | null> {
    return this.#saved(() => this.api.quality.close(this.mill, id, { by: this.by, cause, note }))
  }

  reopen(id: string, note: string): Promise<QualityCase | null> {
    return this.#saved(() => this.api.quality.reopen(this.mill, id, { by: this.by, note }))
  }

  async #saved(save: () => Promise<QualityCase>): Promise<QualityCase | null> {
    this.saving = true
    this.failure = null
    localStorage.setItem(NAME_KEY, this.by.trim())
    try {
      return await save()
    } catch (error) {
      this.failure = error instanceof ApiError ? error : new ApiError('answer/unreadable', 0, String(error))
      return null
    } finally {
      this.saving = false
      void this.cases.load(() => this.api.quality.cases(this.mill))
    }
  }
}
