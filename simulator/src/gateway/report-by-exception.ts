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
 * Decides what of a machine is worth a message: a signal is reported when it moved by more than its deadband
 * and its period has passed [tck-id-principles-rbe-recommended].
 */
export class ReportByException {
  private readonly sent: (MetricValue | undefined)[]
  private readonly sentMs: number[]

  /** `phaseMs` sets when in its period a slow signal is reported, so that a hall of machines does not speak at once. */
  constructor(
    private readonly signals: readonly Signal[],
    private readonly phaseMs = 0,
  ) {
    this.sent = signals.map(() => undefined)
    this.sentMs = signals.map(() => Number.NEGATIVE_INFINITY)
  }

  /** Every signal with its present value, as a birth lists them; remembers them as reported. */
  birth(read: ReadSignal, nowMs: number): { signal: Signal; value: MetricValue }[] {
    return this.signals.map((signal, i) => {
      const value = read(signal.name) ?? (signal.datatype === 'DataSet' ? NO_TRANSITIONS : null)
      this.sent[i] = value
      this.sentMs[i] = nowMs - (this.phaseMs % Math.max(1, signal.periodMs))
      return { signal, value }
    })
  }

  /** The signals that have news; `nowMs` is real time, so a fast mill does not report faster. */
  changed(read: ReadSignal, nowMs: number): SignalValue[] {
    const news: SignalValue[] = []
    this.signals.forEach((signal, i) => {
      // A tick that comes a little early still counts as its period.
      if (nowMs - this.sentMs[i]! < signal.periodMs - EARLY_MS) return
      const value = read(signal.name)
      if (value === undefined || !moved(signal, this.sent[i], value)) return
      this.sent[i] = value
      this.sentMs[i] = nowMs
      news.push({ name: signal.name, value })
    })
    return news
  }
}

const EARLY_MS = 100

function moved(signal: Signal, before: MetricValue | undefined, now: MetricValue): boolean {
  if (typeof now === 'number' && typeof before === 'number') {
    return signal.deadband > 0 ? Math.abs(now - before) >= signal.deadband : now !== before
  }
  return typeof now === 'object' && now !== null ? true : now !== before
}
