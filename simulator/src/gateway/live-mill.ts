import { join } from 'node:path'
import type { MachineKind, MillPlan } from '@wanding/mill'
import { advance, type MachineEntry, type Mill, machinesOf } from '../engine'
import { organisationDevices, processDevice, ringFrameDevice, rovingFrameDevice, winderDevice } from './devices'
import { type BrokerAddress, type Device, EdgeNode, type SparkplugOptions } from './edge-node'
import { faultyPlant, faultyRingFrame } from './faults/faulty-device'
import { GatewayFaults } from './faults/gateway-faults'
import type { JournalOptions } from './journal/gateway-journal'
import type { MillClock } from './mill-clock'
import { MillRunner } from './mill-runner'
import { SpindleJournal } from './spindle-journal'
import { TrainerChannel } from './trainer-channel'

export interface LiveMillOptions {
  /** Before the clock's start when it goes on from an earlier life of the program: it is brought to the present. */
  mill: Mill
  clock: MillClock
  /** Real time, epoch ms; the computer's clock if not given. */
  realNowMs?: () => number
  run: string
  software: string
  broker: BrokerAddress
  sparkplug?: SparkplugOptions
  onStateChange: (gateway: string, connected: boolean, reason?: string) => void
  /** Another client seems to have a gateway's id at the broker. */
  onRival?: (gateway: string, reason: string) => void
  /** A gateway cannot do with its journal what it should, or is asked for what it does not do. */
  onProblem?: (gateway: string, problem: string) => void
  /** Faults of what is published; without them those that come by themselves. */
  faults?: GatewayFaults
  /** Where and how gateways keep what they tell until a host has it; without it they keep nothing. */
  journal?: Omit<JournalOptions, 'run' | 'onProblem'>
  /** A trainer's order has changed the mill, or what is published of it. */
  onOrder?: () => void
}

/** Everything from the bale to the roving hangs on the gateway of the preparation. */
const PREPARATION: readonly MachineKind[] = [
  'blowroom',
  'card',
  'breaker-draw',
  'lap-former',
  'comber',
  'finisher-draw',
  'roving-frame',
  'agv',
]
const UTILITIES: readonly MachineKind[] = ['packing', 'store', 'air-conditioning', 'compressed-air', 'electricity']

/** A mill in real time on a broker: the engine, its gateways, and the clock that drives both. */
export function liveMill(options: LiveMillOptions): MillRunner {
  const { mill, clock, realNowMs = Date.now } = options
  const { plan } = mill
  advance(mill, clock.startMillMs)
  let nowMs = clock.startMillMs
  const { faults = new GatewayFaults(plan, mill.state.mill.seed) } = options
  faults.tick(nowMs)
  const journals = Array.from({ length: plan.ringRoom.frames }, () => new SpindleJournal())
  const edges = gatewaysOf(mill, plan, journals, faults, clock.speed, () => nowMs).map(
    ({ id, devices }, gateway) =>
      new EdgeNode({
        mill: plan.id,
        gateway: id,
        run: options.run,
        software: options.software,
        devices,
        broker: options.broker,
        ...(options.sparkplug && { sparkplug: options.sparkplug }),
        millNowMs: () => nowMs,
        realNowMs,
        onStateChange: (connected, reason) => options.onStateChange(id, connected, reason),
        onRival: (reason) => options.onRival?.(id, reason),
        onRetainedCommand: (topic) =>
          options.onProblem?.(
            id,
            `the broker keeps a command on ${JSON.stringify(topic.slice(0, 200))}; it is not obeyed`,
          ),
        ...(options.journal && {
          journal: {
            ...options.journal,
            folder: join(options.journal.folder, id),
            onProblem: (problem) => options.onProblem?.(id, problem),
          },
        }),
        faults: {
          isCutOff: () => faults.at('gateway-outage', gateway) !== undefined,
          skewMs: () => (faults.at('clock-skew', gateway)?.severity ?? 0) * 1000,
        },
      }),
  )
  const { run, broker, onOrder } = options
  const trainer = new TrainerChannel({ mill, faults, run, broker, onOrder, millNowMs: () => nowMs })
  return new MillRunner(
    clock,
    (toMs) => {
      advance(mill, toMs, (event) => {
        if (event.kind === 'spindle') journals[event.frame]!.add(event.position, event.state, event.atMs)
        trainer.note(event)
      })
      nowMs = toMs
      for (const event of faults.tick(toMs)) trainer.note(event)
    },
    [...edges, trainer],
    plan.id,
    realNowMs,
  )
}

/** A gateway with the machines that hang on it. */
export interface Gateway {
  id: string
  devices: Device[]
}

/** A machine as its gateway reads it, with the faults of its sensors. */
function deviceOf(
  mill: Mill,
  machine: MachineEntry,
  journals: readonly SpindleJournal[],
  faults: GatewayFaults,
  clockOf: () => number,
): Device {
  switch (machine.kind) {
    case 'ring-frame': {
      const device = ringFrameDevice(mill, machine, journals[machine.index]!, clockOf)
      return faultyRingFrame(device, mill, machine.index, faults, clockOf)
    }
    case 'roving-frame':
      return rovingFrameDevice(mill, machine, clockOf)
    case 'winder':
      return winderDevice(mill, machine, clockOf)
    case 'air-conditioning':
      return faultyPlant(processDevice(mill, machine, clockOf), machine.index, faults, clockOf)
    default:
      return processDevice(mill, machine, clockOf)
  }
}

/**
 * Which machine hangs on which gateway: frames with their linked winders as the plan says, the rest by department.
 * The frames come first: they are what the floor watches by the second.
 */
export function gatewaysOf(
  mill: Mill,
  plan: MillPlan,
  journals: readonly SpindleJournal[],
  faults: GatewayFaults,
  clockSpeed: number,
  clockOf: () => number,
): Gateway[] {
  const machines = machinesOf(mill)
  const winders = machines.filter(({ kind }) => kind === 'winder')
  const device = (machine: MachineEntry): Device => deviceOf(mill, machine, journals, faults, clockOf)
  const within = ([first, last]: [number, number], index: number) => index + 1 >= first && index + 1 <= last
  const { frames } = plan.ringRoom
  /** The frame (0-based) that a winder is linked to; with fewer winders than frames they are spread evenly. */
  const frameOfWinder = (index: number) => Math.floor((index * frames) / Math.max(1, winders.length))
  const ofKinds = (kinds: readonly MachineKind[]) => machines.filter(({ kind }) => kinds.includes(kind)).map(device)
  return [
    ...plan.gateways.map(({ id, frames: range }) => ({
      id,
      devices: [
        ...machines.filter(({ kind, index }) => kind === 'ring-frame' && within(range, index)),
        ...winders.filter(({ index }) => within(range, frameOfWinder(index))),
      ].map(device),
    })),
    { id: 'PREP', devices: ofKinds(PREPARATION) },
    { id: 'UTIL', devices: ofKinds(UTILITIES) },
    { id: 'OFFICE', devices: organisationDevices(mill, plan, clockSpeed, clockOf) },
  ]
}
