import type { GatewayEvent, GatewayRef, MachineOffline, MachineReading, SpindleReading } from '../bus'
import { type FrameRows, FrameTrack } from './frame-track'
import type { SpindleSecondRow } from './history-store.port'

/** A second of a frame that sends no speeds is still a second. */
const SECOND_MS = 1000

interface Tracks {
  /** Those of its gateway, of which this is one. */
  among: Set<Tracks>
  run: string
  present: FrameTrack
  /** What the gateway had stored while the line was down: it continues where the present broke off. */
  past: FrameTrack | undefined
}

const keyOf = ({ mill, machine }: { mill: string; machine: string }): string => `${mill}/${machine}`
const gatewayKey = ({ mill, gateway }: GatewayRef): string => `${mill}/${gateway}`

/** Follows all frames of all mills. */
export class FrameRecorder {
  private readonly frames = new Map<string, Tracks>()
  /** Each second of a gateway asks for its own frames, however many mills there are. */
  private readonly gateways = new Map<string, Set<Tracks>>()

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
    for (const tracks of this.framesOf(event)) tracks.past = tracks.present.breakOff(rows)
  }

  /** Seconds of frames that told no speeds, of one gateway or of all. */
  secondsDue(of?: GatewayRef): SpindleSecondRow[] {
    const rows: SpindleSecondRow[] = []
    for (const { present } of of ? this.framesOf(of) : this.frames.values()) {
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
    const among = this.framesOf(reading)
    if (known && known.run === reading.run && known.present.spindles === spindles) {
      if (known.among !== among) {
        known.among.delete(known)
        known.among = among.add(known)
      }
      return known
    }
    known?.among.delete(known)
    const present = new FrameTrack(frameOf(reading), spindles)
    const tracks: Tracks = { among, run: reading.run, present, past: undefined }
    this.frames.set(key, tracks)
    among.add(tracks)
    return tracks
  }

  private framesOf(gateway: GatewayRef): Set<Tracks> {
    const key = gatewayKey(gateway)
    const known = this.gateways.get(key)
    if (known) return known
    const frames = new Set<Tracks>()
    this.gateways.set(key, frames)
    return frames
  }
}

const frameOf = ({ run, mill, machine }: SpindleReading) => ({ run, mill, machine })
