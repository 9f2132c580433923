import type {
  DashboardEvents,
  FrameLive,
  JoinReply,
  JoinRequest,
  LiveEvents,
  MillRevision,
  MillSnapshot,
} from '@wanding/contracts'
import { io, type Socket } from 'socket.io-client'
import parser from 'socket.io-msgpack-parser'
import type { LiveChannel } from './live-channel.port'

const JOIN_TIMEOUT_MS = 5000
/** A server that has just stopped is not up again at once. */
const COME_BACK_MS = 1000

/** The part of a socket that takes listeners by any name. */
interface Emitter {
  on(event: string, listener: unknown): void
  off(event: string, listener: unknown): void
}

/** The only place that opens a socket: same origin, one connection a page, binary. */
export class SocketChannel implements LiveChannel {
  readonly #socket: Socket<LiveEvents, DashboardEvents>
  #comeBack: ReturnType<typeof setTimeout> | undefined

  /** `address` is the page's own where none is given. */
  constructor(address?: string) {
    this.#socket = io(address ?? '/', {
      path: '/socket.io',
      transports: ['websocket'],
      parser,
      reconnectionDelay: 500,
      reconnectionDelayMax: 4000,
    })
    // A server that stops says goodbye, and the library takes that for good: it would not come back by itself.
    this.#socket.on('disconnect', (reason) => {
      if (reason !== 'io server disconnect') return
      this.#comeBack = setTimeout(() => this.#socket.connect(), COME_BACK_MS)
    })
  }

  get connected(): boolean {
    return this.#socket.connected
  }

  async join(request: JoinRequest): Promise<JoinReply> {
    if (!this.#socket.connected) throw new Error('the live line is down')
    return withBytes(await this.#socket.timeout(JOIN_TIMEOUT_MS).emitWithAck('join', request))
  }

  leave(request: JoinRequest): void {
    if (this.#socket.connected) this.#socket.emit('leave', request)
  }

  on<E extends keyof LiveEvents>(event: E, listener: LiveEvents[E]): () => void {
    const taken: LiveEvents = {
      mill: (revision) => (listener as LiveEvents['mill'])(revisionBytes(revision)),
      kpi: listener as LiveEvents['kpi'],
      process: (revision) => (listener as LiveEvents['process'])({ ...revision, rows: bytesOf(revision.rows) }),
      layer: (revision) => (listener as LiveEvents['layer'])({ ...revision, changes: bytesOf(revision.changes) }),
      work: (work) => (listener as LiveEvents['work'])({ ...work, marks: bytesOf(work.marks) }),
      frame: (frame) => (listener as LiveEvents['frame'])(frameBytes(frame)),
      machine: listener as LiveEvents['machine'],
      alarms: listener as LiveEvents['alarms'],
    }
    // The library types a listener by a name given literally; here the name is a variable.
    const socket: Emitter = this.#socket as unknown as Emitter
    socket.on(event, taken[event])
    return () => socket.off(event, taken[event])
  }

  onConnected(listener: () => void): () => void {
    if (this.#socket.connected) listener()
    this.#socket.on('connect', listener)
    return () => this.#socket.off('connect', listener)
  }

  onDisconnected(listener: () => void): () => void {
    this.#socket.on('disconnect', listener)
    return () => this.#socket.off('disconnect', listener)
  }

  close(): void {
    clearTimeout(this.#comeBack)
    this.#socket.close()
  }
}

/** In a browser the decoder gives an ArrayBuffer where a Uint8Array was sent. */
export function bytesOf(value: Uint8Array | ArrayBuffer): Uint8Array {
  return value instanceof Uint8Array ? value : new Uint8Array(value)
}

const revisionBytes = (revision: MillRevision): MillRevision => ({
  ...revision,
  rows: bytesOf(revision.rows),
  changes: bytesOf(revision.changes),
})

const snapshotBytes = (snapshot: MillSnapshot): MillSnapshot => ({
  ...snapshot,
  rows: bytesOf(snapshot.rows),
  states: bytesOf(snapshot.states),
})

const frameBytes = (frame: FrameLive): FrameLive => ({
  ...frame,
  rpm: bytesOf(frame.rpm),
  states: bytesOf(frame.states),
})

function withBytes(reply: JoinReply): JoinReply {
  if (!reply.ok) return reply
  switch (reply.room) {
    case 'mill':
      return { ...reply, snapshot: snapshotBytes(reply.snapshot) }
    case 'frame':
      return { ...reply, frame: frameBytes(reply.frame) }
    case 'process':
      return { ...reply, snapshot: { ...reply.snapshot, rows: bytesOf(reply.snapshot.rows) } }
    case 'layer':
      return { ...reply, snapshot: { ...reply.snapshot, values: bytesOf(reply.snapshot.values) } }
    case 'work':
      return { ...reply, work: { ...reply.work, marks: bytesOf(reply.work.marks) } }
    case 'machine':
    case 'kpi':
    case 'alarms':
      return reply
  }
}
