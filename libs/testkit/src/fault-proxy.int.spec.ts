import { once } from 'node:events'
import { connect, createServer, type Server, type Socket } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type FaultProxy, startProxy } from './fault-proxy'
import { freePort } from './free-port'
import { waitFor } from './wait-for'

/** A server that answers each chunk with the same bytes. */
let echo: Server
let proxy: FaultProxy
const sockets: Socket[] = []

beforeEach(async () => {
  echo = createServer((socket) => socket.on('error', () => {}).pipe(socket))
  const port = await freePort()
  await new Promise<void>((resolve) => echo.listen({ host: '127.0.0.1', port }, resolve))
  proxy = await startProxy({ port })
})

afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy()
  await proxy.stop()
  await new Promise((resolve) => echo.close(resolve))
})

async function client(): Promise<{ socket: Socket; received: () => string; closed: Promise<string> }> {
  const socket = connect({ host: '127.0.0.1', port: proxy.port })
  sockets.push(socket)
  let received = ''
  let failure = 'end'
  socket.on('data', (chunk) => (received += chunk))
  socket.on('error', (error: NodeJS.ErrnoException) => (failure = error.code ?? 'error'))
  const closed = new Promise<string>((resolve) => socket.once('close', () => resolve(failure)))
  await once(socket, 'connect')
  return { socket, received: () => received, closed }
}

describe('startProxy', () => {
  it('passes bytes both ways', async () => {
    const { socket, received } = await client()
    socket.write('one')
    await waitFor(() => received() === 'one', { what: 'the echo' })
    proxy.setMode('pass')
    socket.write('two')
    await waitFor(() => received() === 'onetwo', { what: 'the second echo, once' })
  })

  it('holds bytes back in a black hole and delivers them afterwards', async () => {
    const before = await client()
    before.socket.write('a')
    await waitFor(() => before.received() === 'a', { what: 'the echo' })
    proxy.setMode('blackhole')
    before.socket.write('b')
    const during = await client()
    during.socket.write('c')
    // Bytes sent round by another way are back, so those in the black hole had the time to be back, too.
    const direct = connect({ host: '127.0.0.1', port: (echo.address() as { port: number }).port })
    sockets.push(direct)
    direct.write('d')
    await once(direct, 'data')
    expect([before.received(), during.received()]).toEqual(['a', ''])
    proxy.setMode('pass')
    await waitFor(() => before.received() === 'ab' && during.received() === 'c', { what: 'what was held back' })
  })

  it('resets connections, old and new', async () => {
    const old = await client()
    old.socket.write('a')
    await waitFor(() => old.received() === 'a', { what: 'the echo' })
    proxy.setMode('reset')
    expect(await old.closed).toBe('ECONNRESET')
    const fresh = connect({ host: '127.0.0.1', port: proxy.port })
    sockets.push(fresh)
    const [error] = (await once(fresh, 'error')) as [NodeJS.ErrnoException]
    expect(error.code).toBe('ECONNRESET')
    await waitFor(() => proxy.connections() === 0, { what: 'the proxy to forget them' })
  })

  it('passes on that one side has gone', async () => {
    const { socket } = await client()
    await waitFor(() => proxy.connections() === 1, { what: 'the connection' })
    socket.destroy()
    await waitFor(() => proxy.connections() === 0, { what: 'the end' })
  })
})
