import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './project.mjs'

/** What Vite builds, in the order of how long it takes. `output` is the file that must exist afterwards. */
export const targets = {
  dashboard: { folder: 'apps/dashboard', output: 'index.html' },
  api: { folder: 'apps/api', output: 'main.js' },
  simulator: { folder: 'simulator', output: 'cli.js' },
  broker: { folder: 'apps/broker', output: 'main.js' },
}

const STAMP = '.build-stamp'
const NOT_BUILT = /(^|\/)(node_modules|dist|\.svelte-check)(\/|$)|\.(spec|bench|suite)\.ts$|\.md$/

function manifest(folder) {
  return JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'))
}

/** The target's folder and the folders of our own packages it is bundled with, found by their manifests. */
function sourceFolders(folder) {
  const found = new Set()
  const visit = (next) => {
    if (found.has(next)) return
    found.add(next)
    for (const name of Object.keys(manifest(next).dependencies ?? {})) {
      if (!name.startsWith('@wanding/')) continue
      const bare = name.replace('@wanding/', '')
      for (const own of [`libs/${bare}`, bare]) if (existsSync(join(root, own, 'package.json'))) visit(own)
    }
  }
  visit(folder)
  return [...found]
}

function filesBelow(folder) {
  const files = []
  for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
    const path = `${folder}/${entry.name}`
    if (NOT_BUILT.test(path)) continue
    if (entry.isDirectory()) files.push(...filesBelow(path))
    else if (entry.isFile()) files.push(path)
  }
  return files
}

/** A hash over everything the target's bundle is made of: by content, because a checkout changes every mtime. */
function sourceHash({ folder }) {
  const hash = createHash('sha256')
  const files = sourceFolders(folder).flatMap(filesBelow)
  for (const file of [...files.sort(), 'package-lock.json', 'tsconfig.base.json']) {
    hash
      .update(`${file}\0`)
      .update(readFileSync(join(root, file)))
      .update('\0')
  }
  return hash.digest('hex')
}

const stampFile = ({ folder }) => join(root, folder, 'dist', STAMP)

/** Names of the targets whose `dist` is not what their sources would give now. */
export function staleTargets(names = Object.keys(targets)) {
  return names.filter((name) => {
    const target = targets[name]
    if (!existsSync(join(root, target.folder, 'dist', target.output)) || !existsSync(stampFile(target))) return true
    return readFileSync(stampFile(target), 'utf8') !== sourceHash(target)
  })
}

/** Makes the next start build these targets: used where something else (a watcher) writes into their `dist`. */
export function forgetStamps(names) {
  for (const name of names) rmSync(stampFile(targets[name]), { force: true })
}

export const viteProgram = join(root, 'node_modules/vite/bin/vite.js')

/** Builds one target with Vite in a process of its own; rejects with Vite's output. */
export async function buildTarget(name) {
  const target = targets[name]
  // Hashed before the build: a file saved meanwhile then makes the result stale, not falsely fresh.
  const hash = sourceHash(target)
  const child = spawn(process.execPath, [viteProgram, 'build', '--logLevel', 'warn'], {
    cwd: join(root, target.folder),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const abandon = () => child.kill()
  process.once('exit', abandon)
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk))
  const code = await new Promise((resolve, reject) => child.once('error', reject).once('close', resolve))
  process.off('exit', abandon)
  if (code !== 0) throw new Error(`${name} does not build\n${output.trimEnd()}`)
  if (!existsSync(join(root, target.folder, 'dist', target.output))) {
    throw new Error(`${name} was built, but ${target.folder}/dist/${target.output} is missing`)
  }
  writeFileSync(stampFile(target), hash)
  return output.trimEnd()
}

/** Builds all named targets side by side; `report(name, seconds)` is called as each is ready. Rejects after all have ended. */
export async function buildTargets(names, report = () => {}) {
  const results = await Promise.allSettled(
    names.map(async (name) => {
      const since = performance.now()
      const output = await buildTarget(name)
      report(name, (performance.now() - since) / 1000, output)
    }),
  )
  const failures = results.filter((result) => result.status === 'rejected')
  if (failures.length > 0) throw new Error(failures.map((failure) => failure.reason.message).join('\n'))
}
