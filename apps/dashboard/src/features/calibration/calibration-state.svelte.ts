import type { Calibration, CalibrationProblem, CalibrationSummary, CalibrationUpload } from '@wanding/contracts'
import type { Api } from '../../shared/rest/api'
import { ApiError } from '../../shared/rest/api-error'
import { Fetched } from '../../shared/rest/fetched.svelte'

export const MOST_BYTES = 100 * 1024 * 1024

/** A file on its way to the backend, or what became of it. */
export type SentFile = { name: string } & (
  | { state: 'sending'; share: number }
  | { state: 'taken'; upload: Extract<CalibrationUpload, { ok: true }> }
  | { state: 'refused'; problems: readonly CalibrationProblem[]; total: number }
  | { state: 'failed'; message: string }
  | { state: 'too-large' }
)

/** Files of records, what was fitted to them, and what was fitted before. */
export class CalibrationState {
  readonly all = new Fetched<CalibrationSummary[]>()
  readonly bases = new Fetched<string[]>()
  readonly shown = new Fetched<Calibration>()
  files = $state.raw<readonly SentFile[]>([])
  name = $state('')
  base = $state('jimo')
  fitting = $state(false)
  failure = $state.raw<ApiError | null>(null)

  /** Of each kind the file that was taken last. */
  taken = $derived(
    Object.values(
      Object.fromEntries(
        this.files.flatMap((file) => (file.state === 'taken' ? [[file.upload.kind, file.upload.id] as const] : [])),
      ),
    ),
  )

  constructor(private readonly api: Api) {}

  load(): void {
    void this.all.load(() => this.api.calibrations.all())
    void this.bases.load(() => this.api.calibrations.bases())
  }

  show(id: string | null): void {
    if (id === null) this.shown.clear()
    else if (this.shown.value?.id !== id) void this.shown.load(() => this.api.calibrations.get(id))
  }

  /** Sends files one after the other. */
  async send(files: readonly File[]): Promise<void> {
    for (const file of files) {
      const { name } = file
      this.#set(name, file.size > MOST_BYTES ? { name, state: 'too-large' } : { name, state: 'sending', share: 0 })
      if (file.size > MOST_BYTES) continue
      try {
        const upload = await this.api.calibrations.upload(file, (share) =>
          this.#set(name, { name, state: 'sending', share }),
        )
        this.#set(name, upload.ok ? { name, state: 'taken', upload } : { name, state: 'refused', ...upload })
      } catch (error) {
        this.#set(name, { name, state: 'failed', message: error instanceof ApiError ? error.message : String(error) })
      }
    }
  }

  /** Forgets a file: it is neither fitted nor listed. */
  remove(name: string): void {
    this.files = this.files.filter((file) => file.name !== name)
  }

  /** Fits what was taken; the id of the calibration, or null when it failed. */
  async fit(): Promise<string | null> {
    this.fitting = true
    this.failure = null
    try {
      const done = await this.api.calibrations.fit({ name: this.name, base: this.base, files: this.taken })
      this.shown.clear()
      this.shown.value = done
      void this.all.load(() => this.api.calibrations.all())
      return done.id
    } catch (error) {
      this.failure = error instanceof ApiError ? error : new ApiError('answer/unreadable', 0, String(error))
      return null
    } finally {
      this.fitting = false
    }
  }

  #set(name: string, file: SentFile): void {
    const others = this.files.filter((other) => other.name !== name)
    this.files = [...others, file]
  }
}
