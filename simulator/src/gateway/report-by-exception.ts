import type { Signal } from '@wanding/contracts'
import type { MetricValue } from '@wanding/sparkplug'
import { NO_TRANSITIONS } from './spindle-journal'

/** A named value of a machine at this moment. */
export interface SignalValue {
  name: string
  value: MetricValue
}

/** Reads the present value of a signal. Undefined means "nothing to report now" (an array between its periods). */
export type ReadSignal = (name: string) => MetricValue | undefined

/**
 * Decides what of a machine is worth a message: a signal is looked at once in its period, and reported when it has moved by more than
 * its deadband or was silent for ten minutes [tck-id-principles-rbe-recommended].
 */
export class ReportByException {
  private readonly sent: (MetricValue | undefined)[]
  private readonly sentMs: number[]
  private readonly seenMs: number[]

  /** `phaseMs` sets when in its period a slow signal is reported, so that a hall of machines does not speak at once. */
  constructor(
    private readonly signals: readonly Signal[],
    private readonly phaseMs = 0,
  ) {
    this.sent = signals.map(() => undefined)
    this.sentMs = signals.map(() => Number.NEGATIVE_INFINITY)
    this.seenMs = signals.map(() => Number.NEGATIVE_INFINITY)
  }

  /** Every signal with its present value, as a birth lists them. What happened comes with data only: a birth has nothing of it. */
  birth(read: ReadSignal): { signal: Signal; value: MetricValue }[] {
    return this.signals.map((signal) => {
      const value = signal.datatype === 'DataSet' ? NO_TRANSITIONS : (read(signal.name) ?? null)
      return { signal, value }
    })
  }

  /** The signals that have news; `nowMs` is real time, so a fast mill does not report faster. */
  changed(read: ReadSignal, nowMs: number): SignalValue[] {
    const news: SignalValue[] = []
    this.signals.forEach((signal, i) => {
      // A tick that comes a little early still counts as its period.
      if (nowMs - this.seenMs[i]! < signal.periodMs - EARLY_MS) return
      const value = read(signal.name)
      if (value === undefined) return
      const silentMs = nowMs - this.sentMs[i]!
      // The first report says where in its periods the signal is looked at, and told again, from now on.
      const isFirst = silentMs === Number.POSITIVE_INFINITY
      const dueMs = this.seenMs[i]! + signal.periodMs
      // A tick that comes late does not make the next one too early.
      if (isFirst) this.seenMs[i] = nowMs - (this.phaseMs % Math.max(1, signal.periodMs))
      else this.seenMs[i] = nowMs - dueMs < signal.periodMs ? dueMs : nowMs
      if (silentMs < AGAIN_MS && !moved(signal, this.sent[i], value)) return
      this.sent[i] = value
      this.sentMs[i] = isFirst ? nowMs - (this.phaseMs % AGAIN_MS) : nowMs
      news.push({ name: signal.name, value })
    })
    return news
  }
}

const EARLY_MS = 100
/** What did not move for so long is told again: who reads the journal from somewhere in its middle learns it. */
export const AGAIN_MS = 600_000

function moved(signal: Signal, before: MetricValue | undefined, now: MetricValue): boolean {
  if (typeof now === 'number' && typeof before === 'number') {
    return signal.deadband > 0 ? Math.abs(now - before) >= signal.deadband : now !== before
  }
  return typeof now === 'object' && now !== null ? true : now !== before
}
