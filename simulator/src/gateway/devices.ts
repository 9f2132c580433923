import { SIGNALS, SPINDLE_RPM, SPINDLE_STATE, SPINDLE_TRANSITIONS } from '@wanding/contracts'
import type { MillPlan } from '@wanding/mill'
import type { MetricValue } from '@wanding/sparkplug'
import {
  type MachineEntry,
  type Mill,
  readCrew,
  readCutsByPosition,
  readMachine,
  readMachineWords,
  readRingFrame,
  readRovingPositions,
  readRovingSources,
  readSpindleRpm,
  readSpindleStates,
  readWindingUnits,
} from '../engine'
import type { Device } from './edge-node'
import { crewValues, millValues } from './organisation-signals'
import { processValues } from './process-signals'
import type { ReadSignal } from './report-by-exception'
import { RING_FRAME_SOURCES, sourceValues } from './ring-frame-signals'
import type { SpindleJournal } from './spindle-journal'

type Values = Readonly<Record<string, MetricValue>>

/** Reads a whole machine once for all its signals; the engine's clock tells when a reading has become old. */
function cached<T>(clockOf: () => number, read: () => T): () => T {
  let atMs = Number.NaN
  let reading: T
  return () => {
    if (clockOf() !== atMs) {
      atMs = clockOf()
      reading = read()
    }
    return reading
  }
}

/** Every scalar of a machine that is no ring frame; the words, which are looked at each second, without the rest. */
function scalarsOf(mill: Mill, machine: MachineEntry, clockOf: () => number): ReadSignal {
  const words = cached(clockOf, () => readMachineWords(mill, machine))
  const values = cached<Values>(clockOf, () => processValues(readMachine(mill, machine)))
  return (name) => {
    switch (name) {
      case 'machine/kind':
        return machine.kind
      case 'machine/state':
        return words().state
      case 'machine/mode':
        return words().mode
      case 'machine/reason':
        return words().reason
      default:
        return values()[name]
    }
  }
}

/** A ring frame as a device: scalars by the source table, spindles as arrays, transitions from its journal. */
export function ringFrameDevice(
  mill: Mill,
  machine: MachineEntry,
  journal: SpindleJournal,
  clockOf: () => number,
): Device {
  const reading = cached(clockOf, () => readRingFrame(mill, machine.index))
  const spindles = readRingFrame(mill, machine.index).spindles
  const sources = cached(clockOf, () => sourceValues(readRovingSources(mill, machine.index)))
  const rpm = new Uint16Array(spindles)
  const states = new Uint8Array(spindles)
  return {
    id: machine.id,
    signals: SIGNALS['ring-frame'],
    read: (name) => {
      switch (name) {
        case SPINDLE_RPM:
          readSpindleRpm(mill, machine.index, rpm)
          return rpm
        case SPINDLE_STATE:
          readSpindleStates(mill, machine.index, states)
          return states
        case SPINDLE_TRANSITIONS:
          return journal.take(clockOf())
        default:
          return name.startsWith('roving/') ? sources()[name] : RING_FRAME_SOURCES[name]?.(reading())
      }
    },
  }
}

/** Any other machine as a device. */
export function processDevice(mill: Mill, machine: MachineEntry, clockOf: () => number): Device {
  return { id: machine.id, signals: SIGNALS[machine.kind], read: scalarsOf(mill, machine, clockOf) }
}

/** A roving frame as a device: scalars and its positions. */
export function rovingFrameDevice(mill: Mill, machine: MachineEntry, clockOf: () => number): Device {
  const scalar = scalarsOf(mill, machine, clockOf)
  const { spindlesPerFrame } = mill.plan.machines.rovingFrames
  const positions = { state: new Uint8Array(spindlesPerFrame), breaks: new Uint16Array(spindlesPerFrame) }
  const positionsNow = cached(clockOf, () => {
    readRovingPositions(mill, machine.index, positions)
    return positions
  })
  return {
    id: machine.id,
    signals: SIGNALS['roving-frame'],
    read: (name) => {
      if (name === 'positions/state') return positionsNow().state
      return name === 'positions/breaks' ? positionsNow().breaks : scalar(name)
    },
  }
}

/** A winder as a device: scalars, its units, and the cuts of the frame's spindles once a doff is wound. */
export function winderDevice(mill: Mill, machine: MachineEntry, clockOf: () => number): Device {
  const scalar = scalarsOf(mill, machine, clockOf)
  const { spindlesPerMachine } = mill.plan.machines.winders
  const units = {
    state: new Uint8Array(spindlesPerMachine),
    cuts: new Uint16Array(spindlesPerMachine),
    cops: new Uint16Array(spindlesPerMachine),
    spliceFailurePercent: new Uint8Array(spindlesPerMachine),
    packageG: new Uint16Array(spindlesPerMachine),
  }
  const unitsNow = cached(clockOf, () => {
    readWindingUnits(mill, machine.index, units)
    return units
  })
  const spindles = new Uint8Array(mill.plan.ringRoom.spindlesPerFrame)
  return {
    id: machine.id,
    signals: SIGNALS.winder,
    read: (name) => {
      switch (name) {
        case 'units/state':
          return unitsNow().state
        case 'units/cuts':
          return unitsNow().cuts
        case 'units/package':
          return unitsNow().packageG
        case 'units/spliceFailures':
          return unitsNow().spliceFailurePercent
        case 'spindles/cuts':
          readCutsByPosition(mill, machine.index, spindles)
          return spindles
        default:
          return scalar(name)
      }
    },
  }
}

/** The mill itself and its crew as devices. */
export function organisationDevices(mill: Mill, plan: MillPlan, clockSpeed: number, clockOf: () => number): Device[] {
  const about = millValues(plan, clockSpeed)
  const crew = cached<Values>(clockOf, () => crewValues(readCrew(mill)))
  return [
    { id: 'MILL', signals: SIGNALS.mill, read: (name) => about[name] },
    { id: 'CREW', signals: SIGNALS.crew, read: (name) => crew()[name] },
  ]
}
