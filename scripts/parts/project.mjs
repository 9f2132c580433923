import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The project's root folder; every script works from here, wherever it was called. */
export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))))

const numbers = (version) => version.replace(/^v/, '').split('-')[0].split('.').map(Number)

function atLeast(version, wanted) {
  for (let i = 0; i < 3; i++) {
    const difference = (version[i] ?? 0) - (wanted[i] ?? 0)
    if (difference !== 0) return difference > 0
  }
  return true
}

/** True if `version` is in a range of the two forms our manifest uses: `^a.b.c` and `>=a`, joined by `||`. */
export function inRange(version, range) {
  return range.split('||').some((part) => {
    const wanted = numbers(part.trim().replace(/^(\^|>=)/, ''))
    const have = numbers(version)
    return atLeast(have, wanted) && (part.trim().startsWith('>=') || have[0] === wanted[0])
  })
}

/** Ends the process with one line if this Node.js is not one the project runs on. */
export function requireNode() {
  const range = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).engines.node
  if (inRange(process.version, range)) return
  fail(`Node.js ${range} is needed, this is ${process.version}`)
}

/** Ends the process with one line if `npm ci` has not been run. */
export function requirePackages(...names) {
  for (const name of names) {
    if (!existsSync(join(root, 'node_modules', name, 'package.json')))
      fail(`package ${name} is missing: run npm ci first`)
  }
}

/** One line on the error stream, then the end. */
export function fail(message, code = 1) {
  process.stderr.write(`${message}\n`)
  process.exit(code)
}

/** Seconds since `since` (performance.now()), for people. */
export const seconds = (since) => `${((performance.now() - since) / 1000).toFixed(1)} s`
