import type { DataTypeName } from './data-type'
import type { NamedMetric, RejectCode } from './host-event'
import type { Metric, Payload } from './payload'
import { decodePayload } from './payload-decoder'

/** Why a readable payload was not taken. */
export interface Refusal {
  code: RejectCode
  reason: string
}

/** The metrics a payload brought, all with name and type. */
export interface ReadMetrics {
  payload: Payload
  metrics: NamedMetric[]
  unsupported: number
}

interface Announced {
  name: string
  alias: number | undefined
  /** Undefined for a datatype that is not read here. */
  datatype: DataTypeName | undefined
}

type Typed = Announced & { datatype: DataTypeName }

/** What a node or device announced in its birth: the key to read its data with. */
export class AnnouncedMetrics {
  readonly #byName = new Map<string, Announced>()
  readonly #byAlias = new Map<number, Announced>()

  /** How many metrics were announced. */
  get size(): number {
    return this.#byName.size
  }

  /** The metric a command may write: its alias and datatype; undefined if it was not announced or cannot be written here. */
  find(name: string): { alias: number | undefined; datatype: DataTypeName } | undefined {
    const found = this.#byName.get(name)
    return isTyped(found) ? found : undefined
  }

  /** Takes over a decoded birth. An alias for two metrics would mix up their values, so such a birth is refused. */
  announce(payload: Payload, nowMs: number): ReadMetrics | Refusal {
    const metrics: NamedMetric[] = []
    let unsupported = 0
    for (const metric of payload.metrics) {
      const { name, alias, datatype } = metric
      if (name === undefined) {
        unsupported += 1
        continue
      }
      const announced: Announced = { name, alias, datatype }
      if (alias !== undefined) {
        const other = this.#byAlias.get(alias)
        if (other !== undefined && other.name !== name) {
          return { code: 'host/alias-reused', reason: `alias ${alias} is ${other.name} and ${name}` }
        }
        this.#byAlias.set(alias, announced)
      }
      this.#byName.set(name, announced)
      if (datatype === undefined) unsupported += 1
      else metrics.push(named(metric, name, datatype, payload, nowMs))
    }
    return { payload, metrics, unsupported }
  }

  /**
   * Decodes data against this birth. One metric that was not announced refuses the whole message: half a message stored
   * could not be told from a whole one. Throws `SparkplugDecodeError`.
   */
  read(bytes: Uint8Array, nowMs: number): ReadMetrics | Refusal {
    const payload = decodePayload(bytes, this.#resolveAlias, this.#resolveName)
    const metrics: NamedMetric[] = []
    let unsupported = 0
    for (const metric of payload.metrics) {
      const { name, alias, datatype } = metric
      const known = alias === undefined ? this.#byName.get(name ?? '') : this.#byAlias.get(alias)
      if (known === undefined || (name !== undefined && name !== known.name)) {
        return { code: 'host/unknown-metric', reason: `${describe(metric)} was not announced` }
      }
      if (known.datatype === undefined) {
        unsupported += 1
        continue
      }
      if (datatype !== known.datatype) {
        return { code: 'host/datatype-changed', reason: `${known.name} was announced as ${known.datatype}` }
      }
      metrics.push(named(metric, known.name, known.datatype, payload, nowMs))
    }
    return { payload, metrics, unsupported }
  }

  readonly #resolveAlias = (alias: number): Typed | undefined => {
    const found = this.#byAlias.get(alias)
    return isTyped(found) ? found : undefined
  }

  readonly #resolveName = (name: string): DataTypeName | undefined => this.#byName.get(name)?.datatype
}

/** Whether a payload was refused. */
export function isRefusal(result: ReadMetrics | Refusal): result is Refusal {
  return 'code' in result
}

function isTyped(announced: Announced | undefined): announced is Typed {
  return announced?.datatype !== undefined
}

function describe({ name, alias }: Metric): string {
  return name ?? (alias === undefined ? 'a metric without name and alias' : `alias ${alias}`)
}

function named(metric: Metric, name: string, datatype: DataTypeName, payload: Payload, nowMs: number): NamedMetric {
  return { ...metric, name, datatype, timestampMs: metric.timestampMs ?? payload.timestampMs ?? nowMs }
}
