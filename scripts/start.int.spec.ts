import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import {
  freePort,
  isRunning,
  type ProcessOptions,
  type RunningProcess,
  startProcess,
  type TempFolder,
  tempFolder,
  waitFor,
} from '@wanding/testkit'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'

// The launcher in a small tree of its own: its Vite copies files, and its programs do only what it has to deal with.

const FAKE_VITE = `
import { appendFileSync, cpSync, watch } from 'node:fs'
import { basename } from 'node:path'
if (!process.argv.includes('build')) {
  console.log('page server for ' + process.env.API_URL)
  setInterval(() => {}, 1e6)
} else if (process.argv.includes('--watch')) {
  const build = () => { cpSync('src', 'dist', { recursive: true }); console.log('built in 1 ms') }
  build()
  watch('src', build)
} else {
appendFileSync('../'.repeat(process.cwd().includes('/apps/') ? 2 : 1) + 'builds.log', basename(process.cwd()) + '\\n')
cpSync('src', 'dist', { recursive: true })
}
`
const STOPPABLE = (name: string) => `
import { appendFileSync } from 'node:fs'
const end = () => {
  say('${name} stopped')
  if (process.env.RESENDS === '${name}') { process.removeAllListeners('SIGTERM'); process.kill(process.pid, 'SIGTERM') }
  else process.exit(process.env.FAILS === '${name}' ? 3 : 0)
}
const say = (line) => appendFileSync(process.env.LOG, line + '\\n')
process.on('SIGTERM', () => {
  say('${name} asked to stop')
  if (process.env.STUBBORN !== '${name}') setTimeout(end, 20)
})
setInterval(() => {}, 1e6)
say('${name} pid ' + process.pid)
`
const FAKE_BROKER = `${STOPPABLE('broker')}\nconsole.log('host ' + process.env.HOST)`
const FAKE_API = `${STOPPABLE('api')}
import { existsSync } from 'node:fs'
import { createServer } from 'node:http'
console.log('broker at ' + process.env.MQTT_URL)
console.log('account ' + process.env.MQTT_USER)
createServer((request, response) => {
  if (request.url === '/api/health') response.end(JSON.stringify({ mills: existsSync(process.env.LOG + '.born') ? ['jimo'] : [] }))
  else response.end(process.env.GREETING)
}).listen(Number(process.env.PORT), process.env.HOST)
`
/** Longer than the launcher waits; it has an end, so that no program is left behind when a run of these tests is killed. */
const STILL_MS = 20_000
const FAKE_SIMULATOR = `${STOPPABLE('simulator')}
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
const othersRun = () => readFileSync(process.env.LOG, 'utf8').split(' pid ').length === 4
if (process.env.DIES === 'simulator') {
  if (process.env.STANDS_STILL) process.on('exit', () => {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ${STILL_MS})
    say('simulator went on')
  })
  setInterval(() => { if (othersRun()) { console.error('no such mill'); process.exit(2) } }, 5)
}
console.log('command ' + process.argv[2])
console.log('account ' + process.env.MQTT_USER)
const gate = setInterval(() => {
  if (process.env.HOLD && existsSync(process.env.HOLD)) return
  clearInterval(gate)
  writeFileSync(process.env.LOG + '.born', '')
}, 5)
`

let tree: TempFolder
let log: string
let port: number
let mqttPort: number
const running: RunningProcess[] = []

const at = (path: string): string => join(tree.path, path)
async function write(path: string, text: string): Promise<void> {
  await mkdir(dirname(at(path)), { recursive: true })
  await writeFile(at(path), text)
}

beforeAll(async () => {
  tree = await tempFolder('start')
  await cp(fileURLToPath(new URL('.', import.meta.url)), at('scripts'), { recursive: true })
  const start = 'node scripts/start.mjs'
  await write(
    'package.json',
    JSON.stringify({ engines: { node: '>=18' }, type: 'module', scripts: { start, 'start-exec': `exec ${start}` } }),
  )
  await write('package-lock.json', '{}')
  await write('tsconfig.base.json', '{}')
  for (const name of ['vite', '@nestjs/core']) await write(`node_modules/${name}/package.json`, '{"type":"module"}')
  await write('node_modules/vite/bin/vite.js', FAKE_VITE)
  const sources = {
    'apps/broker': ['main.js', FAKE_BROKER],
    'apps/api': ['main.js', FAKE_API],
    'apps/dashboard': ['index.html', '<p>page</p>'],
    simulator: ['cli.js', FAKE_SIMULATOR],
  }
  for (const [folder, [file, text]] of Object.entries(sources)) {
    const dependencies = folder === 'apps/broker' ? {} : { '@wanding/mill': '*' }
    await write(`${folder}/package.json`, JSON.stringify({ type: 'module', dependencies }))
    await write(`${folder}/src/${file}`, text!)
  }
  await write('libs/mill/package.json', '{}')
  await write('libs/mill/src/index.ts', '')
})
afterAll(() => tree.stop())
beforeEach(async () => {
  log = at('programs.log')
  ;[port, mqttPort] = [await freePort(), await freePort()]
  for (const file of ['programs.log', 'programs.log.born', 'builds.log', 'hold', '.env'])
    await rm(at(file), { force: true })
})
afterEach(async () => {
  for (const launcher of running.splice(0)) await launcher.kill()
  await allGone()
})

const lines = async (file: string): Promise<string[]> =>
  (await readFile(at(file), 'utf8').catch(() => '')).split('\n').filter(Boolean)
const stops = async (): Promise<string[]> => (await lines('programs.log')).filter((line) => line.endsWith('stopped'))
async function pids(): Promise<number[]> {
  return (await lines('programs.log'))
    .filter((line) => line.includes(' pid '))
    .map((line) => Number(line.split(' pid ')[1]))
}

/** The programs of a killed launcher stop by themselves, a little later. */
async function allGone(): Promise<void> {
  for (const pid of await pids()) await waitFor(() => !isRunning(pid), { what: 'the programs to be gone' })
}

async function launch(
  env: Record<string, string> = {},
  {
    args = ['scripts/start.mjs'],
    command = process.execPath,
    ...options
  }: Partial<ProcessOptions> & { args?: string[]; command?: string } = {},
): Promise<RunningProcess> {
  const launcher = await startProcess(command, args, {
    cwd: tree.path,
    readyWhen: /^ready {2}/m,
    env: {
      HOST: undefined,
      MQTT_URL: undefined,
      MQTT_USER: undefined,
      MQTT_API_PASSWORD: undefined,
      npm_lifecycle_event: undefined,
      PORT: `${port}`,
      MQTT_PORT: `${mqttPort}`,
      LOG: log,
      ...env,
    },
    ...options,
  })
  running.push(launcher)
  return launcher
}

/** What the programs say arrives through pipes, at times after the line that says all are ready. */
const says = (launcher: RunningProcess) => expect.poll(() => launcher.output(), { timeout: 10_000 })

async function refusal(env: Record<string, string>) {
  const launcher = await launch(env, { readyWhen: undefined })
  const { code } = await launcher.ended
  return { code, line: launcher.output().trimEnd() }
}

describe('npm start', () => {
  it('builds what is stale, says once that it is ready, and stops all in order', async () => {
    const launcher = await launch()
    expect(launcher.output().match(/^ready .*$/gm)).toEqual([
      expect.stringMatching(`^ready  http://127.0.0.1:${port}  \\(\\d+\\.\\d s\\)$`),
    ])
    await says(launcher).toMatch(/^broker +\| host 127\.0\.0\.1$/m)
    await says(launcher).toMatch(/^simulator \| command live$/m)
    expect((await lines('builds.log')).sort()).toEqual(['api', 'broker', 'dashboard', 'simulator'])
    expect(await launcher.stop()).toEqual({ code: 0, signal: null })
    expect(await stops()).toEqual(['simulator stopped', 'api stopped', 'broker stopped'])
  })

  it('builds again only what a change has touched', async () => {
    await (await launch()).stop()
    await rm(at('builds.log'), { force: true })
    await (await launch()).stop()
    expect(await lines('builds.log')).toEqual([])
    await write('apps/broker/src/more.js', '')
    await write('apps/api/src/some.spec.ts', 'a test is not part of the bundle')
    await (await launch()).stop()
    expect(await lines('builds.log')).toEqual(['broker'])
    await write('libs/mill/src/index.ts', 'export const a = 1')
    await (await launch()).stop()
    expect((await lines('builds.log')).sort()).toEqual(['api', 'broker', 'dashboard', 'simulator'])
  })

  it('watches the sources with --dev, and starts again what was built again', async () => {
    const launcher = await launch({}, { args: ['scripts/start.mjs', '--dev'] })
    await says(launcher).toMatch(/^ready {2}http:\/\/127\.0\.0\.1:5173 {2}/m)
    await says(launcher).toContain(`page      | page server for http://127.0.0.1:${port}`)
    const starts = async (name: string) =>
      (await lines('programs.log')).filter((line) => line.startsWith(`${name} pid`)).length
    expect(await starts('api')).toBe(1)
    await write('apps/api/src/main.js', `${FAKE_API}// changed`)
    await waitFor(async () => (await starts('api')) === 2, { what: 'the api to be started again' })
    expect(await starts('broker')).toBe(1)
    expect((await launcher.stop()).code).toBe(0)
    expect((await stops()).slice(-3)).toEqual(['simulator stopped', 'api stopped', 'broker stopped'])
    // What a watcher has built is nobody's fresh build.
    await (await launch()).stop()
    expect((await lines('builds.log')).sort()).toEqual(['api', 'broker', 'simulator'])
  })

  it('is not ready before a mill is known', async () => {
    await writeFile(at('hold'), '')
    const launcher = await launch(
      { HOLD: at('hold') },
      { readyWhen: async () => (await fetch(`http://127.0.0.1:${port}/api/health`)).ok },
    )
    expect(launcher.output()).not.toMatch(/^ready/m)
    await rm(at('hold'))
    await waitFor(() => /^ready/m.test(launcher.output()), { what: 'the ready line' })
  })

  it('does without the simulator where a real mill publishes', async () => {
    for (const [env, args] of [
      [{ WANDING_NO_SIMULATOR: '1' }, []],
      [{}, ['--no-simulator']],
    ] as const) {
      const launcher = await launch(env, { args: ['scripts/start.mjs', ...args] })
      expect(launcher.output()).not.toContain('simulator |')
      expect((await launcher.stop()).code).toBe(0)
    }
  })

  it('starts no broker where one is named', async () => {
    const launcher = await launch({ MQTT_URL: 'mqtt://mill.example:1883' })
    await says(launcher).toContain('api       | broker at mqtt://mill.example:1883')
    expect(launcher.output()).not.toContain('broker    |')
    expect((await launcher.stop()).code).toBe(0)
  })

  it('reads settings from .env, and the environment wins', async () => {
    await write('.env', `GREETING=hello\nPORT=1\n`)
    await launch()
    expect(await (await fetch(`http://127.0.0.1:${port}/`)).text()).toBe('hello')
  })

  it('keeps a broker without a password on this machine', async () => {
    const launcher = await launch({ HOST: '0.0.0.0' })
    await says(launcher).toMatch(/^broker +\| host 127\.0\.0\.1$/m)
    await says(launcher).toContain(`ready  http://127.0.0.1:${port} `)
    await launcher.stop()
    const open = await launch({ HOST: '0.0.0.0', MQTT_USER: 'gateway', MQTT_PASSWORD: 'secret' })
    await says(open).toMatch(/^broker +\| host 0\.0\.0\.0$/m)
  })

  it('gives the backend its own account at the embedded broker, if it has one', async () => {
    const accounts = { MQTT_USER: 'mill', MQTT_PASSWORD: 'secret', MQTT_API_PASSWORD: 'another' }
    const launcher = await launch(accounts)
    await says(launcher).toMatch(/^api +\| account api$/m)
    await says(launcher).toMatch(/^simulator +\| account mill$/m)
    await launcher.stop()
    const elsewhere = await launch({ ...accounts, MQTT_URL: 'mqtt://mill.example:1883' })
    await says(elsewhere).toMatch(/^api +\| account mill$/m)
    expect(elsewhere.output()).not.toMatch(/secret|another/)
  })

  it('ends all when one ends, and names it', async () => {
    const launcher = await launch({ DIES: 'simulator' }, { readyWhen: undefined })
    expect((await launcher.ended).code).toBe(2)
    await says(launcher).toContain('simulator | no such mill')
    await says(launcher).toContain('simulator ended with code 2: stopping the others')
    expect(await stops()).toEqual(['api stopped', 'broker stopped'])
  })

  it('ends a program that stands still while it ends', async () => {
    const launcher = await launch({ DIES: 'simulator', STANDS_STILL: '1' }, { readyWhen: undefined })
    expect((await launcher.ended).code).toBe(2)
    await says(launcher).toContain('simulator ended with code 2: stopping the others')
    expect(await lines('programs.log')).not.toContain('simulator went on')
  })

  it('says when a program does not stop cleanly', async () => {
    const failing = await launch({ FAILS: 'api' })
    expect((await failing.stop()).code).toBe(1)
    await says(failing).toContain('api did not stop cleanly (code 3)')
    const resending = await launch({ RESENDS: 'api' })
    expect((await resending.stop()).code).toBe(0)
  })

  it('kills all at the second Ctrl-C', async () => {
    const launcher = await launch({ STUBBORN: 'simulator' })
    launcher.signal('SIGINT')
    await waitFor(async () => (await lines('programs.log')).includes('simulator asked to stop'), {
      what: 'the first stop',
    })
    const again = () => {
      launcher.signal('SIGINT')
      return Promise.race([launcher.ended, undefined])
    }
    await waitFor(again, { what: 'the launcher to end' })
    expect((await launcher.ended).code).toBe(1)
    await allGone()
  })

  it('leaves nothing behind when it is killed outright', async () => {
    const launcher = await launch()
    expect(await pids()).toHaveLength(3)
    await launcher.kill()
    await waitFor(async () => (await stops()).length === 3, { what: 'the programs to stop by themselves' })
  })

  it.each([
    // npm passes SIGTERM to its shell, which ends at once and leaves the launcher without a parent.
    ['start', 'SIGTERM', 'signal', false],
    ['start', 'SIGINT', 'signalGroup', false],
    // Without a shell in between npm passes on SIGINT, too, although the terminal has sent it already.
    ['start-exec', 'SIGTERM', 'signal', true],
    ['start-exec', 'SIGINT', 'signalGroup', true],
  ] as const)('stops in order under npm run %s at %s', async (script, signal, send, cleanly) => {
    const npm = await launch({}, { command: 'npm', args: ['run', script] })
    npm[send](signal)
    const { code } = await npm.ended
    if (cleanly) expect(code).toBe(0)
    await waitFor(async () => (await stops()).length === 3, { what: 'the programs to stop' })
    expect(await stops()).toEqual(['simulator stopped', 'api stopped', 'broker stopped'])
  })

  it.each(['PORT', 'MQTT_PORT'] as const)('says that %s is taken', async (key) => {
    const taken = createServer()
    const number = await freePort()
    await new Promise<void>((resolve) => taken.listen({ host: '127.0.0.1', port: number }, resolve))
    try {
      const { code, line } = await refusal({ [key]: `${number}` })
      expect(code).toBe(1)
      expect(line).toMatch(new RegExp(`^port ${number} is in use: set ${key} to a free port`))
    } finally {
      await new Promise((resolve) => taken.close(resolve))
    }
  })

  it('names a bad setting, not its value', async () => {
    expect(await refusal({ PORT: 'zebra' })).toEqual({ code: 2, line: 'PORT must be a port number from 1 to 65535' })
  })
})

describe('before the start', () => {
  it.each([
    ['v20.19.0', true],
    ['v20.18.9', false],
    ['v21.9.0', false],
    ['v22.12.9', false],
    ['v22.13.0', true],
    ['v23.0.0', false],
    ['v24.0.0', true],
    ['v26.10.1', true],
    ['v18.20.0', false],
  ])('Node.js %s fits: %s', async (version, fits) => {
    const project = await import(at('scripts/parts/project.mjs'))
    expect(project.inRange(version, '^20.19.0 || ^22.13.0 || >=24')).toBe(fits)
  })

  it('says that npm ci is missing', async () => {
    await rm(at('node_modules/@nestjs/core'), { recursive: true })
    expect(await refusal({})).toEqual({ code: 1, line: 'package @nestjs/core is missing: run npm ci first' })
    await write('node_modules/@nestjs/core/package.json', '{}')
  })
})
