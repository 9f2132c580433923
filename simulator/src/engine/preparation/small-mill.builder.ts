import { loadMillPlan } from '../../mill-files'
import { createMill, type Mill } from '../index'

/** A fiftieth of the mill: its machines are as much smaller, so that each has its sisters and as much to do as in the whole mill. */
const FIFTIETH = [
  'ringRoom.frames=8',
  'ringRoom.spindlesPerFrame=240',
  'machines.blowroomLines.kgPerHour=50',
  'machines.cards.kgPerHour=20',
  'machines.breakerDraws.kgPerHour=30',
  'machines.lapFormers.kgPerHour=50',
  'machines.combers.kgPerHour=18',
  'machines.finisherDraws.kgPerHour=20',
  'machines.rovingFrames.spindlesPerFrame=24',
  'faults.scale=0',
]
/** Small carriers, so that material is through the mill within hours and not days; and people for so many of them. */
const QUICK = [
  'spinPlan.rovingBobbinKg=0.3',
  'machines.cards.canKg=5',
  'machines.breakerDraws.canKg=3',
  'machines.lapFormers.lapKg=3',
  'machines.finisherDraws.canKg=3',
  // Small bobbins are doffed so often that two frames would not keep up.
  'machines.rovingFrames.count=4',
  'staff.posts.0.persons=5',
  'staff.posts.1.persons=5',
  'staff.posts.2.persons=5',
]

/** A small mill in which nothing goes wrong by itself, and cotton is yarn within a day. */
export function quickMill(startMs: number, ...overrides: string[]): Mill {
  return createMill(loadMillPlan('jimo', [...FIFTIETH, ...QUICK, ...overrides], import.meta.url), 3, startMs)
}

/** A small mill in which nothing goes wrong by itself, with bobbins and finisher cans that last as long as in the whole mill. */
export function smallMill(startMs: number, ...overrides: string[]): Mill {
  const cans = ['machines.cards.canKg=15', 'machines.breakerDraws.canKg=5', 'machines.lapFormers.lapKg=3']
  return createMill(loadMillPlan('jimo', [...FIFTIETH, ...cans, ...overrides], import.meta.url), 3, startMs)
}
