import { spawnSync } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type TempFolder, tempFolder } from '@wanding/testkit'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

let folder: TempFolder
beforeEach(async () => {
  folder = await tempFolder('checks')
})
afterEach(() => folder.stop())

async function write(path: string, text: string): Promise<void> {
  await mkdir(dirname(join(folder.path, path)), { recursive: true })
  await writeFile(join(folder.path, path), text)
}

/** Runs a check of the project on the temporary tree; what it found, one line each. */
function run(name: string): { code: number | null; found: string[] } {
  const script = fileURLToPath(new URL(`./parts/${name}.mjs`, import.meta.url))
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, folder.path], { encoding: 'utf8' })
  expect(stderr).toBe('')
  return { code: status, found: stdout.split('\n').filter(Boolean) }
}

const impure: [code: string, what: string, line?: number][] = [
  ['const now = Date.now()', 'Date'],
  ['const now = new Date()', 'Date'],
  ['export type When = Date', 'Date'],
  ['const now = performance.now()', 'performance'],
  ['setTimeout(() => {}, 1)', 'setTimeout'],
  ['const a = Math.random()', 'Math.random'],
  ['// determinism: reader only\nconst a = Math.random()', 'Math.random', 2],
  ['const a = Math.exp(1)', 'Math.exp'],
  ['const a = Math.sin(1)', 'Math.sin'],
  ['const a = 2 ** 0.5', '** (the same as Math.pow)'],
  ['let a = 2\na **= 3', '** (the same as Math.pow)', 2],
  ['const { exp } = Math', 'Math other than as Math.name'],
  ["const a = Math['exp'](1)", 'Math other than as Math.name'],
  ["const a = 'a'.localeCompare('b')", 'localeCompare'],
  ['const a = globalThis.Date', 'globalThis'],
  ['const a = { Date }', 'Date'],
  ['const a = process.env.SEED', 'process'],
]

const pure = [
  'const a = Math.sqrt(2) + Math.floor(1.5) + Math.imul(2, 3) + Math.PI',
  '// determinism: reader only\nconst a = Math.exp(1) + 2 ** 0.5',
  '// Date.now() and Math.random() are forbidden here\nconst a = "Date"',
  'export interface Shift { performance: number; process: string }',
  'export const of = (shift: { process: string }) => shift.process',
  'export const run = (process: { step: number }) => process.step',
  'export const a = { performance: 1 }',
]

describe('purity', () => {
  it('finds what is impure, and only that', async () => {
    await mkdir(join(folder.path, 'libs/mill/src'), { recursive: true })
    for (const [index, [code]] of impure.entries()) await write(`simulator/src/engine/deep/impure-${index}.ts`, code)
    for (const [index, code] of pure.entries()) await write(`libs/mill/src/pure-${index}.ts`, code)
    await write('simulator/src/engine/spin.spec.ts', 'const now = Date.now()')
    const expected = impure.map(
      ([, what, line = 1], index) => `simulator/src/engine/deep/impure-${index}.ts:${line} ${what}`,
    )
    const { code, found } = run('purity')
    expect(found.toSorted()).toEqual(expected.toSorted())
    expect(code).toBe(1)
  })

  it('passes where all is pure', async () => {
    await mkdir(join(folder.path, 'simulator/src/engine'), { recursive: true })
    await write('libs/mill/src/spin.ts', pure[0]!)
    expect(run('purity')).toEqual({ code: 0, found: [] })
  })
})

describe('arrows of .svelte files', () => {
  const source = 'apps/dashboard/src'

  it.each([
    ['features/mill/Map.svelte', "import type { Row } from '../frame/row'", 'a feature knows no other feature'],
    ['features/mill/Map.svelte', "import { go } from '../../routes/router'", 'a feature knows no route'],
    ['shared/ui/Tile.svelte', "import '../../features/frame/frame.css'", 'shared is below features and routes'],
    ['App.svelte', "import type { Metric } from '@wanding/sparkplug'", 'the dashboard imports mill and contracts only'],
    ['App.svelte', "const a = await import('../../api/src/main')", 'the dashboard imports mill and contracts only, by'],
  ])('%s: %s', async (file, line, reason) => {
    await write(
      `${source}/${file}`,
      `<script module lang="ts">\n</script>\n<script lang="ts">\n${line}\n</script>\n<p>x</p>`,
    )
    const { code, found } = run('svelte-arrows')
    expect(code).toBe(1)
    expect(found).toHaveLength(1)
    expect(found[0]).toContain(`${source}/${file} imports `)
    expect(found[0]).toContain(reason)
  })

  it('lets right arrows pass, and text that only looks like an import', async () => {
    const right = [
      "import { onMount } from 'svelte'",
      "import type { MachineKind } from '@wanding/mill'",
      "import { decode } from '@wanding/contracts'",
      "import Tile from '../../shared/ui/Tile.svelte'",
      "import { rows } from './rows'",
    ]
    await write(
      `${source}/features/mill/Map.svelte`,
      `<script lang="ts">\n${right.join('\n')}\n</script>\n<p>import x from '../frame/x'</p>`,
    )
    await write(`${source}/App.svelte`, `<script lang="ts">\nimport Map from './features/mill/Map.svelte'\n</script>`)
    expect(run('svelte-arrows')).toEqual({ code: 0, found: [] })
  })
})

describe('lock file', () => {
  const lock = (packages: object) => write('package-lock.json', JSON.stringify({ packages }))
  const binding = { 'node_modules/fast': { optionalDependencies: { 'fast-linux': '1.0.0', 'fast-darwin': '1.0.0' } } }

  it('finds a platform package that npm left out', async () => {
    await lock({ ...binding, 'node_modules/fast-linux': {} })
    expect(run('lock-check')).toEqual({
      code: 1,
      found: ['node_modules/fast wants fast-darwin, which has no entry in the lock'],
    })
  })

  it('finds an entry that names its server', async () => {
    await lock({ 'node_modules/fast': { resolved: 'https://registry.example/fast.tgz' } })
    expect(run('lock-check').found).toEqual(['node_modules/fast names the server it came from'])
  })

  it('lets a whole lock pass, nested packages and workspace links included', async () => {
    await lock({
      '': { optionalDependencies: { top: '1.0.0' } },
      ...binding,
      'node_modules/top': {},
      'node_modules/fast-linux': {},
      'node_modules/fast/node_modules/fast-darwin': {},
      'node_modules/@wanding/mill': { resolved: 'libs/mill', link: true },
    })
    expect(run('lock-check')).toEqual({ code: 0, found: [] })
  })
})
