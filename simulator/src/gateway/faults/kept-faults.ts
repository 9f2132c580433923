import { FAULTS, type FaultKind, type MillPlan } from '@wanding/mill'
import { z } from 'zod'
import { placesOf } from '../../engine'
import { GATEWAY_FAULT_KINDS, type GatewayFault } from './fault-days'

const VERSION = 1
/** More than a trainer can have ordered; a longer list is damaged. */
const MOST = 1000

/** A fault that came by itself and was cured before its time. */
export interface ShortenedFault {
  kind: FaultKind
  place: number
  onsetMs: number
  endMs: number
}

/** What cannot be computed again of the faults of what is published: everything else follows from plan, seed and day. */
export interface KeptFaults {
  ordered: readonly GatewayFault[]
  shortened: readonly ShortenedFault[]
  /** What sensors saw last, by zone and signal: a frozen one shows it until it is swapped. */
  seen: Readonly<Record<string, number>>
}

/** What was kept of the faults of gateways cannot be used; the message says where and why. */
export class KeptFaultsError extends Error {
  readonly code = 'simulator/kept-faults'
}

const timeMs = z.number().min(0)
const fault = z.strictObject({
  kind: z.enum(GATEWAY_FAULT_KINDS),
  place: z.number().int().min(0),
  severity: z.number().positive(),
  rampMs: z.number().min(0),
  onsetMs: timeMs,
  /** Null while only an order ends it: JSON has no infinity. */
  endMs: timeMs.nullable(),
})
const kept = z.strictObject({
  version: z.literal(VERSION),
  ordered: z.array(fault).max(MOST),
  shortened: z.array(fault.pick({ kind: true, place: true, onsetMs: true }).extend({ endMs: timeMs })).max(MOST),
  seen: z.record(z.string().max(64), z.number()),
})

/** As a value of JSON. */
export function keptFaultsToJson({ ordered, shortened, seen }: KeptFaults): z.input<typeof kept> {
  return {
    version: VERSION,
    ordered: ordered.map(({ by: _, endMs, ...rest }) => ({ ...rest, endMs: Number.isFinite(endMs) ? endMs : null })),
    shortened: [...shortened],
    seen: { ...seen },
  }
}

/** From a value of JSON; undefined when nothing was kept. Throws a KeptFaultsError for what this mill cannot have. */
export function keptFaultsFromJson(plan: MillPlan, json: unknown): KeptFaults | undefined {
  if (json === undefined) return undefined
  const parsed = kept.safeParse(json)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    throw new KeptFaultsError(`${issue?.path.join('.') || 'faults'}: ${issue?.message}`)
  }
  const { ordered, shortened, seen } = parsed.data
  for (const [list, faults] of Object.entries({ ordered, shortened })) {
    faults.forEach(({ kind, place }, i) => {
      if (place >= placesOf(plan, FAULTS[kind].place))
        throw new KeptFaultsError(`${list}.${i}.place: this mill has no ${FAULTS[kind].place} number ${place}`)
    })
  }
  return {
    ordered: ordered.map((one) => ({ ...one, endMs: one.endMs ?? Number.POSITIVE_INFINITY, by: 'command' })),
    shortened,
    seen,
  }
}
