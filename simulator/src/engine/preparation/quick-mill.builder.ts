/**
 * Settings of a fiftieth of the default mill in which nothing goes wrong by itself. Its machines are as much smaller, so that each
 * has its sisters and as much to do as in the whole mill; small carriers bring cotton through it within hours and not days.
 */
export const QUICK_MILL: readonly string[] = [
  'ringRoom.frames=8',
  'ringRoom.spindlesPerFrame=240',
  // One line for three cards, with as little to spare as in the whole mill.
  'machines.blowroomLines.kgPerHour=70',
  'machines.cards.kgPerHour=20',
  'machines.breakerDraws.kgPerHour=30',
  'machines.lapFormers.kgPerHour=50',
  'machines.combers.kgPerHour=18',
  'machines.finisherDraws.kgPerHour=20',
  'machines.rovingFrames.spindlesPerFrame=24',
  'faults.scale=0',
  'spinPlan.rovingBobbinKg=0.3',
  'machines.cards.canKg=5',
  'machines.breakerDraws.canKg=3',
  'machines.lapFormers.lapKg=3',
  'machines.finisherDraws.canKg=3',
  // Small bobbins are doffed so often that two frames would not keep up, and want more people.
  'machines.rovingFrames.count=4',
  'staff.posts.0.persons=5',
  'staff.posts.1.persons=5',
  'staff.posts.2.persons=5',
]
