import {
  DEPARTMENT_WORK,
  FAULT_KINDS,
  type FaultKind,
  MEASURES,
  MODEL_SPEED_EXPONENT,
  ROLES,
  SHIFT_SYSTEMS,
} from '@wanding/mill'
import { z } from 'zod'

const share = z.number().min(0).max(1)
const positive = z.number().positive()
const range = z.tuple([z.number().min(0), z.number().min(0)]).refine(([least, most]) => least <= most, {
  error: 'the first must not be above the second',
})
const taskTime = z
  .tuple([z.number().min(0).max(7200), z.number().min(0).max(7200), z.number().min(0).max(7200)])
  .refine(([least, mode, most]) => least <= mode && mode <= most, { error: 'must rise: least, most likely, most' })
const text = z.strictObject({ en: z.string().min(1), zh: z.string().min(1) })
const id = z
  .string()
  .regex(/^[\p{L}\p{N}][\p{L}\p{N}_-]*$/u, { error: 'must be letters, digits, - and _' })
  .max(32)
const loss = z.number().min(0).max(0.5)

/** A number of machines, or the load at which as many as needed are planned (domain 1.2, column "load"). */
const machineCount = z.union([
  z.number().int().min(0).max(100_000),
  z.strictObject({ plannedLoad: z.number().min(0.3).max(1) }),
])
/** A number of persons, or one for so many spindles. */
const personCount = z.union([
  z.number().int().min(0).max(100_000),
  z.strictObject({ spindlesPerPerson: z.number().min(10).max(10_000_000) }),
])
const robotCount = z.union([
  z.number().int().min(0).max(100_000),
  z.strictObject({ spindlesPerRobot: z.number().min(10).max(10_000_000) }),
])

const frames = z.tuple([z.number().int().min(1), z.number().int().min(1)])
const perFrames = { perFrames: z.number().int().min(1).max(10_000) }
const climate = {
  temperatureC: z.number().min(15).max(40),
  relativeHumidityPercent: z.number().min(40).max(80),
  timeConstantMin: z.number().min(1).max(240),
}
const zones = z.union([
  z.strictObject({ ...perFrames, ...climate, spreadPercent: z.number().min(0).max(10) }),
  z.array(z.strictObject({ id, frames, ...climate })).min(1),
])
const ranges = z.union([z.strictObject(perFrames), z.array(z.strictObject({ id, frames })).min(1)])

const spinPlan = z.strictObject({
  lot: z.string().min(1).max(64),
  countNe: z.number().min(4).max(200),
  material: z.enum(['cotton-combed', 'cotton-carded', 'man-made']),
  twistMultiplier: z.number().min(3.2).max(4.3),
  compact: z.boolean(),
  spindleSpeedRpm: z.number().min(4000).max(25_000),
  speedCurve: z.strictObject({
    startShare: z.number().min(0.5).max(1),
    fullBy: z.number().min(0.01).max(0.5),
    noseFrom: z.number().min(0.5).max(0.99),
    endShare: z.number().min(0.5).max(1),
  }),
  ringDiameterMm: z.number().min(30).max(60),
  liftMm: z.number().min(100).max(300),
  copG: z.number().min(10).max(150),
  tubeWeightG: z.number().min(5).max(100),
  rovingNe: z.number().min(0.3).max(4),
  rovingBobbinKg: z.number().min(0.3).max(5),
  fibre: z.strictObject({
    cvmPercent: z.number().min(8).max(25),
    shortFibrePercent: z.number().min(0).max(40),
    nepsPerG: z.number().min(0).max(400),
    micronaire: z.number().min(2).max(7),
  }),
  loss: z.strictObject({
    blowroom: loss,
    card: loss,
    draw: loss,
    finisherDraw: loss,
    lap: loss,
    comberNoil: loss,
    roving: loss,
    ring: loss,
    winding: loss,
  }),
})

const ringRoom = z.strictObject({
  frames: z.number().int().min(1).max(2000),
  spindlesPerFrame: z
    .number()
    .int()
    .min(24)
    .max(4800)
    .refine((spindles) => spindles % 2 === 0, { error: 'must be even: a frame has two sides' }),
  spindleGaugeMm: z.number().min(60).max(90),
  doff: z.strictObject({
    preparationS: z.number().min(1).max(300),
    stopS: z.number().min(10).max(1800),
    restartS: z.number().min(1).max(300),
    faultShare: share,
    faultMinutes: range,
  }),
  breaks: z.strictObject({
    ratePerSpindleHour: z.number().min(0).max(1),
    speedExponent: z.number().min(0).max(20).default(MODEL_SPEED_EXPONENT),
    gammaShape: z.number().min(0.3).max(100),
    rogueShare: z.number().min(0).max(0.5),
    rogueFactor: z.number().min(1).max(100),
    lappingShare: z.number().min(0).max(0.24),
    startUpShare: z.number().min(0).max(0.5),
  }),
  standing: z.strictObject({
    idleShare: z.number().min(0).max(0.5),
    slipShare: z.number().min(0).max(0.5),
    slipPercent: range,
  }),
  newFaultsPerDay: z.strictObject({
    rogue: z.number().min(0).max(10_000),
    slip: z.number().min(0).max(10_000),
    idle: z.number().min(0).max(10_000),
  }),
  travellerLifeH: z.number().min(10).max(5000),
  travellerChange: z.strictObject({
    dueShare: z.number().min(0.1).max(1.4),
    minutes: range,
    teams: z.number().int().min(0).max(1000),
    personsPerTeam: z.number().int().min(1).max(20),
  }),
  stopsPerFrameDay: z.number().min(0).max(100),
  stopMinutes: range,
  stopEndsLostShare: z.tuple([share, share]).refine(([least, most]) => least <= most, {
    error: 'the first must not be above the second',
  }),
  rovingRunOutUnscheduledShare: share,
  creeling: z.strictObject({ intervalH: z.number().min(0.25).max(12), reserveH: z.number().min(0).max(12) }),
})

const kgPerHour = positive.max(10_000)
const kg = positive.max(1000)
/** The store of the finished yarn; all of it is [EST]. */
const palletStore = z.strictObject({
  holdDays: positive.max(60).default(4),
  plannedShare: z.number().min(0.05).max(0.95).default(0.6),
  craneS: range.default([70, 130]),
  outfeedPallets: z.number().int().min(1).max(50).default(2),
  coneBeltHours: positive.max(72).default(6),
  shipping: z
    .strictObject({
      dailyShare: z.number().min(0).max(3).default(1),
      fromHour: z.number().min(0).max(23.99).default(8),
      hours: z.number().min(0.5).max(24).default(10),
      truckPallets: z.number().int().min(1).max(100).default(24),
    })
    .prefault({}),
})
const machines = z.strictObject({
  blowroomLines: z.strictObject({ count: machineCount, kgPerHour }),
  cards: z.strictObject({ count: machineCount, kgPerHour, sliverKtex: positive.max(20), canKg: kg }),
  breakerDraws: z.strictObject({ count: machineCount, kgPerHour, canKg: kg }),
  lapFormers: z.strictObject({ count: machineCount, kgPerHour, lapKg: kg }),
  combers: z.strictObject({ count: machineCount, kgPerHour }),
  finisherDraws: z.strictObject({ count: machineCount, kgPerHour, canKg: kg }),
  rovingFrames: z.strictObject({
    count: machineCount,
    spindlesPerFrame: z.number().int().min(1).max(1000),
    flyerRpm: z.number().min(300).max(2500),
  }),
  winders: z.strictObject({
    spindlesPerMachine: machineCount,
    speedMPerMin: z.number().min(200).max(2500),
    cutsPer100Km: z.number().min(0).max(1000),
    conePackageKg: kg,
    bufferCopsPerUnit: z.number().min(0).max(100).default(3),
    magazineCops: z.number().int().min(2).max(50).default(6),
  }),
  packingLines: z.strictObject({ count: machineCount, kgPerHour }),
  agvs: z
    .strictObject({ count: machineCount, missionMinutes: range })
    .default({ count: { plannedLoad: 0.75 }, missionMinutes: [2, 5] }),
  palletStore: palletStore.prefault({}),
  airConditioning: z.strictObject({ airM3PerHour: positive.max(1_000_000) }),
  compressedAirMains: z.strictObject({ pressureBar: z.number().min(3).max(12) }),
})

/** Standard times of the departments: a file names those that differ from the norms. */
const work = <W extends object>(one: z.ZodType<W>, norms: Readonly<Record<string, W>>) =>
  z.strictObject(Object.fromEntries(Object.entries(norms).map(([task, norm]) => [task, one.default(norm)])))
const eventWork = z.strictObject({ s: taskTime, handsOnShare: share, automaticS: taskTime })
const roundWork = z.strictObject({ s: taskTime, roundsPerShift: z.number().min(0).max(10_000) })
type Events = typeof DEPARTMENT_WORK.events
type Rounds = typeof DEPARTMENT_WORK.rounds

const staff = z.strictObject({
  shiftSystem: z.enum(SHIFT_SYSTEMS),
  crews: z.array(z.string().min(1).max(32)).min(1).max(12).optional(),
  firstShiftHour: z.number().min(0).max(23.99),
  attendance: z.number().positive().max(1),
  utilisation: z.number().positive().max(1),
  handover: z.strictObject({ minutes: z.number().min(0).max(120), slowdown: z.number().min(0).max(5) }),
  mealMinutes: z.number().min(0).max(120),
  posts: z
    .array(
      z.strictObject({ id, name: text, roles: z.array(z.enum(ROLES)).min(1), persons: personCount, day: z.boolean() }),
    )
    .min(1),
  fittersOnSpindles: personCount,
  robots: z.strictObject({
    count: robotCount,
    cycleS: range,
    successShare: share,
    attempts: z.number().int().min(1).max(10),
    speedMPerMin: z.number().min(1).max(300),
    queueLimit: z.number().int().min(0).max(1000),
    patienceS: z.number().min(0).max(86_400),
  }),
  tasks: z.strictObject({
    law: z.enum(['triangular', 'exponential']).default('triangular'),
    pieceS: taskTime,
    lapS: taskTime,
    creelS: taskTime,
    doffAttendanceS: taskTime,
    copTransportS: taskTime,
    repairRogueS: taskTime,
    changeTapeS: taskTime,
    repairIdleS: taskTime,
    walkMPerMin: z.number().min(5).max(500),
    patrol: z.strictObject({ roundsPerShift: z.number().min(0).max(500), walkMPerMin: z.number().min(5).max(500) }),
    cleaning: z.strictObject({ roundsPerShift: z.number().min(0).max(500), frameS: taskTime }),
    footMPerMin: z.number().min(5).max(500).default(65),
    events: (work(eventWork, DEPARTMENT_WORK.events) as unknown as z.ZodType<Events>).default(DEPARTMENT_WORK.events),
    rounds: (work(roundWork, DEPARTMENT_WORK.rounds) as unknown as z.ZodType<Rounds>).default(DEPARTMENT_WORK.rounds),
  }),
  dispatch: z.enum(['guided-nearest', 'guided-priority', 'patrol']).optional(),
  pooling: z.enum(['mill', 'zones']).default('mill'),
  skillSpread: z.number().min(0).max(0.5).default(0.08),
  relief: share.default(0.8),
  fatigue: z.number().min(0).max(1).default(0),
})

const faults = z.strictObject({
  scale: z.number().min(0).max(1000).default(1),
  rates: z.partialRecord(z.enum(FAULT_KINDS as [FaultKind, ...FaultKind[]]), z.number().min(0).max(1e9)).default({}),
})

/** A count that frames can be changed to; what it does not name is the spin plan's. */
const article = z.strictObject({
  id,
  lot: z.string().min(1).max(64),
  countNe: z.number().min(4).max(200),
  twistMultiplier: z.number().min(3.2).max(4.3),
  spindleSpeedRpm: z.number().min(4000).max(25_000),
})

/** Schema of a mill file before its rules are worked out; unknown keys are refused, so a misspelt one is not ignored. */
export const millFileSchema = z.strictObject({
  id: z
    .string()
    .regex(/^[a-z][a-z0-9-]*$/, { error: 'must be lower-case letters, digits and -' })
    .max(32),
  name: text,
  simulated: z.literal(true),
  utcOffsetMinutes: z.number().int().min(-720).max(840),
  measures: z.array(z.enum(MEASURES)),
  spinPlan,
  articles: z.array(article).max(200).default([]),
  ringRoom,
  machines,
  zones,
  gateways: ranges,
  airMains: ranges,
  feeders: ranges,
  staff,
  faults: faults.default({ scale: 1, rates: {} }),
})
export type MillFile = z.infer<typeof millFileSchema>
