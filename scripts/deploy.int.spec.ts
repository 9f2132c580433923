import { execFile, spawnSync } from 'node:child_process'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import {
  acceptsConnections,
  freePort,
  requiredProgram,
  startProcess,
  type TempFolder,
  tempFolder,
} from '@wanding/testkit'
import mqtt from 'mqtt'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const atRoot = (path: string): string => join(ROOT, path)
const node = (args: string[], env: Record<string, string> = {}) =>
  spawnSync(process.execPath, args, { cwd: ROOT, encoding: 'utf8', env: { ...process.env, ...env } })

let folder: TempFolder
let envFile: string
let secrets: Record<string, string>

beforeAll(async () => {
  folder = await tempFolder('deploy')
  envFile = join(folder.path, 'env')
  node(['scripts/secrets.mjs', envFile])
  secrets = Object.fromEntries(
    (await readFile(envFile, 'utf8'))
      .trim()
      .split('\n')
      .map((line) => line.split('=') as [string, string]),
  )
})
afterAll(() => folder.stop())

describe('the secrets', () => {
  it('are long, all different, and readable by their owner only', () => {
    const values = Object.values(secrets)
    expect(values.length).toBeGreaterThanOrEqual(5)
    expect(new Set(values).size).toBe(values.length)
    for (const value of values) expect(value).toMatch(/^[A-Za-z0-9_-]{32}$/)
    expect(statSync(envFile).mode & 0o777).toBe(0o600)
  })

  it('are never written over', async () => {
    const before = await readFile(envFile, 'utf8')
    const again = node(['scripts/secrets.mjs', envFile])
    expect([again.status, again.stderr]).toEqual([
      1,
      `${envFile} is there already: remove it first if you want new passwords\n`,
    ])
    expect(await readFile(envFile, 'utf8')).toBe(before)
  })
})

interface Service {
  image?: string
  build?: { target: string }
  user?: string
  read_only?: boolean
  cap_drop?: string[]
  security_opt?: string[]
  healthcheck?: { test: string[] }
  mem_limit?: string
  pids_limit?: number
  ports?: string[]
  restart?: string
  environment?: Record<string, string>
  profiles?: string[]
}

describe('docker-compose.yml', () => {
  const compose = readFileSync(atRoot('docker-compose.yml'), 'utf8')
  const services: Record<string, Service> = parse(compose, { merge: true }).services
  const names = Object.keys(services)

  /** docker-compose 1.29 needs no engine to resolve and check a file. */
  async function config(text: string, env = envFile): Promise<{ code: number; error: string }> {
    const file = join(folder.path, 'docker-compose.yml')
    await writeFile(file, text)
    const args = ['--project-directory', ROOT, '--env-file', env, '-f', file, 'config', '-q']
    const program = requiredProgram('docker-compose', 'docker-compose')
    return promisify(execFile)(program, args).then(
      () => ({ code: 0, error: '' }),
      (error) => ({ code: error.code, error: error.stderr }),
    )
  }

  it('is right with generated secrets', async () => {
    expect(await config(compose)).toEqual({ code: 0, error: '' })
  })

  it.each([
    ['an unknown key', (text: string) => text.replace('pids_limit: 32', 'pid_limits: 32'), 'pid_limits'],
    ['a service that is not there', (text: string) => text.replace('api: { condition', 'apy: { condition'), 'apy'],
    ['a volume that is not there', (text: string) => text.replace('- api-data:/data', '- app-data:/data'), 'app-data'],
    ['a wrong kind of value', (text: string) => text.replace('init: true', 'init: [yes]'), 'init'],
  ])('is refused with %s', async (_what, plant, named) => {
    const planted = plant(compose)
    expect(planted).not.toBe(compose)
    const { code, error } = await config(planted)
    expect(code).not.toBe(0)
    expect(error).toContain(named)
  })

  it('does not start without secrets, and says how to make them', async () => {
    const empty = join(folder.path, 'empty')
    await writeFile(empty, '')
    const { code, error } = await config(compose, empty)
    expect(code).not.toBe(0)
    expect(error).toContain('run node scripts/secrets.mjs')
  })

  it.each(names)('%s is guarded, limited and watched', (name) => {
    const service = services[name]!
    expect(service).toMatchObject({
      read_only: true,
      cap_drop: ['ALL'],
      security_opt: ['no-new-privileges:true'],
      restart: 'unless-stopped',
      mem_limit: expect.stringMatching(/^\d+[mg]$/),
      pids_limit: expect.any(Number),
      healthcheck: { test: expect.arrayContaining(['CMD']) },
    })
    if (service.image) {
      expect(service.image).toMatch(/:\d+\.\d+\.\d+$/)
      expect(service.user).toMatch(/^(?!root|0)/)
    } else expect(Object.keys(dockerfile().stages)).toContain(service.build?.target)
  })

  it('publishes pages only, and by default to this machine only', () => {
    expect(names.filter((name) => services[name]!.ports)).toEqual(['api', 'grafana'])
    expect(services.api!.ports).toEqual([`\${WEB_HOST:-127.0.0.1}:\${PORT:-3000}:3000`])
    expect(services.grafana!.ports).toEqual([`\${WEB_HOST:-127.0.0.1}:\${GRAFANA_PORT:-3001}:3000`])
  })

  it('starts Grafana only where it is asked for', () => {
    expect(names.filter((name) => services[name]!.profiles)).toEqual(['grafana'])
  })

  it('holds no secret, and asks for exactly those that are made', () => {
    const asked = [...compose.matchAll(/\$\{([A-Z_]+):\?/g)].map(([, key]) => key!)
    expect([...new Set(asked)].sort()).toEqual(Object.keys(secrets).sort())
    const passwords = names
      .flatMap((name) => Object.entries(services[name]!.environment ?? {}))
      .filter(([key]) => /PASSWORD|TOKEN/.test(key))
    expect(passwords.length).toBeGreaterThan(5)
    for (const [, value] of passwords) expect(value).toMatch(/^\$\{/)
  })
})

describe('the broker of the compose file', () => {
  let port: number
  let stop: () => Promise<unknown>
  const clients: mqtt.MqttClient[] = []
  const account = {
    gateway: 'MQTT_GATEWAY_PASSWORD',
    api: 'MQTT_API_PASSWORD',
    health: 'MQTT_HEALTH_PASSWORD',
    trainer: 'MQTT_TRAINER_PASSWORD',
  }

  beforeAll(async () => {
    port = await freePort()
    const [run, config] = [join(folder.path, 'run'), join(folder.path, 'config')]
    await mkdir(run, { mode: 0o700 })
    await cp(atRoot('deploy/mosquitto'), config, { recursive: true })
    const conf = await readFile(join(config, 'mosquitto.conf'), 'utf8')
    const here = conf
      .replace('listener 1883', `listener ${port} 127.0.0.1`)
      .replaceAll('/run/mosquitto/', `${run}/`)
      .replace('/mosquitto/data/', `${run}/`)
    // As root mosquitto would change to its own user, who may not read this folder; in the container it is that user.
    await writeFile(
      join(config, 'mosquitto.conf'),
      `${here}\nuser root\nsys_interval 1\n`.replace('sys_interval 10\n', ''),
    )
    const broker = await startProcess('/bin/sh', [atRoot('deploy/mosquitto/start.sh')], {
      env: { ...secrets, RUN_DIR: run, CONFIG_DIR: config, PATH: `${process.env.PATH}:/usr/sbin` },
      readyWhen: () => acceptsConnections(port),
    })
    stop = broker.stop
  })
  afterEach(async () => {
    for (const client of clients.splice(0)) await client.endAsync(true)
  })
  afterAll(() => stop())

  async function as(username: keyof typeof account, password = secrets[account[username]]!) {
    const client = await mqtt.connectAsync(`mqtt://127.0.0.1:${port}`, {
      username,
      password,
      protocolVersion: 5,
      reconnectPeriod: 0,
    })
    clients.push(client)
    return client
  }

  it('lets nobody in without the right password', async () => {
    await expect(as('api', 'wrong')).rejects.toThrow(/Not authorized/)
    await expect(mqtt.connectAsync(`mqtt://127.0.0.1:${port}`, { reconnectPeriod: 0 })).rejects.toThrow(
      /Not authorized/,
    )
  })

  it.each([
    ['gateway', 'spBv1.0/jimo/NBIRTH/G01', true],
    ['gateway', 'spBv1.0/jimo/NDATA/G01', true],
    ['gateway', 'spBv1.0/jimo/NDEATH/G01', true],
    ['gateway', 'spBv1.0/jimo/DBIRTH/G01/RF01', true],
    ['gateway', 'spBv1.0/jimo/DDATA/G01/RF01', true],
    ['gateway', 'spBv1.0/jimo/DDEATH/G01/RF01', true],
    ['gateway', 'spBv1.0/jimo/NCMD/G01', false],
    ['gateway', 'spBv1.0/STATE/wanding', false],
    ['api', 'spBv1.0/STATE/wanding', true],
    ['api', 'spBv1.0/jimo/NCMD/G01', true],
    ['api', 'spBv1.0/jimo/DCMD/G01/RF01', true],
    ['api', 'spBv1.0/jimo/DDATA/G01/RF01', false],
    ['health', 'spBv1.0/jimo/DDATA/G01/RF01', false],
    ['trainer', 'wanding/jimo/trainer/command', true],
    ['trainer', 'wanding/jimo/trainer/truth', false],
    ['trainer', 'spBv1.0/jimo/NCMD/G01', false],
    ['gateway', 'wanding/jimo/trainer/reply', true],
    ['gateway', 'wanding/jimo/trainer/truth', true],
    ['gateway', 'wanding/jimo/trainer/command', false],
    ['api', 'wanding/jimo/trainer/command', false],
    ['health', '$SYS/broker/uptime', false],
  ] as const)('%s publishes %s: %s', async (user, topic, allowed) => {
    const publishing = (await as(user)).publishAsync(topic, 'x', { qos: 1 })
    if (allowed) await publishing
    else await expect(publishing).rejects.toThrow(/Not authorized/)
  })

  it.each([
    ['api', 'gateway', 'spBv1.0/jimo/DDATA/G01/RF01'],
    ['gateway', 'api', 'spBv1.0/jimo/NCMD/G01'],
    ['gateway', 'api', 'spBv1.0/STATE/wanding'],
  ] as const)('%s hears %s on %s', async (listener, speaker, topic) => {
    const client = await as(listener)
    const heard = new Promise<string>((resolve) => client.once('message', (on) => resolve(on)))
    await client.subscribeAsync(topic, { qos: 1 })
    await (await as(speaker)).publishAsync(topic, 'x', { qos: 1 })
    expect(await heard).toBe(topic)
  })

  it('keeps telemetry from a gateway that is not its own', async () => {
    const [eavesdropper, sender, api] = [await as('gateway'), await as('gateway'), await as('api')]
    const heard: string[] = []
    eavesdropper.on('message', (topic) => heard.push(topic))
    await eavesdropper.subscribeAsync('spBv1.0/#', { qos: 1 })
    await sender.publishAsync('spBv1.0/jimo/DDATA/G01/RF01', 'x', { qos: 1 })
    const command = new Promise((resolve) => eavesdropper.once('message', resolve))
    await api.publishAsync('spBv1.0/jimo/NCMD/G01', 'x', { qos: 1 })
    await command
    expect(heard).toEqual(['spBv1.0/jimo/NCMD/G01'])
  })

  it('passes its own healthcheck, whose password is on no command line', () => {
    const { services } = parse(readFileSync(atRoot('docker-compose.yml'), 'utf8'), { merge: true })
    const [, program, ...args] = (services.broker.healthcheck.test as string[]).map((word) => word.replace('$$', '$'))
    const env = { ...process.env, XDG_CONFIG_HOME: join(folder.path, 'run') }
    const check = (more: string[], environment: NodeJS.ProcessEnv) =>
      spawnSync(requiredProgram(program!, 'mosquitto-clients'), [...args, ...more], {
        env: environment,
        encoding: 'utf8',
      })
    expect(check(['-p', `${port}`], env)).toMatchObject({ status: 0, stdout: expect.stringMatching(/seconds/) })
    expect(check(['-p', `${port}`], { ...env, XDG_CONFIG_HOME: '/nonexistent', HOME: '/nonexistent' }).status).not.toBe(
      0,
    )
  })
})

interface Instruction {
  word: string
  rest: string
}
interface Stage {
  base: string
  instructions: Instruction[]
}

/** The Dockerfile as stages of instructions, with ARG defaults filled in. */
function dockerfile(): { stages: Record<string, Stage> } {
  const text = readFileSync(atRoot('Dockerfile'), 'utf8')
    .replace(/^\s*#.*\n/gm, '')
    .replace(/\\\n\s*/g, ' ')
  const args = new Map<string, string>()
  const stages: Record<string, Stage> = {}
  let current: Stage | undefined
  for (const line of text.split('\n').filter((one) => one.trim())) {
    const [, word, rest] = /^([A-Z]+)\s+(.*)$/.exec(line.trim()) ?? []
    if (!word || !rest) throw new Error(`not an instruction: ${line}`)
    const filled = rest.replace(/\$\{(\w+)\}/g, (_all, name: string) => args.get(name) ?? '')
    if (word === 'ARG' && !current) args.set(...(rest.split('=') as [string, string]))
    else if (word === 'FROM') {
      const [, base, name] = /^(\S+) AS (\S+)$/.exec(filled) ?? []
      if (!base || !name) throw new Error(`a stage without a name: ${line}`)
      current = { base, instructions: [] }
      stages[name] = current
    } else current!.instructions.push({ word, rest: filled })
  }
  return { stages }
}

describe('the Dockerfile', () => {
  const { stages } = dockerfile()
  const names = Object.keys(stages)
  const KNOWN = ['FROM', 'ARG', 'WORKDIR', 'COPY', 'RUN', 'ENV', 'USER', 'EXPOSE', 'HEALTHCHECK', 'CMD']

  /** All instructions of a stage, its bases' first. */
  const lineage = (name: string): Instruction[] => {
    const stage = stages[name]
    return stage ? [...lineage(stage.base), ...stage.instructions] : []
  }
  const copies = (instructions: Instruction[]) =>
    instructions
      .filter(({ word }) => word === 'COPY')
      .map(({ rest }) => {
        const [, from, paths] = /^(?:--from=(\S+) )?(.*)$/.exec(rest)!
        const words = paths!.split(/\s+/)
        return { from, sources: words.slice(0, -1), target: words.at(-1)! }
      })

  it('has only instructions that exist, and stages that start from an earlier one or a pinned image', () => {
    for (const [index, name] of names.entries()) {
      const { base, instructions } = stages[name]!
      for (const { word } of instructions) expect(KNOWN).toContain(word)
      if (!names.slice(0, index).includes(base)) expect(base).toMatch(/^node:\d+\.\d+\.\d+-bookworm-slim$/)
    }
  })

  it('copies what is there: from the tree, from an earlier stage, or what the build makes', () => {
    for (const [index, name] of names.entries()) {
      for (const { from, sources } of copies(stages[name]!.instructions)) {
        if (from === undefined) for (const source of sources) expect(existsSync(atRoot(source)), source).toBe(true)
        else {
          expect(names.slice(0, index)).toContain(from)
          for (const source of sources) expect(source).toMatch(/^\/app\/(node_modules|(apps\/\w+|simulator)\/dist)$/)
        }
      }
    }
  })

  it('installs by the manifests of every workspace', async () => {
    const lock = JSON.parse(await readFile(atRoot('package-lock.json'), 'utf8'))
    const workspaces = Object.keys(lock.packages).filter((path) => path && !path.includes('node_modules'))
    const copied = copies(stages.manifests!.instructions).map(({ sources: [source] }) => source)
    expect(copied.filter((path) => path !== 'package.json').sort()).toEqual(
      workspaces.map((path) => `${path}/package.json`).sort(),
    )
    // A package in a workspace's own node_modules would not be copied into the image.
    expect(Object.keys(lock.packages).filter((path) => /^(apps|libs|simulator)\b.*node_modules/.test(path))).toEqual([])
  })

  it.each(['api', 'simulator'])('%s runs as an unprivileged user, with a healthcheck, what the build makes', (name) => {
    const instructions = lineage(name)
    const last = (word: string) => instructions.findLast((instruction) => instruction.word === word)?.rest
    expect(last('USER')).toBe('node')
    const after = instructions.slice(instructions.findLastIndex(({ word }) => word === 'USER'))
    expect(after.filter(({ word }) => word === 'COPY' || word === 'RUN')).toEqual([])

    const [cmd, health] = [JSON.parse(last('CMD')!), JSON.parse(/CMD (\[.*\])$/.exec(last('HEALTHCHECK')!)![1]!)]
    const inImage = copies(instructions)
    for (const [program, script] of [cmd, health]) {
      expect(program).toBe('node')
      expect(existsSync(atRoot(script)), `${script} (npm run build makes it)`).toBe(true)
      const covered = inImage.some(({ target }) => script.startsWith(target))
      expect(covered, `${script} is copied into the image`).toBe(true)
    }
  })

  it('keeps secrets and local builds out of the context', async () => {
    const ignored = (await readFile(atRoot('.dockerignore'), 'utf8')).split('\n')
    for (const path of ['**/node_modules', '**/dist', '.git', '.env', '.env.*', '.wanding'])
      expect(ignored).toContain(path)
  })
})

describe('the healthcheck', () => {
  it.each([
    ['no mill', 200, [], [], 0],
    ['a mill', 200, ['jimo'], ['--mill'], 0],
    ['no mill where one is due', 200, [], ['--mill'], 1],
    ['an error', 500, ['jimo'], [], 1],
  ])('sees %s', async (_what, status, mills, args, expected) => {
    const server = createServer((_request, response) => response.writeHead(status).end(JSON.stringify({ mills })))
    const port = await freePort()
    await new Promise<void>((resolve) => server.listen({ host: '127.0.0.1', port }, resolve))
    try {
      const env = { ...process.env, PORT: `${port}` }
      const check = promisify(execFile)(process.execPath, [atRoot('deploy/healthcheck.mjs'), ...args], { env })
      expect(
        await check.then(
          () => 0,
          (error) => error.code,
        ),
      ).toBe(expected)
    } finally {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    }
  })

  it('sees that nobody answers', async () => {
    expect(node(['deploy/healthcheck.mjs'], { PORT: `${await freePort()}` }).status).toBe(1)
  })
})

describe('.env.example', () => {
  it('has every setting that a program reads, and only those', async () => {
    const example = (await readFile(atRoot('.env.example'), 'utf8')).match(/^[A-Z_]+(?==)/gm)!
    const schemas = ['apps/api/src/config/config.ts', 'apps/broker/src/config.ts', 'simulator/src/config.ts']
    const texts = await Promise.all(schemas.map((file) => readFile(atRoot(file), 'utf8')))
    const read = texts.flatMap((text) =>
      [...text.matchAll(/^ +([A-Z][A-Z_]+): (?:z|port|text|optionalText)\b/gm)].map(([, key]) => key!),
    )
    // The launcher's own, and the other way to give the embedded broker its password.
    const expected = new Set([...read, 'WANDING_NO_SIMULATOR'])
    expected.delete('MQTT_PASSWORD_FILE')
    expect(read.length).toBeGreaterThan(15)
    expect(example.toSorted()).toEqual([...expected].toSorted())
  })
})
