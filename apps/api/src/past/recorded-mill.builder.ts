import { decodePicture, decodeStep, type MillPicture, pictureAt } from '@wanding/contracts'
import type { MomentRecorded, SpindleTransition } from '../bus'
import { MillTwin } from '../twin'
import { MillRecorder } from './mill-recorder'
import { unpackMoment } from './packed-moment'

export const T0 = Date.UTC(2026, 10, 22, 8)
export const FRAMES = ['RF01', 'RF02']
const GATEWAY: Readonly<Record<string, string>> = { RF01: 'G1', RF02: 'G2', CD01: 'G3' }
export const SPINDLES = 6

/**
 * A mill of two frames and a card, its twin and its recorder, for specs; all times in seconds after the begin. Each
 * is behind a gateway of its own.
 */
export class Recorded {
  readonly twin = new MillTwin('jimo')
  readonly recorder = new MillRecorder(this.twin, {
    rateOf: () => null,
    sinceOf: () => T0,
  })
  readonly moments: MomentRecorded[] = []

  constructor(private readonly run = 'live') {
    for (const gateway of ['G1', 'G2', 'G3']) this.online(gateway, 0)
    for (const machine of FRAMES) {
      this.birth(machine, 'ring-frame')
      this.spindles(machine, 0, { states: new Uint8Array(SPINDLES).fill(1) })
    }
    this.birth('CD01', 'card')
    this.record()
  }

  online(gateway: string, seconds: number): void {
    this.twin.gatewayOnline({ ...this.stamp(seconds), mill: 'jimo', gateway })
  }

  offline(gateway: string, seconds: number): void {
    this.twin.gatewayOffline({ ...this.stamp(seconds), mill: 'jimo', gateway })
  }

  birth(machine: string, kind: string, seconds = 0, values: Record<string, string | number> = {}): void {
    this.twin.reading({
      ...this.of(machine, seconds),
      kind,
      birth: true,
      values: new Map<string, string | number>(Object.entries({ 'machine/reason': 'producing', ...values })),
    })
  }

  value(machine: string, seconds: number, name: string, value: number | string): void {
    this.twin.reading({ ...this.of(machine, seconds), kind: '', birth: false, values: new Map([[name, value]]) })
  }

  spindles(machine: string, seconds: number, parts: { states?: Uint8Array; transitions?: SpindleTransition[] }): void {
    const reading = { ...this.of(machine, seconds), ...parts }
    this.twin.spindles(reading)
    this.recorder.spindles(reading)
  }

  record(): void {
    this.moments.push(...this.recorder.record(this.twin.receivedMs))
  }

  /** As the service does it: the newest picture at or before, the steps after it, and one more. */
  at(atMs: number): MillPicture {
    const of = (kind: string) => this.moments.filter((moment) => moment.kind === kind)
    const picture = decodePicture(unpackMoment(of('picture').findLast((moment) => moment.atMs <= atMs)!.data))
    const after = of('step').filter((moment) => moment.atMs > picture.atMs)
    const next = after.findIndex((moment) => moment.atMs > atMs)
    const steps = next < 0 ? after : after.slice(0, next + 1)
    return pictureAt(
      picture,
      steps.map((step) => decodeStep(unpackMoment(step.data))),
      atMs,
    )
  }

  stamp(seconds: number) {
    const atMs = T0 + seconds * 1000
    return { atMs, receivedMs: atMs, run: this.run, historical: false }
  }

  of(machine: string, seconds: number) {
    return { ...this.stamp(seconds), mill: 'jimo', gateway: GATEWAY[machine] ?? 'G1', machine }
  }
}
