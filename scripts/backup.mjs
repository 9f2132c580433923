import { fail, seconds } from './parts/project.mjs'
import { launcherSettings } from './parts/settings.mjs'

// npm run backup: asks the running backend for a copy of its embedded store, and ends when that is whole and on the disk.

const EVERY_MS = 500
const since = performance.now()
const { reachable, port } = launcherSettings([])
const address = `http://${reachable}:${port}/api/backups`

const begun = await ask({ method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' })
const file = begun.running
for (;;) {
  const { running, lastError, files } = await ask()
  const made = files.find((each) => each.file === file)
  if (made) {
    console.log(`${file}: ${Math.round(made.bytes / 1e6)} MB in ${seconds(since)}`)
    break
  }
  if (running !== file) fail(`no copy was made: ${lastError ?? 'the backend was restarted'}`)
  await new Promise((done) => setTimeout(done, EVERY_MS))
}

async function ask(options) {
  let answer
  try {
    answer = await fetch(address, options)
  } catch {
    fail(`no backend answers at ${address}: is it running?`)
  }
  const told = await answer.json()
  if (!answer.ok) fail(told.message)
  return told
}
