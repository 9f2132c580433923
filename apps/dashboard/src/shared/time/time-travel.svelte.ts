import type { Anomalies, Anomaly, MillPicture, Recorded } from '@wanding/contracts'
import type { LiveChannel } from '../live/live-channel.port'
import { ApiError } from '../rest/api-error'
import { Fetched } from '../rest/fetched.svelte'
import type { PastApi } from '../rest/past-api'
import { PastChannel } from './past-channel'
import { beside, moved, type Playback, type Speed } from './playback'
import { FINEST, grainOf, TapeShelf } from './tape-shelf'
import { TimeChannel } from './time-channel'

const SECOND_MS = 1000
const TICK_MS = 200
/** After the last jump, until what is expensive (curves, lists) follows. */
const SETTLE_MS = 400
const FOLLOW_MS = 5000
/** A picture this much older than the moment, or two and a half messages of a fast clock, is a gap in what was recorded. */
const GAP_MS = 150_000
const GAP_MESSAGES = 2.5

export interface TravelOptions {
  api: PastApi
  live: LiveChannel
  /** Newest mill time that is known. */
  presentMs: () => number
  /** Mill time of what is shown while the present is: it may be held still. */
  shownMs: () => number
  /** The moment is another, or the present again (null): for the address. */
  onPlace: (atMs: number | null) => void
}

/** Which moment of the mill the pages show: the present, or any past one, that may be played. */
export class TimeTravel {
  readonly channel: TimeChannel
  readonly recorded = new Fetched<Recorded>()
  anomalies = $state.raw<readonly Anomaly[]>([])
  /** The past moment that is chosen; null while the present is. */
  playback = $state.raw<Playback | null>(null)
  speed = $state<Speed>(1)
  /** The present is looked at for a moment, from a past one that is kept. */
  peeking = $state(false)
  /** Both are shown side by side. */
  comparing = $state(false)
  loading = $state(false)
  error = $state.raw<ApiError | null>(null)
  /** Mill time of the newest telemetry in what is shown. */
  shownMs = $state<number | null>(null)
  /** Grows when the moment has come to rest at another place: what is not played along must be asked for again. */
  settled = $state(0)
  atMs = $derived(this.playback && !this.peeking ? this.playback.atMs : null)
  playing = $derived(this.playback !== null && this.playback.sign !== 0)
  gap = $derived(
    this.atMs !== null && this.shownMs !== null && this.atMs - this.shownMs > Math.max(GAP_MS, this.#messageMs()),
  )

  readonly #past: PastChannel
  /** What was found last: a part of the anomalies. */
  readonly #found = new Fetched<Anomalies>()
  #shelf: TapeShelf
  #mill: string | null = null
  #clockSpeed = 1
  #timer: ReturnType<typeof setInterval> | undefined
  #settle: ReturnType<typeof setTimeout> | undefined
  #tickedMs = 0
  #followedMs = 0
  #wanted = 0
  #anomaliesUntilMs = 0

  constructor(private readonly options: TravelOptions) {
    const { api, live } = options
    this.#past = new PastChannel(api.machine)
    this.channel = new TimeChannel(live, this.#past)
    this.#shelf = this.#newShelf()
  }

  /** Belongs to one mill from now on. Returns what ends it. */
  watch(mill: string): () => void {
    this.#mill = mill
    this.#shelf = this.#newShelf()
    this.recorded.clear()
    this.#found.clear()
    this.anomalies = []
    this.#anomaliesUntilMs = 0
    void this.look()
    return () => {
      this.live()
      this.#past.clear()
    }
  }

  /** First and last moment that can be shown; null before that is known. */
  get bounds(): { fromMs: number; toMs: number } | null {
    const { value } = this.recorded
    const run = value?.runs.find(({ run }) => run === value.run)
    return run ? { fromMs: run.fromMs, toMs: Math.max(run.toMs, this.options.presentMs()) } : null
  }

  /** Why anomalies may be missing, and since when. */
  get anomaliesFailed(): { error: ApiError | null; failedSinceMs: number | null } {
    return this.#found
  }

  /** Goes to a moment and holds still there; into the present where it is not past. */
  go(atMs: number): void {
    const presentMs = this.options.presentMs()
    if (presentMs > 0 && atMs >= presentMs) {
      this.live()
      return
    }
    const firstMs = Math.ceil((this.bounds?.fromMs ?? 0) / SECOND_MS) * SECOND_MS
    this.#place({ atMs: Math.max(firstMs, Math.floor(atMs / SECOND_MS) * SECOND_MS), sign: 0, speed: this.speed })
  }

  step(ms: number): void {
    this.go((this.playback?.atMs ?? this.options.shownMs()) + ms)
  }

  play(sign: -1 | 1): void {
    const atMs = this.playback?.atMs ?? this.options.presentMs() - 1
    this.#place({ atMs, sign, speed: this.speed })
  }

  hold(): void {
    if (this.playback) this.go(this.playback.atMs)
  }

  choose(speed: Speed): void {
    this.speed = speed
    if (this.playback) this.playback = { ...this.playback, speed }
  }

  /** To the previous or next anomaly; true if there is one. */
  jump(sign: -1 | 1): boolean {
    const from = this.playback?.atMs ?? this.options.presentMs()
    // A moment is a whole second: the first in which it was so.
    const times = this.anomalies.map(({ atMs }) => Math.ceil(atMs / SECOND_MS) * SECOND_MS)
    const to = beside(times, from, sign)
    if (to !== null) this.go(to)
    return to !== null
  }

  live(): void {
    this.peeking = false
    this.comparing = false
    this.error = null
    this.loading = false
    this.shownMs = null
    this.#wanted += 1
    this.#stop()
    if (!this.playback) return
    this.playback = null
    this.channel.show('live')
    this.#arrived()
  }

  /** Shows the present instead of the past moment, or that again. */
  peek(): void {
    if (!this.playback) return
    if (!this.peeking) this.hold()
    this.peeking = !this.peeking
    this.channel.show(this.peeking ? 'live' : 'past')
    this.#rest()
  }

  compare(): void {
    if (this.playback) this.comparing = !this.comparing
  }

  /** What the address says; what it was told itself is no news. */
  follow(atMs: number | undefined): void {
    const own = this.playback ? Math.floor(this.playback.atMs / 1000) : undefined
    if (atMs === undefined) {
      if (this.playback && !this.playing) this.live()
    } else if (Math.floor(atMs / 1000) !== own && !this.playing) {
      // The first address comes before anybody knows what time it is in the mill.
      this.#place({ atMs, sign: 0, speed: this.speed })
    }
  }

  #place(playback: Playback): void {
    const begins = this.playback === null || this.peeking
    this.peeking = false
    this.playback = playback
    if (begins) this.channel.show('past')
    this.#stop()
    if (playback.sign !== 0) {
      this.#tickedMs = performance.now()
      this.#timer = setInterval(() => this.#tick(), TICK_MS)
    }
    void this.#show()
    this.#rest()
  }

  #tick(): void {
    const { playback, bounds } = this
    if (!playback) return
    const nowMs = performance.now()
    // What is not at hand yet is waited for: nothing of the past is skipped over.
    if (!this.loading) {
      const next = moved(playback, nowMs - this.#tickedMs, bounds ?? { fromMs: 0, toMs: this.options.presentMs() })
      if (next.arrived === 'present') {
        this.live()
        return
      }
      this.playback = next.playback
      if (next.arrived) this.hold()
      else void this.#show()
    }
    this.#tickedMs = nowMs
    if (nowMs - this.#followedMs > FOLLOW_MS) this.#arrived()
  }

  async #show(): Promise<void> {
    const { playback } = this
    if (!playback) return
    const { atMs, sign, speed } = playback
    const grain = sign === 0 ? FINEST : grainOf(speed)
    const wanted = ++this.#wanted
    const ready = this.#shelf.ready(atMs, grain)
    if (ready) this.#take(ready, atMs)
    else {
      this.loading = true
      try {
        const picture = await this.#shelf.at(atMs, grain)
        if (wanted !== this.#wanted) return
        if (picture) this.#take(picture, atMs)
        else this.error = new ApiError('past/before-first', 404)
      } catch (error) {
        if (wanted !== this.#wanted) return
        this.error = error instanceof ApiError ? error : new ApiError('answer/unreadable', 0, String(error))
        this.#stop()
        this.playback = { ...playback, sign: 0 }
      } finally {
        if (wanted === this.#wanted) this.loading = false
      }
    }
    if (sign !== 0) this.#shelf.prefetch(atMs + sign * grain.lengthMs, grain)
  }

  #take(picture: MillPicture, atMs: number): void {
    this.error = null
    this.loading = false
    this.shownMs = picture.atMs
    this.#clockSpeed = picture.kpi?.clockSpeed ?? 1
    this.#past.show(picture, atMs)
  }

  #rest(): void {
    clearTimeout(this.#settle)
    this.#settle = setTimeout(() => this.#arrived(), SETTLE_MS)
  }

  #arrived(): void {
    clearTimeout(this.#settle)
    this.#followedMs = performance.now()
    this.settled += 1
    this.options.onPlace(this.playback?.atMs ?? null)
  }

  #stop(): void {
    clearInterval(this.#timer)
  }

  #messageMs(): number {
    return GAP_MESSAGES * 1000 * this.#clockSpeed
  }

  #newShelf(): TapeShelf {
    const mill = this.#mill ?? ''
    return new TapeShelf((stretch) => this.options.api.tape(mill, stretch), this.options.presentMs)
  }

  /** Asks what there is to be seen; to be done again and again, because it grows. */
  async look(): Promise<void> {
    const mill = this.#mill
    if (mill === null) return
    await this.recorded.load(() => this.options.api.recorded(mill))
    const { bounds } = this
    if (!bounds || mill !== this.#mill) return
    const known = this.anomalies
    const firstMs = bounds.fromMs - GAP_MS
    const fromMs = Math.max(firstMs, this.#anomaliesUntilMs)
    await this.#found.load(() => this.options.api.anomalies(mill, fromMs, bounds.toMs + 1))
    const { value: found, error } = this.#found
    if (!found || error || mill !== this.#mill) return
    // What lasted before it was found comes later than its time: the newest ten minutes are asked for again.
    this.#anomaliesUntilMs = Math.max(fromMs, bounds.toMs - 600_000)
    this.anomalies = [...known.filter(({ atMs }) => atMs >= firstMs && atMs < fromMs), ...found.anomalies]
  }
}
