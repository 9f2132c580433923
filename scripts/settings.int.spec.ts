import { execFileSync } from 'node:child_process'
import { cp, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { startProcess, type TempFolder, tempFolder } from '@wanding/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

// Number 24 of the list of bad inputs: the programs themselves, as they are built, with settings that cannot be.

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const PROGRAMS = {
  api: ['apps/api/dist/main.js'],
  simulator: ['simulator/dist/cli.js', 'live'],
  broker: ['apps/broker/dist/main.js'],
} as const
type Program = keyof typeof PROGRAMS

const PORT = 'must be a port( number)? from 1 to 65535'
const CR = 'control character'

/** Program, settings, further arguments, and the key and range that its one line has to name. */
const BAD: [Program, Record<string, string>, string[], string, string][] = [
  ['api', { PORT: '0' }, [], 'PORT', PORT],
  ['api', { PORT: '70000' }, [], 'PORT', PORT],
  ['api', { MQTT_PORT: '-1' }, [], 'MQTT_PORT', PORT],
  ['api', { PORT: '3000x' }, [], 'PORT', PORT],
  ['api', { SPARKPLUG_REORDER_MS: '-1' }, [], 'SPARKPLUG_REORDER_MS', 'from 0 to 60000'],
  ['api', { RETENTION_HOURS: '-24' }, [], 'RETENTION_HOURS', 'from 0.1 to 8760'],
  ['api', { RETENTION_GB: '1e9' }, [], 'RETENTION_GB', 'from 0.1 to 100000'],
  ['api', { SPOOL_MOST_MB: '0' }, [], 'SPOOL_MOST_MB', 'from 64 to 1000000'],
  ['api', { INFLUX_USER: 'mill', INFLUX_PASSWORD: '' }, [], 'INFLUX_PASSWORD', 'go together'],
  ['api', { MQTT_USER: 'mill', MQTT_PASSWORD: '   ' }, [], 'MQTT_PASSWORD', 'only spaces'],
  ['api', { MQTT_USER: 'mill\r' }, [], 'MQTT_USER', CR],
  ['api', { NORMS: '/nonexistent/norms.yaml', LOG_LEVEL: 'silent' }, [], 'NORMS', 'norms.yaml'],
  ['simulator', { MQTT_PORT: '0' }, [], 'MQTT_PORT', PORT],
  ['simulator', { MQTT_PORT: '70000' }, [], 'MQTT_PORT', PORT],
  ['simulator', { SPEED: '-60' }, [], 'SPEED', 'from 0.1 to 3600'],
  ['simulator', { JOURNAL_MOST_MB: '-1' }, [], 'JOURNAL_MOST_MB', 'from 16 to 1000000'],
  ['simulator', { SEED: '1e12' }, [], 'SEED', 'from 0 to 4294967295'],
  ['simulator', { MQTT_USER: 'mill', MQTT_PASSWORD: ' ' }, [], 'MQTT_PASSWORD', CR],
  ['simulator', { MILL: 'teaching\r' }, [], 'MILL', CR],
  ['simulator', { MILL: './nowhere.yaml' }, [], './nowhere.yaml', 'path of a mill file'],
  ['simulator', {}, ['--set', 'ringRoom.spindlesPerFrame=0'], 'ringRoom.spindlesPerFrame', '24'],
  ['simulator', {}, ['--set', 'ringRoom.spindlesPerFrame=10000000'], 'ringRoom.spindlesPerFrame', '4800'],
  ['simulator', {}, ['--set', 'ringRoom.frames=0'], 'ringRoom.frames', '1'],
  ['simulator', {}, ['--set', 'ringRoom.frames=10000000'], 'ringRoom.frames', '2000'],
  ['broker', { MQTT_PORT: '0' }, [], 'MQTT_PORT', PORT],
  ['broker', { MQTT_PORT: '70000' }, [], 'MQTT_PORT', PORT],
  ['broker', { MQTT_USER: 'mill', MQTT_PASSWORD: '' }, [], 'MQTT_PASSWORD', 'a user needs a password'],
  ['broker', { MQTT_USER: 'mill', MQTT_PASSWORD: 'secret\r' }, [], 'MQTT_PASSWORD', CR],
  ['broker', { MQTT_USER: 'mill', MQTT_PASSWORD_FILE: '/nonexistent' }, [], 'MQTT_PASSWORD_FILE', 'cannot be read'],
]

const CLEAN = Object.fromEntries(
  ['HOST', 'PORT', 'MQTT_URL', 'MQTT_PORT', 'MQTT_USER', 'MQTT_PASSWORD', 'INFLUX_URL', 'MILL', 'SEED', 'SPEED'].map(
    (key) => [key, undefined],
  ),
)

describe('settings that cannot be', () => {
  let folder: TempFolder
  beforeAll(async () => {
    for (const target of Object.keys(PROGRAMS))
      execFileSync(process.execPath, ['scripts/build.mjs', target], { cwd: ROOT })
    folder = await tempFolder('settings')
  }, 120_000)
  afterAll(() => folder.stop())

  it.each(BAD)('%s with %j %j', async (program, env, args, key, range) => {
    const [script, ...more] = PROGRAMS[program]
    const run = await startProcess(process.execPath, [join(ROOT, script), ...more, ...args], {
      env: { ...CLEAN, WANDING_DATA: join(folder.path, 'data'), ...env },
      cwd: folder.path,
    })
    expect(await run.ended).toEqual({ code: 2, signal: null })
    const lines = run.output().trimEnd().split('\n')
    expect(lines).toHaveLength(1)
    expect(lines[0]).toContain(key)
    expect(lines[0]).toMatch(new RegExp(range))
    expect(lines[0]).not.toMatch(/secret|70000|3000x/)
  })

  describe('the file .env', () => {
    const launch = async (text: string) => {
      const tree = await tempFolder('settings-file')
      await cp(join(ROOT, 'scripts'), join(tree.path, 'scripts'), { recursive: true })
      await cp(join(ROOT, '.env.example'), join(tree.path, '.env.example'))
      await writeFile(join(tree.path, 'package.json'), '{"engines":{"node":">=18"},"type":"module"}')
      await mkdir(join(tree.path, 'node_modules/@nestjs/core'), { recursive: true })
      await writeFile(join(tree.path, 'node_modules/@nestjs/core/package.json'), '{}')
      await writeFile(join(tree.path, '.env'), text)
      const run = await startProcess(process.execPath, [join(tree.path, 'scripts/start.mjs')], { env: CLEAN })
      const end = await run.ended
      await tree.stop()
      return { code: end.code, output: run.output() }
    }

    it.each([
      ['RETENTION_HOUR=24\n', '.env: RETENTION_HOUR is no setting; is RETENTION_HOURS meant?\n'],
      ['INFLUX_TOEKN=abc\n', '.env: INFLUX_TOEKN is no setting; is INFLUX_TOKEN meant?\n'],
      ['COLOUR=red\n', '.env: COLOUR is no setting, see .env.example\n'],
      ['PORT=0\n', 'PORT must be a port number from 1 to 65535\n'],
    ])('with %j is refused in one line', async (text, line) => {
      expect(await launch(text)).toEqual({ code: 2, output: line })
    })

    it('may have CRLF line ends', async () => {
      const text = '# a comment\r\nMQTT_PORT=70000\r\nLOG_LEVEL=info\r\n'
      expect(await launch(text)).toEqual({ code: 2, output: 'MQTT_PORT must be a port number from 1 to 65535\n' })
    })
  })
})
