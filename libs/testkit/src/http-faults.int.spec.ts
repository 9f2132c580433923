import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type HttpFaults, startHttpFaults } from './http-faults'

let heard: string[]
let server: Server
let faults: HttpFaults

beforeEach(async () => {
  heard = []
  server = createServer(async (asked, response) => {
    let body = ''
    for await (const chunk of asked) body += chunk
    heard.push(`${asked.url} ${body}`)
    response.writeHead(201, { 'x-own': 'yes' }).end(`heard ${body}`)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  faults = await startHttpFaults({ port: (server.address() as AddressInfo).port })
})
afterEach(async () => {
  await faults.stop()
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
})

const post = (path: string, body: string) =>
  fetch(`http://127.0.0.1:${faults.port}${path}`, { method: 'POST', body }).then(async (answer) => ({
    status: answer.status,
    own: answer.headers.get('x-own'),
    retryAfter: answer.headers.get('retry-after'),
    text: await answer.text(),
  }))

describe('startHttpFaults', () => {
  it('passes requests and answers on as they are', async () => {
    expect(await post('/write?a=1', 'one')).toMatchObject({ status: 201, own: 'yes', text: 'heard one' })
    expect(heard).toEqual(['/write?a=1 one'])
    expect(faults.done).toEqual([])
    expect([faults.answered(201, '/write'), faults.answered(201, '/query')]).toEqual([1, 0])
  })

  it('answers itself what it is told to, and the server never hears of it', async () => {
    faults.fault(({ path }) =>
      path === '/write' ? { answer: 503, headers: { 'retry-after': '7' }, body: 'away' } : undefined,
    )
    expect(await post('/write', 'one')).toMatchObject({ status: 503, retryAfter: '7', text: 'away' })
    expect(await post('/query', 'two')).toMatchObject({ status: 201 })
    expect(heard).toEqual(['/query two'])
    expect(faults.done).toHaveLength(1)
    faults.none()
    expect(await post('/write', 'three')).toMatchObject({ status: 201 })
  })

  it('loses an answer after the server has done what was asked', async () => {
    faults.fault(({ body }) => (body === 'one' ? 'lose the answer' : undefined))
    await expect(post('/write', 'one')).rejects.toThrow()
    expect(heard).toEqual(['/write one'])
  })
})
