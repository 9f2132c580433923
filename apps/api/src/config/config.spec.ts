import { describe, expect, it } from 'vitest'
import { ConfigError, loadConfig } from './config'

const problemOf = (env: Record<string, string>): string => {
  try {
    loadConfig(env)
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError)
    return (error as Error).message
  }
  throw new Error('the configuration was accepted')
}

describe('loadConfig', () => {
  it('starts a local mill without any setting', () => {
    const config = loadConfig({})
    expect(config.http).toEqual({ port: 3000, host: '127.0.0.1' })
    expect(config.mqtt).toEqual({ url: 'mqtt://127.0.0.1:1883', embedded: true })
    expect(config.influx).toBeUndefined()
    expect(config.reorderMs).toBe(2000)
  })

  it('counts an empty variable as not set', () => {
    expect(loadConfig({ PORT: '', MQTT_URL: '', INFLUX_URL: '' })).toEqual(loadConfig({}))
  })

  it('takes a broker and a server store by their addresses', () => {
    const config = loadConfig({
      MQTT_URL: 'mqtts://broker.mill:8883',
      INFLUX_URL: 'http://influx:8086',
      INFLUX_USER: 'wanding',
      INFLUX_PASSWORD: 'secret',
    })
    expect(config.mqtt).toMatchObject({ url: 'mqtts://broker.mill:8883', embedded: false })
    expect(config.influx).toMatchObject({
      url: 'http://influx:8086',
      database: 'wanding',
      user: 'wanding',
      api: 'auto',
    })
  })

  it('takes the way to a server store and its organisation', () => {
    const env = { INFLUX_URL: 'http://influx:8086', INFLUX_API: 'v2', INFLUX_ORG: 'mill', INFLUX_TOKEN: 'abc' }
    expect(loadConfig(env).influx).toMatchObject({ api: 'v2', org: 'mill', token: 'abc' })
  })

  it.each([
    [{ PORT: '70000' }, 'PORT'],
    [{ PORT: '-1' }, 'PORT'],
    [{ PORT: 'many' }, 'PORT'],
    [{ MQTT_URL: 'broker.mill:1883x' }, 'MQTT_URL'],
    [{ INFLUX_URL: 'ftp://influx' }, 'INFLUX_URL'],
    [{ INFLUX_DATABASE: 'a b; drop' }, 'INFLUX_DATABASE'],
    [{ RETENTION_HOURS: '0' }, 'RETENTION_HOURS'],
    [{ RETENTION_GB: '0' }, 'RETENTION_GB'],
    [{ SPARKPLUG_REORDER_MS: '-1' }, 'SPARKPLUG_REORDER_MS'],
    [{ SPARKPLUG_REORDER_MS: '61000' }, 'SPARKPLUG_REORDER_MS'],
    [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL'],
    [{ INFLUX_USER: 'wanding' }, 'INFLUX_PASSWORD'],
    [{ MQTT_PASSWORD: 'hunter2' }, 'MQTT_USER'],
    [{ INFLUX_TOKEN: 'abc', INFLUX_USER: 'u', INFLUX_PASSWORD: 'p' }, 'INFLUX_TOKEN'],
    [{ INFLUX_API: 'v4' }, 'INFLUX_API'],
    [{ INFLUX_API: 'v2', INFLUX_TOKEN: 'abc' }, 'INFLUX_ORG'],
    [{ INFLUX_ORG: 'mill', INFLUX_USER: 'u', INFLUX_PASSWORD: 'p' }, 'INFLUX_TOKEN'],
  ])('refuses %j and names the key', (env, key) => {
    expect(problemOf(env as unknown as Record<string, string>)).toContain(key)
  })

  it('never prints the value of a setting', () => {
    const message = problemOf({ INFLUX_URL: 'ftp://user:topsecret@influx', PORT: 'topsecret', MQTT_URL: 'topsecret' })
    expect(message).not.toContain('topsecret')
    for (const key of ['INFLUX_URL', 'PORT', 'MQTT_URL']) expect(message).toContain(key)
  })
})
