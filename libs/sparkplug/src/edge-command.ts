import type { DataTypeName } from './data-type'
import { type DecodeFault, SparkplugDecodeError } from './errors'
import type { MetricValue } from './payload'
import { decodePayload } from './payload-decoder'
import { REBIRTH } from './sequence'

/** Why a command, or one metric of it, was not taken. */
export type CommandFault = DecodeFault | 'command/not-born' | 'command/unknown-metric' | 'command/datatype-changed'

/** What a host asks of an edge node; `atMs` is the metric's own time or else that of the message, if it had one. */
export type EdgeCommand =
  | { kind: 'rebirth'; atMs?: number }
  | { kind: 'write'; device?: string; name: string; datatype: DataTypeName; value: MetricValue; atMs?: number }
  | { kind: 'rejected'; device?: string; code: CommandFault; reason: string }

/** A metric as an edge announced it in its birth. */
export interface BornMetric {
  name: string
  alias: number
  datatype: DataTypeName
}

/** What a node or device announced in its birth. */
export interface BornMetrics {
  byName: ReadonlyMap<string, BornMetric>
  byAlias: ReadonlyMap<number, BornMetric>
}

/** Reads an NCMD (`device` undefined) or DCMD against the birth it answers to. Never throws. */
export function readCommands(
  payload: Uint8Array,
  born: BornMetrics | undefined,
  device: string | undefined,
): EdgeCommand[] {
  if (born === undefined) {
    return [{ kind: 'rejected', device, code: 'command/not-born', reason: 'no birth was sent' }]
  }
  try {
    const { metrics, timestampMs } = decodePayload(
      payload,
      (alias) => born.byAlias.get(alias),
      (name) => (name === REBIRTH && device === undefined ? 'Boolean' : born.byName.get(name)?.datatype),
    )
    const commands: EdgeCommand[] = []
    for (const metric of metrics) {
      const { name, alias, datatype, value } = metric
      const atMs = metric.timestampMs ?? timestampMs
      if (device === undefined && name === REBIRTH) {
        if (value === true) commands.push({ kind: 'rebirth', atMs })
        continue
      }
      const known = alias === undefined ? born.byName.get(name ?? '') : born.byAlias.get(alias)
      if (known === undefined || (name !== undefined && known.name !== name)) {
        const reason = `${name ?? `alias ${alias}`} is not in the birth`
        commands.push({ kind: 'rejected', device, code: 'command/unknown-metric', reason })
      } else if (datatype !== known.datatype) {
        const reason = `${known.name} is ${known.datatype}`
        commands.push({ kind: 'rejected', device, code: 'command/datatype-changed', reason })
      } else commands.push({ kind: 'write', device, name: known.name, datatype, value, atMs })
    }
    return commands
  } catch (error) {
    if (!(error instanceof SparkplugDecodeError)) throw error
    return [{ kind: 'rejected', device, code: error.code, reason: error.message }]
  }
}
