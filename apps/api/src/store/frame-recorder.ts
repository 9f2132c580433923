import type { GatewayEvent, GatewayRef, MachineOffline, MachineReading, SpindleReading } from '../bus'
import { type FrameRows, FrameTrack } from './frame-track'
import type { SpindleSecondRow } from './history-store.port'

/** A second of a frame that sends no speeds is still a second. */
const SECOND_MS = 1000

interface Tracks {
  gateway: string
  run: string
  present: FrameTrack
  /** What the gateway had stored while the line was down: it continues where the present broke off. */
  past: FrameTrack | undefined
}

const keyOf = ({ mill, machine }: { mill: string; machine: string }): string => `${mill}/${machine}`

/** Follows all frames of all mills. */
export class FrameRecorder {
  private readonly frames = new Map<string, Tracks>()

  take(reading: SpindleReading, rows: FrameRows): void {
    const tracks = this.tracksOf(reading)
    if (!tracks) return
    if (!reading.historical) tracks.present.take(reading, rows)
    else {
      tracks.past ??= new FrameTrack(frameOf(reading), tracks.present.spindles)
      tracks.past.take(reading, rows)
    }
  }

  heard(reading: MachineReading): void {
    const tracks = this.frames.get(keyOf(reading))
    if (tracks && tracks.run === reading.run && !reading.historical) tracks.present.heard(reading.atMs)
  }

  machineOffline(event: MachineOffline, rows: FrameRows): void {
    const tracks = this.frames.get(keyOf(event))
    if (tracks) tracks.past = tracks.present.breakOff(rows)
  }

  gatewayOffline(event: GatewayEvent, rows: FrameRows): void {
    for (const [key, tracks] of this.frames) {
      if (tracks.gateway === event.gateway && key.startsWith(`${event.mill}/`)) {
        tracks.past = tracks.present.breakOff(rows)
      }
    }
  }

  /** Seconds of frames that told no speeds, of one gateway or of all. */
  secondsDue(of?: GatewayRef): SpindleSecondRow[] {
    const rows: SpindleSecondRow[] = []
    for (const [key, { gateway, present }] of this.frames) {
      if (of && (gateway !== of.gateway || !key.startsWith(`${of.mill}/`))) continue
      const row = present.secondDue(SECOND_MS)
      if (row) rows.push(row)
    }
    return rows
  }

  /** The tracks of a frame; begun anew with a new run or another number of spindles. */
  private tracksOf(reading: SpindleReading): Tracks | undefined {
    const key = keyOf(reading)
    const known = this.frames.get(key)
    const spindles = reading.states?.length ?? reading.rpm?.length ?? known?.present.spindles
    if (!spindles) return undefined
    if (known && known.run === reading.run && known.present.spindles === spindles) {
      known.gateway = reading.gateway
      return known
    }
    const present = new FrameTrack(frameOf(reading), spindles)
    const tracks: Tracks = { gateway: reading.gateway, run: reading.run, present, past: undefined }
    this.frames.set(key, tracks)
    return tracks
  }
}

const frameOf = ({ run, mill, machine }: SpindleReading) => ({ run, mill, machine })
