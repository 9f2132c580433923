import { StoreUnavailableError } from '../history-store.port'
import { basicAuthorization, dialectV1 } from './dialect-v1'
import { dialectV2 } from './dialect-v2'
import { dialectV3 } from './dialect-v3'
import type { InfluxAccount, InfluxDialect } from './influx-dialect'
import type { InfluxHttp } from './influx-http'

/** `auto`: by what the server says of its version. */
export type InfluxApi = 'auto' | 'v1' | 'v2' | 'v3'

export interface InfluxTarget extends InfluxAccount {
  database: string
  api?: InfluxApi
  /** Organisation, for the v2 API of 2.x. */
  org?: string
}

export interface Chosen {
  dialect: InfluxDialect
  /** One line for the log of the start. */
  told: string
}

/** Asks `/ping`, where the way is not set, and chooses. */
export async function chooseDialect(target: InfluxTarget, http: InfluxHttp): Promise<Chosen> {
  const choice = await choose(target, http)
  // It would be refused with each batch, as a fault of the batch.
  if (choice.dialect.name === 'v3' && !/^[A-Za-z0-9]/.test(target.database)) {
    throw new StoreUnavailableError(
      `INFLUX_DATABASE ${target.database}: InfluxDB 3 takes only names that begin with a letter or a digit`,
    )
  }
  return choice
}

async function choose(target: InfluxTarget, http: InfluxHttp): Promise<Chosen> {
  const api = target.api ?? 'auto'
  if (api !== 'auto') return chosen(dialectOf(api, target), `INFLUX_API=${api}`)
  const ping = { method: 'GET', path: 'ping', parameters: {} } as const
  const { status, version } = await http.send(ping, basicAuthorization(target))
  if (status === 401 || status === 403) {
    throw new StoreUnavailableError(`InfluxDB refuses the account (${status}) when it is asked for its version`)
  }
  if (status >= 500) throw new StoreUnavailableError(`InfluxDB answers ${status} when it is asked for its version`)
  return dialectFor(version, target)
}

/** The way to a server that says this of itself (header `X-Influxdb-Version`: `1.8.10`, `v2.7.1`, `3.2.0`). */
export function dialectFor(version: string | undefined, target: InfluxTarget): Chosen {
  const major = /^v?(\d+)\./.exec(version ?? '')?.[1]
  if (major === '1') return chosen(dialectOf('v1', target), `InfluxDB ${version}`)
  if (major === '3') return chosen(dialectOf('v3', target), `InfluxDB ${version}`)
  if (major === '2') {
    const isNative = target.org !== undefined && target.token !== undefined
    if (isNative) return chosen(dialectOf('v2', target), `InfluxDB ${version}`)
    return chosen(
      dialectV1(target.database, target, '2.x'),
      `InfluxDB ${version}, without both INFLUX_ORG and INFLUX_TOKEN`,
    )
  }
  const named = version === undefined ? 'a server that tells no version of InfluxDB' : `InfluxDB ${version}`
  return chosen(dialectOf('v1', target), `${named} is not supported (1.x, 2.x and 3 Core are); it is tried`)
}

function dialectOf(api: Exclude<InfluxApi, 'auto'>, target: InfluxTarget): InfluxDialect {
  if (api === 'v2') return dialectV2(target.database, target.org, target)
  return api === 'v3' ? dialectV3(target.database, target) : dialectV1(target.database, target)
}

function chosen(dialect: InfluxDialect, of: string): Chosen {
  return { dialect, told: `${of}: by the ${dialect.name} API${dialect.limits ? `; ${dialect.limits}` : ''}` }
}
