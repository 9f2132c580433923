import { createServer, type Server } from 'node:net'
import { Aedes } from 'aedes'
import { freePort } from './free-port'

export interface AedesServer {
  port: number
  url: string
  /** Disconnects all and frees the port. */
  down(): Promise<void>
  /** Listens again on the same port, as a broker without memory. */
  up(): Promise<void>
  stop(): Promise<void>
}

/** A broker inside the test's own process (MQTT 3.1.1): the quickest one, where no real server is the subject. */
export async function startAedes(): Promise<AedesServer> {
  const port = await freePort()
  let running: { broker: Aedes; server: Server } | undefined
  const up = async () => {
    if (running) throw new Error('the broker is up already')
    const broker = await Aedes.createBroker()
    const server = createServer({ noDelay: true }, broker.handle)
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen({ host: '127.0.0.1', port }, resolve)
    })
    running = { broker, server }
  }
  const down = async () => {
    const current = running
    running = undefined
    if (!current) return
    const freed = new Promise<void>((resolve) => current.server.close(() => resolve()))
    await new Promise<void>((resolve) => current.broker.close(resolve))
    await freed
  }
  await up()
  return { port, url: `mqtt://127.0.0.1:${port}`, up, down, stop: down }
}
