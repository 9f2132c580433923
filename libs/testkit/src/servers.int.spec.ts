import { existsSync } from 'node:fs'
import mqtt from 'mqtt'
import { describe, expect, it } from 'vitest'
import { startAedes } from './aedes'
import { launchChromium } from './chromium'
import { startInflux } from './influx'
import { startMosquitto } from './mosquitto'
import { waitFor } from './wait-for'

async function heard(url: string, options: mqtt.IClientOptions = {}): Promise<string> {
  const client = await mqtt.connectAsync(url, { reconnectPeriod: 0, connectTimeout: 3000, ...options })
  try {
    await client.subscribeAsync('a/topic')
    const message = new Promise<string>((resolve) => client.once('message', (_topic, payload) => resolve(`${payload}`)))
    await client.publishAsync('a/topic', 'hello')
    return await message
  } finally {
    await client.endAsync(true)
  }
}

describe('startMosquitto', () => {
  it('carries a message, goes down, and comes up again on the same port', async () => {
    const mosquitto = await startMosquitto()
    try {
      expect(await heard(mosquitto.url)).toBe('hello')
      await mosquitto.down()
      await expect(heard(mosquitto.url)).rejects.toThrow('ECONNREFUSED')
      await mosquitto.up()
      expect(await heard(mosquitto.url)).toBe('hello')
    } finally {
      await mosquitto.stop()
    }
    expect(existsSync(mosquitto.folder)).toBe(false)
  })

  it('keeps out who has no password', async () => {
    const mosquitto = await startMosquitto({ passwords: { api: 'secret' }, acl: 'user api\ntopic readwrite #\n' })
    try {
      await expect(heard(mosquitto.url)).rejects.toThrow(/not authorized/i)
      expect(await heard(mosquitto.url, { username: 'api', password: 'secret' })).toBe('hello')
    } finally {
      await mosquitto.stop()
    }
  })

  it('says what mosquitto said when it does not start', async () => {
    await expect(startMosquitto({ config: ['no_such_setting 1'] })).rejects.toThrow('no_such_setting')
  })
})

describe('startInflux', () => {
  it('keeps its points over a power cut', async () => {
    const influx = await startInflux()
    try {
      await influx.query('CREATE DATABASE mill')
      const written = await fetch(`${influx.url}/write?db=mill`, {
        method: 'POST',
        body: 'frame,machine=RF01 rpm=17000i',
      })
      expect(written.status).toBe(204)
      await influx.down({ kill: true })
      await influx.up()
      const answer = await influx.query('SELECT rpm FROM frame', 'mill')
      expect(answer).toMatchObject({ results: [{ series: [{ values: [[expect.any(String), 17000]] }] }] })
    } finally {
      await influx.stop()
    }
    expect(existsSync(influx.folder)).toBe(false)
  })

  it('asks for the account when it has one', async () => {
    const influx = await startInflux({ account: { user: 'wanding', password: 'secret' } })
    try {
      await influx.query('CREATE DATABASE mill')
      expect((await fetch(`${influx.url}/query?q=SHOW+DATABASES`)).status).toBe(401)
    } finally {
      await influx.stop()
    }
  })

  it('throws what the server complains about', async () => {
    const influx = await startInflux()
    try {
      await expect(influx.query('SELECT nonsense')).rejects.toThrow('error parsing query')
    } finally {
      await influx.stop()
    }
  })
})

describe('startAedes', () => {
  it('carries a message, goes down, and comes up again on the same port', async () => {
    const aedes = await startAedes()
    try {
      expect(await heard(aedes.url)).toBe('hello')
      await aedes.down()
      await expect(heard(aedes.url)).rejects.toThrow('ECONNREFUSED')
      await aedes.up()
      expect(await heard(aedes.url)).toBe('hello')
    } finally {
      await aedes.stop()
    }
  })

  it('disconnects its clients when it goes down', async () => {
    const aedes = await startAedes()
    const client = await mqtt.connectAsync(aedes.url, { reconnectPeriod: 0 })
    await aedes.stop()
    await waitFor(() => !client.connected, { what: 'the client to notice' })
    await client.endAsync(true)
  })
})

describe('launchChromium', () => {
  it('renders a page with Chinese text', async () => {
    const chromium = await launchChromium()
    try {
      const page = await chromium.browser.newPage()
      await page.setContent('<title>万锭</title><p>ok</p>')
      expect(await page.title()).toBe('万锭')
    } finally {
      await chromium.stop()
    }
    expect(chromium.browser.isConnected()).toBe(false)
  })
})
