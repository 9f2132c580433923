import { execFile } from 'node:child_process'
import { mkdir, symlink, writeFile } from 'node:fs/promises'
import { dirname, join, posix } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { type TempFolder, tempFolder } from '@wanding/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const project = fileURLToPath(new URL('..', import.meta.url))
const PACKAGES = ['mqtt', 'zod', 'yaml', 'aedes', '@duckdb/node-api']

/** Who imports what, and which rule says no; `undefined` where the arrow is right. Files end in .ts unless they say. */
const arrows: [from: string, to: string, rule: string | undefined][] = [
  ['libs/mill/src/speed', 'libs/contracts/src/index', 'mill-imports-nothing'],
  ['libs/mill/src/clock', 'node:os', 'mill-imports-nothing'],
  ['libs/mill/src/spin', 'libs/mill/src/index', undefined],
  ['libs/contracts/src/rest', 'zod', undefined],
  ['libs/contracts/src/disk', 'node:fs', 'contracts-import-mill-and-zod'],
  ['libs/contracts/src/wire', 'libs/sparkplug/src/index', 'contracts-import-mill-and-zod'],
  ['libs/contracts/src/text', 'yaml', 'yaml-only-for-files'],
  ['libs/contracts/src/files/text', 'yaml', undefined],
  ['libs/sparkplug/src/topic', 'libs/mill/src/index', 'sparkplug-imports-nothing'],
  ['libs/sparkplug/src/client', 'mqtt', 'sparkplug-imports-nothing'],
  ['libs/record-log/src/topic', 'libs/sparkplug/src/index', 'record-log-imports-nothing'],
  ['libs/link/src/link', 'mqtt', undefined],
  ['libs/link/src/mill', 'libs/mill/src/index', 'link-imports-mqtt'],
  ['libs/testkit/src/mill', 'libs/mill/src/index', 'testkit-knows-nobody'],
  ['apps/api/src/kpi/fake', 'libs/testkit/src/index', 'testkit-only-in-tests'],
  ['apps/api/src/kpi/fake.spec', 'libs/testkit/src/index', undefined],
  ['apps/e2e/src/page', 'libs/testkit/src/index', undefined],
  ['simulator/src/engine/spin', 'libs/mill/src/index', undefined],
  ['simulator/src/engine/read', 'libs/contracts/src/index', 'engine-imports-mill'],
  ['simulator/src/engine/clock', 'node:perf_hooks', 'engine-imports-mill'],
  ['simulator/src/engine/publish', 'simulator/src/gateway/index', 'engine-imports-mill'],
  ['simulator/src/gateway/node', 'simulator/src/engine/index', undefined],
  ['simulator/src/gateway/cheat', 'apps/api/src/store/index', 'simulator-knows-no-app'],
  ['apps/api/src/kpi/cheat', 'simulator/src/engine/index', 'engine-by-its-door'],
  ['apps/api/src/what-if/run', 'simulator/src/engine/index', undefined],
  ['apps/api/src/what-if/files', 'simulator/src/mill-files', undefined],
  ['apps/api/src/kpi/files', 'simulator/src/mill-files', 'engine-by-its-door'],
  ['apps/api/src/what-if/live', 'simulator/src/gateway/index', 'engine-by-its-index'],
  ['apps/api/src/what-if/inside', 'simulator/src/engine/kernel', 'engine-by-its-index'],
  ['apps/api/src/kpi/door', 'apps/api/src/twin/index', undefined],
  ['apps/api/src/kpi/window', 'apps/api/src/twin/twin.service', 'api-modules-by-their-door'],
  ['apps/api/src/main', 'apps/api/src/twin/twin.service', 'api-root-by-the-doors'],
  ['apps/api/src/ingest/tell', 'apps/api/src/store/index', 'ingest-announces'],
  ['apps/api/src/ingest/line', 'mqtt', undefined],
  ['apps/api/src/ingest/bus', 'apps/api/src/bus/index', undefined],
  ['apps/api/src/ingest/keep', 'apps/api/src/spool/index', undefined],
  ['apps/api/src/spool/ask', 'apps/api/src/store/index', 'spool-is-below'],
  ['apps/api/src/store/ask', 'apps/api/src/kpi/index', 'store-listens'],
  ['apps/api/src/store/duckdb', '@duckdb/node-api', undefined],
  ['apps/api/src/kpi/sql', '@duckdb/node-api', 'database-only-in-store'],
  ['apps/api/src/bus/listen', 'apps/api/src/twin/index', 'bus-and-config-know-nobody'],
  ['apps/api/src/live/line', 'libs/link/src/index', 'mqtt-only-in-ingest'],
  ['apps/api/src/live/mqtt', 'mqtt', 'mqtt-only-in-ingest'],
  ['apps/api/src/twin/codec', 'libs/sparkplug/src/index', 'sparkplug-only-in-ingest'],
  ['apps/api/src/live/page', 'apps/dashboard/src/shared/index', 'api-knows-no-other-app'],
  ['apps/broker/src/main', 'aedes', undefined],
  ['apps/broker/src/mill', 'libs/mill/src/index', 'broker-imports-aedes'],
  ['apps/dashboard/src/features/mill/panel', 'apps/dashboard/src/shared/index', undefined],
  ['apps/dashboard/src/features/mill/peek', 'apps/dashboard/src/features/frame/index', 'features-know-no-feature'],
  ['apps/dashboard/src/features/mill/go', 'apps/dashboard/src/routes/index', 'features-know-no-route'],
  ['apps/dashboard/src/shared/peek', 'apps/dashboard/src/features/frame/index', 'shared-is-below'],
  ['apps/dashboard/src/shared/codec', 'libs/sparkplug/src/index', 'dashboard-imports-mill-and-contracts'],
  ['apps/dashboard/src/features/mill/Value.svelte', 'apps/api/src/twin/index', 'dashboard-imports-mill-and-contracts'],
  ['libs/mill/src/circle-a', 'libs/mill/src/circle-b', 'no-circle'],
  // A circle is reported once, at its first file.
  ['libs/mill/src/circle-b', 'libs/mill/src/circle-a', undefined],
  ['libs/mill/src/lost', 'libs/mill/src/nowhere', 'resolvable'],
  ['simulator/src/undeclared', 'zod', 'declared'],
]

interface Violation {
  from: string
  to: string
  rule: { name: string }
}

const extended = (path: string): string => (/\.svelte$/.test(path) ? path : `${path}.ts`)
const isOurs = (path: string): boolean => /^(libs|simulator|apps)\//.test(path)

/** An import of a type only, as the arrows must see it too; a value where Svelte's compiler would take a type out. */
function importLine(from: string, to: string): string {
  const path = posix.relative(posix.dirname(from), to)
  const specifier = isOurs(to) ? (path.startsWith('.') ? path : `./${path}`) : to
  return from.endsWith('.svelte')
    ? `<script lang="ts">\nimport { one } from '${specifier}'\nconsole.log(one)\n</script>\n`
    : `import type { One } from '${specifier}'\nexport type Two = One\n`
}

let folder: TempFolder
let violations: Violation[]

async function write(path: string, text: string): Promise<void> {
  await mkdir(dirname(join(folder.path, path)), { recursive: true })
  await writeFile(join(folder.path, path), text)
}

/** A small tree with the project's own rules and every arrow above in it. */
async function plant(): Promise<void> {
  await write('tsconfig.json', '{}')
  await symlink(join(project, '.dependency-cruiser.mjs'), join(folder.path, '.dependency-cruiser.mjs'))
  for (const name of PACKAGES) {
    await write(`node_modules/${name}/package.json`, JSON.stringify({ name, main: 'index.js' }))
    await write(`node_modules/${name}/index.js`, '')
  }
  const everything = Object.fromEntries(PACKAGES.map((name) => [name, '*']))
  for (const workspace of ['libs/mill', 'libs/contracts', 'libs/sparkplug', 'libs/link', 'apps/api', 'apps/broker']) {
    await write(`${workspace}/package.json`, JSON.stringify({ name: workspace, dependencies: everything }))
  }
  await write('simulator/package.json', JSON.stringify({ name: 'simulator', dependencies: {} }))
  const sources = new Set(arrows.map(([from]) => from))
  for (const [, to] of arrows) {
    if (isOurs(to) && !sources.has(to) && !to.endsWith('nowhere')) await write(extended(to), 'export type One = 1\n')
  }
  for (const [from, to] of arrows) await write(extended(from), importLine(from, to))
}

async function cruise(): Promise<Violation[]> {
  const program = join(project, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs')
  const args = [program, '--config', '.dependency-cruiser.mjs', '--output-type', 'json', 'libs', 'simulator', 'apps']
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: folder.path, maxBuffer: 1 << 26 })
  return JSON.parse(stdout).summary.violations
}

beforeAll(async () => {
  folder = await tempFolder('arrows')
  await plant()
  violations = await cruise()
})
afterAll(() => folder.stop())

describe('the arrows', () => {
  it.each(arrows)('%s -> %s: %s', (from, to, rule) => {
    const file = extended(from)
    const found = violations.filter((violation) => violation.from === file).map((violation) => violation.rule.name)
    // The sources of some arrows break a second rule as well: what matters is that theirs is among them.
    if (rule === undefined) expect(found).toEqual([])
    else expect(found, `${file} -> ${to}`).toContain(rule)
  })

  it('has a planted violation for every rule', async () => {
    const { default: config } = await import(join(project, '.dependency-cruiser.mjs'))
    const planted = new Set(arrows.map(([, , rule]) => rule))
    const names = (config.forbidden as { name: string }[]).map((rule) => rule.name)
    expect(names.filter((name) => !planted.has(name))).toEqual([])
  })
})
