import { spawn } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { freePort } from './bench-system.mjs'

const CLOCK_TICKS_PER_S = 100

const configOf = (folder, port, rpc) => `reporting-enabled = false
bind-address = "127.0.0.1:${rpc}"
[meta]
dir = "${folder}/meta"
[data]
dir = "${folder}/data"
wal-dir = "${folder}/wal"
index-version = "tsi1"
query-log-enabled = false
[monitor]
store-enabled = false
[http]
bind-address = "127.0.0.1:${port}"
log-enabled = false
[subscriber]
enabled = false
`

/** Runs `job` with the address of an InfluxDB of its own in `folder` and with what tells its CPU time so far, ms. */
export async function withInflux(folder, job) {
  const [port, rpc] = [await freePort(), await freePort()]
  const config = join(folder, 'influxdb.conf')
  writeFileSync(config, configOf(folder, port, rpc))
  const server = spawn('influxd', ['-config', config], { stdio: 'ignore' })
  const failed = new Promise((_, reject) => server.once('error', reject))
  const url = `http://127.0.0.1:${port}`
  try {
    await Promise.race([answering(url), failed])
    const cpuMs = () => {
      const fields = readFileSync(`/proc/${server.pid}/stat`, 'utf8').split(') ')[1].split(' ')
      return ((Number(fields[11]) + Number(fields[12])) * 1000) / CLOCK_TICKS_PER_S
    }
    await job(url, cpuMs)
  } finally {
    server.kill()
    await new Promise((resolve) => server.once('exit', resolve))
  }
}

async function answering(url) {
  for (;;) {
    const up = await fetch(`${url}/ping`).then(
      (answer) => answer.ok,
      () => false,
    )
    if (up) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
