import { connect, createServer, type Socket } from 'node:net'
import { type Packet, parser } from 'mqtt-packet'
import { freePort } from './free-port'

/** What was seen of a connection: an MQTT packet, or that one side had closed it. */
export interface WirePacket {
  /** When it passed, epoch ms. */
  at: number
  /** Counts the connections of the recorder from 0. */
  connection: number
  from: 'client' | 'broker'
  packet: Packet | { cmd: 'closed' }
}

export interface WireRecorder {
  port: number
  url: string
  /** Everything so far, in the order it passed; a packet is here before the other side has it. */
  packets(): readonly WirePacket[]
  /** Cuts the connections of now with a TCP reset on both sides; one that has not brought its CONNECT yet, when it has. */
  cut(): void
  /** Refuses connections, as the port of a broker does that is down. */
  down(): Promise<void>
  up(): Promise<void>
  stop(): Promise<void>
}

class RecordedConnection {
  private closed = false
  private connected = false
  private doomed = false
  private readonly upstream: Socket

  constructor(
    private readonly client: Socket,
    target: { host: string; port: number },
    private readonly note: (from: WirePacket['from'], packet: WirePacket['packet']) => void,
    private readonly forget: () => void,
  ) {
    this.upstream = connect({ ...target, noDelay: true })
    // The version of a CONNECT decides how the broker's packets are to be read.
    let protocolVersion = 4
    const fromClient = parser()
    fromClient.on('packet', (packet) => {
      if (packet.cmd === 'connect') protocolVersion = packet.protocolVersion ?? 4
      note('client', packet)
      this.connected = true
      if (this.doomed) this.reset()
    })
    let fromBroker: ReturnType<typeof parser> | undefined
    this.forward(client, this.upstream, 'client', (bytes) => fromClient.parse(bytes))
    this.forward(this.upstream, client, 'broker', (bytes) => {
      fromBroker ??= parser({ protocolVersion }).on('packet', (packet) => note('broker', packet))
      fromBroker.parse(bytes)
    })
  }

  /** A CONNECT that is on its way is not to be lost unseen. */
  cut(): void {
    this.doomed = true
    if (this.connected) this.reset()
  }

  reset(): void {
    for (const socket of [this.client, this.upstream]) if (!socket.destroyed) socket.resetAndDestroy()
  }

  private forward(source: Socket, sink: Socket, from: WirePacket['from'], read: (bytes: Buffer) => void): void {
    source.on('error', () => {})
    source.on('data', (bytes) => {
      read(bytes)
      if (!sink.destroyed && !sink.write(bytes)) {
        source.pause()
        sink.once('drain', () => source.resume())
      }
    })
    source.once('close', () => {
      if (!this.closed) this.note(from, { cmd: 'closed' })
      this.closed = true
      this.forget()
      if (!sink.destroyed) sink.end()
    })
  }
}

/**
 * A TCP proxy on a free port of 127.0.0.1 in front of a broker that reads along: CONNECT with its Will, DISCONNECT, SUBSCRIBE,
 * and the QoS and retain flag that a subscriber would not see.
 */
export async function startWireRecorder({ host = '127.0.0.1', port }: { host?: string; port: number }) {
  const packets: WirePacket[] = []
  const connections = new Set<RecordedConnection>()
  let count = 0
  const server = createServer({ noDelay: true }, (client) => {
    const connection = count++
    const recorded: RecordedConnection = new RecordedConnection(
      client,
      { host, port },
      (from, packet) => packets.push({ at: Date.now(), connection, from, packet }),
      () => connections.delete(recorded),
    )
    connections.add(recorded)
  })
  const own = await freePort()
  const up = () =>
    new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen({ host: '127.0.0.1', port: own }, resolve)
    })
  await up()
  const cut = () => {
    for (const recorded of [...connections]) recorded.cut()
  }
  const close = async (end: () => void) => {
    const closed = new Promise<void>((resolve) => server.close(() => resolve()))
    end()
    await closed
  }
  const recorder: WireRecorder = {
    port: own,
    url: `mqtt://127.0.0.1:${own}`,
    packets: () => packets,
    cut,
    down: () => close(cut),
    up,
    stop: () =>
      close(() => {
        for (const recorded of [...connections]) recorded.reset()
      }),
  }
  return recorder
}
