import { Inject, Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common'
import { decodePicture, decodeStep, encodePicture, encodeStep, type MillPicture, pictureAt } from '@wanding/contracts'
import { Bus, type MachineReading, type SpindleReading } from '../bus'
import { CLOCK, type Clock } from '../clock'
import { Heartbeat } from '../heartbeat'
import { HISTORY_STORE, type HistoryStore, STORE_STATUS, type StoreStatusSource, type TimeRange } from '../store'
import { LateStory, spokeWithTheirLines } from './late-story'
import { mend } from './mend'
import { packMoment, unpackMoment } from './packed-moment'

const LOOK_MS = 1000
/** Real time without late data after which a stretch counts as told, and after which the store has the moments of it. */
const QUIET_MS = 5000
/** Moments that are mended at once, mill time. */
const PART_MS = 10 * 60_000
/** Values and changes of a mill that are held until they are put into the pictures: hours of a gateway of seven frames. */
const MOST_TOLD = 1_000_000

interface Late {
  mill: string
  run: string
  /** Real time of the newest. */
  heardMs: number
  length: number
  leftOut: number
  stories: Map<string, LateStory>
}

/** Puts what gateways tell after they were dark into the pictures and steps of that time. */
@Injectable()
export class PastMender implements OnModuleInit, OnApplicationShutdown {
  private readonly log = new Logger(PastMender.name)
  private readonly late = new Map<string, Late>()
  private readonly offs: (() => void)[] = []
  private readonly heartbeat = new Heartbeat(LOOK_MS, () => void this.look())
  private working: Promise<void> | null = null

  constructor(
    private readonly bus: Bus,
    @Inject(HISTORY_STORE) private readonly store: HistoryStore,
    @Inject(STORE_STATUS) private readonly status: StoreStatusSource,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.offs.push(
      this.bus.on('reading', (reading) => this.note(reading, (story) => story.reading(reading))),
      this.bus.on('spindles', (reading) => this.note(reading, (story) => story.spindles(reading))),
    )
    this.heartbeat.start()
  }

  async onApplicationShutdown(): Promise<void> {
    for (const off of this.offs.splice(0)) off()
    this.heartbeat.stop()
    await this.working
  }

  /** Mends what has been told whole; the heartbeat calls it. */
  look(): Promise<void> {
    this.working ??= this.mendAll().finally(() => {
      this.working = null
    })
    return this.working
  }

  private note(reading: MachineReading | SpindleReading, tell: (story: LateStory) => void): void {
    if (!reading.historical) return
    const { mill, run, machine } = reading
    const key = JSON.stringify([mill, run])
    const late = this.late.get(key) ?? { mill, run, heardMs: 0, length: 0, leftOut: 0, stories: new Map() }
    this.late.set(key, late)
    late.heardMs = this.clock.nowMs()
    if (late.length >= MOST_TOLD) {
      late.leftOut += 1
      return
    }
    const story = late.stories.get(machine) ?? new LateStory(machine, reading.gateway)
    late.stories.set(machine, story)
    const before = story.length
    tell(story)
    late.length += story.length - before
  }

  private async mendAll(): Promise<void> {
    const nowMs = this.clock.nowMs()
    if (this.status.status(nowMs).lagMs > QUIET_MS) return
    for (const [key, late] of this.late) {
      if (nowMs - late.heardMs < QUIET_MS) continue
      this.late.delete(key)
      if (late.leftOut > 0) this.log.warn(`${late.mill}: ${late.leftOut} late messages are in no picture of the past`)
      await this.mend(late).catch((error: unknown) =>
        this.log.warn(`${late.mill}: late data could not be put into the pictures of the past: ${error}`),
      )
    }
  }

  private async mend({ mill, run, stories }: Late): Promise<void> {
    const all = [...stories.values()].filter(({ length }) => length > 0)
    spokeWithTheirLines(all)
    const fromMs = Math.min(...all.map((story) => story.fromMs))
    const toMs = Math.max(...all.map((story) => story.toMs))
    let before = await this.at(mill, run, fromMs - 1)
    if (!before) return
    const told = all.filter((story) => story.begin(before!))
    for (let partMs = fromMs; partMs <= toMs && told.length > 0; partMs += PART_MS) {
      const range = { fromMs: partMs, toMs: Math.min(partMs + PART_MS, toMs + 1) }
      const stretch = await this.stretch(mill, run, range, range.toMs > toMs)
      const { pictures, steps } = mend(before, stretch, told)
      for (const step of steps) this.keep(mill, run, 'step', step.atMs, encodeStep(step))
      for (const picture of pictures) this.keep(mill, run, 'picture', picture.atMs, encodePicture(picture))
      before = stretch.pictures.at(-1) ?? before
    }
  }

  /** The mill just before the first that was told late; where nothing is kept of then, the first picture after. */
  private async at(mill: string, run: string, atMs: number): Promise<MillPicture | undefined> {
    const key = { mill, run }
    const found =
      (await this.store.momentBefore({ ...key, kind: 'picture' }, atMs)) ??
      (await this.store.momentAfter({ ...key, kind: 'picture' }, atMs))
    if (!found) return undefined
    const picture = decodePicture(unpackMoment(found.data))
    const steps = await this.store.moments({ ...key, kind: 'step' }, { fromMs: picture.atMs + 1, toMs: atMs + 1 })
    return pictureAt(
      picture,
      steps.map(({ data }) => decodeStep(unpackMoment(data))),
      atMs,
    )
  }

  /** What was recorded in a range; of the last the step after it, too: what spindles did up to its end stands there. */
  private async stretch(mill: string, run: string, range: TimeRange, isLast: boolean) {
    const [pictures, steps, after] = await Promise.all([
      this.store.moments({ mill, run, kind: 'picture' }, range),
      this.store.moments({ mill, run, kind: 'step' }, range),
      isLast ? this.store.momentAfter({ mill, run, kind: 'step' }, range.toMs) : undefined,
    ])
    return {
      pictures: pictures.map(({ data }) => decodePicture(unpackMoment(data))),
      steps: [...steps, ...(after ? [after] : [])].map(({ data }) => decodeStep(unpackMoment(data))),
    }
  }

  private keep(mill: string, run: string, kind: 'picture' | 'step', atMs: number, bytes: Uint8Array): void {
    this.bus.emit('moment', { mill, run, kind, atMs, data: packMoment(bytes) })
  }
}
