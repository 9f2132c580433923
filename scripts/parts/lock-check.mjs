import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { root as projectRoot } from './project.mjs'

// node scripts/parts/lock-check.mjs [root]: two things npm does not say about package-lock.json.
//
// 1. Each optional dependency has an entry of its own. Where a registry had no copy of one platform's package, npm
//    install leaves it out without a word, and npm ci then fails on that platform, or everywhere.
// 2. No entry names the server it came from: the lock must work with any registry.

const root = process.argv[2] ? resolve(process.argv[2]) : projectRoot
const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'))

/** True if Node would find `name` from the package at `from`: in its own node_modules or in those of a folder above. */
function isListed(name, from) {
  const parts = from.split('/')
  for (let length = parts.length; length >= 0; length--) {
    const above = parts.slice(0, length)
    if (above.at(-1) !== 'node_modules' && packages[[...above, 'node_modules', name].filter(Boolean).join('/')])
      return true
  }
  return false
}

const findings = []
for (const [path, entry] of Object.entries(packages)) {
  for (const name of Object.keys(entry.optionalDependencies ?? {})) {
    if (!isListed(name, path)) findings.push(`${path || 'the root'} wants ${name}, which has no entry in the lock`)
  }
  if (/^[a-z+]+:\/\//.test(entry.resolved ?? '')) findings.push(`${path} names the server it came from`)
}
for (const finding of findings) console.log(finding)
process.exitCode = findings.length > 0 ? 1 : 0
