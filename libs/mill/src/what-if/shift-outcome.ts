/** What one simulated stretch of a mill, a shift as a rule, came to. Plain numbers: it crosses threads and files. */
export interface ShiftOutcome {
  hours: number
  spindles: number
  productionKg: number
  /** What the plan would make with every spindle at its speed all the time, kg. */
  fullProductionKg: number
  runSpindleHours: number
  /** Ends down and spindles without roving while their frame ran, spindle-hours. */
  downSpindleHours: number
  breaksRunning: number
  breaksStartUp: number
  doffs: number
  copsDoffed: number
  bobbinsCreeled: number
  millKwh: number
  /** Time from break to piecing, s, over all ends that were pieced; null where none was. */
  responseMeanS: number | null
  responseP90S: number | null
  /** Ends that people pieced: how many, how many of them were laps, how long they were down in all, and the walking and work for them, s. */
  byPeople: { ends: number; laps: number; downS: number; workS: number }
  /** Ends that robots pieced: how many, how long they were down in all, and the way and cycles for them: s, and squares, s². */
  byRobot: { ends: number; downS: number; workS: number; workSquaredS2: number }
  /** The post that pieces: persons at work, and their time on everything else, meals included, s. */
  tenters: { persons: number; otherWorkS: number; mealS: number }
}
