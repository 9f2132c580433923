import {
  type Annotation,
  type AnnotationNote,
  annotation,
  type ComparisonQuery,
  type CountingQuery,
  type DepartmentsNow,
  departmentsNow,
  type FrameDoffs,
  frameDoffs,
  type Health,
  health,
  type KpiNow,
  kpiNow,
  type Ledger,
  ledger,
  type MachineHistory,
  type MachineNow,
  type MillEnergy,
  type MillSummary,
  machineHistory,
  machineNow,
  millEnergy,
  millSummary,
  type NamedSeries,
  namedSeries,
  type SpindleEvents,
  type SpindleSeconds,
  type StaffingComparison,
  type StaffingNow,
  type StaffingShifts,
  type StaffingWaterfall,
  spindleEvents,
  spindleSeconds,
  staffingComparison,
  staffingNow,
  staffingShifts,
  staffingWaterfall,
  type WhatIfBase,
  type WhatIfJob,
  type WhatIfList,
  whatIfBase,
  whatIfJob,
  whatIfList,
} from '@wanding/contracts'
import { AlarmsApi } from './alarms-api'
import { ApiError } from './api-error'
import type { Schema } from './ask'
import { CalibrationApi } from './calibration-api'
import { NormsApi } from './norms-api'
import { PastApi } from './past-api'
import { QualityApi } from './quality-api'
import { ReportsApi } from './reports-api'

/** A window on the mill's clock, epoch ms. */
export interface Range {
  fromMs: number
  toMs: number
}

const TIMEOUT_MS = 10_000
/** An answer without a body. */
const NOTHING: Schema<undefined> = { safeParse: () => ({ success: true, data: undefined }) }

/** The only place that asks the backend over HTTP. What comes is checked here and trusted from here on. */
export class Api {
  /** The server's clock minus the reader's, ms, from the newest answer; known to about a second. */
  clockOffsetMs: number | null = null

  readonly alarms = new AlarmsApi((...question) => this.#ask(...question))
  readonly norms = new NormsApi((...question) => this.#ask(...question))
  readonly quality = new QualityApi((...question) => this.#ask(...question))
  readonly calibrations = new CalibrationApi((...question) => this.#ask(...question))
  readonly past = new PastApi(
    (...question) => this.#ask(...question),
    (path) => this.#bytes(path),
  )

  readonly reports = new ReportsApi((...question) => this.#ask(...question))

  constructor(private readonly fetcher: typeof fetch = (...request) => fetch(...request)) {}

  health = (): Promise<Health> => this.#get('/api/health', {}, health)
  ledger = (): Promise<Ledger> => this.#get('/api/health/ledger', {}, ledger)
  mills = (): Promise<MillSummary[]> => this.#get('/api/mills', {}, millSummary.array())
  kpi = (mill: string): Promise<KpiNow> => this.#get(at`/api/mills/${mill}/kpi`, {}, kpiNow)

  staffing = (mill: string, rules: CountingQuery = {}): Promise<StaffingNow> =>
    this.#get(at`/api/mills/${mill}/staffing`, told(rules), staffingNow)

  staffingWaterfall = (mill: string, query: CountingQuery & { order: string }): Promise<StaffingWaterfall> =>
    this.#get(at`/api/mills/${mill}/staffing/waterfall`, told(query), staffingWaterfall)

  staffingShifts = (mill: string, range: Range, rules: CountingQuery = {}): Promise<StaffingShifts> =>
    this.#get(at`/api/mills/${mill}/staffing/shifts`, { ...window(range), ...told(rules) }, staffingShifts)

  staffingComparison = (mill: string, query: ComparisonQuery): Promise<StaffingComparison> =>
    this.#get(at`/api/mills/${mill}/staffing/compare`, told(query), staffingComparison)

  departments = (mill: string): Promise<DepartmentsNow> =>
    this.#get(at`/api/mills/${mill}/departments`, {}, departmentsNow)

  machines = (mill: string, kind: string): Promise<MachineNow[]> =>
    this.#get(at`/api/mills/${mill}/machines`, { kind }, machineNow.array())

  /** The machines of a mill, or of one of its kinds, by name and kind, without their values. */
  machineNames = (mill: string, kind?: string): Promise<MachineNow[]> =>
    this.#get(at`/api/mills/${mill}/machines`, { metrics: '', ...(kind && { kind }) }, machineNow.array())

  kpiHistory = (mill: string, range: Range, points: number): Promise<NamedSeries> =>
    this.#get(at`/api/mills/${mill}/kpi/history`, { ...window(range), points }, namedSeries)

  staffingHistory = (mill: string, range: Range, points: number): Promise<NamedSeries> =>
    this.#get(at`/api/mills/${mill}/staffing/history`, { ...window(range), points }, namedSeries)

  history = (mill: string, machine: string, metric: string, range: Range, points: number): Promise<MachineHistory> =>
    this.#get(at`/api/mills/${mill}/machines/${machine}/history`, { metric, ...window(range), points }, machineHistory)

  doffs = (mill: string, machine: string, range: Range): Promise<FrameDoffs> =>
    this.#get(at`/api/mills/${mill}/machines/${machine}/doffs`, window(range), frameDoffs)

  energy = (mill: string, range: Range): Promise<MillEnergy> =>
    this.#get(at`/api/mills/${mill}/energy`, window(range), millEnergy)

  spindleEvents = (mill: string, machine: string, position: number, range: Range): Promise<SpindleEvents> =>
    this.#get(at`/api/mills/${mill}/machines/${machine}/spindles/${position}/events`, window(range), spindleEvents)

  spindleSeconds = (mill: string, machine: string, position: number, range: Range): Promise<SpindleSeconds> =>
    this.#get(at`/api/mills/${mill}/machines/${machine}/spindles/${position}/seconds`, window(range), spindleSeconds)

  annotations = (mill: string, range: Range): Promise<Annotation[]> =>
    this.#get(at`/api/mills/${mill}/annotations`, window(range), annotation.array())

  addAnnotation = (mill: string, note: AnnotationNote): Promise<Annotation> =>
    this.#ask(at`/api/mills/${mill}/annotations`, annotation, note)

  removeAnnotation = (mill: string, id: string): Promise<undefined> =>
    this.#send(at`/api/mills/${mill}/annotations/${id}`, NOTHING, { method: 'DELETE' })

  whatIfBase = (mill: string): Promise<WhatIfBase> => this.#get(at`/api/what-if/base/${mill}`, {}, whatIfBase)
  whatIfs = (): Promise<WhatIfList> => this.#get('/api/what-if/runs', {}, whatIfList)
  whatIf = (id: string): Promise<WhatIfJob> => this.#get(at`/api/what-if/runs/${id}`, {}, whatIfJob)

  /** Asks a what-if; the answer is its job, which is done already if the same was asked before. */
  askWhatIf = (path: 'runs' | 'compare' | 'surface' | 'optimise', request: unknown): Promise<WhatIfJob> =>
    this.#ask(at`/api/what-if/${path}`, whatIfJob, request)

  cancelWhatIf = (id: string): Promise<WhatIfJob> =>
    this.#send(at`/api/what-if/runs/${id}`, whatIfJob, { method: 'DELETE' })

  #get<T>(path: string, query: Record<string, string | number>, schema: Schema<T>): Promise<T> {
    const parameters = new URLSearchParams(Object.entries(query).map(([key, value]) => [key, String(value)]))
    const tail = parameters.toString()
    return this.#send(tail ? `${path}?${tail}` : path, schema)
  }

  /** Sends what is given, and asks where nothing is. */
  #ask<T>(path: string, schema: Schema<T>, sent?: unknown, timeoutMs = TIMEOUT_MS): Promise<T> {
    const post = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(sent) }
    return this.#send(path, schema, sent === undefined ? {} : post, timeoutMs)
  }

  async #send<T>(address: string, schema: Schema<T>, request: RequestInit = {}, timeoutMs = TIMEOUT_MS): Promise<T> {
    const response = await this.#fetch(address, request, timeoutMs)
    const body: unknown = await response.json().catch(() => undefined)
    if (!response.ok) throw ApiError.from(response.status, body)
    const parsed = schema.safeParse(body)
    if (!parsed.success) throw new ApiError('answer/unreadable', response.status)
    return parsed.data
  }

  async #bytes(address: string): Promise<Uint8Array> {
    const response = await this.#fetch(address, {}, TIMEOUT_MS)
    if (!response.ok) throw ApiError.from(response.status, await response.json().catch(() => undefined))
    return new Uint8Array(await response.arrayBuffer())
  }

  async #fetch(address: string, request: RequestInit, timeoutMs: number): Promise<Response> {
    let response: Response
    try {
      response = await this.fetcher(address, { ...request, signal: AbortSignal.timeout(timeoutMs) })
    } catch {
      throw new ApiError('network/unreachable', 0)
    }
    const date = Date.parse(response.headers.get('date') ?? '')
    // The header has whole seconds: on average it is half a second behind.
    if (!Number.isNaN(date)) this.clockOffsetMs = date + 500 - Date.now()
    return response
  }
}

const window = ({ fromMs, toMs }: Range) => ({ from: Math.floor(fromMs), to: Math.ceil(toMs) })

/** What was chosen; what was not is not sent. */
const told = (query: Record<string, string | number | undefined>): Record<string, string | number> =>
  Object.fromEntries(
    Object.entries(query).filter((entry): entry is [string, string | number] => entry[1] !== undefined),
  )

/** The address of a file of the backend, to be saved by the browser. */
export const fileOf = (mill: string, path: string, query: Record<string, string | number | undefined>): string =>
  `${at`/api/mills/${mill}/staffing/`}${path}?${new URLSearchParams(Object.entries(told(query)).map(([key, value]) => [key, String(value)]))}`

/** Address of what came out of a what-if, as a file. */
export const whatIfFileOf = (id: string, query: { format: string; lang: string }): string =>
  `${at`/api/what-if/runs/${id}/export`}?${new URLSearchParams(query)}`

/** A path with its parts escaped. */
function at(parts: TemplateStringsArray, ...values: (string | number)[]): string {
  return parts.reduce((path, part, i) => path + encodeURIComponent(values[i - 1] ?? '') + part)
}
