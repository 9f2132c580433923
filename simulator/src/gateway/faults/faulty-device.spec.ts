import { SPINDLE_RPM, SPINDLE_STATE, SPINDLE_TRANSITIONS } from '@wanding/contracts'
import type { DataSet } from '@wanding/sparkplug'
import { describe, expect, it } from 'vitest'
import { advance, createMill, machinesOf, readRingFrame } from '../../engine'
import { loadMillPlan } from '../../mill-files'
import { processDevice, ringFrameDevice } from '../devices'
import { SpindleJournal } from '../spindle-journal'
import { faultyPlant, faultyRingFrame } from './faulty-device'
import { GatewayFaults } from './gateway-faults'

const START_MS = Date.UTC(2026, 0, 5)
const MINUTE_MS = 60_000

function milled() {
  const mill = createMill(loadMillPlan('teaching', ['faults.scale=0'], import.meta.url), 7, START_MS)
  const faults = new GatewayFaults(mill.plan, 7)
  const journal = new SpindleJournal()
  const nowMs = () => mill.state.mill.nowMs
  const machine = (kind: string) => machinesOf(mill).find((one) => one.kind === kind)!
  const frame = faultyRingFrame(ringFrameDevice(mill, machine('ring-frame'), journal, nowMs), mill, 0, faults, nowMs)
  const plant = faultyPlant(processDevice(mill, machine('air-conditioning'), nowMs), 0, faults, nowMs)
  const truth = processDevice(mill, machine('air-conditioning'), nowMs)
  const goTo = (minutes: number) => {
    advance(mill, START_MS + minutes * MINUTE_MS)
    faults.tick(nowMs())
  }
  goTo(1)
  return { mill, faults, journal, frame, plant, truth, goTo, nowMs }
}

describe('a ring frame with faulty sensors', () => {
  it('shows a dead spindle sensor as down or as never breaking, and nothing of what happens there', () => {
    const { frame, faults, journal, goTo, nowMs } = milled()
    for (let position = 1; position <= 20; position++) {
      faults.inject({ fault: 'dead-spindle-sensor', place: `RF01/${position}`, selfCure: false }, nowMs())
    }
    goTo(2)
    const states = [...(frame.read(SPINDLE_STATE) as Uint8Array)].slice(0, 20)
    const rpm = [...(frame.read(SPINDLE_RPM) as Uint16Array)].slice(0, 20)
    expect(new Set(states)).toEqual(new Set([1, 2]))
    expect(rpm.map((speed) => speed > 0)).toEqual(states.map((state) => state === 1))
    journal.add(7, 2, nowMs())
    expect(frame.read(SPINDLE_TRANSITIONS)).toBeUndefined()
    journal.add(7, 2, nowMs())
    journal.add(21, 2, nowMs())
    expect((frame.read(SPINDLE_TRANSITIONS) as DataSet).rows).toEqual([[21, 2, 0]])
  })

  it('changes nothing in the mill', () => {
    const { mill, frame, faults, goTo, nowMs } = milled()
    const twin = milled()
    faults.inject({ fault: 'dead-spindle-sensor', place: 'RF01/5' }, nowMs())
    faults.inject({ fault: 'counter-jump', place: 'RF01' }, nowMs())
    goTo(120)
    frame.read(SPINDLE_STATE)
    frame.read('production/total')
    twin.goTo(120)
    expect(mill.state).toEqual(twin.mill.state)
  })

  it('lets a counter leap ahead and go on from there', () => {
    const { mill, frame, faults, goTo, nowMs } = milled()
    faults.inject({ fault: 'counter-jump', place: 'RF01', severity: 10, minutes: 5 }, nowMs())
    goTo(30)
    const kgPerHour = mill.derived.plannedKgPerHour / mill.plan.ringRoom.frames
    expect(frame.read('production/total')).toBeCloseTo(readRingFrame(mill, 0).productionKg + 10 * kgPerHour, 6)
  })
})

describe('a plant with faulty sensors', () => {
  it('freezes at what it saw last, and follows again when it is swapped', () => {
    const { plant, truth, faults, goTo, nowMs } = milled()
    const seen = plant.read('zone/relativeHumidity')
    faults.inject({ fault: 'frozen-sensor', place: 'Z01', minutes: 60 }, nowMs())
    goTo(40)
    expect(plant.read('zone/relativeHumidity')).toBe(seen)
    expect(truth.read('zone/relativeHumidity')).not.toBe(seen)
    goTo(90)
    expect(plant.read('zone/relativeHumidity')).toBe(truth.read('zone/relativeHumidity'))
  })

  it('drifts away from the truth', () => {
    const { plant, truth, faults, goTo, nowMs } = milled()
    faults.inject({ fault: 'humidity-sensor-drift', place: 'Z01', severity: 5, rampMinutes: 1 }, nowMs())
    goTo(10)
    const [shown, real] = [plant, truth].map((device) => device.read('zone/relativeHumidity') as number)
    expect(shown! - real!).toBeCloseTo(5, 6)
    expect(plant.read('zone/absoluteHumidity')).toBe(truth.read('zone/absoluteHumidity'))
  })
})
