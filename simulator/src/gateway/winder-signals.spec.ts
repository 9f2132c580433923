import { SIGNALS } from '@wanding/contracts'
import { describe, expect, it } from 'vitest'
import { advance, createMill, machinesOf, readMachine, readMachineWords } from '../engine'
import { loadMillPlan } from '../mill-files'
import { processDevice, winderDevice } from './devices'

const START_MS = Date.UTC(2026, 0, 5)

describe('winders and utilities on the wire', () => {
  const mill = createMill(loadMillPlan('teaching', [], import.meta.url), 7, START_MS)
  advance(mill, START_MS + 3_600_000)
  const clockOf = () => mill.state.mill.nowMs

  it.each(['winder', 'air-conditioning', 'compressed-air', 'electricity'] as const)(
    '%s says all of its signals',
    (kind) => {
      const machine = machinesOf(mill).find((entry) => entry.kind === kind)!
      const device = kind === 'winder' ? winderDevice(mill, machine, clockOf) : processDevice(mill, machine, clockOf)
      for (const { name, datatype, range } of SIGNALS[kind]) {
        const value = device.read(name)
        expect(value, name).not.toBeUndefined()
        if (datatype === 'String') expect(typeof value, name).toBe('string')
        else if (datatype.endsWith('Array')) expect((value as Uint8Array).length, name).toBeGreaterThan(0)
        else {
          expect(Number.isFinite(value), name).toBe(true)
          if (range) expect(value, name).toBeGreaterThanOrEqual(range[0])
          if (range) expect(value, name).toBeLessThanOrEqual(range[1])
        }
      }
    },
  )

  it('says the same of itself in few words as in its whole reading', () => {
    for (const machine of machinesOf(mill)) {
      if (machine.kind === 'ring-frame') continue
      const { state, mode, reason } = readMachine(mill, machine)
      expect(readMachineWords(mill, machine), machine.id).toMatchObject({ state, mode, reason })
    }
  })
})
