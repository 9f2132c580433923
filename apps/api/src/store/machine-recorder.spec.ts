import { describe, expect, it } from 'vitest'
import type { MachineReading, ScalarValue } from '../bus'
import { KEYFRAME_MS, MachineRecorder } from './machine-recorder'

const T0 = 20_000 * 86_400_000
const reading = (
  atMs: number,
  values: Record<string, ScalarValue>,
  over: Partial<MachineReading> = {},
): MachineReading => ({
  mill: 'jimo',
  gateway: 'G01',
  machine: 'RF01',
  run: 'live',
  kind: 'ring-frame',
  atMs,
  receivedMs: atMs,
  historical: false,
  birth: false,
  values: new Map(Object.entries(values)),
  ...over,
})
const valuesOf = (row: { values: ReadonlyMap<string, ScalarValue> } | undefined) =>
  row && Object.fromEntries(row.values)
const BIRTH = { 'machine/kind': 'ring-frame', 'machine/state': 'Executing', 'spindle/speed': 18_500, 'spin/count': 40 }

function recorder(): MachineRecorder {
  const machines = new MachineRecorder()
  machines.take(reading(T0, BIRTH, { birth: true }))
  return machines
}

describe('MachineRecorder', () => {
  it('keeps a birth whole, but nothing that has no history', () => {
    const row = new MachineRecorder().take(reading(T0, BIRTH, { birth: true }))
    expect(valuesOf(row)).toEqual({ 'machine/state': 'Executing', 'spindle/speed': 18_500, 'spin/count': 40 })
    expect(row).toMatchObject({ run: 'live', mill: 'jimo', machine: 'RF01', kind: 'ring-frame', atMs: T0 })
  })

  it('keeps numbers as reported and words only when they change', () => {
    const machines = recorder()
    expect(
      valuesOf(machines.take(reading(T0 + 1000, { 'spindle/speed': 18_500, 'machine/state': 'Executing' }))),
    ).toEqual({
      'spindle/speed': 18_500,
    })
    expect(valuesOf(machines.take(reading(T0 + 2000, { 'machine/state': 'NotExecuting' })))).toEqual({
      'machine/state': 'NotExecuting',
    })
    expect(machines.take(reading(T0 + 3000, { 'machine/state': 'NotExecuting' }))).toBeUndefined()
    expect(machines.take(reading(T0 + 3000, { 'machine/state': 'NotExecuting' }, { birth: true }))).toBeUndefined()
  })

  it('repeats all numbers with the first report after a minute of mill time, except those without a value', () => {
    const machines = recorder()
    machines.take(reading(T0 + 1000, { 'suction/drafting': 300, 'spin/count': null }))
    const row = machines.take(reading(T0 + KEYFRAME_MS, { 'spindle/speed': 18_600 }))
    expect(valuesOf(row)).toEqual({ 'spindle/speed': 18_600, 'suction/drafting': 300 })
    expect(machines.keyframesDue()).toEqual([])
  })

  it('repeats the numbers of a machine with nothing new, as long as its gateway is heard of', () => {
    const machines = recorder()
    machines.take(reading(T0 + KEYFRAME_MS - 1, { 'energy/power': 1 }, { machine: 'RF02' }))
    expect(machines.keyframesDue()).toEqual([])
    machines.heard(reading(T0 + KEYFRAME_MS, {}))
    expect(machines.keyframesDue().map((row) => [row.machine, row.atMs, valuesOf(row)])).toEqual([
      ['RF01', T0 + KEYFRAME_MS, { 'spindle/speed': 18_500, 'spin/count': 40 }],
    ])
    expect(machines.keyframesDue()).toEqual([])
  })

  it('says nothing of machines that are offline', () => {
    const machines = recorder()
    const offline = { mill: 'jimo', gateway: 'G01', machine: 'RF01', atMs: T0, receivedMs: T0 }
    machines.machineOffline(offline)
    machines.heard(reading(T0 + 2 * KEYFRAME_MS, {}))
    expect(machines.keyframesDue()).toEqual([])
    machines.take(reading(T0 + 2 * KEYFRAME_MS, BIRTH, { birth: true }))
    machines.heard(reading(T0 + 4 * KEYFRAME_MS, {}))
    expect(machines.keyframesDue()).toHaveLength(1)
    machines.gatewayOffline({ ...offline, run: 'live' })
    machines.heard(reading(T0 + 9 * KEYFRAME_MS, {}, { gateway: 'G02' }))
    expect(machines.keyframesDue()).toEqual([])
  })

  it('keeps what was stored by the gateway without taking it for the present', () => {
    const machines = recorder()
    const old = reading(T0 - 600_000, { 'spindle/speed': 1, 'machine/state': 'NotExecuting' }, { historical: true })
    expect(valuesOf(machines.take(old))).toEqual({ 'spindle/speed': 1, 'machine/state': 'NotExecuting' })
    expect(machines.take(reading(T0 + 1, { 'machine/state': 'Executing' }))).toBeUndefined()
    expect([...machines.millTimes()]).toEqual([['jimo', T0 + 1]])
  })

  it('begins anew with a run', () => {
    const machines = recorder()
    const row = machines.take(reading(T0, { 'machine/state': 'Executing' }, { run: 'second' }))
    expect(row).toMatchObject({ run: 'second' })
    expect(valuesOf(row)).toEqual({ 'machine/state': 'Executing' })
  })
})
