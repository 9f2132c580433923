/**
 * Time elements and quantities of ISO 22400-2 for ring spinning. The work unit is the spindle and the item is the kilogram, so times
 * are spindle-hours: an idle spindle on a running frame is lost time. Only sums; ratios are made from them last.
 */
export interface IsoElements {
  /** Calendar time of the period over the installed spindles. */
  calendarSpindleHours: number
  /** PBT: time that was watched, less planned maintenance. */
  plannedBusy: number
  /** APT: spindles producing. */
  actualProduction: number
  /** AUST: doffing and changes of lot, the set-up of a frame. */
  actualSetUp: number
  /** ADET: waiting for people, material or space. */
  actualDelay: number
  /** ADOT: faults. */
  actualDown: number
  /** APMT: planned maintenance. */
  plannedMaintenance: number
  /** PRI · PQ: spindle-hours that what was produced takes at set speed and twist. */
  plannedRunTime: number
  /** PQ, kg. */
  producedKg: number
  /** GQ, kg: without what the winders threw out. */
  goodKg: number
  /** FE: failures. */
  failures: number
  /** Frame-hours of running and of being down, for the means between and of repairs. */
  runningFrameHours: number
  downFrameHours: number
  /** What all installed spindles would spin in the watched time at set speed and twist, kg. */
  fullProductionKg: number
}

const KEYS = [
  'calendarSpindleHours',
  'plannedBusy',
  'actualProduction',
  'actualSetUp',
  'actualDelay',
  'actualDown',
  'plannedMaintenance',
  'plannedRunTime',
  'producedKg',
  'goodKg',
  'failures',
  'runningFrameHours',
  'downFrameHours',
  'fullProductionKg',
] as const satisfies readonly (keyof IsoElements)[]

/** Elements of nothing, to add to. */
export const emptyIsoElements = (): IsoElements =>
  Object.fromEntries(KEYS.map((key) => [key, 0])) as unknown as IsoElements

/** Elements over both parts together: two frames, or two periods. */
export const addIsoElements = (a: IsoElements, b: IsoElements): IsoElements =>
  Object.fromEntries(KEYS.map((key) => [key, a[key] + b[key]])) as unknown as IsoElements
