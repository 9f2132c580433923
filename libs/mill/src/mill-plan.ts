import type { Measure, Role, ShiftSystem } from './codes'

/** A name in both languages of the dashboard. */
export interface LocalText {
  en: string
  zh: string
}

/** What is spun, and the balanced plan from bale to cone (domain 1.2). Losses are fractions of the stage's input. */
export interface SpinPlan {
  countNe: number
  material: 'cotton-combed' | 'cotton-carded' | 'man-made'
  /** English twist multiplier alpha_e; twist per inch = alpha_e x sqrt(Ne). Valid 3.2–4.3. */
  twistMultiplier: number
  compact: boolean
  spindleSpeedRpm: number
  ringDiameterMm: number
  liftMm: number
  copG: number
  tubeWeightG: number
  rovingNe: number
  rovingBobbinKg: number
  fibre: { cvmPercent: number; shortFibrePercent: number; nepsPerG: number; micronaire: number }
  loss: {
    blowroom: number
    card: number
    draw: number
    lap: number
    comberNoil: number
    roving: number
    ring: number
    winding: number
  }
}

/** The ring room: frames, their equipment, and the constants of the break-rate model (domain 2.3–2.5). */
export interface RingRoomPlan {
  frames: number
  spindlesPerFrame: number
  spindleGaugeMm: number
  doff: { preparationS: number; stopS: number; restartS: number; faultShare: number; faultMinutes: [number, number] }
  breaks: {
    /** Hazard of a healthy spindle at the reference point, per spindle-hour (domain 2.4 lambda0). */
    ratePerSpindleHour: number
    gammaShape: number
    rogueShare: number
    rogueFactor: number
    lappingShare: number
    startUpShare: number
  }
  standing: { idleShare: number; slipShare: number; slipPercent: [number, number] }
  newFaultsPerDay: { rogue: number; slip: number }
  travellerLifeH: number
  stopsPerFrameDay: number
  stopMinutes: [number, number]
  rovingRunOutUnscheduledShare: number
}

export interface MachinePlan {
  blowroomLines: { count: number; kgPerHour: number }
  cards: { count: number; kgPerHour: number; sliverKtex: number; canKg: number }
  breakerDraws: { count: number; kgPerHour: number; canKg: number }
  lapFormers: { count: number; kgPerHour: number; lapKg: number }
  combers: { count: number; kgPerHour: number }
  finisherDraws: { count: number; kgPerHour: number; canKg: number }
  rovingFrames: { count: number; spindlesPerFrame: number; flyerRpm: number }
  winders: { count: number; spindlesPerMachine: number; speedMPerMin: number; cutsPer100Km: number; conePackageKg: number }
  packingLines: { count: number }
  airConditioning: { count: number; airM3PerHour: number }
  compressedAirMains: { count: number; pressureBar: number }
  feeders: { count: number }
}

/** An air-conditioning zone: consecutive ring frames share its climate (domain 3, correlation structure). */
export interface ZonePlan {
  id: string
  frames: [first: number, last: number]
  temperatureC: number
  relativeHumidityPercent: number
  /** First-order time constant of the room, minutes (domain 1.4: 15–25). */
  timeConstantMin: number
}

/** A gateway is a Sparkplug edge node: when it fails, the frames behind it go dark together. */
export interface GatewayPlan {
  id: string
  frames: [first: number, last: number]
}

export interface RangePlan {
  id: string
  frames: [first: number, last: number]
}

/** A post: `persons` on every shift who do the work of `roles` (several roles may share a post). */
export interface PostPlan {
  id: string
  name: LocalText
  roles: Role[]
  persons: number
  /** Day posts (常日班) are staffed once, not per shift. */
  day: boolean
}

export interface StaffPlan {
  shiftSystem: ShiftSystem
  crews: string[]
  /** Start of the first shift, hour of the mill's clock. */
  firstShiftHour: number
  shiftHours: number
  /** Fraction of rostered persons who are present. */
  attendance: number
  /** Effective part of the shift (meal, personal time, fatigue and hand-over taken off). */
  utilisation: number
  handover: { minutes: number; slowdown: number }
  posts: PostPlan[]
  robots: { count: number; cycleS: [number, number]; successShare: number; attempts: number; speedMPerMin: number }
  /** Piecing and creeling times by the measures in force; person-seconds, triangular [least, mode, most]. */
  tasks: {
    pieceS: [number, number, number]
    lapS: [number, number, number]
    creelS: [number, number, number]
    doffAttendanceS: [number, number, number]
    walkMPerMin: number
  }
  dispatch: 'guided-nearest' | 'patrol'
}

/** A mill as data: everything the engine needs to run it. Parsed and checked from a mill file (contracts). */
export interface MillPlan {
  id: string
  name: LocalText
  simulated: true
  utcOffsetMinutes: number
  measures: Measure[]
  spinPlan: SpinPlan
  ringRoom: RingRoomPlan
  machines: MachinePlan
  zones: ZonePlan[]
  gateways: GatewayPlan[]
  airMains: RangePlan[]
  feeders: RangePlan[]
  staff: StaffPlan
}
