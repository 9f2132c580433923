import type { ReasonCode } from '../codes'

/** Which time element of ISO 22400 a standing machine's time is. */
export type TimeClass = 'production' | 'setUp' | 'delay' | 'down' | 'maintenance'

/** Doffs and lot changes set a frame up for its next cops; waiting for somebody or something delays it; the rest is down time. */
export const TIME_CLASS_OF: Readonly<Record<ReasonCode, TimeClass>> = {
  producing: 'production',
  starting: 'setUp',
  'doff-preparing': 'setUp',
  doffing: 'setUp',
  'waiting-for-doffer': 'delay',
  stopped: 'down',
  fault: 'down',
  maintenance: 'maintenance',
  'traveller-change': 'maintenance',
  'no-material': 'delay',
  'buffer-full': 'delay',
  'can-change': 'setUp',
  'lap-change': 'setUp',
  'roving-doff': 'setUp',
  'waiting-for-bobbins': 'delay',
  idle: 'delay',
  'transport-jam': 'down',
  'air-pressure-low': 'down',
  'voltage-sag': 'down',
  'lot-change': 'setUp',
  charging: 'setUp',
  'count-off': 'down',
}

/** The class of a word that a machine said; one that nobody knows counts as down. */
export const timeClassOf = (reason: string): TimeClass =>
  (TIME_CLASS_OF as Readonly<Record<string, TimeClass>>)[reason] ?? 'down'
