import { SIGNALS } from '@wanding/contracts'
import { describe, expect, it } from 'vitest'
import { dialectFor } from './influx-version'

const target = { database: 'wanding' }
const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`

describe('dialectFor', () => {
  it.each([
    ['1.6.7', {}, 'v1', undefined],
    ['1.8.10', { user: 'u', password: 'p:ä' }, 'v1', basic('u:p:ä')],
    ['1.12.2', { token: 'abc' }, 'v1', basic('wanding:abc')],
    ['v2.7.10', { token: 'abc', org: 'mill' }, 'v2', 'Token abc'],
    ['2.8.0', { token: 'abc' }, 'v1', basic('wanding:abc')],
    ['v2.7.10', { user: 'u', password: 'p' }, 'v1', basic('u:p')],
    ['3.0.0', { token: 'abc' }, 'v3', 'Bearer abc'],
    ['3.9.1', { user: 'any', password: 'abc' }, 'v3', 'Bearer abc'],
    ['3.2.0', {}, 'v3', undefined],
  ] as const)('%s with %j is spoken to by the %s API', (version, account, name, authorization) => {
    const { dialect, told } = dialectFor(version, { ...target, ...account })
    expect(dialect).toMatchObject({ name, authorization })
    expect(told).toContain(`InfluxDB ${version}`)
    expect(told).not.toMatch(/abc|\n/)
  })

  it.each([
    ['4.0.0', 'InfluxDB 4.0.0 is not supported'],
    ['0.13.0', 'InfluxDB 0.13.0 is not supported'],
    ['unknown', 'InfluxDB unknown is not supported'],
    [undefined, 'a server that tells no version of InfluxDB is not supported'],
  ])('%s is named as not supported, and tried by the v1 API', (version, line) => {
    const { dialect, told } = dialectFor(version, target)
    expect(dialect.name).toBe('v1')
    expect(told).toBe(`${line} (1.x, 2.x and 3 Core are); it is tried: by the v1 API`)
  })

  it('makes databases and policies in 1.x only', () => {
    const administers = ['1.8.10', '2.7.1', '3.2.0'].map((version) => dialectFor(version, target).dialect.administers)
    expect(administers).toEqual([true, false, false])
  })

  it('has a catalogue that fits the 500 columns of a table of 3 Core, tags and time included', () => {
    const names = new Set(Object.values(SIGNALS).flatMap((signals) => signals.map(({ name }) => name)))
    const columns = ['time', 'run', 'mill', 'machine', 'kind']
    expect(names.size + columns.length).toBeLessThan(500)
  })
})
