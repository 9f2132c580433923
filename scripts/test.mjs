import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildTargets, staleTargets } from './parts/build-targets.mjs'
import { requireNode, requirePackages, root } from './parts/project.mjs'
import { setUpTests } from './parts/test-setup.mjs'

// npm test [-- arguments of vitest]: set-up, build, then every test but the long ones (npm run test:long). The last line counts them.

requireNode()
requirePackages('vitest', 'vite')

/** Nothing is skipped in silence: what cannot run has failed. */
function giveUp(reason) {
  console.error(reason)
  finish({ passed: 0, failed: 1, skipped: 0 })
}

function finish({ passed, failed, skipped }) {
  console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`)
  process.exit(failed > 0 || passed === 0 ? 1 : 0)
}

const lacking = setUpTests()
if (lacking) giveUp(lacking)

const stale = staleTargets()
if (stale.length > 0) {
  console.log(`building ${stale.join(', ')}`)
  await buildTargets(stale).catch((error) => giveUp(error.message))
}

const folder = mkdtempSync(join(tmpdir(), 'wanding-test-'))
const report = join(folder, 'report.json')
const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
const asked = process.argv.slice(2)
const projects = asked.some((argument) => argument.startsWith('--project')) ? [] : ['--project=!long']
const child = spawn(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', ...reporters, ...projects, ...asked], {
  cwd: root,
  stdio: ['ignore', 'inherit', 'inherit'],
})
process.on('SIGINT', () => {})
process.on('SIGTERM', () => child.kill('SIGTERM'))
child.once('close', (code) => {
  let counts = { passed: 0, failed: 0, skipped: 0 }
  try {
    counts = countsOf(JSON.parse(readFileSync(report, 'utf8')))
  } catch {
    console.error('vitest wrote no report')
  }
  rmSync(folder, { recursive: true })
  // A file that cannot be loaded or an error outside of any test fails the run without failing a test.
  if (code !== 0 && counts.failed === 0) counts.failed = 1
  finish(counts)
})

function countsOf(result) {
  const brokenFiles = result.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some(({ status }) => status === 'failed'),
  )
  return {
    passed: result.numPassedTests,
    failed: result.numFailedTests + brokenFiles.length,
    skipped: result.numPendingTests + result.numTodoTests,
  }
}
