import type {
  FrameLive,
  JoinReply,
  JoinRequest,
  LiveEvents,
  MachineLive,
  MachineThen,
  MillPicture,
} from '@wanding/contracts'
import type { LiveChannel } from '../live/live-channel.port'
import { changeBetween, sameLayout } from './picture-change'

/** Single machines are asked for at most this often while the picture moves. */
const MACHINE_MS = 500

type MachineRequest = Extract<JoinRequest, { machine: string }>

/** The rooms of the live line, filled from pictures of the past: who listens does not know the difference. */
export class PastChannel implements LiveChannel {
  readonly connected = true
  #picture: MillPicture | null = null
  #rev = 0
  #waiting: (() => void)[] = []
  readonly #machines = new Map<string, { request: MachineRequest; known: MachineThen | null }>()
  #asking = false
  #timer: ReturnType<typeof setTimeout> | undefined
  #askedMs = Number.NEGATIVE_INFINITY
  #atMs = 0
  readonly #listeners: { [E in keyof LiveEvents]: Set<LiveEvents[E]> } = {
    mill: new Set(),
    kpi: new Set(),
    process: new Set(),
    frame: new Set(),
    machine: new Set(),
    layer: new Set(),
    work: new Set(),
    alarms: new Set(),
  }

  constructor(private readonly machineThen: (mill: string, machine: string, atMs: number) => Promise<MachineThen>) {}

  /** Shows the mill as it was at `atMs`, which is at or after the picture's newest telemetry. */
  show(picture: MillPicture, atMs: number): void {
    const before = this.#picture
    this.#picture = picture
    this.#atMs = atMs
    for (const ready of this.#waiting.splice(0)) ready()
    if (before && sameLayout(before, picture)) this.#tellChange(before, picture)
    else this.#tellAnother(picture)
    if (picture.kpi && picture.kpi !== before?.kpi) this.#tell('kpi', picture.kpi)
    this.#moved()
  }

  /** Forgets what is shown; who joins from now on waits for the next picture. */
  clear(): void {
    this.#picture = null
    this.#machines.clear()
    clearTimeout(this.#timer)
  }

  async join(request: JoinRequest): Promise<JoinReply> {
    const picture = this.#picture ?? (await this.#next())
    if (picture.mill !== request.mill) return { ok: false, reason: 'unknown-mill' }
    switch (request.room) {
      case 'mill': {
        const { frames, frameRows, states } = picture
        const snapshot = { ...head(picture), rev: this.#rev, frames: [...frames], rows: frameRows, states }
        return { ok: true, room: 'mill', snapshot }
      }
      case 'process': {
        const snapshot = {
          ...head(picture),
          rev: this.#rev,
          machines: [...picture.machines],
          rows: picture.processRows,
        }
        return { ok: true, room: 'process', snapshot }
      }
      case 'kpi':
        return picture.kpi ? { ok: true, room: 'kpi', kpi: picture.kpi } : { ok: false, reason: 'unknown-mill' }
      case 'layer': {
        // Of the past only the states are kept: a layer that is not there is not drawn.
        const { layer } = request
        const nothing = { layer, rev: 0, sinceMs: null, values: new Uint8Array() }
        return { ok: true, room: 'layer', snapshot: { ...head(picture), ...nothing } }
      }
      case 'work':
        return { ok: true, room: 'work', work: { ...head(picture), windowS: 0, marks: new Uint8Array() } }
      case 'alarms':
        throw new Error('alarms are of the present')
      case 'frame':
      case 'machine':
        return this.#joinMachine(request)
    }
  }

  leave(request: JoinRequest): void {
    if ('machine' in request) this.#machines.delete(keyOf(request))
  }

  on<E extends keyof LiveEvents>(event: E, listener: LiveEvents[E]): () => void {
    this.#listeners[event].add(listener)
    return () => this.#listeners[event].delete(listener)
  }

  /** It is never lost. */
  onConnected(listener: () => void): () => void {
    listener()
    return () => undefined
  }

  onDisconnected(): () => void {
    return () => undefined
  }

  #next(): Promise<MillPicture> {
    return new Promise((resolve) => this.#waiting.push(() => resolve(this.#picture!)))
  }

  #tellChange(before: MillPicture, picture: MillPicture): void {
    const { rows, changes, processRows } = changeBetween(before, picture)
    const about = { ...head(picture), rev: ++this.#rev }
    this.#tell('mill', { ...about, rows, changes })
    this.#tell('process', { ...about, rows: processRows })
  }

  /** A number that is skipped makes all who listen ask for a whole picture. */
  #tellAnother(picture: MillPicture): void {
    this.#rev += 2
    const nothing = { ...head(picture), rev: this.#rev, rows: new Uint8Array() }
    this.#tell('mill', { ...nothing, changes: new Uint8Array() })
    this.#tell('process', nothing)
  }

  #tell<E extends keyof LiveEvents>(event: E, payload: Parameters<LiveEvents[E]>[0]): void {
    for (const listener of this.#listeners[event]) (listener as (value: typeof payload) => void)(payload)
  }

  async #joinMachine(request: MachineRequest): Promise<JoinReply> {
    this.#machines.set(keyOf(request), { request, known: null })
    try {
      const then = await this.machineThen(request.mill, request.machine, this.#atMs)
      const watched = this.#machines.get(keyOf(request))
      if (watched) watched.known = then
      return request.room === 'frame'
        ? { ok: true, room: 'frame', frame: frameOf(then, this.#picture) }
        : { ok: true, room: 'machine', machine: machineOf(then) }
    } catch (error) {
      if ((error as { code?: unknown }).code === 'machine/unknown') return { ok: false, reason: 'unknown-machine' }
      throw error
    }
  }

  /** The spindles of a watched frame move with the picture; the rest of a machine follows as soon as it may be asked for. */
  #moved(): void {
    for (const { request, known } of this.#machines.values()) {
      if (known && request.room === 'frame') this.#tell('frame', frameOf(known, this.#picture))
    }
    if (this.#machines.size === 0 || this.#asking) return
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.#askMachines(), Math.max(0, this.#askedMs + MACHINE_MS - Date.now()))
  }

  async #askMachines(): Promise<void> {
    this.#asking = true
    this.#askedMs = Date.now()
    const atMs = this.#atMs
    const watched = [...this.#machines.values()]
    await Promise.all(
      watched.map(async (each) => {
        const then = await this.machineThen(each.request.mill, each.request.machine, atMs).catch(() => null)
        if (!then || !this.#machines.has(keyOf(each.request))) return
        each.known = then
        if (each.request.room === 'frame') this.#tell('frame', frameOf(then, this.#picture))
        else this.#tell('machine', machineOf(then))
      }),
    )
    this.#asking = false
    if (this.#atMs !== atMs) this.#moved()
  }
}

const keyOf = ({ room, mill, machine }: MachineRequest): string => `${room}/${mill}/${machine}`
const head = ({ mill, run, atMs }: MillPicture) => ({ mill, run, atMs })

/** Speeds as the wire has them; without any, standing and turning spindles cannot be told apart, and none are shown. */
function bytesOfSpeeds(rpm: readonly number[] | null): Uint8Array {
  return rpm ? new Uint8Array(Uint16Array.from(rpm).buffer) : new Uint8Array()
}

function frameOf(
  { mill, machine, atMs, online, metrics, rpm, states }: MachineThen,
  picture: MillPicture | null,
): FrameLive {
  return {
    mill,
    machine,
    atMs: picture?.atMs ?? atMs,
    receivedMs: atMs,
    online,
    metrics,
    rpm: bytesOfSpeeds(rpm),
    states: statesIn(picture, machine) ?? Uint8Array.from(states ?? []),
  }
}

function statesIn(picture: MillPicture | null, machine: string): Uint8Array | undefined {
  let at = 0
  for (const { id, spindles } of picture?.frames ?? []) {
    if (id === machine) return picture?.states.subarray(at, at + spindles)
    at += spindles
  }
  return undefined
}

function machineOf({ mill, machine, kind, gateway, atMs, online, stale, sinceMs, metrics }: MachineThen): MachineLive {
  const about = { mill, machine, kind, gateway, atMs, online, stale, sinceMs, metrics }
  return { ...about, receivedMs: atMs, runningPercent: null, arrays: {} }
}
