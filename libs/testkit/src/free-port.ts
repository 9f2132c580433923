import { randomInt } from 'node:crypto'
import { createServer } from 'node:net'

// Below the range from which Linux picks the ports of outgoing connections (32768 and up): a port found free there could
// be taken by any client before the server we want it for is up.
const LOWEST = 15_000
const HIGHEST = 32_000
// Files of tests run side by side: each worker has ports of its own, so that none takes what another is just about to listen on.
const SHARES = 4
const SHARE = (HIGHEST - LOWEST) / SHARES
const FIRST = LOWEST + (Number(process.env.VITEST_POOL_ID ?? 0) % SHARES) * SHARE
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
    const port = randomInt(FIRST, FIRST + SHARE)
    if (handedOut.has(port)) continue
    handedOut.add(port)
    if (await canListen(port)) return port
  }
  throw new Error(`no free port found between ${FIRST} and ${FIRST + SHARE}`)
}
