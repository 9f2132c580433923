import type { Role } from '../codes'

/** Parts of a mill that people are planned for together, in the order of the material (domain 4.5). */
export const STAFF_PROCESSES = [
  'opening-carding',
  'combing-drawing',
  'roving',
  'ring-spinning',
  'winding-packing',
  'services',
  'day-staff',
] as const
export type StaffProcess = (typeof STAFF_PROCESSES)[number]

/** The process that each role works in; every role in one. */
export const PROCESS_OF_ROLE: Readonly<Record<Role, StaffProcess>> = {
  blowroom: 'opening-carding',
  carding: 'opening-carding',
  'combing-preparation': 'combing-drawing',
  'finisher-drawing': 'combing-drawing',
  roving: 'roving',
  'roving-transport': 'roving',
  'ring-piecing': 'ring-spinning',
  'ring-creeling': 'ring-spinning',
  'ring-patrol': 'ring-spinning',
  'ring-cleaning': 'ring-spinning',
  'ring-doffing': 'ring-spinning',
  'cop-transport': 'ring-spinning',
  winding: 'winding-packing',
  packing: 'winding-packing',
  'floor-transport': 'services',
  utilities: 'services',
  'shift-mechanics': 'services',
  'shift-leading': 'services',
  'shift-quality': 'services',
  'day-fitters': 'day-staff',
  'day-laboratory': 'day-staff',
  'day-stores': 'day-staff',
}
