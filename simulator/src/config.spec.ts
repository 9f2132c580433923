import { describe, expect, it } from 'vitest'
import { ConfigError, loadConfig } from './config'

describe('loadConfig of the simulator', () => {
  it('runs Jimo in real time on the embedded broker without any setting', () => {
    expect(loadConfig({})).toEqual({
      mqtt: { url: 'mqtt://127.0.0.1:1883', protocolVersion: 4 },
      mill: 'jimo',
      seed: 7,
      speed: 1,
      dataFolder: expect.stringMatching(/\.wanding$/),
      journal: { mostBytes: 512 * 1024 * 1024, whenFull: 'block' },
      sparkplug: { includeDatatype: false },
    })
  })

  it('speaks MQTT 5 to a broker that was named', () => {
    expect(loadConfig({ MQTT_URL: 'mqtt://broker:1883', MQTT_USER: 'edge' }).mqtt).toEqual({
      url: 'mqtt://broker:1883',
      protocolVersion: 5,
      user: 'edge',
    })
  })

  it('waits for a primary host and writes datatypes where a plant wants it', () => {
    const { sparkplug } = loadConfig({ SPARKPLUG_PRIMARY_HOST: 'wanding', SPARKPLUG_DATATYPES: 'true' })
    expect(sparkplug).toEqual({ primaryHost: 'wanding', includeDatatype: true })
  })

  it.each([
    ['SPEED', '0'],
    ['SPEED', '4000'],
    ['SPEED', 'fast'],
    ['SEED', '-1'],
    ['SEED', '1.5'],
    ['MQTT_PORT', '0'],
    ['MQTT_URL', 'tcp:/secret'],
    ['JOURNAL_MOST_MB', '1'],
    ['JOURNAL_WHEN_FULL', 'drop'],
    ['SPARKPLUG_PRIMARY_HOST', 'plant/host'],
    ['SPARKPLUG_DATATYPES', 'yes'],
  ])('refuses %s=%s, names the key and hides the value', (key, value) => {
    expect(() => loadConfig({ [key]: value })).toThrow(ConfigError)
    expect(() => loadConfig({ [key]: value })).toThrow(key)
    expect(() => loadConfig({ MQTT_URL: 'tcp:/secret' })).not.toThrow(/secret/)
  })
})
