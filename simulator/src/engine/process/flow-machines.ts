import { type MillPlan, REASON_CODES, type ReasonCode, STAGE_EFFICIENCY, spinPlanFlows } from '@wanding/mill'
import { schedule } from '../kernel/calendar'
import type { FlowKind } from '../kernel/layout'
import { nextExponential, nextUnit } from '../kernel/random'
import type { Mill } from '../kernel/state'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
/** Share of its running power that a standing machine takes [EST]. */
const IDLE_POWER_SHARE = 0.15
/** Never planned to run more than this share of the time. */
const FULL_DUTY = 0.99

interface FlowKindSpec {
  /** Mean running time between stops, min [EST]. */
  runMin: number
  /** What a stop of its own is called. */
  stop: ReasonCode
  /** What it waits for when the next stage has enough, or the last stage too little. */
  wait: ReasonCode
  efficiency: number
  /** kWh for each kg of yarn (domain 1.4), of all machines of the kind together. */
  kwhPerKg: number
}

export const FLOW_SPECS: Readonly<Record<FlowKind, FlowKindSpec>> = {
  blowroom: { runMin: 12, stop: 'stopped', wait: 'buffer-full', efficiency: STAGE_EFFICIENCY.blowroom, kwhPerKg: 0.14 },
  card: { runMin: 55, stop: 'stopped', wait: 'buffer-full', efficiency: STAGE_EFFICIENCY.card, kwhPerKg: 0.28 },
  'breaker-draw': {
    runMin: 24,
    stop: 'can-change',
    wait: 'buffer-full',
    efficiency: STAGE_EFFICIENCY.breakerDraw,
    kwhPerKg: 0.04,
  },
  'lap-former': {
    runMin: 20,
    stop: 'lap-change',
    wait: 'buffer-full',
    efficiency: STAGE_EFFICIENCY.lapFormer,
    kwhPerKg: 0.05,
  },
  comber: { runMin: 45, stop: 'stopped', wait: 'buffer-full', efficiency: STAGE_EFFICIENCY.comber, kwhPerKg: 0.11 },
  'finisher-draw': {
    runMin: 24,
    stop: 'can-change',
    wait: 'buffer-full',
    efficiency: STAGE_EFFICIENCY.finisherDraw,
    kwhPerKg: 0.04,
  },
  'roving-frame': {
    runMin: 40,
    stop: 'stopped',
    wait: 'buffer-full',
    efficiency: STAGE_EFFICIENCY.rovingFrame,
    kwhPerKg: 0.14,
  },
  packing: { runMin: 20, stop: 'stopped', wait: 'no-material', efficiency: 0.9, kwhPerKg: 0.01 },
}

/** Stops that come with a full package: the roving doff and the lap change of a comber (domain 1.4). */
const PACKAGE_STOPS: Partial<Record<FlowKind, { reason: ReasonCode; ms: number }>> = {
  'roving-frame': { reason: 'roving-doff', ms: 150_000 },
  comber: { reason: 'lap-change', ms: 300_000 },
}
/** Breaks of a roving spindle, per hour (domain 1.4: below 3 in 1,000 is good). */
const ROVING_BREAKS_PER_SPINDLE_HOUR = 0.003

/** Output of a machine while it runs, kg/h. */
export const flowRate = (mill: Mill, kind: FlowKind): number => mill.derived.flowRates[kind]

/** What the ring room needs of each machine of a kind, kg/h. */
export function flowDemand(mill: Mill, kind: FlowKind, ringKgPerHour = mill.state.mill.demandKgPerHour): number {
  return stageKgPerHour(mill.plan, kind, ringKgPerHour) / Math.max(1, mill.layout.flowCount[kind])
}

function stageKgPerHour({ spinPlan }: MillPlan, kind: FlowKind, ringKgPerHour: number): number {
  const flows = spinPlanFlows(spinPlan, ringKgPerHour)
  switch (kind) {
    case 'blowroom':
      return flows.blowroom
    case 'card':
      return flows.card
    case 'breaker-draw':
      return flows.breaker
    case 'lap-former':
      return flows.lap
    case 'comber':
      return flows.combed
    case 'finisher-draw':
      return flows.finisher
    case 'roving-frame':
      return flows.roving
    case 'packing':
      return flows.cone
  }
}

/** Power of a machine, W. */
export function flowPowerW(mill: Mill, kind: FlowKind, running: boolean): number {
  const runW = mill.derived.flowRunW[kind]
  return running ? runW : runW * IDLE_POWER_SHARE
}

/** Power at which a machine of a kind uses, at its planned duty, the specific energy of its stage, W. */
export function runningPowerW(
  plan: MillPlan,
  kind: FlowKind,
  count: number,
  rate: number,
  ringKgPerHour: number,
): number {
  const plannedW = (FLOW_SPECS[kind].kwhPerKg * ringKgPerHour * 1000) / Math.max(1, count)
  const duty = dutyAt(stageKgPerHour(plan, kind, ringKgPerHour) / Math.max(1, count), rate)
  return plannedW / (duty + IDLE_POWER_SHARE * (1 - duty))
}

/** Share of the time that a machine has to run to carry a flow. */
function dutyAt(kgPerHour: number, rate: number): number {
  const duty = kgPerHour / rate
  return duty > FULL_DUTY ? FULL_DUTY : duty < 0.01 ? 0.01 : duty
}

/** Kilograms made since the machine last changed. */
export function madeSince(mill: Mill, machine: number, atMs: number): number {
  const { flow } = mill.state
  if (!flow.running[machine]) return 0
  return (flowRate(mill, mill.layout.flowKindOf[machine]!) * (atMs - flow.sinceMs[machine]!)) / HOUR_MS
}

/** Energy used since the machine last changed, J. */
export function flowEnergySince(mill: Mill, machine: number, atMs: number): number {
  const { flow } = mill.state
  const powerW = flowPowerW(mill, mill.layout.flowKindOf[machine]!, flow.running[machine] === 1)
  return (powerW * (atMs - flow.sinceMs[machine]!)) / 1000
}

/** A machine stops, or goes on. */
export function onFlowMachine(mill: Mill, machine: number, atMs: number): void {
  const { flow } = mill.state
  const kind = mill.layout.flowKindOf[machine]!
  settleFlow(mill, machine, atMs)
  if (flow.running[machine]) stop(mill, machine, kind, atMs)
  else go(mill, machine, kind, atMs)
}

/** The machine runs until its next stop, or until its package is full. */
export function go(mill: Mill, machine: number, kind: FlowKind, atMs: number): void {
  const { flow, kernel } = mill.state
  flow.running[machine] = 1
  const waitMs =
    nextExponential(kernel.streams, mill.layout.streams.machines + machine) * FLOW_SPECS[kind].runMin * MINUTE_MS
  const untilFullMs = ((packageKg(mill, kind) - flow.packageKg[machine]!) * HOUR_MS) / flowRate(mill, kind)
  tell(mill, machine, kind, 'producing', atMs)
  schedule(
    mill.calendar,
    mill.layout.slots.machines + machine,
    Math.ceil(atMs + Math.max(1000, Math.min(waitMs, untilFullMs))),
  )
}

function stop(mill: Mill, machine: number, kind: FlowKind, atMs: number): void {
  const { flow, kernel } = mill.state
  const stream = mill.layout.streams.machines + machine
  flow.running[machine] = 0
  const full = PACKAGE_STOPS[kind]
  if (full && flow.packageKg[machine]! >= packageKg(mill, kind) - 1e-6) {
    flow.packageKg[machine] = 0
    flow.packages[machine]! += 1
    tell(mill, machine, kind, full.reason, atMs)
    schedule(mill.calendar, mill.layout.slots.machines + machine, atMs + full.ms)
    return
  }
  const duty = dutyAt(flowDemand(mill, kind), flowRate(mill, kind))
  const { runMin, efficiency, stop: own, wait } = FLOW_SPECS[kind]
  // Of the time not run, its own stops take what its efficiency says; the rest is waiting for the neighbour.
  const waiting = duty < efficiency ? (efficiency - duty) / (1 - duty) : 0
  const reason = nextUnit(kernel.streams, stream) < waiting ? wait : own
  const lastMs = (nextExponential(kernel.streams, stream) * runMin * MINUTE_MS * (1 - duty)) / duty
  tell(mill, machine, kind, reason, atMs)
  schedule(mill.calendar, mill.layout.slots.machines + machine, Math.ceil(atMs + Math.max(1000, lastMs)))
}

/** Kilograms after which the machine stops for its package: a set of roving bobbins, eight laps of a comber. */
export function packageKg(mill: Mill, kind: FlowKind): number {
  const { machines, spinPlan } = mill.plan
  if (kind === 'roving-frame') return machines.rovingFrames.spindlesPerFrame * spinPlan.rovingBobbinKg
  if (kind === 'comber') return COMBER_HEADS * machines.lapFormers.lapKg * (1 - spinPlan.loss.comberNoil)
  return Number.POSITIVE_INFINITY
}

export const COMBER_HEADS = 8

function settleFlow(mill: Mill, machine: number, atMs: number): void {
  const { flow, kernel } = mill.state
  const kind = mill.layout.flowKindOf[machine]!
  const kg = madeSince(mill, machine, atMs)
  flow.energyJ[machine]! += flowEnergySince(mill, machine, atMs)
  if (kg > 0) {
    flow.kg[machine]! += kg
    flow.packageKg[machine]! += kg
    const elapsed = atMs - flow.sinceMs[machine]!
    flow.runMs[machine]! += elapsed
    if (kind === 'roving-frame') {
      const { spindlesPerFrame } = mill.plan.machines.rovingFrames
      let mean = (ROVING_BREAKS_PER_SPINDLE_HOUR * spindlesPerFrame * elapsed) / HOUR_MS
      // Breaks of the run that ends, Poisson: as many unit exponentials as fit into the mean.
      for (;;) {
        mean -= nextExponential(kernel.streams, mill.layout.streams.machines + machine)
        if (mean < 0) break
        flow.breaks[machine]! += 1
      }
    }
  }
  flow.sinceMs[machine] = atMs
}

function tell(mill: Mill, machine: number, kind: FlowKind, reason: ReasonCode, atMs: number): void {
  mill.state.flow.reason[machine] = REASON_CODES.indexOf(reason)
  mill.onEvent?.({
    kind: 'machine',
    atMs,
    machine: kind,
    index: machine - mill.layout.flowFirst[kind],
    state: reason === 'producing' ? 'Executing' : 'NotExecuting',
    reason,
  })
}
