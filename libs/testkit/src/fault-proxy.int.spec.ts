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
  socket.setEncoding('latin1').on('data', (chunk) => (received += chunk))
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

  it('says nothing to clients of a connection that the server has lost, until they can be heard again', async () => {
    const old = await client()
    old.socket.write('a')
    await waitFor(() => old.received() === 'a', { what: 'the echo' })
    proxy.setMode('half-open')
    await waitFor(
      async () => {
        const open = await new Promise<number>((resolve) => echo.getConnections((_, count) => resolve(count)))
        return open === 0
      },
      { what: 'the loss at the server' },
    )
    old.socket.write('b')
    const during = await client()
    during.socket.write('c')
    expect([old.socket.destroyed, old.received(), during.received()]).toEqual([false, 'a', ''])
    proxy.setMode('pass')
    expect(await old.closed).toBe('ECONNRESET')
    await waitFor(() => during.received() === 'c', { what: 'what came meanwhile' })
  })

  it('delivers later, whole and in order, also what overtakes no more when the line is good again', async () => {
    const { socket, received } = await client()
    proxy.setMode({ delayMs: 100 })
    const fromMs = performance.now()
    socket.write('a')
    await waitFor(() => received() === 'a', { what: 'the echo' })
    // There and back.
    expect(performance.now() - fromMs).toBeGreaterThan(195)
    socket.write('b')
    await new Promise(setImmediate)
    proxy.setMode('pass')
    socket.write('c')
    await waitFor(() => received() === 'abc', { what: 'the rest' })
  })

  it('delivers no faster than it may', async () => {
    const { socket, received } = await client()
    proxy.setMode({ bytesPerSecond: 100_000 })
    const sent = 'x'.repeat(50_000)
    const fromMs = performance.now()
    socket.write(sent)
    await waitFor(() => received().length >= 10_000, { what: 'a part of it' })
    expect(received().length).toBeLessThan(50_000)
    await waitFor(() => received() === sent, { what: 'all of it' })
    expect(performance.now() - fromMs).toBeGreaterThan(450)
  })

  it('cuts each connection after so many bytes, in the middle of what is sent', async () => {
    const heard: Buffer[] = []
    echo.on('connection', (socket) => socket.on('data', (chunk) => heard.push(chunk)))
    proxy.setMode({ cutAfterBytes: 10 })
    for (let time = 0; time < 2; time++) {
      const { socket, closed } = await client()
      socket.write('0123456789abcdef')
      expect(await closed).toBe('ECONNRESET')
    }
    expect(Buffer.concat(heard).toString()).toBe('01234567890123456789')
  })

  it('turns one bit of each n-th byte', async () => {
    const { socket, received } = await client()
    socket.write('a')
    await waitFor(() => received() === 'a', { what: 'the echo' })
    proxy.setMode({ flipEveryBytes: 4 })
    socket.write('aaaaaa')
    await waitFor(() => received().length === 7, { what: 'the echo' })
    const turned = [...received().slice(1)].map((letter) => letter.charCodeAt(0) ^ 'a'.charCodeAt(0))
    // The fourth on the way there; on the way back those are counted on: the eighth is the second again.
    expect(turned.map((bits) => bits !== 0)).toEqual([false, true, false, true, false, true])
    expect(turned.every((bits) => (bits & (bits - 1)) === 0)).toBe(true)
  })
})
