import type {
  EnergyDepartment,
  MachineKind,
  MachineryItemState,
  MachineryOperationMode,
  ReasonCode,
  Role,
  TaskKind,
} from '@wanding/mill'

/** A machine by kind and 0-based number. */
export interface MachineRef {
  kind: MachineKind
  index: number
}

/** A machine with its id, as machinesOf lists it. */
export interface MachineEntry extends MachineRef {
  id: string
}

/** How a machine looks from outside (OPC 40001-1), and why. */
export interface MachineWords {
  state: MachineryItemState
  mode: MachineryOperationMode
  reason: ReasonCode
}

interface Stated extends MachineWords {
  id: string
  index: number
}

interface Powered {
  powerKw: number
  /** Since installation; never reset. */
  energyKwh: number
}

interface Producing {
  /** Since installation; never reset. */
  productionKg: number
  productionKgPerHour: number
}

/** The present of a ring frame. Counters count since installation. */
export interface RingFrameReading extends Stated, Powered, Producing {
  kind: 'ring-frame'
  zone: string
  lot: string
  crew: string
  countNe: number
  twistPerMetre: number
  draft: number
  spindleGaugeMm: number
  spindleSpeedSetRpm: number
  spindleSpeedRpm: number
  deliveryMPerMin: number
  frontRollerRpm: number
  travellerSpeedMPerS: number

  doffProgressPercent: number
  copWeightG: number
  copMetres: number
  timeToDoffS: number
  railHeightMm: number
  doffs: number
  doffFaults: number
  copsDoffed: number
  lastDoffStopS: number

  spindles: number
  producing: number
  endsDown: number
  idle: number
  noRoving: number
  maintenance: number
  slip: number
  rogue: number

  runSpindleHours: number
  breaksRunning: number
  breaksStartUp: number
  breaksSinceDoff: number
  startUpBreaksLastDoff: number
  piecedByPeople: number
  /** Of those, ends that had lapped and were cut free. */
  lapsCutOut: number
  piecedByRobot: number
  /** Ends that a robot gave up. */
  piecingFailures: number
  /** Sum over all ends pieced of the seconds from break to piecing. */
  downSeconds: number
  /** Seconds from break to piecing of the last end pieced. */
  lastResponseS: number
  rovingBobbinsCreeled: number
  patrolRounds: number
  cleaningRounds: number
  stops: number
  stopSeconds: number
  /** Why it stands; empty unless it has stopped by itself. */
  stopCause: string

  draftingSuctionPa: number
  compactSuctionPa: number
  airPressureBar: number
  inverterTemperatureC: number
  cleanerPositionM: number
  travellerAgeH: number
  /** Age at which the plan has them changed. */
  travellerChangeAfterH: number
  sinceCleaningH: number
}

export interface BlowroomReading extends Stated, Powered, Producing {
  kind: 'blowroom'
  pluckerDepthMm: number
  balesLeft: number
  balesOpened: number
  baleLot: string
  beaterRpm: number
  ductPressurePa: number
  filterPressurePa: number
  mixerLevelPercent: number
  metalCount: number
  sparkCount: number
  foreignFibrePerHour: number
  stops: number
}

export interface CardReading extends Stated, Powered, Producing {
  kind: 'card'
  deliveryMPerMin: number
  cylinderRpm: number
  lickerInRpm: number
  flatsMmPerMin: number
  countDeviationPercent: number
  cv1mPercent: number
  cv100mPercent: number
  nepsPerG: number
  suctionPa: number
  canMetres: number
  cans: number
  stops: number
}

export interface DrawFrameReading extends Stated, Powered, Producing {
  kind: 'breaker-draw' | 'finisher-draw'
  deliveryMPerMin: number
  levellingPercent: number
  countDeviationPercent: number
  cvmPercent: number
  cv1mPercent: number
  cv3mPercent: number
  cv5mPercent: number
  thickPlacesPerKm: number
  /** The spectrogram has a peak that is no chance. */
  spectrogramAlarm: boolean
  /** Height of its highest peak as amplitude of the mass, and at which length; length 0 while there is no alarm. */
  waveAmplitudePercent: number
  waveLengthCm: number
  cans: number
  stops: number
}

export interface LapFormerReading extends Stated, Powered, Producing {
  kind: 'lap-former'
  deliveryMPerMin: number
  lapKg: number
  laps: number
  stops: number
}

export interface ComberReading extends Stated, Powered, Producing {
  kind: 'comber'
  nipsPerMin: number
  noilPercent: number
  cvmPercent: number
  nepsPerG: number
  suctionPa: number
  lapMetres: number
  /** One bit for each head without lap or sliver. */
  headsStopped: number
  lapsUsed: number
  cans: number
  stops: number
}

export interface RovingFrameReading extends Stated, Powered, Producing {
  kind: 'roving-frame'
  flyerRpm: number
  deliveryMPerMin: number
  tensionPercent: number
  bobbinMetres: number
  suctionPa: number
  bobbinsStored: number
  stops: number
  doffProgressPercent: number
  spindles: number
  doffs: number
  bobbins: number
  breaks: number
  runSpindleHours: number
}

export interface WinderReading extends Stated, Powered, Producing {
  kind: 'winder'
  speedMPerMin: number
  units: number
  unitsWinding: number
  unitsRed: number
  redPercent: number
  redLights: number
  /** Share of the units' time in which yarn runs, now. */
  efficiencyPercent: number
  cops: number
  copsWaiting: number
  cones: number
  cuts: number
  /** In the order of CUT_CLASSES. */
  cutsByClass: readonly number[]
  /** Of the doff in hand. */
  /** Of the doff that is wound; null before enough of it is wound to say. */
  cutsPer100Km: number | null
  splices: number
  spliceFailures: number
  spliceFailurePercent: number
  copsRejected: number
  tubeRejectPercent: number
  jams: number
  handFedCops: number
  suctionMbar: number
  airBar: number
  tensionCn: number
  waxGPerKg: number
  cvmPercent: number
  /** Imperfections (thin -50 %, thick +50 %, neps +200 %) of a kilometre. */
  ipiPerKm: number
  hairiness: number
}

/** What the units of a winder are at, unit 1 first; cuts and cops since the last doff came. */
export interface WindingUnitsReading {
  /** WindingUnitState. */
  state: Uint8Array
  cuts: Uint16Array
  cops: Uint16Array
  /** Splices that fail, %. */
  spliceFailurePercent: Uint8Array
  /** Yarn on the cone in hand, g. */
  packageG: Uint16Array
}

export interface PackingReading extends Stated, Powered, Producing {
  kind: 'packing'
  cones: number
  conesPerHour: number
  rejectsPercent: number
  coneWeightG: number
  pallets: number
  stops: number
  bags: number
  /** Pallet in the line, and the cone that is packed; empty for none. */
  palletId: string
  labelId: string
}

export type VehicleTask = 'waiting' | 'to-machine' | 'loading' | 'to-store' | 'unloading' | 'to-charger' | 'charging'

export interface AgvReading extends Stated {
  kind: 'agv'
  batteryPercent: number
  /** Along the main aisle from the first ring frame, and away from it. */
  xM: number
  yM: number
  task: VehicleTask
  /** The can, or the first of the laps, that it carries; empty for none. */
  load: string
  /** Machine that the load comes from, and what is stored where it goes; empty without a mission. */
  from: string
  to: string
  missions: number
  metres: number
  /** Loads that wait for any vehicle. */
  waiting: number
}

export interface StoreReading extends Stated, Powered {
  kind: 'store'
  pallets: number
  capacity: number
  fillPercent: number
  cones: number
  kg: number
  palletsIn: number
  palletsOut: number
  /** Set down by the packing lines, not fetched yet. */
  palletsWaiting: number
  /** Unfinished, beside the lines, until there are more cones of their article. */
  palletsAside: number
  /** That trucks at the dock wait for. */
  palletsDue: number
  trucks: number
  oldestPallet: string
  oldestHours: number
  /** By what their cones are of, the first article first. */
  articles: { article: string; pallets: number }[]
  /** By the bale lot that they hold most of, the oldest first. */
  lots: { lot: string; pallets: number }[]
  crane: 'idle' | 'storing' | 'retrieving'
  cranePallet: string
  craneMoves: number
}

export interface AirConditioningReading extends Stated, Powered {
  kind: 'air-conditioning'
  zone: string
  temperatureC: number
  relativeHumidityPercent: number
  /** The second sensors of the zone. */
  temperature2C: number
  relativeHumidity2Percent: number
  absoluteHumidityGPerKg: number
  fanHz: number
  returnFanHz: number
  sprayPercent: number
  damperPercent: number
  filterPa: number
  supplyC: number
  outsideC: number
  outsideRelativeHumidityPercent: number
}

export interface CompressedAirReading extends Stated, Powered {
  kind: 'compressed-air'
  pressureBar: number
  flowNm3PerMin: number
  dewPointC: number
  compressors: number
  compressorsRunning: number
  loadPercent: number
  /** Of the flow, as the mains estimate it. */
  leakPercent: number
}

export interface ElectricityReading extends Stated, Powered {
  kind: 'electricity'
  voltageV: number
  powerFactor: number
  /** Mean power of the last quarter of an hour, and the greatest since installation. */
  demandKw: number
  mostDemandKw: number
  sags: number
  /** Voltage in the last sag, % of nominal; 100 before the first. */
  lowestSagPercent: number
  /** Energy of each department over this feeder, since installation. */
  departmentKwh: Readonly<Record<EnergyDepartment, number>>
}

/** The present of any machine but a ring frame; `kind` tells which. */
export type MachineReading =
  | BlowroomReading
  | CardReading
  | DrawFrameReading
  | LapFormerReading
  | ComberReading
  | RovingFrameReading
  | WinderReading
  | PackingReading
  | AgvReading
  | StoreReading
  | AirConditioningReading
  | CompressedAirReading
  | ElectricityReading

/** Who is on shift, and what waits for them. */
export interface CrewReading {
  crew: string
  /** 1-based shift of the day. */
  shift: number
  shiftStartMs: number
  personsOnShift: number
  dayStaff: number
  /** Persons rostered for each role, day roles included; a shared post counts by its share. */
  personsByRole: Readonly<Record<Role, number>>
  /** Persons missing on this shift, whom nobody has relieved. */
  absent: number
  absentByRole: Readonly<Record<Role, number>>
  /** Share of the shift so far that the persons of a role's post have worked. */
  busyShareByRole: Readonly<Record<Role, number>>
  /** Work since installation, person-minutes; never reset. */
  personMinutesByRole: Readonly<Record<Role, number>>
  /** Tasks done by people since installation; never reset. */
  tasksDone: Readonly<Record<TaskKind, number>>
  /** Tasks that wait for somebody. */
  tasksOpen: Readonly<Record<TaskKind, number>>
  tasksOpenTotal: number
  tentersBusy: number
  robotsBusy: number
}
