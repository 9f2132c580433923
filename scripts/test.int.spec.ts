import { spawnSync } from 'node:child_process'
import { chmod, cp, mkdir, rm, symlink, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type TempFolder, tempFolder } from '@wanding/testkit'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'

// npm test in a small tree of its own: the real vitest, a Vite that copies files, and tests that end in every way.

const project = fileURLToPath(new URL('..', import.meta.url))
const FAKE_VITE = `
import { cpSync } from 'node:fs'
if (process.env.BUILD === 'broken') { console.error('no such import'); process.exit(1) }
cpSync('src', 'dist', { recursive: true })
`
const it1 = (body: string): string => `import { expect, it } from 'vitest'\n${body}\n`

let tree: TempFolder
const at = (path: string): string => join(tree.path, path)
async function write(path: string, text: string): Promise<void> {
  await mkdir(dirname(at(path)), { recursive: true })
  await writeFile(at(path), text)
}

beforeAll(async () => {
  tree = await tempFolder('npm-test')
  await cp(join(project, 'scripts/parts'), at('scripts/parts'), { recursive: true })
  await cp(join(project, 'scripts/test.mjs'), at('scripts/test.mjs'))
  await write('package.json', JSON.stringify({ engines: { node: '>=18' }, type: 'module' }))
  await write('package-lock.json', '{}')
  await write('tsconfig.base.json', '{}')
  await write('node_modules/vite/package.json', '{"type":"module"}')
  await write('node_modules/vite/bin/vite.js', FAKE_VITE)
  await symlink(join(project, 'node_modules/vitest'), at('node_modules/vitest'))
  const outputs = {
    'apps/broker': 'main.js',
    'apps/api': 'main.js',
    'apps/dashboard': 'index.html',
    simulator: 'cli.js',
  }
  for (const [folder, file] of Object.entries(outputs)) {
    await write(`${folder}/package.json`, '{}')
    await write(`${folder}/src/${file}`, '')
  }
})
afterAll(() => tree.stop())
beforeEach(() => rm(at('tests'), { recursive: true, force: true }))

function npmTest(args: string[] = [], env: Record<string, string> = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [at('scripts/test.mjs'), ...args], {
    cwd: tree.path,
    encoding: 'utf8',
    // What the outer vitest has set must not reach the inner one.
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...env },
  })
  return { status, last: stdout.trimEnd().split('\n').at(-1), stdout, stderr }
}

describe('npm test', () => {
  it('counts what passed and what was skipped, and passes arguments on', async () => {
    await write('tests/good.spec.ts', it1(`it('a', () => {}); it('b', () => {}); it.skip('c', () => {}); it.todo('d')`))
    await write('tests/other.spec.ts', it1(`it('e', () => {})`))
    expect(npmTest()).toMatchObject({ status: 0, last: '3 passed, 0 failed, 2 skipped' })
    expect(npmTest(['tests/other'])).toMatchObject({ status: 0, last: '1 passed, 0 failed, 0 skipped' })
  })

  it('counts a failed test, and a file that cannot even be loaded', async () => {
    await write('tests/good.spec.ts', it1(`it('a', () => {})`))
    await write('tests/bad.spec.ts', it1(`it('a', () => { expect(1).toBe(2) })`))
    expect(npmTest()).toMatchObject({ status: 1, last: '1 passed, 1 failed, 0 skipped' })
    await write('tests/broken.spec.ts', `import './nowhere'`)
    expect(npmTest()).toMatchObject({ status: 1, last: '1 passed, 2 failed, 0 skipped' })
  })

  it('fails by an error outside of any test', async () => {
    await write('tests/good.spec.ts', it1(`it('a', () => { void Promise.reject(new Error('nobody listens')) })`))
    expect(npmTest()).toMatchObject({ status: 1, last: '1 passed, 1 failed, 0 skipped' })
  })

  it('fails when no test ran', async () => {
    await write('tests/good.spec.ts', it1(`it.skip('a', () => {})`))
    expect(npmTest()).toMatchObject({ status: 1, last: '0 passed, 0 failed, 1 skipped' })
    expect(npmTest(['no-such-file'])).toMatchObject({ status: 1, last: '0 passed, 1 failed, 0 skipped' })
  })

  it('fails when something does not build', async () => {
    await write('apps/broker/src/new.js', '')
    const { status, last, stderr } = npmTest([], { BUILD: 'broken' })
    expect({ status, last }).toEqual({ status: 1, last: '0 passed, 1 failed, 0 skipped' })
    expect(stderr).toContain('broker does not build\nno such import')
  })

  it('says in one line what to install where it may not do so itself, and runs nothing', async () => {
    await write('tests/good.spec.ts', it1(`it('a', () => {})`))
    // A chromium that is not there, and an apt-get that brings nothing.
    await write('bin/apt-get', '#!/bin/sh\necho "$@" >>"$APT_LOG"\n')
    await chmod(at('bin/apt-get'), 0o755)
    const env = { CHROMIUM_PATH: '/nonexistent', PATH: `${at('bin')}:${process.env.PATH}`, APT_LOG: at('apt.log') }
    const { status, last, stderr } = npmTest([], env)
    expect({ status, last }).toEqual({ status: 1, last: '0 passed, 1 failed, 0 skipped' })
    expect(stderr).toBe('the tests need chromium (or CHROMIUM_PATH): apt-get install chromium\n')
  })
})
