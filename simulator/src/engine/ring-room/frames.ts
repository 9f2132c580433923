import type { MachineryItemState, MachineryOperationMode, ReasonCode } from '@wanding/mill'
import { By } from '../faults/fault-state'
import { arise, cured, isActive, severityAt } from '../faults/fault-table'
import { dofferFaultShare, stopsPerFrameDay } from '../faults/spontaneous'
import { articleOf } from '../kernel/articles'
import { schedule } from '../kernel/calendar'
import { ActorKind, FrameSlot, FrameStream } from '../kernel/layout'
import { nextBetween, nextExponential, nextUnit } from '../kernel/random'
import { Doing, frameSlot, frameStream, type Mill, Phase, type PhaseCode } from '../kernel/state'
import { call, cancelCall } from '../people/calls'
import { restartFactor } from '../people/poor-piecing'
import { shiftOfDay } from '../people/shift-clock'
import { release, reportTask, wake } from '../people/work'
import { receiveCops } from '../winding/take-cops'
import { doffBlockedBy, holdDoff } from '../winding/winders'
import { drawBreak, normalStartShare } from './breaks'
import { changeArticle, nextArticleOf } from './change-article'
import { clockAt, deliveredAt, settle, travellerAgeHours } from './frame-motion'
import { scheduleRunOut } from './roving'
import { sumWeights } from './spindles'

const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS
/** A doffer attendant is called this long before the cops are full. */
const CALL_LEAD_MS = 120_000
/** Share of a frame's rogue spindles that the team finds while it changes the travellers [EST]. */
const ROGUES_FOUND_SHARE = 0.12
/** After a traveller change more ends are lost at the start [EST]. */
const NEW_TRAVELLER_START = 1.5
/** Share of the cops that a doffer leaves on the frame when it fails [EST]. */
const COPS_LEFT_SHARE: [number, number] = [0.005, 0.03]

/** How a phase reads outside: OPC 40001-1 state and mode, and the textile reason. */
export const PHASE_WORDS: readonly { state: MachineryItemState; mode: MachineryOperationMode; reason: ReasonCode }[] = [
  { state: 'Executing', mode: 'Processing', reason: 'producing' },
  { state: 'Executing', mode: 'Processing', reason: 'starting' },
  { state: 'Executing', mode: 'Processing', reason: 'doff-preparing' },
  { state: 'NotExecuting', mode: 'Processing', reason: 'waiting-for-doffer' },
  { state: 'NotExecuting', mode: 'Processing', reason: 'doffing' },
  { state: 'OutOfService', mode: 'Processing', reason: 'fault' },
  { state: 'OutOfService', mode: 'Processing', reason: 'stopped' },
  { state: 'OutOfService', mode: 'Maintenance', reason: 'traveller-change' },
  { state: 'NotExecuting', mode: 'Setup', reason: 'lot-change' },
]

/** How a frame reads outside now; one that could doff if the winder or the air let it says so. */
export function frameWords(mill: Mill, frame: number): (typeof PHASE_WORDS)[number] {
  const words = PHASE_WORDS[mill.state.frames.phase[frame]!]!
  if (words.reason === 'stopped' && mill.state.frames.tripped[frame]) return { ...words, reason: 'voltage-sag' }
  if (words.reason !== 'waiting-for-doffer' || mill.state.winders.doffWaits[frame] === 0) return words
  return { ...words, reason: doffBlockedBy(mill, frame) ?? words.reason }
}

/** A phase has come to its end by itself. */
export function onPhase(mill: Mill, frame: number, atMs: number): void {
  const { frames } = mill.state
  switch (frames.phase[frame] as PhaseCode) {
    case Phase.starting:
      run(mill, frame, atMs)
      break
    case Phase.running:
      enter(mill, frame, Phase.preparing, atMs, atMs + seconds(mill.plan.ringRoom.doff.preparationS))
      break
    case Phase.preparing:
      if (!tryDoff(mill, frame, atMs)) enter(mill, frame, Phase.waitingForDoffer, atMs, Number.POSITIVE_INFINITY)
      break
    case Phase.waitingForDoffer:
      schedule(mill.calendar, frameSlot(mill, frame, FrameSlot.phase), Number.POSITIVE_INFINITY)
      tryDoff(mill, frame, atMs)
      break
    case Phase.doffing:
      if (frames.faultDue[frame] || isActive(mill, 'doffer-fault', frame)) jamDoffer(mill, frame, atMs)
      else completeDoff(mill, frame, atMs)
      break
    case Phase.travellerChange:
      endTravellerChange(mill, frame, atMs)
      break
    case Phase.lotChange:
      schedule(mill.calendar, frameSlot(mill, frame, FrameSlot.phase), Number.POSITIVE_INFINITY)
      if (isActive(mill, 'lot-change', frame)) cured(mill, 'lot-change', frame, atMs)
      else endLotChange(mill, frame, atMs)
      break
  }
}

/** The cops will soon be full: an attendant is asked to come. */
export function onCall(mill: Mill, frame: number, atMs: number): void {
  mill.state.frames.calledMs[frame] = atMs
  schedule(mill.calendar, frameSlot(mill, frame, FrameSlot.call), Number.POSITIVE_INFINITY)
  if (!isActive(mill, 'missed-doff', frame)) callDoffer(mill, frame, atMs)
}

/** Somebody is to attend the doff that the frame waits for. */
export function callDoffer(mill: Mill, frame: number, atMs: number): void {
  if (mill.state.frames.calledMs[frame] === 0) return
  call(mill, { task: 'attend-doff', machine: { kind: 'ring-frame', index: frame }, dueMs: atMs })
}

/** Doffs, if the attendant is there, the winder has room for the cops and the doffer has air; false while the frame must wait. */
export function tryDoff(mill: Mill, frame: number, atMs: number): boolean {
  const { frames, actors } = mill.state
  if (doffBlockedBy(mill, frame) !== undefined) {
    holdDoff(mill, frame, atMs)
    return false
  }
  const attendant = frames.attendant[frame]!
  if (attendant < 0 || actors.doing[attendant] !== Doing.waitingAtFrame) return false
  startDoff(mill, frame, atMs)
  return true
}

/** The doffer begins, with its attendant beside it. */
export function startDoff(mill: Mill, frame: number, atMs: number): void {
  const { frames, kernel, actors } = mill.state
  const { doff } = mill.plan.ringRoom
  const stream = frameStream(mill, frame, FrameStream.stops)
  frames.calledMs[frame] = 0
  frames.faultDue[frame] = nextUnit(kernel.streams, stream) < dofferFaultShare(mill.plan) ? 1 : 0
  const pace = 0.94 + 0.12 * nextUnit(kernel.streams, stream)
  const lastMs = Math.round(seconds(doff.stopS) * mill.effects.doffStopFactor * pace)
  enter(mill, frame, Phase.doffing, atMs, atMs + lastMs)
  const attendant = frames.attendant[frame]!
  frames.attendant[frame] = -1
  actors.doing[attendant] = Doing.task
  actors.step[attendant] = 1
  schedule(mill.calendar, mill.layout.slots.actors + attendant, Math.ceil(atMs + actors.limit[attendant]!))
}

/** A frame fails by chance. */
export function onStop(mill: Mill, frame: number, atMs: number): void {
  scheduleStop(mill, frame, atMs)
  if (mill.state.frames.phase[frame] !== Phase.running) return
  const stream = frameStream(mill, frame, FrameStream.stops)
  const share = nextBetween(mill.state.kernel.streams, stream, mill.plan.ringRoom.stopEndsLostShare)
  arise(mill, 'frame-stop', frame, share, atMs)
}

/** A frame stops until a mechanic has been there; its restart loses a share of the ends. */
export function stopFrame(mill: Mill, frame: number, endsLostShare: number, atMs: number, cause = 0): void {
  mill.state.frames.stopCause[frame] = cause
  tripFrame(mill, frame, endsLostShare, atMs)
  callMechanic(mill, frame, atMs)
}

/** A frame stops where it is, until it is released; its restart loses a share of the ends. */
export function tripFrame(mill: Mill, frame: number, endsLostShare: number, atMs: number): void {
  const { frames } = mill.state
  frames.stops[frame]! += 1
  frames.restartShare[frame] = endsLostShare
  frames.calledMs[frame] = 0
  schedule(mill.calendar, frameSlot(mill, frame, FrameSlot.call), Number.POSITIVE_INFINITY)
  const attendant = frames.attendant[frame]!
  // Who is on the way finds nothing to do.
  if (attendant < 0) cancelCall(mill, 'attend-doff', { kind: 'ring-frame', index: frame })
  else if (mill.state.actors.doing[attendant] === Doing.waitingAtFrame) {
    frames.attendant[frame] = -1
    release(mill, attendant)
  }
  enter(mill, frame, Phase.stopped, atMs, Number.POSITIVE_INFINITY)
}

function jamDoffer(mill: Mill, frame: number, atMs: number): void {
  const { frames, kernel } = mill.state
  if (!isActive(mill, 'doffer-fault', frame)) {
    const stream = frameStream(mill, frame, FrameStream.stops)
    arise(mill, 'doffer-fault', frame, nextBetween(kernel.streams, stream, COPS_LEFT_SHARE), atMs)
  }
  frames.faultDue[frame] = 0
  frames.doffFaults[frame]! += 1
  enter(mill, frame, Phase.dofferFault, atMs, Number.POSITIVE_INFINITY)
  callMechanic(mill, frame, atMs)
}

/** The mechanic is done. Where the fault is in the table its cure lets the frame go on; a fault held by a trainer stays. */
export function endRepair(mill: Mill, frame: number, atMs: number): void {
  const { phase } = mill.state.frames
  const fault = phase[frame] === Phase.dofferFault ? 'doffer-fault' : 'frame-stop'
  if (isActive(mill, fault, frame)) cured(mill, fault, frame, atMs)
  else releaseFrame(mill, frame, 0, atMs)
}

/** What held the frame is gone: its doff goes on, or it starts and loses a part of its ends. */
export function releaseFrame(mill: Mill, frame: number, copsLeftShare: number, atMs: number): void {
  const { frames } = mill.state
  // A mechanic who has not come yet need not.
  const task = frames.phase[frame] === Phase.dofferFault ? 'repair-doffer' : 'repair-frame'
  cancelCall(mill, task, { kind: 'ring-frame', index: frame })
  if (frames.phase[frame] === Phase.dofferFault) completeDoff(mill, frame, atMs, copsLeftShare)
  else if (frames.phase[frame] === Phase.stopped) {
    frames.stopMs[frame]! += atMs - frames.phaseStartMs[frame]!
    start(mill, frame, atMs, frames.restartShare[frame]!)
  }
}

/** Sets when a frame fails next. */
export function scheduleStop(mill: Mill, frame: number, atMs: number): void {
  const stream = frameStream(mill, frame, FrameStream.stops)
  const waitMs = (nextExponential(mill.state.kernel.streams, stream) * DAY_MS) / stopsPerFrameDay(mill.plan)
  schedule(mill.calendar, frameSlot(mill, frame, FrameSlot.stop), Math.ceil(atMs + waitMs))
}

/** The frame runs on from where its profile clock stands, until the cops are full. */
export function run(mill: Mill, frame: number, atMs: number): void {
  const { frames } = mill.state
  const clock = clockAt(mill, frame, atMs)
  // The run-down spins the last metres, so it begins half its time before the cop is full.
  const rampMs = seconds(mill.plan.ringRoom.doff.preparationS)
  const endMs = atMs + Math.max(1, Math.ceil(articleOf(mill, frame).profile.fullMs - rampMs / 2 - clock))
  enter(mill, frame, Phase.running, atMs, endMs)
  if (frames.calledMs[frame] === 0) {
    schedule(mill.calendar, frameSlot(mill, frame, FrameSlot.call), Math.max(atMs + 1, endMs - CALL_LEAD_MS))
  }
}

function start(mill: Mill, frame: number, atMs: number, share: number): void {
  const { frames } = mill.state
  frames.startMs[frame] = atMs
  frames.startShare[frame] = share * restartFactor(mill, atMs) + severityAt(mill, 'start-up-breaks', frame, atMs)
  cured(mill, 'start-up-breaks', frame, atMs, By.itself)
  enter(mill, frame, Phase.starting, atMs, atMs + seconds(mill.plan.ringRoom.doff.restartS))
  // Ends that had to wait for the frame can be pieced again.
  wake(mill, ActorKind.tenter)
  wake(mill, ActorKind.robot)
}

function completeDoff(mill: Mill, frame: number, atMs: number, copsLeftShare = 0): void {
  const { frames } = mill.state
  settle(mill, frame, atMs)
  const full = mill.layout.perFrame - frames.idle[frame]! - frames.maintenance[frame]!
  const cops = full - Math.round(full * copsLeftShare)
  const stopMs = atMs - frames.doffStopMs[frame]!
  frames.doffs[frame]! += 1
  frames.copsDoffed[frame]! += cops
  frames.lastDoffStopMs[frame] = stopMs
  frames.breaksSinceDoff[frame] = 0
  frames.startUpThisDoff[frame] = 0
  const kg = ((frames.spindleMetres[frame]! - frames.doffedMetres[frame]!) * articleOf(mill, frame).tex) / 1e6
  frames.doffedMetres[frame] = frames.spindleMetres[frame]!
  receiveCops(mill, frame, { cops, kg, wrong: Math.round(cops * frames.wrongTubes[frame]!) }, atMs)
  frames.wrongTubes[frame] = severityAt(mill, 'wrong-tube', frame, atMs)
  frames.metresBefore[frame] = deliveredAt(mill, frame, atMs)
  frames.clockMs[frame] = 0
  frames.settledMetres[frame] = 0
  frames.settledDragMs[frame] = 0
  call(mill, { task: 'transport-cops', machine: { kind: 'ring-frame', index: frame }, dueMs: atMs })
  mill.onEvent?.({ kind: 'doff', atMs, frame, cops, stopSeconds: stopMs / 1000 })
  if (isActive(mill, 'lot-change', frame)) {
    const minutes = severityAt(mill, 'lot-change', frame, atMs)
    enter(mill, frame, Phase.lotChange, atMs, atMs + Math.round(minutes * MINUTE_MS))
  } else if (isTravellerChangeDue(mill, frame, atMs)) startTravellerChange(mill, frame, atMs)
  else start(mill, frame, atMs, normalStartShare(mill, frame))
}

/** A frame leaves its lot change with a new lot, or with what it is to spin from now on. */
export function endLotChange(mill: Mill, frame: number, atMs: number): void {
  const { frames } = mill.state
  if (frames.phase[frame] !== Phase.lotChange) return
  frames.lot[frame]! += 1
  const article = nextArticleOf(mill, frame)
  frames.nextArticle[frame] = 0
  if (article !== frames.article[frame]) changeArticle(mill, frame, article, atMs)
  start(mill, frame, atMs, normalStartShare(mill, frame) * NEW_TRAVELLER_START)
}

function isTravellerChangeDue(mill: Mill, frame: number, atMs: number): boolean {
  const { travellerChange, travellerLifeH } = mill.plan.ringRoom
  if (isActive(mill, 'traveller-change', frame)) return true
  return (
    travellerAgeHours(mill, frame, atMs) >= travellerChange.dueShare * travellerLifeH &&
    mill.state.mill.travellerTeamsBusy < travellerChange.teams &&
    shiftOfDay(mill, mill.state.mill.shiftNumber) === 0
  )
}

function startTravellerChange(mill: Mill, frame: number, atMs: number): void {
  mill.state.mill.travellerTeamsBusy += 1
  const stream = frameStream(mill, frame, FrameStream.stops)
  const minutes = nextBetween(mill.state.kernel.streams, stream, mill.plan.ringRoom.travellerChange.minutes)
  enter(mill, frame, Phase.travellerChange, atMs, atMs + Math.round(minutes * MINUTE_MS))
}

function endTravellerChange(mill: Mill, frame: number, atMs: number): void {
  const { frames, spindles, kernel, mill: numbers } = mill.state
  numbers.travellerTeamsBusy -= 1
  frames.travellerSinceRunMs[frame] = frames.runMs[frame]!
  const stream = frameStream(mill, frame, FrameStream.stops)
  const first = frame * mill.layout.perFrame
  for (let spindle = first; spindle < first + mill.layout.perFrame; spindle++) {
    if (!spindles.isRogue[spindle] || nextUnit(kernel.streams, stream) >= ROGUES_FOUND_SHARE) continue
    if (isActive(mill, 'rogue-spindle', spindle)) cured(mill, 'rogue-spindle', spindle, atMs)
    else spindles.isRogue[spindle] = 0
  }
  for (const fault of ['traveller-change', 'traveller-wear', 'wrong-traveller'] as const)
    cured(mill, fault, frame, atMs)
  sumWeights(mill, frame)
  reportTask(mill, atMs, {
    task: 'change-travellers',
    machine: 'ring-frame',
    index: frame,
    position: 0,
    workMs: (atMs - frames.phaseStartMs[frame]!) * mill.plan.ringRoom.travellerChange.personsPerTeam,
    waitedMs: 0,
    by: 'person',
  })
  start(mill, frame, atMs, normalStartShare(mill, frame) * NEW_TRAVELLER_START)
}

/** A mechanic is called to a frame that has failed, or whose doffer has. */
function callMechanic(mill: Mill, frame: number, atMs: number): void {
  const atDoffer = mill.state.frames.phase[frame] === Phase.dofferFault
  const { doff, stopMinutes } = mill.plan.ringRoom
  const stream = frameStream(mill, frame, FrameStream.stops)
  const workS = nextBetween(mill.state.kernel.streams, stream, atDoffer ? doff.faultMinutes : stopMinutes) * 60
  const task = atDoffer ? 'repair-doffer' : 'repair-frame'
  call(mill, { task, machine: { kind: 'ring-frame', index: frame }, dueMs: atMs, workS: [workS, workS, workS] })
}

function enter(mill: Mill, frame: number, phase: PhaseCode, atMs: number, endMs: number): void {
  const { frames } = mill.state
  settle(mill, frame, atMs)
  frames.clockMs[frame] = clockAt(mill, frame, atMs)
  frames.phase[frame] = phase
  frames.phaseStartMs[frame] = atMs
  frames.phaseEndMs[frame] = endMs
  if (phase === Phase.preparing) frames.doffStopMs[frame] = atMs
  schedule(mill.calendar, frameSlot(mill, frame, FrameSlot.phase), endMs)
  drawBreak(mill, frame, atMs)
  scheduleRunOut(mill, frame, atMs)
  const { state, reason } = frameWords(mill, frame)
  mill.onEvent?.({ kind: 'frame', atMs, frame, state, reason })
}

const seconds = (s: number): number => Math.round(s * 1000)
