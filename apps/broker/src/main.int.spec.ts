import { execFileSync } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { freePort, type RunningProcess, startProcess, type TempFolder, tempFolder } from '@wanding/testkit'
import mqtt from 'mqtt'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'

const main = fileURLToPath(new URL('../dist/main.js', import.meta.url))
const buildScript = fileURLToPath(new URL('../../../scripts/build.mjs', import.meta.url))
const UNSET = {
  HOST: undefined,
  MQTT_USER: undefined,
  MQTT_PASSWORD: undefined,
  MQTT_PASSWORD_FILE: undefined,
  MQTT_API_PASSWORD: undefined,
  MQTT_TRAINER_PASSWORD: undefined,
}

let folder: TempFolder
let port: number
const running: RunningProcess[] = []
const clients: mqtt.MqttClient[] = []

beforeAll(async () => {
  execFileSync(process.execPath, [buildScript, 'broker'])
  folder = await tempFolder('broker')
})
afterAll(() => folder.stop())
beforeEach(async () => {
  port = await freePort()
})
afterEach(async () => {
  for (const client of clients.splice(0)) await client.endAsync(true)
  for (const broker of running.splice(0)) await broker.kill()
})

async function broker(env: Record<string, string> = {}, readyWhen: string | undefined = 'listening on') {
  const started = await startProcess(process.execPath, [main], {
    env: { ...UNSET, MQTT_PORT: `${port}`, ...env },
    ...(readyWhen && { readyWhen }),
  })
  running.push(started)
  return started
}

/** How a broker that must not start ends, and the one line it says. */
async function failure(env: Record<string, string>) {
  const refused = await broker(env, '')
  const { code } = await refused.ended
  return { code, line: refused.output().trimEnd() }
}

async function client(options: mqtt.IClientOptions = {}) {
  const connected = await mqtt.connectAsync(`mqtt://127.0.0.1:${port}`, { reconnectPeriod: 0, ...options })
  connected.on('error', () => {})
  clients.push(connected)
  return connected
}

describe('the embedded broker', () => {
  it('carries messages of every QoS, and keeps retained ones', async () => {
    await broker()
    const gateway = await client()
    await gateway.subscribeAsync('spBv1.0/STATE/wanding')
    // An acknowledged message may still be on its way to others: who subscribes meanwhile hears it live and retained.
    const delivered = new Promise((resolve) => gateway.once('message', resolve))
    await gateway.publishAsync('spBv1.0/STATE/wanding', 'online', { retain: true, qos: 1 })
    await delivered
    const host = await client()
    const received: string[] = []
    const all = new Promise<void>((resolve) => {
      host.on('message', (topic, payload) => received.push(`${topic} ${payload}`) === 4 && resolve())
    })
    await host.subscribeAsync('spBv1.0/#', { qos: 2 })
    for (const qos of [0, 1, 2] as const)
      await gateway.publishAsync(`spBv1.0/jimo/DDATA/G01/RF0${qos}`, `${qos}`, { qos })
    await all
    expect(received.sort()).toEqual([
      'spBv1.0/STATE/wanding online',
      'spBv1.0/jimo/DDATA/G01/RF00 0',
      'spBv1.0/jimo/DDATA/G01/RF01 1',
      'spBv1.0/jimo/DDATA/G01/RF02 2',
    ])
  })

  it('publishes the will of a client that is cut off', async () => {
    await broker()
    const host = await client()
    await host.subscribeAsync('spBv1.0/jimo/NDEATH/#')
    const death = new Promise<string>((resolve) => host.once('message', (topic) => resolve(topic)))
    const will = { topic: 'spBv1.0/jimo/NDEATH/G01', payload: Buffer.from('bdSeq'), qos: 1 as const, retain: false }
    const gateway = await client({ will })
    gateway.stream.destroy()
    expect(await death).toBe('spBv1.0/jimo/NDEATH/G01')
  })

  it.each([
    ['spBv1.0/jimo/NCMD/G01', true],
    ['spBv1.0/jimo/DCMD/G01/RF01', true],
    ['$SYS/broker/uptime', false],
    ['wanding/jimo/trainer/command', true],
  ])('refuses %s (retain %s) and disconnects who sent it', async (topic, retain) => {
    const process = await broker()
    const [witness, sender] = [await client(), await client()]
    const seen: string[] = []
    witness.on('message', (heard) => seen.push(heard))
    await witness.subscribeAsync(['spBv1.0/#', '$SYS/broker/uptime'])
    const closed = new Promise<void>((resolve) => sender.once('close', () => resolve()))
    sender.publish(topic, 'x', { retain, qos: 0 })
    await closed
    // A message sent after the refused one is here, so the refused one will not come.
    const after = new Promise((resolve) => witness.once('message', resolve))
    await (await client()).publishAsync('spBv1.0/jimo/NCMD/G01', 'allowed', { qos: 1 })
    await after
    expect(seen).toEqual(['spBv1.0/jimo/NCMD/G01'])
    await expect.poll(() => process.output()).toContain(`publish to ${topic} refused`)
  })

  it('lets only those hear the trainer channel who ask for it by name', async () => {
    await broker()
    const [trainer, curious, mill] = [await client(), await client(), await client()]
    const [told, overheard]: [string[], string[]] = [[], []]
    trainer.on('message', (topic) => told.push(topic))
    curious.on('message', (topic) => overheard.push(topic))
    await trainer.subscribeAsync('wanding/jimo/trainer/#', { qos: 1 })
    await curious.subscribeAsync(['#', '+/jimo/trainer/truth'], { qos: 1 })
    await mill.publishAsync('wanding/jimo/trainer/truth', 'x', { qos: 1 })
    await mill.publishAsync('spBv1.0/jimo/DDATA/G01/RF01', 'x', { qos: 1 })
    await expect.poll(() => overheard).toContain('spBv1.0/jimo/DDATA/G01/RF01')
    await expect.poll(() => told).toEqual(['wanding/jimo/trainer/truth'])
    expect(overheard).not.toContain('wanding/jimo/trainer/truth')
  })

  it('is held up by nobody who does not read, and gives up on nobody who still pings', async () => {
    const process = await broker()
    const [reader, sleeper, gateway] = [await client(), await client(), await client()]
    const heard = { reader: 0, last: '' }
    reader.on('message', (topic) => {
      heard.reader += 1
      heard.last = topic
    })
    await reader.subscribeAsync('spBv1.0/#')
    await sleeper.subscribeAsync('spBv1.0/+/DDATA/#')
    sleeper.stream.pause()
    // More than the system's buffers on the way hold, and more than a socket of Node takes at once.
    const telemetry = Buffer.alloc(200_000)
    const messages = 120
    for (let i = 0; i < messages; i++) gateway.publish('spBv1.0/jimo/DDATA/G01/RF01', telemetry)
    await expect.poll(() => heard.reader, { timeout: 10_000 }).toBe(messages)
    // The ping's answer stands behind the telemetry; what comes after the ping is heard all the same.
    sleeper.sendPing()
    sleeper.publish('spBv1.0/jimo/NCMD/G01', 'x')
    await expect.poll(() => heard.last, { timeout: 10_000 }).toBe('spBv1.0/jimo/NCMD/G01')
    // Beyond the bound telemetry is dropped for it alone, and that is said once.
    for (let i = 0; i < 3 * messages; i++) gateway.publish('spBv1.0/jimo/DDATA/G01/RF01', telemetry)
    await expect.poll(() => heard.reader, { timeout: 20_000 }).toBe(4 * messages + 1)
    const slow = /reads too slowly; telemetry for it is dropped meanwhile/g
    await expect.poll(() => process.output().match(slow)).toHaveLength(1)
  })

  it('hangs up on a packet of more than 1 MiB by its length alone, and on nobody else', async () => {
    const process = await broker()
    const [witness, gateway, largest] = [await client(), await client(), await client()]
    const heard: number[] = []
    witness.on('message', (_topic, payload) => heard.push(payload.length))
    await witness.subscribeAsync('spBv1.0/#')
    const hungUp = async (bytes: Uint8Array) => {
      const stranger = connect(port, '127.0.0.1').on('error', () => {})
      const closed = new Promise((resolve) => stranger.once('close', resolve))
      stranger.write(bytes)
      await closed
    }
    // The head of a CONNECT of 256 MB from somebody whom nobody knows: no byte more is waited for.
    await hungUp(Uint8Array.of(0x10, 0xff, 0xff, 0xff, 0x7f))
    const topic = 'spBv1.0/jimo/DDATA/G01/RF01'
    const closed = new Promise<void>((resolve) => gateway.once('close', () => resolve()))
    // It comes along with others that are read at once.
    for (let i = 0; i < 2000; i++) gateway.publish(topic, Buffer.alloc(100))
    gateway.publish(topic, Buffer.alloc(2_000_000))
    await closed
    await largest.publishAsync(topic, Buffer.alloc(1024 * 1024 - topic.length - 4), { qos: 1 })
    await largest.publishAsync(topic, Buffer.alloc(7), { qos: 1 })
    await expect.poll(() => heard.at(-1)).toBe(7)
    expect(heard.filter((bytes) => bytes !== 100)).toEqual([1024 * 1024 - topic.length - 4, 7])
    const told = /a packet of more than 1048576 bytes refused|refused: the message is too large/g
    await expect.poll(() => process.output().match(told)).toHaveLength(2)
  })

  it('asks for user and password when they are set, also from a file', async () => {
    const file = join(folder.path, 'password')
    await writeFile(file, 'a secret\n', { mode: 0o600 })
    await broker({ HOST: '0.0.0.0', MQTT_USER: 'gateway', MQTT_PASSWORD_FILE: file })
    await expect(client()).rejects.toMatchObject({ code: 4 })
    await expect(client({ username: 'gateway', password: 'wrong' })).rejects.toMatchObject({ code: 4 })
    const welcome = await client({ username: 'gateway', password: 'a secret' })
    expect(welcome.connected).toBe(true)
  })

  it('stops cleanly when asked, clients connected or not', async () => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      const started = await broker()
      const guest = await client()
      const left = new Promise<void>((resolve) => guest.once('close', () => resolve()))
      started.signal(signal)
      expect(await started.ended).toEqual({ code: 0, signal: null })
      await left
    }
  })

  it('says in one line that the port is taken', async () => {
    await broker()
    expect(await failure({})).toEqual({ code: 1, line: 'the port is in use: set MQTT_PORT to a free one' })
  })

  it('names a bad setting in one line, without its value', async () => {
    const line = 'MQTT_PORT: must be a port number from 1 to 65535'
    expect(await failure({ MQTT_PORT: 'zebra' })).toEqual({ code: 2, line })
  })

  it('does not listen to others without a password', async () => {
    const { code, line } = await failure({ HOST: '0.0.0.0' })
    expect(code).toBe(2)
    expect(line).toMatch(/^MQTT_USER: HOST is not a loopback address/)
  })
})
