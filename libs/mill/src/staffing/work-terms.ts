import type { Role } from '../codes'
import type { NormConstants } from './norms'
import type { Installed, WorkEvent } from './planning-flows'

/** One summand of a role's workload: how its count is found, and which norm gives the minutes of one. */
export type TermRule =
  /** Work that an event makes; what plans do not know is none where nothing counts it. */
  | { kind: 'event'; event: WorkEvent; unit: string; minutes: keyof NormConstants; onlyCounted?: true }
  /** Tending of installed machines or positions through a shift; `per` of them make one unit. */
  | { kind: 'tending'; installed: Installed | 'spindles'; per: number; unit: string; minutes: keyof NormConstants }
  /** An allowance per shift. */
  | { kind: 'allowance'; unit: 'shift'; minutes: keyof NormConstants }
  /** Posts manned whatever happens. */
  | { kind: 'posts'; unit: 'post'; posts: keyof NormConstants }

/** The formula of every role, in the order of the norms (staffing-norms, workload of each role). */
export const ROLE_TERMS: Readonly<Record<Role, readonly TermRule[]>> = {
  blowroom: [
    event('bales', 'bale', 'baleMinutes'),
    tending('blowroomLines', 1, 'line', 'blowroomLineMinutes'),
    { kind: 'allowance', unit: 'shift', minutes: 'wasteMinutes' },
  ],
  carding: [event('cardCans', 'can', 'cardCanMinutes'), tending('cards', 1, 'card', 'cardMinutes')],
  'combing-preparation': [
    event('breakerCans', 'can', 'breakerCanMinutes'),
    event('laps', 'lap', 'lapMinutes'),
    tending('combers', 1, 'comber', 'comberMinutes'),
  ],
  'finisher-drawing': [
    event('finisherCans', 'can', 'finisherCanMinutes'),
    tending('finisherDeliveries', 1, 'delivery', 'finisherDeliveryMinutes'),
  ],
  roving: [
    event('finisherCans', 'can', 'rovingCanMinutes'),
    event('rovingBreaks', 'break', 'rovingPieceMinutes'),
    event('rovingBobbinsDoffed', 'bobbin', 'rovingDoffMinutes'),
    tending('rovingSpindles', 100, '100 roving spindles', 'rovingTentMinutesPer100Spindles'),
  ],
  'roving-transport': [event('rovingBobbinsDoffed', 'bobbin', 'rovingTransportMinutes')],
  'ring-piecing': [
    event('endsPiecedByPeople', 'end', 'pieceMinutes'),
    { ...event('lapsCutOut', 'lap', 'lapExtraMinutes'), onlyCounted: true },
  ],
  'ring-creeling': [event('rovingBobbinsCreeled', 'bobbin', 'creelMinutes')],
  'ring-patrol': [tending('spindles', 1000, '1,000 spindles', 'patrolMinutesPer1000Spindles')],
  'ring-cleaning': [tending('spindles', 1000, '1,000 spindles', 'cleaningMinutesPer1000Spindles')],
  'ring-doffing': [event('frameDoffs', 'doff', 'frameDoffMinutes')],
  'cop-transport': [event('frameDoffs', 'doff', 'copTransportMinutes')],
  winding: [
    event('copsWound', 'cop', 'copMinutes'),
    tending('windingSpindles', 1, 'winding spindle', 'windingSpindleMinutes'),
  ],
  packing: [event('conesPacked', 'cone', 'coneMinutes')],
  'floor-transport': [{ kind: 'allowance', unit: 'shift', minutes: 'floorMinutes' }],
  utilities: [posts('utilitiesPosts')],
  'shift-mechanics': [posts('mechanicsPosts')],
  'shift-leading': [posts('leadingPosts')],
  'shift-quality': [posts('qualityPosts')],
  'day-fitters': [posts('fitterDayPosts')],
  'day-laboratory': [posts('laboratoryDayPosts')],
  'day-stores': [posts('storesDayPosts')],
}

/** Roles of the day staff 常日班: manned once, not on every shift (domain 4.3). */
export const DAY_ROLES: readonly Role[] = ['day-fitters', 'day-laboratory', 'day-stores']

function event(name: WorkEvent, unit: string, minutes: keyof NormConstants): TermRule & { kind: 'event' } {
  return { kind: 'event', event: name, unit, minutes }
}

function tending(installed: Installed | 'spindles', per: number, unit: string, minutes: keyof NormConstants): TermRule {
  return { kind: 'tending', installed, per, unit, minutes }
}

function posts(key: keyof NormConstants): TermRule {
  return { kind: 'posts', unit: 'post', posts: key }
}
