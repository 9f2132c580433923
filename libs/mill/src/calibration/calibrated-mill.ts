import type { MillPlan } from '../mill-plan'
import type { FrameShift, RoleShift } from './calibration-rows'
import { expectedBreaks } from './expected-breaks'
import { type BreakFit, type fitStartUp, weightedMean } from './fit-breaks'
import type { SpindleFit } from './fit-spindles'

/** A key of a mill file that the records of a mill decide. */
export interface MillKey {
  path: string
  before: number
  after: number
}

/** What the records said of a mill, as far as they said it. */
export interface MillEvidence {
  frames: readonly FrameShift[]
  staffing: readonly RoleShift[]
  breaks: BreakFit | null
  startUp: ReturnType<typeof fitStartUp>
  spindles: SpindleFit | null
}

/** Digits that a key is written with. */
const DIGITS = 4

/** Size, count and speed of the mill: they decide what breaks the base would have in its place. */
export function sizeKeys(plan: MillPlan, { frames }: MillEvidence): MillKey[] {
  const names = new Set(frames.map(({ frame }) => frame))
  const spindles = weightedMean(frames, (row) => row.spindles)
  const countNe = weightedMean(frames, (row) => row.countNe)
  const rpm = weightedMean(frames, (row) => row.rpm)
  return [
    ...(names.size > 0 ? [key('ringRoom.frames', plan.ringRoom.frames, names.size)] : []),
    ...(spindles ? [key('ringRoom.spindlesPerFrame', plan.ringRoom.spindlesPerFrame, Math.round(spindles))] : []),
    ...(countNe ? [key('spinPlan.countNe', plan.spinPlan.countNe, countNe)] : []),
    ...(rpm ? [key('spinPlan.spindleSpeedRpm', plan.spinPlan.spindleSpeedRpm, Math.round(rpm))] : []),
  ]
}

/**
 * Keys of the hazard, so that a mill of this plan breaks as often as was counted: `plan` already has the size, count and speed.
 * What the mill's climate and travellers do is in the count; the base's are taken out of it.
 */
export function hazardKeys(plan: MillPlan, { breaks, startUp, spindles }: MillEvidence): MillKey[] {
  const { breaks: now } = plan.ringRoom
  const keys: MillKey[] = []
  let changed = plan
  const set = (name: keyof typeof now, value: number) => {
    keys.push(key(`ringRoom.breaks.${name}`, now[name], value))
    const ringRoom = { ...changed.ringRoom, breaks: { ...changed.ringRoom.breaks, [name]: value } }
    changed = { ...changed, ringRoom }
  }
  // Before the rate, which is at the reference speed: the records were made at another.
  if (breaks?.exponentReason === 'fitted') set('speedExponent', Math.min(20, Math.max(0, breaks.speedExponent.value)))
  if (spindles?.gammaShape) set('gammaShape', Math.min(100, Math.max(0.3, spindles.gammaShape.value)))
  if (spindles?.rogue) {
    set('rogueShare', spindles.rogue.share.value)
    set('rogueFactor', Math.min(100, spindles.rogue.factor.value))
  }
  const perHour = (breaks?.measuredPer1000 ?? spindles?.ratePer1000)?.value
  if (perHour) {
    set('ratePerSpindleHour', (now.ratePerSpindleHour * perHour) / 1000 / expectedBreaks(changed).runningPerSpindleHour)
  }
  if (startUp) {
    // Of the first two minutes, running breaks have their part; the rest is the pulse of the start.
    const expected = expectedBreaks(changed).startUpShare
    const without = expectedBreaks({
      ...changed,
      ringRoom: { ...changed.ringRoom, breaks: { ...changed.ringRoom.breaks, startUpShare: 0 } },
    }).startUpShare
    const pulse = Math.max(0, startUp.share.value - without)
    if (expected > without) set('startUpShare', (now.startUpShare * pulse) / (expected - without))
  }
  return keys
}

/** Persons of each post of which all roles were recorded: means of their shifts, as whole persons. */
export function postKeys(plan: MillPlan, { staffing }: MillEvidence): MillKey[] {
  return plan.staff.posts.flatMap(({ id, roles, persons }) => {
    const means = roles.map((role) => meanOf(staffing.filter((row) => row.role === role).map((row) => row.persons)))
    if (means.some((mean) => mean === null)) return []
    const sum = (means as number[]).reduce((total, mean) => total + mean, 0)
    return [{ path: `staff.posts.${id}.persons`, before: persons, after: Math.round(sum) }]
  })
}

function meanOf(values: readonly number[]): number | null {
  return values.length > 0 ? values.reduce((sum, value) => sum + value, 0) / values.length : null
}

function key(path: string, before: number, after: number): MillKey {
  return { path, before, after: Number(after.toPrecision(DIGITS + (after >= 10_000 ? 2 : 0))) }
}
