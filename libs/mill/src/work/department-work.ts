import type { TaskTime } from './task-time'
import type { EventTask, RoundTask } from './tasks'

/** Work that an event makes: the time for one can, lap, bobbin, cop or cone, and how many of the events need hands at all. */
export interface EventWork {
  s: TaskTime
  /** Share of the events that need a person; the machine sees to the others itself. */
  handsOnShare: number
  /** How long the machine takes where it sees to it itself, s. */
  automaticS: TaskTime
}

/** Work that is due again and again: so many rounds a shift at each machine. */
export interface RoundWork {
  s: TaskTime
  roundsPerShift: number
}

/** Standard times of all departments but the ring room, with all measures in force (domain 4.4, staffing-norms). */
export interface DepartmentWork {
  events: Record<EventTask, EventWork>
  rounds: Record<RoundTask, RoundWork>
}

const NO_WAIT: TaskTime = [1, 1, 1]
/** An automatic guided vehicle's mission (domain 1.4: 2–5 min), most of which it spends beside the machine's work. */
const MISSION: TaskTime = [60, 90, 180]

const byHand = (s: TaskTime): EventWork => ({ s, handsOnShare: 1, automaticS: NO_WAIT })
const inPart = (s: TaskTime, handsOnShare: number, automaticS: TaskTime): EventWork => ({ s, handsOnShare, automaticS })

/**
 * The norms' minutes with all measures in force, as tasks: mean time × share of events that need hands = minutes per event;
 * mean time × rounds = minutes per machine and shift; a part of the norms' minutes is the way there, which the engine adds to the
 * times here. How minutes split into share, time and way is [EST].
 */
export const DEPARTMENT_WORK: DepartmentWork = {
  events: {
    // 1.0 min a bale beside the robot.
    'feed-bale': byHand([40, 60, 80]),
    'clear-blowroom': byHand([90, 210, 420]),
    // Isolate, extinguish, look into every duct (domain 3: 10–40 min with the way there).
    'inspect-ducts': byHand([540, 1080, 1800]),
    // 0.05 min a can: a person for one in sixteen.
    'change-card-can': inPart([20, 30, 40], 0.06, MISSION),
    'clear-card': byHand([45, 90, 180]),
    // 0.40 min a can: carried by vehicles; at the lap former some two are creeled on one way.
    'change-breaker-can': inPart([16, 24, 32], 0.45, MISSION),
    'clear-breaker': byHand([25, 45, 80]),
    // 0.06 min a lap: change and batt piecing are automatic, five minutes for eight.
    'change-lap': inPart([24, 36, 48], 0.1, [30, 37.5, 45]),
    'clear-lap-former': byHand([45, 80, 160]),
    'clear-comber': byHand([30, 55, 110]),
    // 0.10 min a can.
    'change-finisher-can': inPart([20, 30, 40], 0.11, MISSION),
    'clear-finisher': byHand([25, 45, 80]),
    // 0.38 min a can, 1.3 min a roving end.
    'creel-can': byHand([16, 23, 30]),
    'piece-roving': byHand([60, 78, 96]),
    // 0.012 and 0.008 min a bobbin.
    'doff-roving': byHand([0.55, 0.7, 0.9]),
    'transport-roving': byHand([0.35, 0.48, 0.6]),
    // Cops come from the frame by themselves.
    'feed-cops': inPart([0.7, 0.9, 1.1], 0, NO_WAIT),
    'clear-unit': byHand([20, 30, 40]),
    'clear-jam': byHand([60, 120, 240]),
    // Domain 3: 1–3 min.
    'clean-clearer': byHand([60, 110, 180]),
    // 0.015 min a cone.
    pack: byHand([0.6, 0.9, 1.2]),
    'clear-packing': byHand([60, 120, 300]),
    'move-material': inPart([120, 180, 300], 0.05, MISSION),
    'repair-utility': byHand([600, 1200, 2400]),
    'repair-machine': byHand([480, 840, 1200]),
    'repair-unit': byHand([300, 600, 1200]),
    'recalibrate-leveller': byHand([900, 1500, 2400]),
  },
  // The norms' minutes for tending a machine are the stops that are cleared at it and what is left for rounds.
  rounds: {
    'tend-blowroom': { s: [150, 235, 320], roundsPerShift: 6 },
    'clear-waste': { s: [340, 520, 700], roundsPerShift: 2 },
    'tend-card': { s: [60, 90, 120], roundsPerShift: 0.5 },
    'tend-comber': { s: [65, 98, 130], roundsPerShift: 0.5 },
    'tend-finisher': { s: [70, 110, 150], roundsPerShift: 0.4 },
    // 7 min for each 100 spindles of a frame of 192.
    'tend-roving': { s: [140, 200, 260], roundsPerShift: 4 },
    // 0.28 min for each of 24 winding spindles.
    'tend-winder': { s: [55, 85, 115], roundsPerShift: 4 },
    // At each ring frame: 360 min a shift in 84 of them.
    'clean-floor': { s: [150, 230, 310], roundsPerShift: 1 },
    'tend-utilities': { s: [240, 340, 440], roundsPerShift: 4 },
    'inspect-frame': { s: [100, 155, 210], roundsPerShift: 0.6 },
    'lead-shift': { s: [900, 1500, 2200], roundsPerShift: 16 },
    'take-sample': { s: [130, 200, 270], roundsPerShift: 40 },
  },
}
