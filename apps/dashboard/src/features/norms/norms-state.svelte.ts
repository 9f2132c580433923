import type { NormsDiff, NormsHistory, NormsPreview, NormsProblem, NormsVersion } from '@wanding/contracts'
import type { Measure, Norms } from '@wanding/mill'
import type { Api } from '../../shared/rest/api'
import { ApiError } from '../../shared/rest/api-error'
import { Fetched } from '../../shared/rest/fetched.svelte'
import { type PanelState, panelStateOf } from '../../shared/ui/panel-look'
import { Draft, nextName } from './draft.svelte'

const TYPING_MS = 300
const AUTHOR = 'wanding.author'

/** Something that was done, or that went wrong, said to who did it. */
export interface Told {
  kind: 'saved' | 'imported' | 'calibrated' | 'refused' | 'failed'
  what: string
  problems: readonly NormsProblem[]
  error: ApiError | null
}

/** The norms of the backend, and a draft of other ones. */
export class NormsState {
  readonly history = new Fetched<NormsHistory>()
  readonly inForce = new Fetched<NormsVersion>()
  readonly newest = new Fetched<NormsVersion>()
  readonly preview = new Fetched<NormsPreview>()
  readonly diff = new Fetched<NormsDiff>()
  readonly draft = new Draft()
  author = $state(localStorage.getItem(AUTHOR) ?? '')
  note = $state('')
  told = $state.raw<Told | null>(null)
  saving = $state(false)

  problems = $derived<readonly NormsProblem[]>(
    this.preview.value && !this.preview.value.ok ? this.preview.value.problems : [],
  )
  /** The last preview that could be computed; it stays while the draft is not valid. */
  effect = $state.raw<Extract<NormsPreview, { ok: true }> | null>(null)
  /** Measures in force in the mill that is shown. */
  measures = $derived<readonly Measure[]>((this.effect?.live ?? this.effect?.plan)?.measures ?? [])
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(private readonly api: Api) {}

  /** Fetches the versions; starts the draft if there is none yet. */
  async load(): Promise<void> {
    await this.history.load(() => this.api.norms.history())
    const history = this.history.value
    if (!history) return
    await this.inForce.load(() => this.api.norms.version(history.active))
    if (!this.draft.parent) await this.discard()
  }

  /** How the panels of the draft look: a draft outlives the line to the backend, but what it starts from may be old. */
  editorState(lostSinceMs: number | null): PanelState {
    const { norms } = this.draft
    // Without a draft every answer that it would start from is waited for.
    const asked = norms ? [this.history] : [this.history, this.inForce, this.newest]
    const { error, failedSinceMs } = asked.find((each) => each.error !== null) ?? this.history
    return panelStateOf({ value: norms, error, failedSinceMs }, { lostSinceMs })
  }

  /** Begins anew from the newest version. */
  async discard(): Promise<void> {
    const newest = await this.#newest()
    if (!newest) return
    this.draft.start(newest)
    this.#rename()
    this.note = ''
  }

  async rebase(): Promise<void> {
    await this.history.load(() => this.api.norms.history())
    const newest = await this.#newest()
    if (newest) this.draft.rebase(newest)
    this.#rename()
    this.told = null
  }

  /** Takes the values of another version, on top of the newest. */
  async loadVersion(id: string): Promise<void> {
    await this.#try(async () => {
      const { norms } = await this.api.norms.version(id)
      this.take(norms, 'editor')
    })
  }

  /** Takes norms that came from elsewhere as the draft. */
  take(norms: Norms, origin: 'editor' | 'import' | 'calibration'): void {
    this.draft.take(norms, origin)
    this.#rename()
  }

  async readFile(file: File): Promise<void> {
    await this.#try(async () => {
      const read = await this.api.norms.readFile({ fileName: file.name, text: await file.text() })
      if (read.ok) this.take(read.norms, 'import')
      this.told = {
        kind: read.ok ? 'imported' : 'refused',
        what: file.name,
        problems: read.ok ? [] : read.problems,
        error: null,
      }
    })
  }

  /** Takes the norms of a calibration as the draft. */
  async readCalibration(id: string): Promise<void> {
    await this.#try(async () => {
      const text = await this.api.calibrations.normsOf(id)
      const read = await this.api.norms.readFile({ fileName: 'norms.yaml', text })
      if (read.ok) this.take(read.norms, 'calibration')
      const kind = read.ok ? 'calibrated' : 'refused'
      this.told = { kind, what: id.slice(0, 8), problems: read.ok ? [] : read.problems, error: null }
    })
  }

  async save(): Promise<void> {
    const { norms, parent, origin } = this.draft
    if (!norms || !parent) return
    localStorage.setItem(AUTHOR, this.author)
    this.saving = true
    await this.#try(async () => {
      const proposal = { norms, parent: parent.id, origin, author: this.author, note: this.note }
      const saved = await this.api.norms.save(proposal)
      this.told = { kind: 'saved', what: saved.id, problems: [], error: null }
      await this.load()
      await this.discard()
    })
    this.saving = false
  }

  async activate(id: string): Promise<void> {
    localStorage.setItem(AUTHOR, this.author)
    await this.#try(async () => {
      await this.api.norms.activate(id, this.author)
      this.told = null
      await this.load()
    })
  }

  /** Previews what is typed once the typing pauses. Returns what ends the waiting. */
  previewSoon(mill: string): () => void {
    const { norms } = this.draft
    clearTimeout(this.#timer)
    if (norms) {
      this.#timer = setTimeout(() => void this.#preview(norms, mill), this.preview.value ? TYPING_MS : 0)
    }
    return () => clearTimeout(this.#timer)
  }

  async #preview(norms: Norms, mill: string): Promise<void> {
    await this.preview.load(() => this.api.norms.preview({ norms, mill }))
    if (this.preview.value?.ok) this.effect = this.preview.value
  }

  /** The draft needs a name that no version has. */
  #rename(): void {
    const { norms } = this.draft
    const taken = this.history.value?.versions.map(({ name }) => name) ?? []
    if (norms && taken.includes(norms.version)) this.draft.set('version', nextName(norms.version, taken))
  }

  async #newest(): Promise<NormsVersion | null> {
    const history = this.history.value
    if (!history) return null
    if (history.newest === this.inForce.value?.id) return this.inForce.value
    await this.newest.load(() => this.api.norms.version(history.newest))
    const { error } = this.newest
    if (error) this.told = { kind: 'failed', what: '', problems: [], error }
    return error ? null : this.newest.value
  }

  async #try(what: () => Promise<void>): Promise<void> {
    try {
      await what()
    } catch (error) {
      const known = error instanceof ApiError ? error : new ApiError('answer/unreadable', 0, String(error))
      this.told = { kind: 'failed', what: '', problems: [], error: known }
    }
  }
}
