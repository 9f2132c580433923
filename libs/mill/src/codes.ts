/** Kinds of machine and of installation that appear as a Sparkplug device (domain 1.1, 1.4). */
export const MACHINE_KINDS = [
  'mill',
  'crew',
  'blowroom',
  'card',
  'breaker-draw',
  'lap-former',
  'comber',
  'finisher-draw',
  'roving-frame',
  'ring-frame',
  'winder',
  'packing',
  'air-conditioning',
  'compressed-air',
  'electricity',
  'agv',
  'store',
] as const
export type MachineKind = (typeof MACHINE_KINDS)[number]

/** Two-letter prefix of a machine id for each kind: `RF01` is the first ring frame. */
export const MACHINE_PREFIX: Readonly<Record<MachineKind, string>> = {
  mill: 'MILL',
  crew: 'CREW',
  blowroom: 'BR',
  card: 'CD',
  'breaker-draw': 'BD',
  'lap-former': 'LF',
  comber: 'CB',
  'finisher-draw': 'FD',
  'roving-frame': 'RV',
  'ring-frame': 'RF',
  winder: 'WD',
  packing: 'PK',
  'air-conditioning': 'AC',
  'compressed-air': 'CA',
  electricity: 'EL',
  agv: 'AG',
  store: 'ST',
}

/** The id of the n-th machine (1-based) of a kind: at least two digits, more where the mill has 100 or more. */
export function machineIdOf(kind: MachineKind, number: number, installed: number): string {
  if (kind === 'mill' || kind === 'crew') return MACHINE_PREFIX[kind]
  return MACHINE_PREFIX[kind] + String(number).padStart(Math.max(2, String(installed).length), '0')
}

/** OPC 40001-1 MachineryItemState, verbatim (standards 3). */
export const MACHINERY_ITEM_STATES = ['NotAvailable', 'OutOfService', 'NotExecuting', 'Executing'] as const
export type MachineryItemState = (typeof MACHINERY_ITEM_STATES)[number]

/** OPC 40001-1 MachineryOperationMode, verbatim (standards 3). */
export const MACHINERY_OPERATION_MODES = ['None', 'Maintenance', 'Setup', 'Processing'] as const
export type MachineryOperationMode = (typeof MACHINERY_OPERATION_MODES)[number]

/** Why a machine is in its state: the textile word beside the OPC state. */
export const REASON_CODES = [
  'producing',
  'starting',
  'doff-preparing',
  'doffing',
  'waiting-for-doffer',
  'stopped',
  'fault',
  'maintenance',
  'traveller-change',
  'no-material',
  'buffer-full',
  'can-change',
  'lap-change',
  'roving-doff',
  'waiting-for-bobbins',
  'idle',
  'transport-jam',
  'air-pressure-low',
  'voltage-sag',
  'lot-change',
  'charging',
  /** A draw frame's sliver is off count by more than its stop limit (domain 1.4). */
  'count-off',
] as const
export type ReasonCode = (typeof REASON_CODES)[number]

/**
 * State of one spindle as a byte on the wire: the low nibble is the state, the high nibble holds flags.
 * The spindle's state is kept while its frame doffs; that the frame stands is a state of the frame.
 */
export const SpindleState = {
  noSignal: 0,
  producing: 1,
  endDown: 2,
  /** Out of production on purpose: bad part, tape off (domain 2.3 "idle spindle"). */
  idle: 3,
  /** Its roving bobbin has run out; not piecable until creeled. */
  noRoving: 4,
  maintenance: 5,
} as const
export type SpindleStateCode = (typeof SpindleState)[keyof typeof SpindleState]
export const SPINDLE_STATE_MASK = 0x0f

export const SpindleFlag = {
  /** Traveller rpm below the frame's mean by the slip limit (domain 6.3). */
  slip: 0x10,
  /** Break count significantly above the population (domain 6.3). */
  rogue: 0x20,
  /** The roving stop has clamped the roving. */
  rovingStop: 0x40,
  /** The piecing robot gave up: a person has to come. */
  robotGaveUp: 0x80,
} as const

/** The shift roles and day roles of the staffing norms, in their order (staffing-norms, domain 4.5). */
export const ROLES = [
  'blowroom',
  'carding',
  'combing-preparation',
  'finisher-drawing',
  'roving',
  'roving-transport',
  'ring-piecing',
  'ring-creeling',
  'ring-patrol',
  'ring-cleaning',
  'ring-doffing',
  'cop-transport',
  'winding',
  'packing',
  'floor-transport',
  'utilities',
  'shift-mechanics',
  'shift-leading',
  'shift-quality',
  'day-fitters',
  'day-laboratory',
  'day-stores',
] as const
export type Role = (typeof ROLES)[number]

/** Automation measures of the staffing norms; a mill has any subset of them in force. */
export const MEASURES = ['S1', 'S2', 'S3', 'S4', 'S5', 'S6', 'S7', 'S8', 'S9'] as const
export type Measure = (typeof MEASURES)[number]

/** Shift systems of domain 4.3. */
export const SHIFT_SYSTEMS = [
  'four-crews-three-shifts',
  'three-crews-three-shifts',
  'three-crews-two-shifts',
  'four-crews-two-shifts',
  'two-crews-two-shifts',
] as const
export type ShiftSystem = (typeof SHIFT_SYSTEMS)[number]

/** Why the clearer cuts: nep, short, long and thin fault, count off plus and minus, chain, pearl chain, foreign fibre, joint. */
export const CUT_CLASSES = ['N', 'S', 'L', 'T', 'C+', 'C-', 'CC', 'PF', 'FD', 'jo'] as const
export type CutClass = (typeof CUT_CLASSES)[number]

/** State of one winding unit as a byte on the wire. */
export const WindingUnitState = {
  noSignal: 0,
  winding: 1,
  bobbinChange: 2,
  splicing: 3,
  coneDoff: 4,
  waitingForBobbin: 5,
  /** Somebody has to come. */
  redLight: 6,
  /** The air main is too low for splices. */
  waitingForAir: 7,
} as const
export type WindingUnitStateCode = (typeof WindingUnitState)[keyof typeof WindingUnitState]

/** Departments that electricity is metered for (domain 1.4); logistics with light and computers. */
export const ENERGY_DEPARTMENTS = [
  'blowroom',
  'carding',
  'combing',
  'drawing',
  'roving',
  'ring',
  'winding',
  'air-conditioning',
  'compressed-air',
  'light-and-logistics',
] as const
export type EnergyDepartment = (typeof ENERGY_DEPARTMENTS)[number]
