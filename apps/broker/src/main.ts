import { ConfigError, loadConfig } from './config'
import { startBroker } from './mqtt-broker'

/** Exit codes: 2 for a setting that cannot be used, 1 for a port that cannot be had. */
async function main(): Promise<void> {
  const config = loadConfig(process.env)
  const broker = await startBroker(config, (line) => console.warn(line))
  console.log(`listening on ${config.host}:${config.port}${config.accounts ? ', with password' : ''}`)

  let stopping = false
  const stop = async () => {
    if (stopping) return
    stopping = true
    await broker.stop()
    process.exit(0)
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
}

function explain(error: unknown): { line: string; code: number } {
  if (error instanceof ConfigError) return { line: error.message, code: 2 }
  const { code, message } = error as NodeJS.ErrnoException
  if (code === 'EADDRINUSE') return { line: 'the port is in use: set MQTT_PORT to a free one', code: 1 }
  if (code === 'EACCES') return { line: 'the port is not allowed for this user: set MQTT_PORT above 1023', code: 1 }
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return { line: 'HOST is not an address of this machine', code: 1 }
  return { line: message, code: 1 }
}

main().catch((error: unknown) => {
  const { line, code } = explain(error)
  console.error(line)
  process.exit(code)
})
