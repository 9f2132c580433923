import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { freePort, type RunningProcess, startProcess } from '@wanding/testkit'
import mqtt from 'mqtt'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'

const main = fileURLToPath(new URL('../dist/main.js', import.meta.url))
const buildScript = fileURLToPath(new URL('../../../scripts/build.mjs', import.meta.url))
const PASSWORDS = { mill: 'one secret', api: 'two secrets', trainer: 'three secrets' }
type User = keyof typeof PASSWORDS

let port: number
let broker: RunningProcess
const clients: mqtt.MqttClient[] = []

beforeAll(async () => {
  execFileSync(process.execPath, [buildScript, 'broker'])
  port = await freePort()
  broker = await startProcess(process.execPath, [main], {
    env: {
      HOST: undefined,
      MQTT_PASSWORD_FILE: undefined,
      MQTT_PORT: `${port}`,
      MQTT_USER: 'mill',
      MQTT_PASSWORD: PASSWORDS.mill,
      MQTT_API_PASSWORD: PASSWORDS.api,
      MQTT_TRAINER_PASSWORD: PASSWORDS.trainer,
    },
    readyWhen: 'listening on',
  })
})
afterEach(async () => {
  for (const client of clients.splice(0)) await client.endAsync(true)
})
afterAll(() => broker.stop())

async function as(username: User, password = PASSWORDS[username], more: mqtt.IClientOptions = {}) {
  const options = { username, password, reconnectPeriod: 0, protocolVersion: 4 as const, ...more }
  const client = await mqtt.connectAsync(`mqtt://127.0.0.1:${port}`, options)
  client.on('error', () => {})
  clients.push(client)
  return client
}

/** Whether a message was taken: who sends one that is denied is disconnected. */
async function publishes(client: mqtt.MqttClient, topic: string): Promise<boolean> {
  const closed = new Promise<boolean>((resolve) => client.once('close', () => resolve(false)))
  const taken = client.publishAsync(topic, 'x', { qos: 1 }).then(
    () => true,
    () => false,
  )
  return Promise.race([closed, taken])
}

describe('the accounts of the embedded broker', () => {
  it('let nobody in with another password, and print none', async () => {
    await expect(as('trainer', PASSWORDS.mill)).rejects.toMatchObject({ code: 4 })
    await expect(mqtt.connectAsync(`mqtt://127.0.0.1:${port}`, { reconnectPeriod: 0 })).rejects.toMatchObject({
      code: 4,
    })
    for (const password of Object.values(PASSWORDS)) expect(broker.output()).not.toContain(password)
  })

  it.each<[User, string, boolean]>([
    ['mill', 'spBv1.0/jimo/NBIRTH/G01', true],
    ['mill', 'spBv1.0/jimo/DDATA/G01/RF01', true],
    ['mill', 'spBv1.0/jimo/NCMD/G01', false],
    ['mill', 'spBv1.0/STATE/wanding', false],
    ['mill', 'wanding/jimo/trainer/truth', true],
    ['mill', 'wanding/jimo/trainer/command', false],
    ['api', 'spBv1.0/STATE/wanding', true],
    ['api', 'spBv1.0/jimo/NCMD/G01', true],
    ['api', 'spBv1.0/jimo/DCMD/G01/RF01', true],
    ['api', 'spBv1.0/jimo/DDATA/G01/RF01', false],
    ['api', 'wanding/jimo/trainer/command', false],
    ['trainer', 'wanding/jimo/trainer/command', true],
    ['trainer', 'wanding/jimo/trainer/reply', false],
    ['trainer', 'spBv1.0/jimo/NCMD/G01', false],
    ['trainer', 'spBv1.0/jimo/DDATA/G01/RF01', false],
  ])('%s publishes %s: %s', async (user, topic, allowed) => {
    expect(await publishes(await as(user), topic)).toBe(allowed)
    if (!allowed) await expect.poll(() => broker.output()).toContain(`publish to ${topic} refused: the account may not`)
  })

  it('hear only what is theirs, whatever they ask for, kept messages included', async () => {
    const heard: Record<User, string[]> = { mill: [], api: [], trainer: [] }
    const [mill, api, trainer] = [await as('mill'), await as('api'), await as('trainer')]
    await api.publishAsync('spBv1.0/STATE/wanding', 'online', { qos: 1, retain: true })
    for (const [user, client] of Object.entries({ mill, api, trainer })) {
      client.on('message', (topic) => heard[user as User].push(topic))
      await client.subscribeAsync(['spBv1.0/#', 'wanding/#'], { qos: 1 })
    }
    await mill.publishAsync('spBv1.0/jimo/DDATA/G01/RF01', 'x', { qos: 1 })
    await mill.publishAsync('wanding/jimo/trainer/truth', 'x', { qos: 1 })
    await trainer.publishAsync('wanding/jimo/trainer/command', 'x', { qos: 1 })
    // The last of all is heard by two; what they should not hear was on its way before it.
    await api.publishAsync('spBv1.0/jimo/NCMD/G01', 'x', { qos: 1 })
    await expect.poll(() => heard.mill).toContain('spBv1.0/jimo/NCMD/G01')
    await expect.poll(() => heard.api).toContain('spBv1.0/jimo/NCMD/G01')
    await expect.poll(() => heard.trainer).toHaveLength(1)
    expect(heard.mill.toSorted()).toEqual([
      'spBv1.0/STATE/wanding',
      'spBv1.0/jimo/NCMD/G01',
      'wanding/jimo/trainer/command',
    ])
    expect(heard.api.toSorted()).toEqual([
      'spBv1.0/STATE/wanding',
      'spBv1.0/jimo/DDATA/G01/RF01',
      'spBv1.0/jimo/NCMD/G01',
    ])
    expect(heard.trainer).toEqual(['wanding/jimo/trainer/truth'])
  })

  it('leave a Will that is theirs, and none that is not', async () => {
    const api = await as('api')
    const heard: string[] = []
    api.on('message', (topic) => heard.push(topic))
    await api.subscribeAsync('spBv1.0/#', { qos: 1 })
    for (const [user, topic] of [
      ['trainer', 'spBv1.0/jimo/NDEATH/G01'],
      ['mill', 'spBv1.0/jimo/NDEATH/G02'],
    ] as const) {
      const will = { topic, payload: Buffer.from('x'), qos: 1 as const, retain: false }
      const client = await as(user, PASSWORDS[user], { will })
      client.stream.destroy()
    }
    await expect.poll(() => heard).toContain('spBv1.0/jimo/NDEATH/G02')
    expect(heard).not.toContain('spBv1.0/jimo/NDEATH/G01')
  })
})
