import { connect, createServer, type Socket } from 'node:net'
import { FaultLine, type LineFault } from './fault-line'
import { freePort } from './free-port'

/**
 * What the proxy does with connections, old and new. `pass`: forwards. `blackhole`: keeps them open and forwards
 * nothing, not even that one side has gone; what was held back arrives after the next `pass`, as after a pulled cable.
 * `half-open`: the server has lost them, and clients do not hear of it before the next `pass`. `reset`: cuts them with a TCP
 * reset. Anything else forwards, and does something to the bytes.
 */
export type ProxyMode = 'pass' | 'blackhole' | 'half-open' | 'reset' | LineFault

export interface FaultProxy {
  port: number
  setMode(mode: ProxyMode): void
  /** Connections of clients now. */
  connections(): number
  stop(): Promise<void>
}

class Link {
  private upstream: Socket | undefined
  private piping = false
  private clientGone = false
  private upstreamGone = false
  /** Bytes of both directions since the mode was set. */
  private bytes = 0
  private readonly toServer = this.line()
  private readonly toClient = this.line()

  constructor(
    private readonly client: Socket,
    private readonly target: { host: string; port: number },
    private readonly mode: () => ProxyMode,
    private readonly forget: () => void,
  ) {
    client.on('error', () => {})
    client.pause()
    client.once('close', () => {
      this.clientGone = true
      forget()
      if (!this.isSilent) this.upstream?.destroy()
    })
  }

  apply(): void {
    const mode = this.mode()
    this.bytes = 0
    if (mode === 'reset') this.reset()
    else if (this.isSilent) this.hold(mode === 'half-open')
    else this.pass()
  }

  /** Nothing is forwarded, not even an end. */
  private get isSilent(): boolean {
    return this.mode() === 'blackhole' || this.mode() === 'half-open'
  }

  private line(): FaultLine {
    const fault = () => {
      const mode = this.mode()
      return typeof mode === 'object' ? mode : undefined
    }
    const count = (bytes: number) => {
      this.bytes += bytes
      return this.bytes - bytes
    }
    return new FaultLine(fault, count, () => this.reset())
  }

  private pass(): void {
    if (this.clientGone || this.upstreamGone) {
      this.reset()
      return
    }
    if (this.piping) return
    this.piping = true
    const upstream = this.upstream ?? this.dial()
    this.client.pipe(this.toServer).pipe(upstream)
    upstream.pipe(this.toClient).pipe(this.client)
  }

  private hold(isServerGone: boolean): void {
    if (!this.upstream) return
    this.piping = false
    this.client.unpipe(this.toServer).pause()
    this.toServer.unpipe(this.upstream)
    this.upstream.unpipe(this.toClient).pause()
    this.toClient.unpipe(this.client)
    if (isServerGone) this.upstream.resetAndDestroy()
  }

  private reset(): void {
    for (const socket of [this.client, this.upstream]) if (socket && !socket.destroyed) socket.resetAndDestroy()
    this.forget()
  }

  private dial(): Socket {
    const upstream = connect({ ...this.target, noDelay: true })
    this.upstream = upstream
    upstream.on('error', () => {})
    upstream.once('close', () => {
      this.upstreamGone = true
      if (!this.isSilent) this.client.destroy()
    })
    return upstream
  }
}

/** A TCP proxy on a free port of 127.0.0.1 in front of `target`, with a switch for faults. Starts in mode `pass`. */
export async function startProxy({ host = '127.0.0.1', port }: { host?: string; port: number }): Promise<FaultProxy> {
  let mode: ProxyMode = 'pass'
  const links = new Set<Link>()
  const server = createServer({ noDelay: true }, (client) => {
    const link: Link = new Link(
      client,
      { host, port },
      () => mode,
      () => links.delete(link),
    )
    links.add(link)
    link.apply()
  })
  const own = await freePort()
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen({ host: '127.0.0.1', port: own }, resolve)
  })
  const setMode = (next: ProxyMode) => {
    mode = next
    for (const link of [...links]) link.apply()
  }
  return {
    port: own,
    setMode,
    connections: () => links.size,
    stop: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      setMode('reset')
      await closed
    },
  }
}
