import {
  type FaultEvent,
  type Mill,
  type MillEvent,
  millEnergyKwh,
  type RingRoomTotals,
  ringRoomTotals,
} from './engine'

/** Work done in a run, by role and task. */
export interface TaskSummary {
  role: string
  task: string
  count: number
  personMinutes: number
}

/** Something that went wrong in a run. */
export interface FaultSummary {
  fault: string
  place: string
  severity: number
  /** Who brought it about. */
  by: string
  begunMs: number
  curedMs: number | null
  curedBy: string | null
  /** How long it lasted; null while it lasts. */
  minutes: number | null
}

/** What a run did, as `headless --json` prints it. */
export interface RunSummary {
  mill: string
  seed: number
  hours: number
  wallSeconds: number
  events: number
  hash: string
  production: { kg: number; kgPerHour: number; gramsPerSpindleHour: number }
  breaks: { runningPer1000SpindleHours: number; startUpPercent: number; total: number }
  endsDownPercent: number
  doffsPerFrameDay: number
  response: { p50Seconds: number | null; p90Seconds: number | null }
  energy: { kwh: number; ringKwhPerKg: number }
  tasks: TaskSummary[]
  faults: FaultSummary[]
}

type Totals = RingRoomTotals & { millEnergyKwh: number }

/** Follows the events of a run: hashes them, and counts work and response times. */
export class RunRecorder {
  events = 0
  private hash = 0x811c9dc5
  private hash2 = 0x9747b28c
  private readonly responses: number[] = []
  private readonly faults: FaultSummary[] = []
  private readonly tasks = new Map<string, TaskSummary>()

  readonly record = (event: MillEvent): void => {
    this.events++
    this.mix(event.atMs % 4294967296)
    switch (event.kind) {
      case 'spindle':
        this.mix(event.frame * 65_536 + event.position * 256 + event.state)
        if (event.downSeconds !== undefined) this.responses.push(event.downSeconds)
        break
      case 'task':
        this.mix(event.frame * 65_536 + event.position)
        this.mix(Math.round(event.personSeconds * 1000))
        this.count(event.role, event.task, event.personSeconds)
        break
      case 'frame':
      case 'doff':
        this.mix(event.frame * 256 + event.kind.length)
        break
      case 'machine':
        this.mix(event.index * 65_536 + event.machine.length * 256 + event.reason.length)
        break
      case 'shift':
        this.mix(event.shift)
        break
      case 'fault':
        this.mix(event.fault.length * 65_536 + event.place.length * 256 + event.phase.length)
        this.note(event)
        break
      case 'response':
        this.mix(event.response.length * 65_536 + event.cures.length)
        break
    }
  }

  summary(run: {
    mill: string
    seed: number
    hours: number
    wallSeconds: number
    before: Totals
    after: Totals
  }): RunSummary {
    const { before, after, hours } = run
    const kg = after.productionKg - before.productionKg
    const running = after.breaksRunning - before.breaksRunning
    const startUp = after.breaksStartUp - before.breaksStartUp
    const spindleHours = after.runSpindleHours - before.runSpindleHours
    const doffs = after.doffs - before.doffs
    const kwh = after.energyKwh - before.energyKwh
    const downHours = after.downSpindleHours - before.downSpindleHours
    this.responses.sort((a, b) => a - b)
    return {
      mill: run.mill,
      seed: run.seed,
      hours,
      wallSeconds: round(run.wallSeconds, 4),
      events: this.events,
      hash: this.digest(),
      production: {
        kg: round(kg, 1),
        kgPerHour: round(kg / hours, 2),
        gramsPerSpindleHour: round((kg * 1000) / hours / after.spindles, 3),
      },
      breaks: {
        runningPer1000SpindleHours: round(spindleHours > 0 ? (running * 1000) / spindleHours : 0, 3),
        startUpPercent: round(doffs > 0 ? (startUp * 100) / (doffs * (after.spindles / after.frames)) : 0, 3),
        total: running + startUp,
      },
      endsDownPercent: round((downHours * 100) / Math.max(spindleHours + downHours, 1e-9), 4),
      doffsPerFrameDay: round((doffs * 24) / hours / after.frames, 3),
      response: { p50Seconds: this.percentile(0.5), p90Seconds: this.percentile(0.9) },
      energy: {
        kwh: round(after.millEnergyKwh - before.millEnergyKwh, 1),
        ringKwhPerKg: round(kg > 0 ? kwh / kg : 0, 4),
      },
      tasks: [...this.tasks.values()]
        .map((task) => ({ ...task, personMinutes: round(task.personMinutes, 2) }))
        .sort((a, b) => b.personMinutes - a.personMinutes || a.task.localeCompare(b.task)),
      faults: this.faults,
    }
  }

  /** 16 hexadecimal digits over all events so far. */
  digest(): string {
    return this.hash.toString(16).padStart(8, '0') + this.hash2.toString(16).padStart(8, '0')
  }

  private mix(value: number): void {
    this.hash = Math.imul(this.hash ^ (value | 0), 0x01000193) >>> 0
    this.hash2 = (Math.imul(this.hash2 ^ (value | 0), 0x85ebca6b) ^ (this.hash2 >>> 13)) >>> 0
  }

  private note({ atMs, fault, place, severity, phase, by }: FaultEvent): void {
    if (phase === 'onset') {
      this.faults.push({ fault, place, severity, by, begunMs: atMs, curedMs: null, curedBy: null, minutes: null })
      return
    }
    const begun = this.faults.find((one) => one.fault === fault && one.place === place && one.curedMs === null)
    if (!begun) return
    begun.curedMs = atMs
    begun.curedBy = by
    begun.minutes = round((atMs - begun.begunMs) / 60_000, 1)
  }

  private count(role: string, task: string, personSeconds: number): void {
    const key = `${role}/${task}/${personSeconds > 0}`
    const found = this.tasks.get(key)
    const entry = found ?? { role: personSeconds > 0 ? role : 'robot', task, count: 0, personMinutes: 0 }
    entry.count++
    entry.personMinutes += personSeconds / 60
    if (!found) this.tasks.set(key, entry)
  }

  private percentile(share: number): number | null {
    if (this.responses.length === 0) return null
    return round(this.responses[Math.min(this.responses.length - 1, Math.floor(share * this.responses.length))]!, 1)
  }
}

const round = (value: number, decimals: number): number => Number(value.toFixed(decimals))

/** Totals of the ring room now; differences of two make a summary. */
export const totalsOf = (mill: Mill): Totals => ({ ...ringRoomTotals(mill), millEnergyKwh: millEnergyKwh(mill) })
