import { createServer, type Server as HttpServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { DashboardEvents, LiveEvents, MillRevision } from '@wanding/contracts'
import { Server } from 'socket.io'
import parser from 'socket.io-msgpack-parser'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { bytesOf, SocketChannel } from './socket'

type LiveServer = Server<DashboardEvents, LiveEvents>

const REVISION: MillRevision = {
  mill: 'jimo',
  rev: 2,
  atMs: 1,
  run: '',
  rows: Uint8Array.of(1, 2),
  changes: Uint8Array.of(3),
}

async function listen(port = 0): Promise<{ http: HttpServer; io: LiveServer; port: number }> {
  const http = createServer()
  const io: LiveServer = new Server(http, { transports: ['websocket'], parser })
  io.on('connection', (socket) => {
    socket.on('join', (request, reply) => {
      if (request.room !== 'mill') return reply({ ok: false, reason: 'unknown-mill' })
      void socket.join('mill')
      const { mill } = request
      const empty = { frames: [], rows: new Uint8Array(), states: Uint8Array.of(7) }
      reply({ ok: true, room: 'mill', snapshot: { mill, rev: 1, atMs: 0, run: '', ...empty } })
    })
  })
  await new Promise<void>((resolve) => http.listen(port, '127.0.0.1', resolve))
  return { http, io, port: (http.address() as AddressInfo).port }
}

describe('the socket of the page, against a real server', () => {
  let server: Awaited<ReturnType<typeof listen>>
  let channel: SocketChannel

  beforeEach(async () => {
    server = await listen()
    channel = new SocketChannel(`http://127.0.0.1:${server.port}`)
    await vi.waitUntil(() => channel.connected, { timeout: 10_000 })
  })
  afterEach(async () => {
    channel.close()
    await server.io.close()
  })

  it('joins, hears with bytes as bytes, and hears no more after it has let go', async () => {
    const reply = await channel.join({ room: 'mill', mill: 'jimo' })
    expect(reply).toMatchObject({ ok: true, room: 'mill', snapshot: { mill: 'jimo', rev: 1 } })
    const heard: MillRevision[] = []
    const off = channel.on('mill', (revision) => heard.push(revision))
    server.io.to('mill').emit('mill', REVISION)
    await vi.waitUntil(() => heard.length === 1)
    expect([...heard[0]!.rows, ...heard[0]!.changes]).toEqual([1, 2, 3])
    off()
    server.io.to('mill').emit('mill', REVISION)
    await channel.join({ room: 'mill', mill: 'jimo' })
    expect(heard).toHaveLength(1)
  })

  it('gives a refusal as an answer', async () => {
    await expect(channel.join({ room: 'kpi', mill: 'lu' })).resolves.toEqual({ ok: false, reason: 'unknown-mill' })
  })

  it('comes back after a server that said goodbye and started anew on its address', async () => {
    const connected = vi.fn()
    const lost = vi.fn()
    channel.onConnected(connected)
    channel.onDisconnected(lost)
    server.io.disconnectSockets(true)
    await vi.waitUntil(() => lost.mock.calls.length === 1)
    await expect(channel.join({ room: 'mill', mill: 'jimo' })).rejects.toThrow('the live line is down')
    await server.io.close()
    server = await listen(server.port)
    await vi.waitUntil(() => channel.connected, { timeout: 15_000 })
    expect(connected).toHaveBeenCalledTimes(2)
    await expect(channel.join({ room: 'mill', mill: 'jimo' })).resolves.toMatchObject({ ok: true })
  })
})

it('takes both forms in which a decoder gives bytes', () => {
  const bytes = Uint8Array.of(1, 2, 3)
  expect(bytesOf(bytes)).toBe(bytes)
  expect([...bytesOf(bytes.buffer)]).toEqual([1, 2, 3])
})
