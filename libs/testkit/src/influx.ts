import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { freePort } from './free-port'
import { requiredProgram } from './required-program'
import { startServer, type TestServer } from './server'
import { tempFolder } from './temp-folder'

export interface InfluxOptions {
  /** Makes the server ask for this account, which is its administrator. */
  account?: { user: string; password: string }
}

export interface InfluxServer extends TestServer {
  /** Runs InfluxQL by the v1 API (1.6.7 has no other) and returns the answer's JSON; throws what the server complains about. */
  query(influxQl: string, database?: string): Promise<unknown>
}

function configFile(folder: string, port: number, rpcPort: number, withAccount: boolean): string {
  return `reporting-enabled = false
bind-address = "127.0.0.1:${rpcPort}"

[meta]
  dir = "${folder}/meta"

[data]
  dir = "${folder}/data"
  wal-dir = "${folder}/wal"
  index-version = "tsi1"
  query-log-enabled = false
  max-values-per-tag = 0
  max-series-per-database = 0

[monitor]
  store-enabled = false

[http]
  bind-address = "127.0.0.1:${port}"
  auth-enabled = ${withAccount}
  log-enabled = false
  max-body-size = 0

[subscriber]
  enabled = false
`
}

/** A real InfluxDB 1.x with its v1 API; tsi1 index and no limits on series, as the store expects. */
export async function startInflux({ account }: InfluxOptions = {}): Promise<InfluxServer> {
  const program = requiredProgram('influxd', 'influxdb')
  const folder = await tempFolder('influx')
  const [port, rpcPort] = [await freePort(), await freePort()]
  const url = `http://127.0.0.1:${port}`
  const file = join(folder.path, 'influxdb.conf')
  await writeFile(file, configFile(folder.path, port, rpcPort, account !== undefined))
  const server = await startServer({
    program,
    args: ['-config', file],
    port,
    url,
    folder,
    isReady: async () => (await fetch(`${url}/ping`)).status === 204,
  })

  const query = async (influxQl: string, database?: string): Promise<unknown> => {
    const parameters = new URLSearchParams({ q: influxQl })
    if (database !== undefined) parameters.set('db', database)
    // 1.6 looks for credentials in the header or the URL, never in the body.
    const headers = account ? { authorization: `Basic ${btoa(`${account.user}:${account.password}`)}` } : undefined
    const answer = await fetch(`${url}/query`, { method: 'POST', body: parameters, headers })
    const body = (await answer.json()) as { error?: string; results?: { error?: string }[] }
    const error = body.error ?? body.results?.find((result) => result.error)?.error
    if (error) throw new Error(error)
    return body
  }
  // The first account may be made without one.
  if (account) await query(`CREATE USER "${account.user}" WITH PASSWORD '${account.password}' WITH ALL PRIVILEGES`)
  return { ...server, query }
}
