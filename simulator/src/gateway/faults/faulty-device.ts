import { SPINDLE_RPM, SPINDLE_STATE, SPINDLE_TRANSITIONS } from '@wanding/contracts'
import { SpindleState } from '@wanding/mill'
import type { DataSet } from '@wanding/sparkplug'
import type { Mill } from '../../engine'
import { mix32 } from '../../engine/kernel/random'
import type { Device } from '../edge-node'
import { type GatewayFaults, severityOf } from './gateway-faults'

const RELATIVE_HUMIDITY = 'zone/relativeHumidity'
const FROZEN = [RELATIVE_HUMIDITY, 'zone/temperature']

/** A ring frame as its sensors see it: dead ones show one thing for ever, and a counter that has leapt stays ahead. */
export function faultyRingFrame(
  device: Device,
  mill: Mill,
  frame: number,
  faults: GatewayFaults,
  nowMs: () => number,
): Device {
  const { spindlesPerFrame } = mill.plan.ringRoom
  const kgPerHour = mill.derived.plannedKgPerHour / mill.plan.ringRoom.frames
  const dead = (): number[] =>
    faults
      .placesWith('dead-spindle-sensor')
      .filter(({ place }) => Math.floor(place / spindlesPerFrame) === frame)
      .map(({ place }) => place % spindlesPerFrame)
  /** Half of the dead sensors see no traveller at all, half see one for ever. */
  const seesNothing = (at: number) => mix32(frame * 65_536 + at) % 2 === 0
  return {
    ...device,
    read: (name) => {
      const value = device.read(name)
      switch (name) {
        case SPINDLE_STATE: {
          const states = value as Uint8Array
          for (const at of dead()) states[at] = seesNothing(at) ? SpindleState.endDown : SpindleState.producing
          return states
        }
        case SPINDLE_RPM: {
          const rpm = value as Uint16Array
          for (const at of dead()) rpm[at] = seesNothing(at) ? 0 : Math.max(...rpm.subarray(0, 8))
          return rpm
        }
        case SPINDLE_TRANSITIONS:
          return value === undefined ? value : withoutDead(value as DataSet, dead())
        case 'production/total':
          return typeof value === 'number' ? value + faults.leapHours(frame, nowMs()) * kgPerHour : value
        default:
          return value
      }
    },
  }
}

function withoutDead(transitions: DataSet, dead: readonly number[]): DataSet | undefined {
  if (dead.length === 0) return transitions
  const position = transitions.columns.indexOf('position')
  const rows = transitions.rows.filter((row) => !dead.includes(Number(row[position]) - 1))
  return rows.length > 0 ? { ...transitions, rows } : undefined
}

/** An air-conditioning plant as its sensors see it: frozen at what they saw last, or drifting away from the truth. */
export function faultyPlant(device: Device, zone: number, faults: GatewayFaults, nowMs: () => number): Device {
  const withDrift = (name: string): number | undefined => {
    const value = device.read(name)
    if (typeof value !== 'number') return undefined
    const drift = name === RELATIVE_HUMIDITY ? faults.at('humidity-sensor-drift', zone) : undefined
    return drift ? Math.min(100, value + severityOf(drift, nowMs())) : value
  }
  return {
    ...device,
    read: (name) => (FROZEN.includes(name) ? faults.shown(zone, name, () => withDrift(name)) : device.read(name)),
  }
}
