import { SPINDLE_TRANSITIONS } from '@wanding/contracts'
import { describe, expect, it } from 'vitest'
import { advance, createMill, machinesOf } from '../engine'
import { loadMillPlan, millNames } from '../mill-files'
import { organisationDevices, processDevice, ringFrameDevice, rovingFrameDevice, winderDevice } from './devices'
import type { Device } from './edge-node'
import { SpindleJournal } from './spindle-journal'

const START_MS = Date.UTC(2026, 0, 5)
const MINUTE_MS = 60_000

describe('what each mill says of itself', () => {
  // rung-0 is the conventional mill and rung-9 the default one.
  const names = millNames(import.meta.url).filter((name) => name !== 'rung-0' && name !== 'rung-9')

  it.each(names)('%s: every signal has a value, and numbers are in their credible range', (name) => {
    const mill = createMill(loadMillPlan(name, ['ringRoom.frames=2'], import.meta.url), 7, START_MS)
    const clockOf = () => mill.state.mill.nowMs
    const devices: Device[] = [
      ...organisationDevices(mill, mill.plan, 1, clockOf),
      ...machinesOf(mill).map((machine) =>
        machine.kind === 'ring-frame'
          ? ringFrameDevice(mill, machine, new SpindleJournal(), clockOf)
          : machine.kind === 'winder'
            ? winderDevice(mill, machine, clockOf)
            : machine.kind === 'roving-frame'
              ? rovingFrameDevice(mill, machine, clockOf)
              : processDevice(mill, machine, clockOf),
      ),
    ]
    const problems = new Set<string>()
    for (const minutes of [0, 1, 45, 180]) {
      advance(mill, START_MS + minutes * MINUTE_MS)
      for (const { id, signals, read } of devices) {
        // Transitions are said when there are some.
        for (const signal of signals.filter(({ name }) => name !== SPINDLE_TRANSITIONS)) {
          const value = read(signal.name)
          const [least, most] = signal.range ?? [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]
          if (value === undefined) problems.add(`${id} does not say ${signal.name}`)
          else if (typeof value === 'number' && !(value >= least && value <= most && Number.isFinite(value))) {
            problems.add(`${id} ${signal.name} is ${value}, not ${least} to ${most} ${signal.unit}`)
          }
        }
      }
    }
    expect([...problems]).toEqual([])
  })
})
