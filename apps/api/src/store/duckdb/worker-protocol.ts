import type { SpindleTransition } from '../../bus'
import type {
  ForgetLimits,
  MomentKind,
  SeriesTotal,
  StoredMoment,
  StoredRun,
  StoredSpeeds,
  StoredSpindleRollup,
  StoredSpindleSecond,
  StoredWord,
  TimeRange,
  WorstSpindle,
} from '../history-store.port'
import type { Report, ReportedStep } from '../steps'
import type { FlatBatch, SourceKey } from './flat-batch'

export interface NamedKey {
  source: SourceKey
  name: string
}
export interface SpindleKey {
  source: SourceKey
  position: number
}
export interface MomentsKey {
  source: SourceKey
  kind: MomentKind
}
export interface FramesKey {
  run: string
  mill: string
  machine?: string
}

/** What the adapter may ask of its worker, and what it gets. */
export interface Operations {
  /** The answer is a warning, or null. */
  open: (args: { folder: string; memoryLimitMb: number }) => string | null
  close: (args: null) => null
  write: (args: FlatBatch) => null
  forget: (args: ForgetLimits) => null
  /** The answer is the size of the copy. */
  backup: (args: { file: string }) => number
  steps: (
    args: NamedKey & { table: 'sample' | 'series_point'; range: TimeRange; stepMs: number; lookBackMs: number },
  ) => {
    before: Report | undefined
    reported: ReportedStep[]
  }
  totals: (args: { source: SourceKey; names: readonly string[]; range: TimeRange }) => [string, SeriesTotal][]
  sums: (args: { source: SourceKey; prefix: string; range: TimeRange }) => [string, number][]
  words: (args: NamedKey & { range: TimeRange }) => StoredWord[]
  transitions: (args: SpindleKey & { range: TimeRange }) => SpindleTransition[]
  seconds: (args: SpindleKey & { range: TimeRange }) => StoredSpindleSecond[]
  rollups: (args: SpindleKey & { range: TimeRange }) => StoredSpindleRollup[]
  worst: (args: FramesKey & { range: TimeRange; limit: number }) => WorstSpindle[]
  breaks: (args: FramesKey & { range: TimeRange }) => number
  momentBefore: (args: MomentsKey & { atMs: number }) => StoredMoment | undefined
  momentAfter: (args: MomentsKey & { atMs: number }) => StoredMoment | undefined
  moments: (args: MomentsKey & { range: TimeRange; everyMs: number }) => StoredMoment[]
  storedRuns: (args: { mill: string }) => StoredRun[]
  machineAt: (args: { source: SourceKey; range: TimeRange }) => [string, number | string][]
  speedsAt: (args: { source: SourceKey; range: TimeRange }) => StoredSpeeds | undefined
}

export type OperationName = keyof Operations
export type Args<K extends OperationName> = Parameters<Operations[K]>[0]
export type Answer<K extends OperationName> = ReturnType<Operations[K]>

export interface WorkerRequest<K extends OperationName = OperationName> {
  id: number
  operation: K
  args: Args<K>
}

/** `unavailable`: try again later; `rejected`: the content will never do; `broken`: the database must be opened anew. */
export type Failure = 'unavailable' | 'rejected' | 'broken'

export type WorkerReply =
  | { id: number; ok: true; answer: unknown }
  | { id: number; ok: false; failure: Failure; message: string }
