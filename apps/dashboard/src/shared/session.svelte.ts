import type { Health, KpiNow, MillSummary } from '@wanding/contracts'
import { createContext } from 'svelte'
import { FigureHistory, SPARK_SPAN_MS } from './figures/figure-history.svelte'
import { type Connection, connectionOf, isPresent } from './live/connection'
import { Freshness } from './live/freshness.svelte'
import type { LiveChannel } from './live/live-channel.port'
import { MillState } from './live/mill-state.svelte'
import { Room } from './live/room'
import type { Api } from './rest/api'
import { Fetched } from './rest/fetched.svelte'
import { Router } from './router/router.svelte'
import { TimeTravel } from './time/time-travel.svelte'

const TICK_MS = 500
/** How often the backend is asked how it is: seldom while data flow, often while they do not. */
const HEALTH_MS = { live: 15_000, troubled: 3000 }
const MILLS_MS = 3000

/** What all pages share: which mill, which moment of it, and how fresh its present is. */
export class Session {
  readonly router = new Router()
  readonly mills = new Fetched<MillSummary[]>()
  readonly health = new Fetched<Health>()
  readonly mill = new MillState()
  readonly freshness = new Freshness()
  readonly history = new FigureHistory()
  kpi = $state.raw<KpiNow | null>(null)
  /** The figures of now, whatever is shown. */
  nowKpi = $state.raw<KpiNow | null>(null)
  /** Reader's clock, moved on twice a second. */
  nowMs = $state(0)
  /** Mill time at which the picture is held; null while it moves. */
  pausedAtMs = $state<number | null>(null)
  /** Reader's clock: since when the line is down. */
  lostSinceMs = $state<number | null>(null)
  #connected = $state<boolean | null>(null)
  #firstMill = $state<string | null>(null)
  #millRoom: Room | undefined
  #kpiRoom: Room | undefined
  #heldKpi: KpiNow | null = null
  #healthAskedMs = Number.NEGATIVE_INFINITY
  #millsAskedMs = Number.NEGATIVE_INFINITY
  readonly #resumed = new Set<() => void>()

  millId = $derived(this.router.route.mill ?? this.#firstMill)
  paused = $derived(this.pausedAtMs !== null)
  connection = $derived<Connection>(
    connectionOf({
      connected: this.#connected,
      health: this.health.value,
      unreachable: this.health.error !== null,
      mill: this.millId,
      hasFigures: this.nowKpi !== null,
      ageMs: this.freshness.ageMs,
      clockSpeed: this.nowKpi?.clockSpeed ?? 1,
    }),
  )
  /** Which moment of the mill is shown. */
  readonly travel: TimeTravel
  /** What the rooms are joined by: the live line, or the past in its place. */
  readonly channel: LiveChannel
  /** False while what is shown is older than it should be: a past moment is not, unless nothing was recorded then. */
  present = $derived.by(() => (this.travel.atMs === null ? isPresent(this.connection) : !this.travel.gap))
  /** Mill time of what is shown. */
  atMs = $derived.by(() => this.travel.atMs ?? Math.max(this.kpi?.atMs ?? 0, this.mill.atMs))
  utcOffsetMinutes = $derived(this.kpi?.utcOffsetMinutes ?? 0)

  constructor(
    readonly api: Api,
    readonly line: LiveChannel,
  ) {
    this.travel = new TimeTravel({
      api: api.past,
      live: line,
      presentMs: () => this.nowKpi?.atMs ?? 0,
      shownMs: () => this.pausedAtMs ?? this.nowKpi?.atMs ?? 0,
      onPlace: (atMs) => this.#placed(atMs),
    })
    this.channel = this.travel.channel
  }

  /** Opens the lines. Returns what closes them. */
  start(): () => void {
    const timer = setInterval(() => this.#tick(), TICK_MS)
    const offs = [
      this.router.start(),
      this.line.onConnected(() => {
        this.#connected = true
        this.lostSinceMs = null
      }),
      this.line.onDisconnected(() => {
        this.#connected = false
        this.lostSinceMs = Date.now()
        this.#healthAskedMs = Number.NEGATIVE_INFINITY
      }),
      () => clearInterval(timer),
    ]
    this.#tick()
    return () => {
      for (const off of offs) off()
    }
  }

  /** Shows one mill from now on. Returns what ends it. */
  watch(mill: string): () => void {
    this.mill.clear()
    this.history.clear()
    this.freshness.forget()
    this.kpi = null
    this.nowKpi = null
    this.pausedAtMs = null
    this.#kpiRoom = new Room(
      this.channel,
      { room: 'kpi', mill },
      {
        joined: (reply) => {
          if (reply.room !== 'kpi') return
          if (this.travel.playback === null) this.#heard(reply.kpi)
          this.#acceptKpi(reply.kpi)
          void this.#fillHistory(mill, reply.kpi.atMs)
        },
      },
    )
    this.#millRoom = new Room(
      this.channel,
      { room: 'mill', mill },
      {
        joined: (reply) => {
          if (reply.room === 'mill' && !(this.paused && this.mill.loaded)) this.mill.apply(reply.snapshot)
        },
      },
    )
    const offs = [
      this.travel.watch(mill),
      this.line.on('kpi', (kpi) => {
        if (kpi.mill === mill) this.#heard(kpi)
      }),
      this.channel.on('kpi', (kpi) => {
        if (kpi.mill === mill) this.#acceptKpi(kpi)
      }),
      this.channel.on('mill', (revision) => {
        if (revision.mill !== mill || this.paused) return
        if (this.mill.revise(revision) === 'gap') this.#millRoom?.join()
      }),
    ]
    return () => {
      for (const off of offs) off()
      this.#millRoom?.stop()
      this.#kpiRoom?.stop()
    }
  }

  /** Holds the picture still, or lets it go on from what is now. */
  togglePause(): void {
    if (this.pausedAtMs === null) {
      // Before anything is shown there is nothing to hold.
      if (this.atMs > 0) this.pausedAtMs = this.atMs
      return
    }
    this.pausedAtMs = null
    if (this.#heldKpi) this.kpi = this.#heldKpi
    this.#heldKpi = null
    this.#millRoom?.join()
    for (const listener of this.#resumed) listener()
  }

  /** Another moment is shown, and stands: the small curves end there, and the address says so. */
  #placed(atMs: number | null): void {
    if (atMs !== null) this.#release()
    this.router.travel(atMs === null ? undefined : Math.floor(atMs))
    if (this.millId === null) return
    this.history.clear()
    void this.#fillHistory(this.millId, this.atMs)
  }

  /** A pause of the present ends when another moment is chosen. */
  #release(): void {
    this.pausedAtMs = null
    this.#heldKpi = null
  }

  /** Called when the picture goes on after a pause: what was left out meanwhile must be asked for. */
  onResumed(listener: () => void): () => void {
    this.#resumed.add(listener)
    return () => this.#resumed.delete(listener)
  }

  /** Asks for everything again, now. */
  retry(): void {
    this.#healthAskedMs = Number.NEGATIVE_INFINITY
    this.#millsAskedMs = Number.NEGATIVE_INFINITY
    this.#tick()
  }

  /** Figures of the present have come, whatever is shown. */
  #heard(kpi: KpiNow): void {
    const now = Date.now()
    const offset = this.api.clockOffsetMs
    this.freshness.heard(kpi.receivedMs, now, offset === null ? null : now + offset)
    this.nowKpi = kpi
  }

  #acceptKpi(kpi: KpiNow): void {
    this.history.add(kpi)
    if (this.paused && this.kpi) this.#heldKpi = kpi
    else this.kpi = kpi
  }

  async #fillHistory(mill: string, atMs: number): Promise<void> {
    try {
      const range = { fromMs: atMs - SPARK_SPAN_MS, toMs: atMs }
      const series = await this.api.kpiHistory(mill, range, 120)
      if (this.millId === mill) this.history.fill(series)
    } catch {
      // Without history the small curves begin now; health says what is wrong with the store.
    }
  }

  #tick(): void {
    this.nowMs = Date.now()
    this.freshness.tick(this.nowMs)
    if (document.hidden) return
    const every = this.connection === 'live' && this.health.error === null ? HEALTH_MS.live : HEALTH_MS.troubled
    if (this.nowMs - this.#healthAskedMs >= every) {
      this.#healthAskedMs = this.nowMs
      void this.health.load(this.api.health)
    }
    if (this.#firstMill === null && this.nowMs - this.#millsAskedMs >= MILLS_MS) {
      this.#millsAskedMs = this.nowMs
      void this.mills.load(this.api.mills).then(() => {
        this.#firstMill ??= this.mills.value?.[0]?.id ?? null
      })
    }
  }
}

export const [getSession, setSession] = createContext<Session>()
