import { MEASURES } from '@wanding/mill'
import type { MeasuredMill } from '../kpi'

/** An hour of the reference mill, as domain 1.3 gives its flows: counts of 100,800 spindles at Ne 40 combed. */
export const JIMO_EVENTS_PER_HOUR = {
  bales: 10.2,
  cardCans: 37.7,
  breakerCans: 69,
  laps: 83,
  finisherCans: 68,
  rovingBreaks: 13.8,
  rovingBobbinsDoffed: 679,
  rovingBobbinsCreeled: 679,
  frameDoffs: 687 / 24,
  copsWound: 33_500,
  conesPacked: 833,
  // 554 running and 168 start-up ends an hour, of which robots piece 70 %.
  endsPiecedByPeople: 0.3 * (554 + 168),
  // The reference counts no laps apart.
  lapsCutOut: 0,
  ringProductionKg: 1676,
}

/** Persons on post whose sum with relief makes about 11 per 10,000 spindles. */
export const JIMO_PERSONS: NonNullable<MeasuredMill['persons']> = {
  blowroom: 0.6,
  carding: 0.4,
  'combing-preparation': 1.3,
  'finisher-drawing': 0.4,
  roving: 1.6,
  'roving-transport': 0.2,
  'ring-piecing': 1.8,
  'ring-creeling': 3.4,
  'ring-patrol': 1.1,
  'ring-cleaning': 1.7,
  'ring-doffing': 1.3,
  'cop-transport': 0.3,
  winding: 2.8,
  packing: 0.3,
  'floor-transport': 1,
  utilities: 0.7,
  'shift-mechanics': 1.1,
  'shift-leading': 1.1,
  'shift-quality': 0.4,
  'day-fitters': 14,
  'day-laboratory': 4,
  'day-stores': 1,
}

/** Jimo after `hours` of watching; for specs. */
export function aMeasuredMill(change: Partial<MeasuredMill> = {}, hours = 1, spindles = 100_800): MeasuredMill {
  const events = Object.entries(JIMO_EVENTS_PER_HOUR).map(([event, perHour]) => [
    event,
    { count: perHour * hours, hours },
  ])
  return {
    mill: 'jimo',
    run: 'live',
    simulated: true,
    atMs: Date.UTC(2026, 2, 2, 7),
    spindles,
    countNe: 40,
    shiftSystem: 'four-crews-three-shifts',
    crews: 4,
    attendance: 0.95,
    measures: MEASURES.join(','),
    windowMinutes: hours * 60,
    events: Object.fromEntries(events),
    installed: {
      blowroomLines: 2,
      cards: 32,
      combers: 30,
      finisherDeliveries: 18,
      rovingSpindles: 2304,
      windingSpindles: 2016,
    },
    persons: { ...JIMO_PERSONS },
    crew: { name: 'B', shift: 1, shiftStartMs: Date.UTC(2026, 2, 2, 0) },
    ...change,
  }
}
