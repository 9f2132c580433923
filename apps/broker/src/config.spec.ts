import { describe, expect, it } from 'vitest'
import { ConfigError, loadConfig } from './config'

describe('loadConfig', () => {
  it('stays on this machine and lets everybody in by default', () => {
    expect(loadConfig({})).toEqual({ host: '127.0.0.1', port: 1883 })
    expect(loadConfig({ HOST: '', MQTT_PORT: '', MQTT_USER: '' })).toEqual({ host: '127.0.0.1', port: 1883 })
  })

  it('takes an account', () => {
    expect(loadConfig({ HOST: '0.0.0.0', MQTT_PORT: '2883', MQTT_USER: 'gateway', MQTT_PASSWORD: 'pass' })).toEqual({
      host: '0.0.0.0',
      port: 2883,
      accounts: [{ user: 'gateway', password: 'pass', roles: ['gateway', 'api'] }],
    })
  })

  it('takes accounts of their own for the backend and for trainers', () => {
    const env = { MQTT_USER: 'mill', MQTT_PASSWORD: 'p', MQTT_API_PASSWORD: 'q', MQTT_TRAINER_PASSWORD: 'r' }
    expect(loadConfig(env).accounts).toEqual([
      { user: 'mill', password: 'p', roles: ['gateway'] },
      { user: 'api', password: 'q', roles: ['api'] },
      { user: 'trainer', password: 'r', roles: ['trainer'] },
    ])
  })

  it.each([
    [{ MQTT_PORT: 'zebra' }, 'MQTT_PORT'],
    [{ MQTT_PORT: '0' }, 'MQTT_PORT'],
    [{ MQTT_PORT: '65536' }, 'MQTT_PORT'],
    [{ MQTT_PORT: '1883.5' }, 'MQTT_PORT'],
    [{ MQTT_PASSWORD: 'zebra' }, 'MQTT_USER'],
    [{ MQTT_USER: 'zebra' }, 'MQTT_PASSWORD'],
    [{ MQTT_USER: 'gateway', MQTT_PASSWORD: 'zebra', MQTT_PASSWORD_FILE: 'zebra' }, 'MQTT_PASSWORD_FILE'],
    [{ MQTT_USER: 'gateway', MQTT_PASSWORD_FILE: '/nonexistent/zebra' }, 'MQTT_PASSWORD_FILE'],
    [{ MQTT_TRAINER_PASSWORD: 'zebra' }, 'MQTT_TRAINER_PASSWORD'],
    [{ MQTT_API_PASSWORD: 'zebra' }, 'MQTT_API_PASSWORD'],
    [{ MQTT_USER: 'trainer', MQTT_PASSWORD: 'zebra', MQTT_TRAINER_PASSWORD: 'zebra' }, 'MQTT_USER'],
  ])('refuses %j, naming the key and not the value', (env, key) => {
    const load = () => loadConfig(env)
    expect(load).toThrow(ConfigError)
    expect(load).toThrow(new RegExp(`^${key}: [^\n]+$`))
    expect(load).not.toThrow('zebra')
  })

  it.each(['0.0.0.0', '::', '192.0.2.7', 'mill.example'])('does not listen on %s without an account', (HOST) => {
    expect(() => loadConfig({ HOST })).toThrow('a broker that others can reach needs a user and a password')
  })

  it.each(['127.0.0.1', '127.0.0.2', 'localhost', '::1'])('listens on %s without an account', (HOST) => {
    expect(loadConfig({ HOST })).toEqual({ host: HOST, port: 1883 })
  })
})
