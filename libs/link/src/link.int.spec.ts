import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { startAedes, startMosquitto, type TestServer, waitFor } from '@wanding/testkit'
import { connectAsync, type MqttClient } from 'mqtt'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Link, type LinkMessage, type LinkOptions } from './link'

const text = (message: string): Uint8Array => new TextEncoder().encode(message)
const message = (topic: string, body: string, qos: 0 | 1 = 0): LinkMessage => ({
  topic,
  payload: text(body),
  qos,
  retain: false,
})

describe('Link on a real mosquitto', () => {
  let broker: TestServer
  let watcher: MqttClient
  let seen: string[]
  const links: Link[] = []

  const aLink = (over: Partial<LinkOptions> = {}): Link => {
    let wills = 0
    const link = new Link({
      url: broker.url,
      protocolVersion: 5,
      clientId: `link-${links.length}-${process.pid}`,
      will: () => message('deaths', `will ${wills++}`, 1),
      subscriptions: [{ filter: 'commands/#', qos: 1 }],
      onUp: () => {},
      onDown: () => {},
      onMessage: () => {},
      retryMs: [20, 200],
      ...over,
    })
    links.push(link)
    return link
  }

  beforeEach(async () => {
    broker = await startMosquitto()
    seen = []
    watcher = await connectAsync(broker.url)
    watcher.on('message', (topic, payload) => seen.push(`${topic}: ${payload}`))
    await watcher.subscribeAsync(['deaths', 'data'], { qos: 1 })
  })

  afterEach(async () => {
    for (const link of links.splice(0)) await link.stop()
    await watcher.endAsync(true)
    await broker.stop()
  })

  it('is subscribed before it says that it is up', async () => {
    const got: string[] = []
    let up = false
    const link = aLink({
      onUp: () => {
        up = true
        watcher.publish('commands/rebirth', 'now', { qos: 1 })
      },
      onMessage: (topic, payload) => got.push(`${topic}: ${new TextDecoder().decode(payload)}`),
    })
    link.start()
    await waitFor(() => up && got.length === 1, { what: 'the command' })
    expect(got).toEqual(['commands/rebirth: now'])
  })

  it('is not given what is larger than it takes, and hears what comes after', async () => {
    const got: number[] = []
    let up = false
    const link = aLink({
      maxPacketBytes: 10_000,
      onUp: () => (up = true),
      onMessage: (_topic, payload) => got.push(payload.length),
    })
    link.start()
    await waitFor(() => up, { what: 'the session' })
    for (const bytes of [9000, 11_000, 5_000_000, 100])
      await watcher.publishAsync('commands/rebirth', Buffer.alloc(bytes), { qos: 1 })
    await waitFor(() => got.includes(100), { what: 'the last message' })
    expect(got).toEqual([9000, 100])
    expect(link.status.connected).toBe(true)
  })

  it('goes by its Will when it is cut, stays away, and comes back when it is started', async () => {
    const states: boolean[] = []
    const link = aLink({ onUp: () => states.push(true), onDown: () => states.push(false) })
    link.start()
    await waitFor(() => states.length === 1, { what: 'the first session' })
    link.cut()
    await waitFor(() => seen.length === 1 && states.length === 2, { what: 'the Will' })
    expect(seen).toEqual(['deaths: will 0'])
    expect(link.publish(message('data', 'x'))).toBe(false)
    link.start()
    await waitFor(() => states.length === 3, { what: 'the second session' })
    expect(states).toEqual([true, false, true])
  })

  it('takes a fresh Will for every CONNECT [tck-id-topics-nbirth-bdseq-increment]', async () => {
    let ups = 0
    const link = aLink({ onUp: () => ups++ })
    link.start()
    await waitFor(() => ups === 1, { what: 'the first session' })
    link.reconnect()
    await waitFor(() => ups === 2, { what: 'the second session' })
    link.reconnect()
    await waitFor(() => seen.length === 2, { what: 'two deaths' })
    expect(seen).toEqual(['deaths: will 0', 'deaths: will 1'])
  })

  it('says goodbye itself when stopped, and the Will is not sent', async () => {
    let up = false
    const link = aLink({ onUp: () => (up = true) })
    link.start()
    await waitFor(() => up, { what: 'the session' })
    await link.stop([message('deaths', 'goodbye', 1)])
    watcher.publish('data', 'after', { qos: 1 })
    await waitFor(() => seen.includes('data: after'), { what: 'the later message' })
    expect(seen).toEqual(['deaths: goodbye', 'data: after'])
  })

  it('leaves MQTT 5 with its Will where that is wanted [tck-id-payloads-ndeath-will-message-publisher-disconnect-mqtt50]', async () => {
    let up = false
    const link = aLink({ onUp: () => (up = true), leaveWithWill: true })
    link.start()
    await waitFor(() => up, { what: 'the session' })
    await link.stop([message('deaths', 'goodbye', 1)])
    await waitFor(() => seen.length === 2, { what: 'the Will' })
    expect(seen).toEqual(['deaths: goodbye', 'deaths: will 0'])
  })

  it('comes back by itself when the broker does, and sends nothing old', async () => {
    let ups = 0
    const downs: string[] = []
    const link = aLink({ onUp: () => ups++, onDown: (reason) => downs.push(reason) })
    link.start()
    await waitFor(() => ups === 1, { what: 'the first session' })
    await broker.down({ kill: true })
    await waitFor(() => downs.length === 1, { what: 'the loss' })
    expect(link.publish(message('data', 'lost'))).toBe(false)
    expect(link.status).toMatchObject({ connected: false, dropped: 1 })
    await broker.up()
    await waitFor(() => ups === 2, { what: 'the second session' })
    const later = await connectAsync(broker.url)
    later.on('message', (topic, payload) => seen.push(`${topic}: ${payload}`))
    await later.subscribeAsync('data')
    expect(link.publish(message('data', 'new'))).toBe(true)
    await waitFor(() => seen.includes('data: new'), { what: 'the new message' })
    expect(seen).not.toContain('data: lost')
    await later.endAsync(true)
  })

  it('waits for a broker that is not there yet', async () => {
    await broker.down({ kill: true })
    let ups = 0
    const link = aLink({ onUp: () => ups++ })
    link.start()
    await waitFor(() => link.status.lastError !== null, { what: 'a refused attempt' })
    await broker.up()
    await waitFor(() => ups === 1, { what: 'the session' })
  })

  it('ends while a server has not answered its CONNECT', async () => {
    const sockets = new Set<Socket>()
    const mute = createServer((socket) => sockets.add(socket.resume().on('close', () => sockets.delete(socket))))
    await new Promise<void>((done) => mute.listen(0, '127.0.0.1', done))
    const link = aLink({ url: `mqtt://127.0.0.1:${(mute.address() as AddressInfo).port}` })
    link.start()
    await waitFor(() => sockets.size === 1, { what: 'the connection' })
    await link.stop()
    await waitFor(() => sockets.size === 0, { what: 'the end of the connection' })
    await new Promise((done) => mute.close(done))
  })

  it('says when a Will was never sent [tck-id-topics-nbirth-bdseq-increment]', async () => {
    await broker.down({ kill: true })
    const asked: boolean[] = []
    let ups = 0
    const link = aLink({
      will: (again) => {
        asked.push(again)
        return message('deaths', 'will', 1)
      },
      onUp: () => ups++,
    })
    link.start()
    await waitFor(() => asked.length >= 3, { what: 'refused attempts' })
    await broker.up()
    await waitFor(() => ups === 1, { what: 'the session' })
    const refused = asked.length
    link.reconnect()
    await waitFor(() => ups === 2, { what: 'the session after it' })
    expect(asked.slice(0, refused)).toEqual([false, ...asked.slice(1, refused).map(() => true)])
    expect(asked[refused]).toBe(false)
  })

  it('does not fight with a client of the same id: it comes ever more seldom, and says once what it suspects', async () => {
    let ups = 0
    let downs = 0
    let rivals = 0
    const told: string[] = []
    const link = aLink({
      clientId: 'twice',
      onUp: () => ups++,
      onDown: () => downs++,
      onRival: (reason) => told.push(reason),
      retryMs: [20, 500],
    })
    link.start()
    const fromMs = performance.now()
    // The rival comes as soon as the link has the session; mosquitto 2.0 ends the older one without a word.
    while (performance.now() - fromMs < 4000) {
      await waitFor(() => ups > rivals, { what: 'the session' })
      const rival = await connectAsync(broker.url, { clientId: 'twice', reconnectPeriod: 0, protocolVersion: 5 })
      rivals += 1
      // Counted: it may be back before anybody looks.
      await waitFor(() => downs >= rivals, { what: 'the end of the session' })
      rival.on('error', () => {})
    }
    // 20, 40, 80, 160, 320 ms and then half a second, each less a quarter at most; without it a hundred.
    expect(ups).toBeLessThan(5 + 4000 / (0.75 * 500) + 2)
    expect(ups).toBeGreaterThan(5)
    expect(told).toEqual(['sessions end as soon as they begin: does another client have the id twice?'])
  })

  it('speaks MQTT 5 again after a broker that died in the middle of a CONNECT', async () => {
    let cut = 0
    const sockets = new Set<Socket>()
    const dying = createServer((socket) => {
      sockets.add(socket.on('error', () => {}))
      if (cut++ === 0) socket.once('data', () => socket.destroy())
      else socket.pipe(connect(broker.port, '127.0.0.1')).pipe(socket)
    })
    await new Promise<void>((done) => dying.listen(0, '127.0.0.1', done))
    let ups = 0
    const link = aLink({ url: `mqtt://127.0.0.1:${(dying.address() as AddressInfo).port}`, onUp: () => ups++ })
    const versions = () => [...broker.output().matchAll(/ as link-\S+ \(p(\d)/g)].map(([, version]) => version)
    link.start()
    await waitFor(() => ups === 1, { what: 'a session' })
    link.reconnect()
    await waitFor(() => ups === 2, { what: 'the next session' })
    expect(versions()).toEqual(['2', '5'])
    await link.stop()
    for (const socket of sockets) socket.destroy()
    await new Promise((done) => dying.close(done))
  })

  it('can be stopped while it is trying', async () => {
    await broker.down({ kill: true })
    const link = aLink()
    link.start()
    await waitFor(() => link.status.lastError !== null, { what: 'a refused attempt' })
    await link.stop()
    await broker.up()
    expect(link.status.connected).toBe(false)
  })

  it('falls back to MQTT 3.1.1 on a broker that does not speak MQTT 5', async () => {
    const old = await startAedes()
    let ups = 0
    const link = aLink({ url: old.url, onUp: () => ups++ })
    link.start()
    await waitFor(() => ups === 1, { what: 'the session' })
    expect(link.publish(message('data', 'hello'))).toBe(true)
    await link.stop()
    await old.stop()
  })
})

describe('Link to a broker that says who has the session now', () => {
  // CONNACK of MQTT 5 without properties, and DISCONNECT with reason 0x8E.
  const TAKEN_OVER = Buffer.from([0x20, 3, 0, 0, 0, 0xe0, 2, 0x8e, 0])

  it('says so in words, and waits for a second and more', async () => {
    const cameMs: number[] = []
    const server = createServer((client) => {
      cameMs.push(performance.now())
      client.on('error', () => {})
      client.once('data', () => client.end(TAKEN_OVER))
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const downs: string[] = []
    const rivals: string[] = []
    const link = new Link({
      url: `mqtt://127.0.0.1:${(server.address() as AddressInfo).port}`,
      protocolVersion: 5,
      clientId: 'twice',
      will: () => message('deaths', 'will'),
      subscriptions: [],
      onUp: () => {},
      onDown: (reason) => downs.push(reason),
      onRival: (reason) => rivals.push(reason),
      onMessage: () => {},
      retryMs: [10, 20],
    })
    link.start()
    await waitFor(() => cameMs.length === 3, { what: 'three attempts' })
    await link.stop()
    await new Promise((resolve) => server.close(resolve))
    const [first, second, third] = cameMs as [number, number, number]
    expect(second - first).toBeGreaterThan(750)
    expect(third - second).toBeGreaterThan(1500)
    const reason = 'another client with the id twice has taken the session over'
    expect(new Set(downs)).toEqual(new Set([reason]))
    expect(rivals).toEqual([reason])
  })
})

describe('Link to a broker that ends sessions with a reset', () => {
  const CONNACK = Buffer.from([0x20, 3, 0, 0, 0])

  it('says what it suspects, not how the last session ended', async () => {
    const server = createServer((client) => {
      client.on('error', () => {})
      client.once('data', () => {
        client.write(CONNACK)
        client.once('data', () => client.resetAndDestroy())
      })
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const downs: string[] = []
    const rivals: string[] = []
    const link: Link = new Link({
      url: `mqtt://127.0.0.1:${(server.address() as AddressInfo).port}`,
      protocolVersion: 5,
      clientId: 'twice',
      will: () => message('deaths', 'will'),
      subscriptions: [],
      onUp: () => link.publish(message('data', 'hello')),
      onDown: (reason) => downs.push(reason),
      onRival: (reason) => rivals.push(reason),
      onMessage: () => {},
      retryMs: [200, 400],
    })
    link.start()
    await waitFor(() => rivals.length > 0, { what: 'the suspicion' })
    await link.stop()
    await new Promise((resolve) => server.close(resolve))
    expect(downs.join()).toContain('ECONNRESET')
    expect(rivals).toEqual(['sessions end as soon as they begin: does another client have the id twice?'])
  })
})

describe('Link to a broker whose answer to a ping stands behind telemetry', () => {
  const CONNACK = Buffer.from([0x20, 2, 0, 0])
  const PUBLISH = Buffer.concat([Buffer.from([0x30, 3, 0, 1]), Buffer.from('t')])
  const PINGREQ = Buffer.from([0xc0, 0])

  it('stays up while anything comes, says that it lives, and goes when nothing comes', async () => {
    let pings = 0
    let socket: Socket | undefined
    const server = createServer((client) => {
      socket = client
      client.on('error', () => {})
      client.once('data', () => {
        client.write(CONNACK)
        client.on('data', (bytes) => {
          if (bytes.equals(PINGREQ)) pings += 1
        })
      })
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    const states: boolean[] = []
    const link = new Link({
      url: `mqtt://127.0.0.1:${port}`,
      protocolVersion: 4,
      clientId: 'busy',
      will: () => message('deaths', 'will'),
      subscriptions: [],
      onUp: () => states.push(true),
      onDown: () => states.push(false),
      onMessage: () => {},
      keepaliveS: 1,
      retryMs: [60_000, 60_000],
    })
    link.start()
    const telemetry = setInterval(() => socket?.write(PUBLISH), 50)
    // Half a keep-alive apart: the first is answered by nothing, and would be the last.
    await waitFor(() => pings === 4, { what: 'four pings' })
    expect(states).toEqual([true])
    clearInterval(telemetry)
    await waitFor(() => states.length === 2, { what: 'the loss' })
    expect(states).toEqual([true, false])
    await link.stop()
    await new Promise((resolve) => server.close(resolve))
  })
})
