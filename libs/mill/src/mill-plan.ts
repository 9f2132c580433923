import type { Measure, Role, ShiftSystem } from './codes'
import type { FaultKind } from './faults'
import type { LocalText } from './local-text'
import type { DepartmentWork, TaskTime } from './work'

export type { LocalText } from './local-text'

/** What is spun, and the balanced plan from bale to cone (domain 1.2). Losses are fractions of the stage's input. */
export interface SpinPlan {
  countNe: number
  material: 'cotton-combed' | 'cotton-carded' | 'man-made'
  /** English twist multiplier alpha_e; twist per inch = alpha_e x sqrt(Ne). Valid 3.2–4.3. */
  twistMultiplier: number
  compact: boolean
  /** Spindle speed of the body of the cop, rpm; the speed curve takes base and nose below it. */
  spindleSpeedRpm: number
  /** Speed over the doff, as fractions of the set speed at doff progress 0 … 1 (domain 2.4). */
  speedCurve: { startShare: number; fullBy: number; noseFrom: number; endShare: number }
  /** Lot in production 批号, as the frames report it. */
  lot: string
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
    /** Breaker draw. */
    draw: number
    finisherDraw: number
    lap: number
    comberNoil: number
    roving: number
    ring: number
    winding: number
  }
}

/** What a frame may be changed to (翻改), of the same roving as the spin plan; what it does not name is the spin plan's. */
export interface ArticlePlan {
  id: string
  lot: string
  countNe: number
  twistMultiplier: number
  spindleSpeedRpm: number
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
    /** Breaks rise with this power of the spindle speed (domain 2.4, f_speed). */
    speedExponent: number
    gammaShape: number
    rogueShare: number
    rogueFactor: number
    /** Share of breaks that lap at 55–58 % relative humidity; it rises with humidity (domain 2.4). */
    lappingShare: number
    /** Share of spindles that break in the first two minutes after a doff. */
    startUpShare: number
  }
  standing: { idleShare: number; slipShare: number; slipPercent: [number, number] }
  /** New faults a day in a mill of 100,800 spindles; other sizes in proportion (domain 3). */
  newFaultsPerDay: { rogue: number; slip: number; idle: number }
  travellerLifeH: number
  /** Planned traveller change at the end of a doff on the day shift, from this share of the life on (domain 3). */
  travellerChange: { dueShare: number; minutes: [number, number]; teams: number; personsPerTeam: number }
  stopsPerFrameDay: number
  stopMinutes: [number, number]
  /** Share of the ends lost when a frame restarts after an unplanned stop (domain 3). */
  stopEndsLostShare: [number, number]
  /** Share of roving bobbins that hold less than they should and run out before the block creeling. */
  rovingRunOutUnscheduledShare: number
  /** Block creeling: how often a frame is creeled, and the reserve that is left on a bobbin taken off, h. */
  creeling: { intervalH: number; reserveH: number }
}

export interface MachinePlan {
  blowroomLines: { count: number; kgPerHour: number }
  cards: { count: number; kgPerHour: number; sliverKtex: number; canKg: number }
  breakerDraws: { count: number; kgPerHour: number; canKg: number }
  lapFormers: { count: number; kgPerHour: number; lapKg: number }
  combers: { count: number; kgPerHour: number }
  finisherDraws: { count: number; kgPerHour: number; canKg: number }
  rovingFrames: { count: number; spindlesPerFrame: number; flyerRpm: number }
  winders: {
    count: number
    spindlesPerMachine: number
    speedMPerMin: number
    cutsPer100Km: number
    conePackageKg: number
    /** Cops for each unit that the link holds beside a doff; a frame cannot doff while more are left of the last. */
    bufferCopsPerUnit: number
    /** Cops in the magazine of a unit that is fed by hand (without S2). */
    magazineCops: number
  }
  packingLines: { count: number; kgPerHour: number }
  /** Vehicles for cans and laps, and the time of a mission, min (domain 1.4). Without S6 people push carts instead. */
  agvs: { count: number; missionMinutes: [number, number] }
  /** The automated store 立体仓库 that packed pallets go to, and how they leave it. */
  palletStore: {
    /** It has room for the planned output of so many days, and this share of it is taken when the mill runs to plan. */
    holdDays: number
    plannedShare: number
    /** Time of the stacker crane for one pallet, s. */
    craneS: [number, number]
    /** Pallets that a packing line can set down before the crane has fetched one. */
    outfeedPallets: number
    /** Cones that the belt of a winder holds, hours of its planned output. */
    coneBeltHours: number
    shipping: {
      /** Share of the planned output that is sent off each day; 0 while no truck comes. */
      dailyShare: number
      /** Trucks come from this hour of the mill's clock on, for so long. */
      fromHour: number
      hours: number
      truckPallets: number
    }
  }
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

/** Crews, posts, robots and the standard times of their tasks (domain 4.3–4.4). */
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
  /** Meal of each person in the middle of the shift, one after another. */
  mealMinutes: number
  posts: PostPlan[]
  /** Fitters of the day staff who work the lists of rogue, slip and idle spindles. */
  fittersOnSpindles: number
  robots: {
    count: number
    cycleS: [number, number]
    successShare: number
    attempts: number
    speedMPerMin: number
    /** Ends that may wait for one robot; further ends of its frames go to people. */
    queueLimit: number
    /** A person takes an end that has waited this long for a robot. */
    patienceS: number
  }
  /** Standard times of the tasks with all measures in force; person-seconds, triangular [least, mode, most]. */
  tasks: {
    /** How a time spreads: as its three figures say, or exponentially about their mean, as queueing theory has it (domain 5.1). */
    law: 'triangular' | 'exponential'
    pieceS: TaskTime
    lapS: TaskTime
    /** For one roving bobbin in block creeling. */
    creelS: TaskTime
    doffAttendanceS: TaskTime
    copTransportS: TaskTime
    repairRogueS: TaskTime
    changeTapeS: TaskTime
    repairIdleS: TaskTime
    walkMPerMin: number
    patrol: { roundsPerShift: number; walkMPerMin: number }
    cleaning: { roundsPerShift: number; frameS: TaskTime }
    /** Speed of people who have no e-scooter. */
    footMPerMin: number
    events: DepartmentWork['events']
    rounds: DepartmentWork['rounds']
  }
  /** How ring tenters find their work: by a closed round, or guided to the nearest, or to what has waited longest. */
  dispatch: 'guided-nearest' | 'guided-priority' | 'patrol'
  /** Guided tenters help across the whole room, or keep to their own frames (domain 5.3). */
  pooling: 'mill' | 'zones'
  /** Persons differ in pace by at most this share. */
  skillSpread: number
  /** Share of absent persons whose place somebody takes (替班). */
  relief: number
  /** By this share work takes longer at the end of a shift than at its beginning. */
  fatigue: number
}

/** How often things go wrong: `scale` on all spontaneous rates, 0 for a mill in which nothing does; `rates` replace single ones. */
export interface FaultPlan {
  scale: number
  /** Faults a year in a mill of 100,800 spindles; other sizes in proportion. */
  rates: Partial<Record<FaultKind, number>>
}

/** A mill as data: everything the engine needs to run it. Parsed and checked from a mill file (contracts). */
export interface MillPlan {
  id: string
  name: LocalText
  simulated: true
  utcOffsetMinutes: number
  measures: Measure[]
  spinPlan: SpinPlan
  /** Beside the spin plan, which all frames spin when the mill begins; a lot change takes a frame to the next. */
  articles: ArticlePlan[]
  ringRoom: RingRoomPlan
  machines: MachinePlan
  zones: ZonePlan[]
  gateways: GatewayPlan[]
  airMains: RangePlan[]
  feeders: RangePlan[]
  staff: StaffPlan
  faults: FaultPlan
}
