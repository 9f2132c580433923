import { randomInt } from 'node:crypto'
import { createServer } from 'node:net'

// Below the range from which Linux picks the ports of outgoing connections (32768 and up): a port found free there could
// be taken by any client before the server we want it for is up.
const LOWEST = 15_000
const HIGHEST = 32_000
const ATTEMPTS = 50

const handedOut = new Set<number>()

function canListen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen({ host: '127.0.0.1', port }, () => server.close(() => resolve(true)))
  })
}

/** A TCP port on 127.0.0.1 that nobody listens on now, and that this process was not given before. */
export async function freePort(): Promise<number> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const port = randomInt(LOWEST, HIGHEST)
    if (handedOut.has(port)) continue
    handedOut.add(port)
    if (await canListen(port)) return port
  }
  throw new Error(`no free port found between ${LOWEST} and ${HIGHEST}`)
}
