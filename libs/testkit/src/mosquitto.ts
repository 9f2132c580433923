import { execFileSync } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { freePort } from './free-port'
import { requiredProgram } from './required-program'
import { acceptsConnections, startServer, type TestServer } from './server'
import { tempFolder } from './temp-folder'

export interface MosquittoOptions {
  /** Accounts by user name; without them everybody is let in. */
  passwords?: Record<string, string>
  /** The text of an ACL file. */
  acl?: string
  /** How many messages it keeps for a client: beyond that it drops them without a word to anybody. */
  mostQueued?: number
  /** How many messages may be on their way to a client without an answer. */
  mostInFlight?: number
  /** Further lines of the configuration; a key given here twice is mosquitto's to refuse. */
  config?: readonly string[]
}

/** A real mosquitto (MQTT 3.1.1 and 5) without persistence, unless `config` says `persistence true`. */
export async function startMosquitto(options: MosquittoOptions = {}): Promise<TestServer> {
  const { passwords, acl, mostQueued = 100_000, mostInFlight = 1000, config = [] } = options
  const program = requiredProgram('mosquitto', 'mosquitto')
  const folder = await tempFolder('mosquitto')
  const port = await freePort()
  // As root mosquitto would change to its own user, who may not read this folder.
  const lines = [`listener ${port} 127.0.0.1`, 'user root']
  lines.push(`max_queued_messages ${mostQueued}`, `max_inflight_messages ${mostInFlight}`)
  lines.push(`persistence_location ${folder.path}/`, `allow_anonymous ${passwords === undefined}`)
  if (passwords) {
    const file = join(folder.path, 'passwords')
    await writeFile(
      file,
      Object.entries(passwords).map(([user, password]) => `${user}:${password}\n`),
      { mode: 0o600 },
    )
    execFileSync(requiredProgram('mosquitto_passwd', 'mosquitto'), ['-U', file])
    lines.push(`password_file ${file}`)
  }
  if (acl !== undefined) {
    await writeFile(join(folder.path, 'acl'), acl, { mode: 0o600 })
    lines.push(`acl_file ${join(folder.path, 'acl')}`)
  }
  const file = join(folder.path, 'mosquitto.conf')
  await writeFile(file, `${[...lines, ...config].join('\n')}\n`)
  return startServer({
    program,
    args: ['-c', file],
    port,
    url: `mqtt://127.0.0.1:${port}`,
    folder,
    isReady: () => acceptsConnections(port),
  })
}
