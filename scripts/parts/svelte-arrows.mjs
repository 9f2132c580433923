import { readdirSync, readFileSync } from 'node:fs'
import { join, posix, relative, resolve } from 'node:path'
import { root as projectRoot } from './project.mjs'

// node scripts/parts/svelte-arrows.mjs [root]: the arrows of the dashboard's .svelte files. The arrow checker sees these
// files only after Svelte has compiled them, when type-only imports are gone; here every import counts.

const SOURCE = 'apps/dashboard/src'
const SCRIPT = /<script\b[^>]*>([\s\S]*?)<\/script>/g
const IMPORT = /\b(?:import|export)\b[^'"`;]*?\bfrom\s*['"]([^'"]+)['"]|\bimport\s*\(?\s*['"]([^'"]+)['"]/g

/** Why a file of the dashboard may not import this, or undefined if it may. Paths are from the root. */
function refusal(from, specifier) {
  const lib = /^@wanding\/([^/]+)/.exec(specifier)?.[1]
  if (lib) return lib === 'mill' || lib === 'contracts' ? undefined : 'the dashboard imports mill and contracts only'
  if (!specifier.startsWith('.')) return undefined
  const to = posix.normalize(posix.join(posix.dirname(from), specifier))
  if (!to.startsWith(`${SOURCE}/`)) return 'the dashboard imports mill and contracts only, by their names'
  const [area, feature] = from.slice(SOURCE.length + 1).split('/')
  const [toArea, toFeature] = to.slice(SOURCE.length + 1).split('/')
  if (area === 'features' && toArea === 'features' && feature !== toFeature) return 'a feature knows no other feature'
  if (area === 'features' && toArea === 'routes') return 'a feature knows no route'
  if (area === 'shared' && (toArea === 'features' || toArea === 'routes')) return 'shared is below features and routes'
  return undefined
}

const root = process.argv[2] ? resolve(process.argv[2]) : projectRoot
const files = readdirSync(join(root, SOURCE), { withFileTypes: true, recursive: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith('.svelte'))
  .map((entry) => relative(root, join(entry.parentPath ?? entry.path, entry.name)).replaceAll('\\', '/'))

let bad = 0
for (const file of files) {
  for (const [, script] of readFileSync(join(root, file), 'utf8').matchAll(SCRIPT)) {
    for (const [, from, bare] of script.matchAll(IMPORT)) {
      const reason = refusal(file, from ?? bare)
      if (!reason) continue
      bad += 1
      console.log(`${file} imports ${from ?? bare}: ${reason}`)
    }
  }
}
process.exitCode = bad > 0 ? 1 : 0
