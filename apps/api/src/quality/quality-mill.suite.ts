import { SpindleState } from '@wanding/mill'
import type { Bus } from '../bus'
import { HEALTHY_FRAME, HOUR_MS, MINUTE_MS, START_MS, Telemetry } from '../kpi/telemetry.builder'

// For tests only.

export const FRAMES = ['RF01', 'RF02', 'RF03', 'RF04', 'RF05', 'RF06', 'RF07', 'RF08']
export const SPINDLES = 1200
/** Breaks a lot more often than its neighbours. */
export const ROGUE = { machine: 'RF02', position: 77, breaks: 9 }
/** All its spindles break three times as often. */
export const BAD_FRAME = 'RF05'
export const HOURS = 9

const RUN_HOURS_A_MINUTE = SPINDLES / 60
const MEAN_A_MINUTE = (SPINDLES * 0.006) / 60

/** Nine hours of eight frames on the bus: crew A, then B; lot L1, on two frames L2; one rogue spindle and one bad frame. */
export class QualityMill {
  private readonly telemetry: Telemetry
  private seed = 12345
  private minute = 0
  private frames = FRAMES.map((id, i) => ({ id, zone: i < 4 ? 'Z1' : 'Z2', breaks: 0, owed: 0 }))

  constructor(private readonly bus: Bus) {
    this.telemetry = new Telemetry(bus)
  }

  get atMs(): number {
    return START_MS + this.minute * MINUTE_MS
  }

  begin(): void {
    const { telemetry, atMs } = this
    telemetry.gatewayOnline('G01', atMs)
    telemetry.birth('CREW', 'crew', atMs, { 'crew/name': this.minute < 300 ? 'A' : 'B' })
    telemetry.birth('WD01', 'winder', atMs, { 'winding/units': 24 })
    for (const frame of this.frames) {
      telemetry.birth(frame.id, 'ring-frame', atMs, {
        ...HEALTHY_FRAME,
        ...{ 'frame/zone': frame.zone, 'frame/lot': frame.id < 'RF07' ? 'L1' : 'L2', 'spin/count': 40 },
        ...this.counters(frame),
      })
      this.spindles(frame.id, { states: new Uint8Array(SPINDLES).fill(SpindleState.producing), rpm: this.speeds() })
    }
  }

  /** The same mill after the backend was started anew: it goes on where it stood. */
  heardBy(bus: Bus): QualityMill {
    const again = new QualityMill(bus)
    again.minute = this.minute
    again.seed = this.seed
    again.frames = this.frames
    return again
  }

  /** So many minutes; the rogue breaks evenly over the first eight hours unless it was mended. */
  run(minutes: number, { mended = false } = {}): void {
    for (let i = 0; i < minutes; i++) {
      this.minute += 1
      if (this.minute === 300) this.telemetry.data('CREW', this.atMs, { 'crew/name': 'B' })
      for (const frame of this.frames) this.step(frame, mended)
    }
  }

  /** A spindle of a frame loses speed: on the wire only its traveller is slower. */
  slow(machine: string, position: number, share: number): void {
    const rpm = this.speeds()
    rpm[position - 1] = Math.round(rpm[position - 1]! * share)
    this.spindles(machine, { rpm })
  }

  state(machine: string, position: number, state: number): void {
    this.spindles(machine, { transitions: [{ position, state, atMs: this.atMs }] })
  }

  private step(frame: (typeof this.frames)[number], mended: boolean): void {
    frame.owed += MEAN_A_MINUTE * (frame.id === BAD_FRAME ? 3 : 1)
    const broken: number[] = []
    for (; frame.owed >= 1; frame.owed -= 1) broken.push(1 + Math.floor(this.random() * SPINDLES))
    const isRogue = frame.id === ROGUE.machine && this.minute % 53 === 0 && this.minute <= 480
    if (isRogue && !mended) broken.push(ROGUE.position)
    frame.breaks += broken.length
    const atMs = this.atMs
    if (broken.length > 0) {
      this.spindles(frame.id, {
        transitions: broken.flatMap((position, i) => [
          { position, state: SpindleState.endDown, atMs: atMs - 50_000 + i },
          { position, state: SpindleState.producing, atMs: atMs - 10_000 + i },
        ]),
      })
    }
    this.telemetry.data(frame.id, atMs, { ...this.counters(frame), 'piecing/lastResponse': 40 })
  }

  private counters({ breaks }: { breaks: number }) {
    const doffs = Math.floor(this.minute / 173)
    return {
      ...{ 'spindles/runHours': this.minute * RUN_HOURS_A_MINUTE, 'breaks/running': breaks },
      ...{ 'piecing/byPeople': breaks, 'piecing/downSeconds': 40 * breaks },
      ...{ 'doff/count': doffs, 'breaks/startUp': 6 * doffs },
    }
  }

  private speeds(): Uint16Array {
    return Uint16Array.from({ length: SPINDLES }, (_, i) => 18_400 + (i % 11))
  }

  private spindles(machine: string, over: object): void {
    const stamp = { mill: 'jimo', gateway: 'G01', run: 'run-1', historical: false }
    this.bus.emit('spindles', { ...stamp, machine, atMs: this.atMs, receivedMs: this.atMs, ...over })
  }

  /** Park and Miller. */
  private random(): number {
    this.seed = (this.seed * 48271) % 2147483647
    return this.seed / 2147483647
  }
}

export const END_MS = START_MS + HOURS * HOUR_MS
