import type { HostEvent, NamedMetric } from '@wanding/sparkplug'
import { describe, expect, it } from 'vitest'
import { keptEpochs, Understanding } from './understand'

const AT_MS = Date.UTC(2026, 0, 1)
const metric = (name: string, value: NamedMetric['value'], more: Partial<NamedMetric> = {}): NamedMetric => ({
  ...{ name, value, datatype: 'Double', timestampMs: AT_MS },
  ...more,
})
const from = { group: 'jimo', edge: 'G01', atMs: AT_MS }
const nodeBirth = (...metrics: NamedMetric[]): HostEvent => ({
  ...from,
  ...{ kind: 'nodeBirth', bdSeq: 0, metrics, unsupported: 0 },
})
const deviceData = (...metrics: NamedMetric[]): HostEvent => ({
  ...from,
  ...{ kind: 'deviceData', device: 'RF01', metrics, unsupported: 0 },
})
const placed = (epoch: unknown, position: unknown) => [
  metric('journal/epoch', epoch as string),
  metric('journal/position', position as number),
]

describe('what a message means', () => {
  it('takes run and kind from the births, and the run of a journalled message from its epoch', () => {
    const understanding = new Understanding()
    understanding.of(nodeBirth(metric('gateway/run', '7x60-1')), 9)
    understanding.of({ ...deviceData(metric('machine/kind', 'card')), kind: 'deviceBirth' } as HostEvent, 9)
    const plain = understanding.of(deviceData(metric('energy/power', 4)), 9)!
    expect(plain.events).toMatchObject([{ name: 'reading', value: { run: '7x60-1', kind: 'card', birth: false } }])
    expect(plain.place).toBeUndefined()
    const journalled = understanding.of(deviceData(...placed('7x60-0@ab', 12), metric('energy/power', 4)), 9)!
    expect(journalled.place).toEqual({ epoch: '7x60-0@ab', position: 12 })
    expect(journalled.events).toMatchObject([{ value: { run: '7x60-0', values: new Map([['energy/power', 4]]) } }])
  })

  it.each([
    ['no position', [metric('journal/epoch', 'live@a')]],
    ['no epoch', [metric('journal/position', 3)]],
    ['position 0', placed('live@a', 0)],
    ['a negative one', placed('live@a', -1)],
    ['half a position', placed('live@a', 1.5)],
    ['one beyond what counts exactly', placed('live@a', 2 ** 60)],
    ['a bigint', placed('live@a', 2n ** 63n)],
    ['text', placed('live@a', '3')],
    ['an empty epoch', placed('', 3)],
    ['an epoch without end', placed('x'.repeat(10_000), 3)],
  ])('gives no place to a message with %s', (_, metrics) => {
    expect(new Understanding().of(deviceData(...metrics, metric('energy/power', 4)), 9)!.place).toBeUndefined()
  })

  it('knows a position without content, and an old word of a gateway, which does not say that it is there', () => {
    const understanding = new Understanding()
    const nodeData = (...metrics: NamedMetric[]): HostEvent => ({ ...from, kind: 'nodeData', metrics, unsupported: 0 })
    const old = { isHistorical: true }
    const empty = understanding.of(nodeData(...placed('live@a', 3).map((each) => ({ ...each, ...old }))), 9)!
    expect(empty).toMatchObject({ isVoid: true, events: [], place: { position: 3 } })
    const past = understanding.of(nodeData(metric('gateway/uptime', 4, old)), 9)!
    expect(past).toMatchObject({ isVoid: false, events: [] })
    expect(understanding.of(nodeData(metric('gateway/uptime', 4)), 9)!.events).toMatchObject([{ name: 'gatewayAlive' }])
  })

  it('is history when all of it is, though its place is not marked so', () => {
    const told = new Understanding().of(
      deviceData(...placed('live@a', 3), metric('energy/power', 4, { isHistorical: true })),
      9,
    )!
    expect(told.events).toMatchObject([{ value: { historical: true } }])
  })
})

describe('the journals that a birth tells of', () => {
  it.each([
    ['none', undefined, undefined],
    ['an empty list', '[]', []],
    ['one', '[{"epoch":"live@a","oldest":1,"head":0}]', [{ epoch: 'live@a', oldest: 1, head: 0 }]],
    ['half a list', '[{"epoch":"live@a"', []],
    ['another thing', '{"epoch":"live@a"}', []],
    ['an oldest of 0', '[{"epoch":"live@a","oldest":0,"head":0}]', []],
    ['a head of 1e300', '[{"epoch":"live@a","oldest":1,"head":1e300}]', []],
    ['a prototype', '[{"__proto__":{"epoch":"x"},"oldest":1,"head":2}]', []],
  ])('%s', (_, text, expected) => {
    expect(keptEpochs(text === undefined ? [] : [metric('journal/epochs', text)])).toEqual(expected)
  })

  it('takes arrays of the length that the frame has, until another birth; what is told late may be of another time', () => {
    const understanding = new Understanding()
    const states = (length: number, more: Partial<NamedMetric> = {}) =>
      metric('spindles/state', new Uint8Array(length).fill(1), { datatype: 'UInt8Array', ...more })
    const lengthOf = (event: HostEvent) => {
      const { events, problems } = understanding.of(event, 9)!
      const spindles = events.find(({ name }) => name === 'spindles')?.value as { states?: Uint8Array } | undefined
      return { length: spindles?.states?.length, problems: problems.length }
    }
    const birth = (...metrics: NamedMetric[]): HostEvent =>
      ({ ...deviceData(...metrics), kind: 'deviceBirth' }) as HostEvent
    expect(lengthOf(birth(states(1200)))).toEqual({ length: 1200, problems: 0 })
    expect(lengthOf(deviceData(states(1199)))).toEqual({ length: undefined, problems: 1 })
    expect(lengthOf(deviceData(states(1200)))).toEqual({ length: 1200, problems: 0 })
    expect(lengthOf(deviceData(states(1008, { isHistorical: true })))).toEqual({ length: 1008, problems: 0 })
    expect(lengthOf(birth(states(1008)))).toEqual({ length: 1008, problems: 0 })
    expect(lengthOf(deviceData(states(1200)))).toEqual({ length: undefined, problems: 1 })
    expect(lengthOf(birth())).toEqual({ length: undefined, problems: 0 })
    expect(lengthOf(deviceData(states(480)))).toEqual({ length: 480, problems: 0 })
    expect(lengthOf(deviceData(states(481)))).toEqual({ length: undefined, problems: 1 })
  })
})
