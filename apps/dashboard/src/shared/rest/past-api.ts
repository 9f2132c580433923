import {
  type Anomalies,
  anomalies,
  decodePicture,
  decodeTape,
  type MachineThen,
  type MillPicture,
  machineThen,
  type Recorded,
  recorded,
  type Tape,
} from '@wanding/contracts'
import { ApiError } from './api-error'
import type { Ask } from './ask'

/** Asks for a path that answers in bytes. */
export type AskBytes = (path: string) => Promise<Uint8Array>

/** A stretch of the past that is wanted: from `fromMs` up to `toMs`, with steps, or only pictures so many seconds apart. */
export interface Stretch {
  fromMs: number
  toMs: number
  everySeconds: number | null
}

/** Questions about past moments of a mill; of its present run. */
export class PastApi {
  constructor(
    private readonly ask: Ask,
    private readonly bytes: AskBytes,
  ) {}

  recorded = (mill: string): Promise<Recorded> => this.ask(`${base(mill)}/recorded`, recorded)

  at = (mill: string, atMs: number): Promise<MillPicture> =>
    this.read(`${base(mill)}/at?${new URLSearchParams({ time: String(Math.floor(atMs)) })}`, decodePicture)

  tape = (mill: string, { fromMs, toMs, everySeconds }: Stretch): Promise<Tape> => {
    const query = new URLSearchParams({ from: String(Math.floor(fromMs)), to: String(Math.ceil(toMs)) })
    if (everySeconds !== null) query.set('every', String(everySeconds))
    return this.read(`${base(mill)}/tape?${query}`, decodeTape)
  }

  machine = (mill: string, machine: string, atMs: number): Promise<MachineThen> => {
    const query = new URLSearchParams({ time: String(Math.floor(atMs)) })
    return this.ask(`${base(mill)}/machines/${encodeURIComponent(machine)}/at?${query}`, machineThen)
  }

  anomalies = (mill: string, fromMs: number, toMs: number): Promise<Anomalies> => {
    const query = new URLSearchParams({ from: String(Math.floor(fromMs)), to: String(Math.ceil(toMs)) })
    return this.ask(`${base(mill)}/anomalies?${query}`, anomalies)
  }

  private async read<T>(path: string, decode: (bytes: Uint8Array) => T): Promise<T> {
    const bytes = await this.bytes(path)
    try {
      return decode(bytes)
    } catch (error) {
      throw new ApiError('answer/unreadable', 200, String(error))
    }
  }
}

const base = (mill: string): string => `/api/mills/${encodeURIComponent(mill)}`
