import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { goldenValues } from './__fixtures__/golden-values'
import { type PythonReader, printed, startPythonReader } from './__fixtures__/python-reader.suite'
import { type BirthMetric, dataTypeCode, EdgeSession, HostSession, type MetricValue, type Outgoing } from './index'

const AT = 1_700_000_000_000

let reader: PythonReader

beforeAll(() => {
  reader = startPythonReader()
})

afterAll(() => reader?.stop())

const readByPython = (messages: readonly Outgoing[]) => reader.read(messages.map(({ payload }) => payload))

// JSON has no NaN and no infinities; their bytes are in the golden table.
const isPrintable = ({ value }: { value: MetricValue }) => typeof value !== 'number' || Number.isFinite(value)

const metrics: BirthMetric[] = goldenValues.filter(isPrintable).map(
  ({ datatype, value }, index): BirthMetric => ({
    name: `${datatype}/${index}`,
    datatype,
    value,
    properties: {
      engUnit: { type: 'String', value: '锭' },
      Quality: { type: 'Int32', value: 500 },
      nested: {
        type: 'PropertySet',
        value: { least: { type: 'Int64', value: -(2n ** 63n) }, none: { type: 'Float', value: null } },
      },
      list: { type: 'PropertySetList', value: [{ a: { type: 'Boolean', value: true } }, {}] },
    },
  }),
)

const live = () => metrics.map(({ name, value }) => ({ name, value }))

const aBornEdge = () => {
  const session = new EdgeSession({ group: 'jimo', edge: 'GW01' })
  const will = session.will(AT)
  const births = [session.nodeBirth([], AT), session.deviceBirth('RF01', metrics, AT + 1)]
  return { session, will, births }
}

describe('protobuf and struct read what we write', () => {
  it('will and births with every datatype and property [tck-id-message-flow-edge-node-birth-publish-nbirth-payload, tck-id-message-flow-device-birth-publish-dbirth-payload]', () => {
    const { will, births } = aBornEdge()
    const [death, node, device] = readByPython([will, ...births])
    expect(death).toMatchObject({ at: AT, seq: null, metrics: [{ name: 'bdSeq', kind: 4, value: '0' }] })
    expect(node).toMatchObject({
      seq: 0,
      metrics: [
        { name: 'bdSeq', alias: null, at: AT, kind: 4, value: '0' },
        { name: 'Node Control/Rebirth', alias: null, at: AT, kind: 11, value: false },
      ],
    })
    expect(device!.seq).toBe(1)
    expect(device!.metrics).toEqual(
      metrics.map((metric, index) => ({
        name: metric.name,
        alias: index + 1,
        at: AT + 1,
        kind: dataTypeCode(metric.datatype),
        historical: null,
        null: null,
        properties: {
          engUnit: { type: 12, value: '锭' },
          Quality: { type: 3, value: 500 },
          nested: {
            type: 20,
            value: { least: { type: 4, value: '-9223372036854775808' }, none: { type: 9, value: null } },
          },
          list: { type: 21, value: [{ a: { type: 11, value: true } }, {}] },
        },
        value: printed(metric),
      })),
    )
  })

  it('data by alias, with nulls and history, read with the types of the births', () => {
    const { session, births } = aBornEdge()
    const data = session.deviceData('RF01', live(), AT + 2)
    const flushed = session.deviceData(
      'RF01',
      metrics.map(({ name }) => ({ name, value: null, isHistorical: true, timestampMs: AT - 5 })),
      AT + 3,
    )
    const [, , first, second] = readByPython([...births, data, flushed])
    expect(first).toMatchObject({ at: AT + 2, seq: 2 })
    expect(first!.metrics).toEqual(
      metrics.map((metric, index) => ({
        name: null,
        alias: index + 1,
        at: AT + 2,
        kind: null,
        historical: null,
        null: null,
        properties: null,
        value: printed(metric),
      })),
    )
    expect(second!.metrics).toHaveLength(metrics.length)
    for (const metric of second!.metrics) {
      expect(metric).toMatchObject({ name: null, at: AT - 5, historical: true, null: true, value: null })
    }
  })

  it('a frame of 1,200 spindles', () => {
    const { session, births } = aBornEdge()
    const rpm = Uint16Array.from({ length: 1_200 }, (_, index) => (index * 37) % 65_536)
    const name = metrics.find(({ datatype }) => datatype === 'UInt16Array')!.name
    const [, , data] = readByPython([...births, session.deviceData('RF01', [{ name, value: rpm }], AT)])
    expect(data!.metrics[0]!.value).toEqual([...rpm])
  })

  it('commands of the host', () => {
    const { births } = aBornEdge()
    const host = new HostSession({ hostId: 'wanding', reorderMs: 1_000 })
    for (const { topic, payload } of births) host.receive(topic, payload, AT)
    const float = metrics.findIndex(({ datatype }) => datatype === 'Float')
    const target = { group: 'jimo', edge: 'GW01', device: 'RF01' }
    const command = host.command(target, [{ name: metrics[float]!.name, value: 0.5 }], AT)!
    const [, , read] = readByPython([...births, command])
    expect(read).toMatchObject({
      at: AT,
      seq: null,
      metrics: [{ name: null, alias: float + 1, kind: null, value: 0.5 }],
    })
  })
})
