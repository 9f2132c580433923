import {
  EVENT_TASKS,
  type Measure,
  type MillPlan,
  measureBreakFactor,
  measureStartUpFactor,
  TASKS,
  type TaskKind,
} from '@wanding/mill'

/**
 * What the automation measures change in tasks and rates (staffing-norms, the rungs). The mill file states times and rates with
 * all measures in force; a measure that is missing takes its own part away. No result is set here. All factors [EST].
 */
export interface MeasureEffects {
  /** S1: one attendant per doff instead of a gang of doffers. */
  doffAttendanceFactor: number
  doffStopFactor: number
  /** S2: cops go to the winder by themselves. */
  copTransportFactor: number
  linkWinding: boolean
  startUpFactor: number
  /** S3: bobbins arrive at the creel by rail; S9: nobody who creels is called away to an end. */
  creelFactor: number
  /** S4: lamps, roving stop, scooter. */
  guided: boolean
  rovingStop: boolean
  walkFactor: number
  /** S5: compact spinning, travelling cleaners, tight humidity control. */
  travellingCleaner: boolean
  cleaningFactor: number
  humidityUnrest: number
  breakFactor: number
  /** S9 */
  robots: boolean
  patrolFactor: number
  /** What the measures change in each task of the mill. */
  tasks: Readonly<Record<TaskKind, TaskEffect>>
}

export interface TaskEffect {
  /** Share of the events that need a person. */
  handsOnShare: number
  timeFactor: number
  rateFactor: number
}

/** What a task takes more where a measure is missing: each time, how often it is due, or that all of it is done by hand. */
interface Missing {
  time?: number
  rate?: number
  byHand?: true
}

/** The norms' constants before a measure over those after it, ways taken off (staffing-norms, the rungs). */
const WITHOUT: { readonly [T in TaskKind]?: { readonly [M in Measure]?: Missing } } = {
  'feed-bale': { S6: { time: 5 } },
  'tend-blowroom': { S6: { rate: 150 / 50 } },
  'clear-waste': { S6: { rate: 260 / 40 } },
  // A can in sixteen becomes every can, and takes longer; with the way it is 1.0 min instead of 0.05.
  'change-card-can': { S6: { byHand: true, time: 1.4 } },
  'tend-card': { S6: { rate: 12 / 4 } },
  // Machines of an older generation stop more often, as they are tended more.
  'clear-card': { S6: { rate: 12 / 4 } },
  'clear-breaker': { S6: { rate: 3 } },
  'clear-comber': { S6: { rate: 2 } },
  'clear-finisher': { S6: { rate: 4 } },
  // Slivers that were pieced by hand part in the creel more often.
  'piece-roving': { S3: { rate: 10 / 6 }, S6: { rate: 1.4 } },
  'change-breaker-can': { S6: { byHand: true, time: 1.8 } },
  'change-lap': { S6: { byHand: true, time: 1.25 } },
  'tend-comber': { S6: { rate: 16 / 6 } },
  'change-finisher-can': { S6: { byHand: true, time: 1.6 } },
  'tend-finisher': { S6: { rate: 16 / 5 } },
  'creel-can': { S6: { time: 0.55 / 0.38 } },
  'tend-roving': { S3: { rate: 28 / 14 }, S6: { rate: 14 / 7 } },
  'doff-roving': { S3: { time: 0.11 / 0.012 } },
  'transport-roving': { S3: { time: 0.09 / 0.008 } },
  'feed-cops': { S2: { byHand: true } },
  'clear-unit': { S8: { time: 0.002 / 0.0016 } },
  'tend-winder': { S2: { rate: 0.42 / 0.36 }, S8: { rate: 0.36 / 0.28 } },
  pack: { S7: { time: 0.2 / 0.015 } },
  'move-material': { S7: { byHand: true } },
  // 1,740 instead of 360 min, of which ways of more people's post are a part.
  'clean-floor': { S7: { rate: 4 } },
  'tend-utilities': { S8: { rate: 2.2 / 0.6 } },
  // The rest of the mechanics' post is repairs, which no measure makes fewer: 2.5 posts against 1.0 in all.
  'inspect-frame': { S8: { rate: 3.4 } },
  'lead-shift': { S8: { rate: 3.5 } },
  'take-sample': { S4: { rate: 2 / 1.3 }, S8: { rate: 1.3 / 0.4 } },
}

function taskEffect(task: TaskKind, { measures, staff }: MillPlan): TaskEffect {
  const event = EVENT_TASKS.find((name) => name === task)
  const effect = { handsOnShare: event ? staff.tasks.events[event].handsOnShare : 1, timeFactor: 1, rateFactor: 1 }
  for (const [measure, { time = 1, rate = 1, byHand }] of Object.entries(WITHOUT[task] ?? {})) {
    if (measures.includes(measure as Measure)) continue
    effect.timeFactor *= time
    effect.rateFactor *= rate
    if (byHand) effect.handsOnShare = 1
  }
  return effect
}

const KMH_ON_FOOT_SHARE = 65 / 140

export function measureEffects(plan: MillPlan): MeasureEffects {
  const { measures, staff, ringRoom } = plan
  const has = (measure: (typeof measures)[number]) => measures.includes(measure)
  return {
    // By hand the time goes with the spindles; 14.2 min are for a frame of 504, 3.0 for an automatic doffer of any length.
    doffAttendanceFactor: (has('S1') ? 1 : ((14.2 / 3) * ringRoom.spindlesPerFrame) / 504) * (has('S8') ? 1 : 1.5),
    doffStopFactor: has('S1') ? 1 : 1.6,
    // From a glance on the way past to 9 min, of which 2 are the way, for the cops of a frame of 1,200.
    copTransportFactor: has('S2') ? 1 : (33 * ringRoom.spindlesPerFrame) / 1200,
    startUpFactor: measureStartUpFactor(measures),
    linkWinding: has('S2'),
    creelFactor: (has('S3') ? 1 : 0.3 / 0.26) * (has('S9') ? 1 : 0.26 / 0.22),
    guided: has('S4') && staff.dispatch !== 'patrol',
    rovingStop: has('S4'),
    walkFactor: has('S4') ? 1 : KMH_ON_FOOT_SHARE,
    travellingCleaner: has('S5'),
    // The standard time is for a frame of 1,200.
    cleaningFactor: ((has('S5') ? 1 : 4) * ringRoom.spindlesPerFrame) / 1200,
    humidityUnrest: has('S5') ? 1 : 3,
    breakFactor: measureBreakFactor(measures),
    robots: has('S9'),
    patrolFactor: has('S9') ? 1 : 6 / 4,
    tasks: Object.fromEntries(TASKS.map((task) => [task, taskEffect(task, plan)])) as Record<TaskKind, TaskEffect>,
  }
}
