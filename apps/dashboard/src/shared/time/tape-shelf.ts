import { type MillPicture, pictureAt, type Tape } from '@wanding/contracts'
import type { Stretch } from '../rest/past-api'

const MINUTE_MS = 60_000
/** About 50 MB of pictures of the default mill. */
const MOST_TAPES = 16

/** How finely the past is asked for: with every step, or pictures so far apart as they can still be told from one another. */
export interface Grain {
  everySeconds: number | null
  /** How much is asked for at a time. */
  lengthMs: number
}

export const FINEST: Grain = { everySeconds: null, lengthMs: 2 * MINUTE_MS }
/** At 600× a minute passes ten times a second, at 3,600× five minutes do. */
const COARSE: readonly (Grain & { aboveSpeed: number })[] = [
  { aboveSpeed: 600, everySeconds: 300, lengthMs: 120 * MINUTE_MS },
  { aboveSpeed: 60, everySeconds: 60, lengthMs: 20 * MINUTE_MS },
]

export const grainOf = (speed: number): Grain => COARSE.find(({ aboveSpeed }) => speed > aboveSpeed) ?? FINEST

interface Shelved {
  tape: Tape | null
  loading: Promise<Tape> | null
  /** Up to when it was whole when it was asked for. */
  wholeUntilMs: number
}

/** Stretches of one mill's past that were asked for; the longest unused go first. */
export class TapeShelf {
  readonly #tapes = new Map<string, Shelved>()

  constructor(
    private readonly ask: (stretch: Stretch) => Promise<Tape>,
    /** The newest mill time that is known. */
    private readonly nowMs: () => number,
  ) {}

  /** The mill at a moment, if it is at hand. */
  ready(atMs: number, grain: Grain): MillPicture | null {
    const shelved = this.#tapes.get(keyOf(atMs, grain))
    return shelved?.tape && atMs <= shelved.wholeUntilMs ? this.#from(shelved.tape, atMs, grain) : null
  }

  /** The mill at a moment. Rejects with what the backend says. */
  async at(atMs: number, grain: Grain): Promise<MillPicture | null> {
    return this.#from(await this.#tape(atMs, grain), atMs, grain)
  }

  /** Asks for what will be wanted soon; what fails is asked for again when it is wanted. */
  prefetch(atMs: number, grain: Grain): void {
    if (atMs <= this.nowMs()) void this.#tape(atMs, grain).catch(() => undefined)
  }

  clear(): void {
    this.#tapes.clear()
  }

  #from({ pictures, steps }: Tape, atMs: number, { everySeconds }: Grain): MillPicture | null {
    const picture = pictures.findLast((each) => each.atMs <= atMs)
    if (!picture) return null
    return everySeconds === null ? pictureAt(picture, steps, atMs) : picture
  }

  #tape(atMs: number, grain: Grain): Promise<Tape> {
    const key = keyOf(atMs, grain)
    const known = this.#tapes.get(key)
    if (known && atMs <= known.wholeUntilMs) {
      this.#tapes.delete(key)
      this.#tapes.set(key, known)
      return known.tape ? Promise.resolve(known.tape) : known.loading!
    }
    const fromMs = Math.floor(atMs / grain.lengthMs) * grain.lengthMs
    const toMs = fromMs + grain.lengthMs
    const shelved: Shelved = { tape: null, loading: null, wholeUntilMs: Math.max(atMs, Math.min(toMs, this.nowMs())) }
    shelved.loading = this.ask({ fromMs, toMs, everySeconds: grain.everySeconds }).then(
      (tape) => {
        shelved.tape = tape
        return tape
      },
      (error: unknown) => {
        if (this.#tapes.get(key) === shelved) this.#tapes.delete(key)
        throw error
      },
    )
    this.#tapes.set(key, shelved)
    for (const oldest of this.#tapes.keys()) {
      if (this.#tapes.size <= MOST_TAPES) break
      this.#tapes.delete(oldest)
    }
    return shelved.loading
  }
}

const keyOf = (atMs: number, { everySeconds, lengthMs }: Grain): string =>
  `${everySeconds}/${Math.floor(atMs / lengthMs)}`
