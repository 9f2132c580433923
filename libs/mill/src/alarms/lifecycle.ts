/** What an alarm can be in (ISA-18.2); the last three hide it, and its process goes on being watched behind them. */
export const ALARM_STATES = [
  'normal',
  'unacknowledged',
  'acknowledged',
  'returned',
  'latched-unacknowledged',
  'latched-acknowledged',
  'shelved',
  'suppressed',
  'out-of-service',
] as const
export type AlarmState = (typeof ALARM_STATES)[number]

/** What can happen to an alarm: from its process, from the logic of the mill, from an operator, from the clock. */
export const ALARM_EVENTS = [
  'raise',
  'escalate',
  'clear',
  'acknowledge',
  'reset',
  'shelve',
  'unshelve',
  'shelf-expired',
  'suppress',
  'unsuppress',
  'out-of-service',
  'in-service',
] as const
export type AlarmEvent = (typeof ALARM_EVENTS)[number]

/** How alarms of a class leave. */
export interface AlarmHabit {
  /** Stays after the process returned, until somebody resets it. */
  latching: boolean
  /** Must be acknowledged although the process has returned. */
  ackAfterReturn: boolean
}

/** All that the lifecycle of one alarm has to remember. Hiding does not touch the process, nor the process the hiding. */
export interface AlarmStanding {
  active: boolean
  latched: boolean
  acknowledged: boolean
  shelved: boolean
  suppressed: boolean
  outOfService: boolean
}

export const NORMAL: AlarmStanding = Object.freeze({
  active: false,
  latched: false,
  acknowledged: true,
  shelved: false,
  suppressed: false,
  outOfService: false,
})

/** The state by which a standing is called; of several reasons to hide, the one that lasts longest. */
export function alarmStateOf(standing: AlarmStanding): AlarmState {
  if (standing.outOfService) return 'out-of-service'
  if (standing.shelved) return 'shelved'
  if (standing.suppressed) return 'suppressed'
  if (standing.active) return standing.acknowledged ? 'acknowledged' : 'unacknowledged'
  if (standing.latched) return standing.acknowledged ? 'latched-acknowledged' : 'latched-unacknowledged'
  return standing.acknowledged ? 'normal' : 'returned'
}

export const isHidden = (standing: AlarmStanding): boolean =>
  standing.outOfService || standing.shelved || standing.suppressed

/** Why an event cannot be. */
export type AlarmRefusal =
  | 'hidden'
  | 'active'
  | 'not-latched'
  | 'already-shelved'
  | 'not-shelved'
  | 'already-out'
  | 'not-out'

export type AlarmStep =
  | { ok: true; standing: AlarmStanding; changed: boolean; annunciates: boolean }
  | { ok: false; reason: AlarmRefusal }

/** One step of an alarm's life. An event that finds done what it asks changes nothing: two operators may acknowledge. */
export function alarmStep(now: AlarmStanding, event: AlarmEvent, habit: AlarmHabit): AlarmStep {
  switch (event) {
    case 'raise':
      return now.active ? same(now) : to(now, { active: true, latched: habit.latching, acknowledged: false }, true)
    case 'escalate':
      return now.active ? to(now, { acknowledged: false }, true) : same(now)
    case 'clear': {
      if (!now.active) return same(now)
      const mayGo = !habit.ackAfterReturn && !now.latched
      // Behind a cover nobody has to acknowledge what came and went.
      return to(now, { active: false, acknowledged: now.acknowledged || mayGo || (isHidden(now) && !now.latched) })
    }
    case 'acknowledge':
      if (now.acknowledged) return same(now)
      return isHidden(now) ? refused('hidden') : to(now, { acknowledged: true })
    case 'reset':
      if (!now.latched) return refused('not-latched')
      return now.active ? refused('active') : to(now, { latched: false, acknowledged: true })
    case 'shelve':
      if (now.outOfService) return refused('already-out')
      return now.shelved ? refused('already-shelved') : to(now, { shelved: true })
    case 'unshelve':
    case 'shelf-expired':
      return now.shelved ? uncovered(now, { shelved: false }) : refused('not-shelved')
    case 'suppress':
      return now.suppressed ? same(now) : to(now, { suppressed: true })
    case 'unsuppress':
      return now.suppressed ? uncovered(now, { suppressed: false }) : same(now)
    case 'out-of-service':
      return now.outOfService ? refused('already-out') : to(now, { outOfService: true, shelved: false })
    case 'in-service':
      return now.outOfService ? uncovered(now, { outOfService: false }) : refused('not-out')
  }
}

/** What still stands behind a cover is told anew when the last cover goes; what has returned behind it is over. */
function uncovered(now: AlarmStanding, change: Partial<AlarmStanding>): AlarmStep {
  const next = { ...now, ...change }
  if (isHidden(next)) return { ok: true, standing: next, changed: true, annunciates: false }
  const stands = next.active || next.latched
  return { ok: true, standing: { ...next, acknowledged: !stands }, changed: true, annunciates: stands }
}

const refused = (reason: AlarmRefusal): AlarmStep => ({ ok: false, reason })
const same = (standing: AlarmStanding): AlarmStep => ({ ok: true, standing, changed: false, annunciates: false })

function to(now: AlarmStanding, change: Partial<AlarmStanding>, annunciates = false): AlarmStep {
  const standing = { ...now, ...change }
  return { ok: true, standing, changed: true, annunciates: annunciates && !isHidden(standing) }
}
