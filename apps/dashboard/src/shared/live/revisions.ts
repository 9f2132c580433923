/** Of what came: taken, older than what is shown, or a sign that something was missed and a snapshot is needed. */
export type Applied = 'applied' | 'old' | 'gap'

interface Told {
  readonly mill: string
  readonly run: string
  readonly rev: number
}

/** Which revision of a room is shown. Those after it come one by one; a restarted backend begins another run. */
export class Revisions {
  #shown: Told | null = null

  /** What a revision is to what is shown, before anything of it is taken. */
  next({ mill, run, rev }: Told): 'next' | 'old' | 'gap' {
    const shown = this.#shown
    if (!shown || mill !== shown.mill || run !== shown.run) return 'gap'
    if (rev <= shown.rev) return 'old'
    return rev === shown.rev + 1 ? 'next' : 'gap'
  }

  /** From now on this one is shown, a snapshot or the next revision. */
  shows({ mill, run, rev }: Told): void {
    this.#shown = { mill, run, rev }
  }

  clear(): void {
    this.#shown = null
  }
}
