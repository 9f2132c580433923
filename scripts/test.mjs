import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { buildTargets, staleTargets } from './parts/build-targets.mjs'
import { requireNode, requirePackages, root } from './parts/project.mjs'
import { setUpTests } from './parts/test-setup.mjs'

// npm test [-- arguments of vitest]: set-up, build, then every test but the long ones (npm run test:long). The last line counts them.

/** What is told of the files that took longest. */
const SLOW_SECONDS = 10
const MOST_SLOW = 20

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
    const result = JSON.parse(readFileSync(report, 'utf8'))
    counts = countsOf(result)
    tellSlowest(result)
    tellFailed(result)
  } catch {
    console.error('vitest wrote no report')
  }
  rmSync(folder, { recursive: true })
  // A file that cannot be loaded or an error outside of any test fails the run without failing a test.
  if (code !== 0 && counts.failed === 0) counts.failed = 1
  finish(counts)
})

/** A file that failed without a test that did. */
const isBroken = (file) => file.status === 'failed' && !file.assertionResults.some(({ status }) => status === 'failed')

const nameOf = (file) => relative(root, file.name)

function tellSlowest({ testResults }) {
  const slow = testResults
    .map((file) => ({ name: nameOf(file), seconds: (file.endTime - file.startTime) / 1000 }))
    .filter(({ seconds }) => seconds >= SLOW_SECONDS)
    .sort((a, b) => b.seconds - a.seconds)
  for (const { name, seconds } of slow.slice(0, MOST_SLOW)) console.log(`${seconds.toFixed(0).padStart(5)} s  ${name}`)
}

/** Once more, with names only: where only the end of the output is kept, the first of many failures would not be seen. */
function tellFailed({ testResults }) {
  for (const file of testResults.filter(isBroken)) console.log(`failed  ${nameOf(file)}: ${file.message}`)
  for (const file of testResults) {
    for (const { status, fullName, failureMessages } of file.assertionResults) {
      if (status === 'failed')
        console.log(`failed  ${nameOf(file)}: ${fullName}: ${failureMessages[0]?.split('\n')[0]}`)
    }
  }
}

function countsOf(result) {
  return {
    passed: result.numPassedTests,
    failed: result.numFailedTests + result.testResults.filter(isBroken).length,
    skipped: result.numPendingTests + result.numTodoTests,
  }
}
