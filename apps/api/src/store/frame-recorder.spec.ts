import { beforeEach, describe, expect, it } from 'vitest'
import type { GatewayEvent, MachineReading, SpindleReading } from '../bus'
import { FrameRecorder } from './frame-recorder'
import type { FrameRows } from './frame-track'

const T0 = 20_000 * 86_400_000
const where = { mill: 'jimo', gateway: 'G01', machine: 'RF01' }
const stamp = (atMs: number) => ({ ...where, run: 'run-7', atMs, receivedMs: atMs, historical: false })
const speeds = (atMs: number, of: Partial<typeof where> = {}): SpindleReading => ({
  ...stamp(atMs),
  ...of,
  states: Uint8Array.of(1),
  rpm: Uint16Array.of(18_500),
})
const word = (atMs: number, of: Partial<typeof where> = {}): MachineReading => ({
  ...stamp(atMs),
  ...of,
  kind: 'ring-frame',
  birth: false,
  values: new Map(),
})
const offline = (gateway: string, atMs: number): GatewayEvent => ({
  mill: 'jimo',
  gateway,
  run: 'run-7',
  atMs,
  receivedMs: atMs,
})

describe('frames of many gateways', () => {
  let recorder: FrameRecorder
  let rows: FrameRows
  const dueOf = (mill: string, gateway: string) =>
    recorder.secondsDue({ mill, gateway }).map(({ mill, machine, atMs }) => `${mill}/${machine} ${atMs - T0}`)

  beforeEach(() => {
    recorder = new FrameRecorder()
    rows = { seconds: [], transitions: [], rollups: [] }
  })

  it('a second of a gateway is one of its own frames, whatever gateways of other mills are called', () => {
    for (const of of [{}, { machine: 'RF02' }, { gateway: 'G02', machine: 'RF03' }, { mill: 'weifang' }]) {
      recorder.take(speeds(T0, of), rows)
      recorder.heard(word(T0 + 1000, of))
    }
    expect(dueOf('jimo', 'G01')).toEqual(['jimo/RF01 1000', 'jimo/RF02 1000'])
    expect(dueOf('jimo', 'G01')).toEqual([])
    expect(dueOf('jimo', 'G09')).toEqual([])
    expect(recorder.secondsDue().map(({ mill, machine }) => `${mill}/${machine}`)).toEqual([
      'jimo/RF03',
      'weifang/RF01',
    ])
  })

  it.each([
    ['goes on there', 1],
    ['is rebuilt', 2],
  ])('a frame that speaks through another gateway and %s belongs to that one', (_, spindles) => {
    recorder.take(speeds(T0), rows)
    const there = { ...speeds(T0 + 1000, { gateway: 'G02' }), states: new Uint8Array(spindles).fill(1) }
    recorder.take({ ...there, rpm: new Uint16Array(spindles) }, rows)
    recorder.gatewayOffline(offline('G01', T0 + 1500), rows)
    expect(rows.rollups).toEqual([])
    recorder.heard(word(T0 + 2000, { gateway: 'G02' }))
    expect(dueOf('jimo', 'G01')).toEqual([])
    expect(dueOf('jimo', 'G02')).toEqual(['jimo/RF01 2000'])
    recorder.gatewayOffline(offline('G02', T0 + 2000), rows)
    expect(rows.rollups).toHaveLength(1)
  })
})
