import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { buildTargets, staleTargets } from './parts/build-targets.mjs'
import { fail, requireNode, requirePackages, root } from './parts/project.mjs'

// npm run sim -- <command>: the simulator's command line. Says nothing itself, so that --json stays pure JSON.

requireNode()
const stale = staleTargets(['simulator'])
if (stale.length > 0) requirePackages('vite')
try {
  await buildTargets(stale)
} catch (error) {
  fail(error.message)
}

const child = spawn(process.execPath, [join(root, 'simulator/dist/cli.js'), ...process.argv.slice(2)], {
  stdio: 'inherit',
})
// Ctrl-C reaches the child by the terminal's process group; a signal sent to us alone is passed on.
process.on('SIGINT', () => {})
process.on('SIGTERM', () => child.kill('SIGTERM'))
child.once('exit', (code, signal) => process.exit(signal ? 1 : code))
