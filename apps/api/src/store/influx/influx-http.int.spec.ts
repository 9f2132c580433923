import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { startInflux } from '@wanding/testkit'
import { describe, expect, it } from 'vitest'
import { StoreUnavailableError } from '../history-store.port'
import { InfluxHttp } from './influx-http'

type Act = 'answer' | 'hang up' | 'say nothing' | 'begin to answer'

/** A server that does one thing with each request, in order; with the last for all that follow. */
async function aServer(...acts: Act[]) {
  const seen: { body: string; authorization: string | undefined }[] = []
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    seen.push({ body, authorization: request.headers.authorization })
    const act = acts.length > 1 ? acts.shift() : acts[0]
    if (act === 'answer') response.end(`heard ${body}`)
    else if (act === 'begin to answer') response.write('heard')
    else if (act === 'hang up') request.socket.destroy()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const stop = async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
  return { url: `http://127.0.0.1:${port}`, seen, stop }
}

const aWrite = (text: string, parameters: Record<string, string> = {}) =>
  ({ method: 'POST', path: 'write', parameters, body: { text, type: 'text/plain' } }) as const

describe('InfluxHttp', () => {
  it('posts again when a kept connection turns out to be closed', async () => {
    const server = await aServer('answer', 'hang up', 'answer')
    const http = new InfluxHttp(server.url)
    expect(await http.send(aWrite('one'), undefined)).toEqual({ status: 200, body: 'heard one' })
    expect(await http.send(aWrite('two'), undefined)).toEqual({ status: 200, body: 'heard two' })
    expect(server.seen.map(({ body }) => body)).toEqual(['one', 'two', 'two'])
    http.close()
    await server.stop()
  })

  it('says that the server cannot be reached when a new connection is closed, too', async () => {
    const server = await aServer('hang up')
    const http = new InfluxHttp(server.url)
    await expect(http.send(aWrite('one'), undefined)).rejects.toBeInstanceOf(StoreUnavailableError)
    expect(server.seen).toHaveLength(1)
    http.close()
    await server.stop()
  })

  it.each(['say nothing', 'begin to answer'] as const)(
    'gives up where the server takes the request and %s, also on a kept connection, and goes on',
    async (act) => {
      const server = await aServer('answer', act, 'answer')
      const http = new InfluxHttp(server.url, false, 200)
      await http.send(aWrite('one'), undefined)
      await expect(http.send(aWrite('two'), undefined)).rejects.toMatchObject({
        code: 'store/unavailable',
        message: expect.stringContaining('no answer within 0.2 s'),
      })
      // Once: what is given up is for the queue to send again.
      expect(server.seen.map(({ body }) => body)).toEqual(['one', 'two'])
      expect(await http.send(aWrite('two'), undefined)).toMatchObject({ body: 'heard two' })
      http.close()
      await server.stop()
    },
  )

  it('asks without a body, and hears the version of the server', async () => {
    const influx = await startInflux()
    const http = new InfluxHttp(influx.url)
    const answer = await http.send({ method: 'GET', path: 'ping', parameters: {} }, 'Basic Zm9v')
    expect(answer).toEqual({ status: 204, body: '', version: expect.stringMatching(/^1\.6\./) })
    http.close()
    await influx.stop()
  })

  it('packs what is large, and InfluxDB reads it', async () => {
    const influx = await startInflux()
    await influx.query('CREATE DATABASE packed')
    const http = new InfluxHttp(influx.url, true)
    const lines = Array.from({ length: 500 }, (_, i) => `m,machine=RF01 x=${i}i ${1_700_000_000_000 + i}`)
    const answer = await http.send(aWrite(lines.join('\n'), { db: 'packed', precision: 'ms' }), undefined)
    expect(answer).toMatchObject({ status: 204 })
    const told = await influx.query('SELECT count(x), sum(x) FROM m', 'packed')
    expect(told).toMatchObject({ results: [{ series: [{ values: [[expect.anything(), 500, (499 * 500) / 2]] }] }] })
    http.close()
    await influx.stop()
  })
})
