import { spawn } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fail, requireNode, root } from './parts/project.mjs'

// npm run bench -- <name> [arguments]: runs scripts/bench/<name>.mjs.

requireNode()
const folder = join(root, 'scripts/bench')
const names = existsSync(folder)
  ? readdirSync(folder)
      .filter((file) => file.endsWith('.mjs'))
      .map((file) => file.slice(0, -4))
  : []
const [name, ...rest] = process.argv.slice(2)
if (!names.includes(name)) {
  fail(`usage: npm run bench -- <name>\nbenches: ${names.length > 0 ? names.join(', ') : 'none yet'}`)
}
const child = spawn(process.execPath, [join(folder, `${name}.mjs`), ...rest], { stdio: 'inherit' })
process.on('SIGINT', () => {})
process.on('SIGTERM', () => child.kill('SIGTERM'))
child.once('exit', (code, signal) => process.exit(signal ? 1 : code))
