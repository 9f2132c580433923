import type { Socket as NetSocket } from 'node:net'
import { type JoinReply, type LiveEvents, SPINDLE_LAYERS } from '@wanding/contracts'
import { waitFor } from '@wanding/testkit'
import { io, type Socket } from 'socket.io-client'
import parser from 'socket.io-msgpack-parser'
import type { WandingSystem } from './system'

/** Pages that look at all that is shown live, and each at a frame of its own, without a browser. */
export class Watchers {
  private revisionCount = 0

  private constructor(private readonly sockets: readonly Socket<LiveEvents>[]) {}

  static async of(system: WandingSystem, mill: string, count: number): Promise<Watchers> {
    const sockets = Array.from({ length: count }, () =>
      io(system.address, { transports: ['websocket'], parser, forceNew: true, reconnection: false }),
    )
    const watchers = new Watchers(sockets)
    await waitFor(() => sockets.every(({ connected }) => connected), { what: `${count} watchers`, timeoutMs: 30_000 })
    for (const [i, socket] of sockets.entries()) {
      socket.on('mill', () => watchers.revisionCount++)
      const frame = `RF${String((i % 84) + 1).padStart(2, '0')}`
      const layers = SPINDLE_LAYERS.map((layer) => ({ room: 'layer', mill, layer }))
      const rest = ['mill', 'process', 'work', 'kpi', 'alarms'].map((room) => ({ room, mill }))
      for (const room of [...rest, ...layers, { room: 'frame', mill, machine: frame }]) {
        const reply = (await socket.emitWithAck('join', room)) as JoinReply
        if (!reply.ok) throw new Error(`cannot join ${room.room}: ${reply.reason}`)
      }
    }
    return watchers
  }

  /** Revisions of the mill that have come, of all together. */
  get revisions(): number {
    return this.revisionCount
  }

  /** They read nothing any more, and do not go: the server's messages fill the buffers of the line. */
  stall(): void {
    for (const socket of this.sockets) lineOf(socket).pause()
  }

  stop(): void {
    for (const socket of this.sockets) lineOf(socket)?.destroy()
  }
}

/** The TCP connection below a WebSocket of Node. */
const lineOf = (socket: Socket<LiveEvents>): NetSocket =>
  (socket.io.engine?.transport as unknown as { ws?: { _socket: NetSocket } })?.ws?._socket as NetSocket
