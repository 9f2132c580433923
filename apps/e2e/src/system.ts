import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Health } from '@wanding/contracts'
import { freePort, type RunningProcess, startProcess, type TempFolder, tempFolder, waitFor } from '@wanding/testkit'

const ROOT = fileURLToPath(new URL('../../..', import.meta.url))

export interface SystemOptions {
  /** A broker's address; without it the launcher's embedded broker. */
  mqttUrl?: string
  /** Where the simulator finds the broker, if that is another way than the backend's. */
  simulatorMqttUrl?: string
  influxUrl?: string
  mill?: string
  seed?: number
  speed?: number
  /** Where the programs keep their data, if not in a folder of their own. */
  dataFolder?: string
  /** The simulator's, if it is another: `own` for a folder below that of the system. */
  simulatorFolder?: string
  /** For every program, beside what it gets anyway. */
  env?: Record<string, string>
  apiEnv?: Record<string, string>
  simulatorEnv?: Record<string, string>
}

/** The programs of the product as they are built, each a process, in a folder and on ports of their own. */
export class WandingSystem {
  private readonly running = new Set<RunningProcess>()

  private constructor(
    readonly port: number,
    readonly mqttPort: number,
    private readonly folder: TempFolder,
    private readonly options: SystemOptions,
  ) {}

  static async prepare(options: SystemOptions = {}): Promise<WandingSystem> {
    return new WandingSystem(await freePort(), await freePort(), await tempFolder('e2e'), options)
  }

  /** Where the programs keep their data. */
  get data(): string {
    return this.options.dataFolder ?? this.folder.path
  }

  get address(): string {
    return `http://127.0.0.1:${this.port}`
  }

  /** `npm start` without npm: everything with one command, ready when it says so. */
  startAll(): Promise<RunningProcess> {
    return this.start(['scripts/start.mjs'], /^ready {2}http/m, 60_000)
  }

  startApi(env: Record<string, string> = {}): Promise<RunningProcess> {
    const isUp = async () => (await fetch(`${this.address}/api/health`)).ok
    return this.start(['apps/api/dist/main.js'], isUp, undefined, { ...this.options.apiEnv, ...env })
  }

  /** Starts it and does not wait until it is up. */
  launchApi(): Promise<RunningProcess> {
    return this.start(['apps/api/dist/main.js'], undefined, undefined, this.options.apiEnv)
  }

  startSimulator(env: Record<string, string> = {}): Promise<RunningProcess> {
    const { simulatorMqttUrl, simulatorFolder } = this.options
    const folder = simulatorFolder === 'own' ? join(this.folder.path, 'simulator') : simulatorFolder
    return this.start(['simulator/dist/cli.js', 'live'], undefined, undefined, {
      ...(simulatorMqttUrl !== undefined && { MQTT_URL: simulatorMqttUrl }),
      ...(folder !== undefined && { WANDING_DATA: folder }),
      ...this.options.simulatorEnv,
      ...env,
    })
  }

  async get<T>(path: string): Promise<T> {
    const response = await fetch(`${this.address}${path}`)
    if (!response.ok) throw new Error(`${path} answers ${response.status}: ${await response.text()}`)
    return (await response.json()) as T
  }

  health(): Promise<Health> {
    return this.get<Health>('/api/health')
  }

  /** Waits until health says so; the last health is in the error when it does not. */
  async healthy(what: string, condition: (health: Health) => boolean, timeoutMs = 30_000): Promise<Health> {
    let last: Health | undefined
    try {
      return await waitFor(
        async () => {
          last = await this.health()
          return condition(last) && last
        },
        { what, timeoutMs },
      )
    } catch (error) {
      throw new Error(`${(error as Error).message}; the last health: ${JSON.stringify(last)}`, { cause: error })
    }
  }

  async stop(): Promise<void> {
    await Promise.all([...this.running].map((process) => process.stop()))
    await this.folder.stop()
  }

  private async start(
    args: string[],
    readyWhen?: RegExp | (() => Promise<boolean>),
    readyTimeoutMs = 30_000,
    more: Record<string, string> = {},
  ): Promise<RunningProcess> {
    const { mqttUrl, influxUrl, mill = 'jimo', seed = 7, speed = 1 } = this.options
    const [script, ...rest] = args
    const process = await startProcess(globalThis.process.execPath, [join(ROOT, script!), ...rest], {
      cwd: ROOT,
      env: {
        PORT: String(this.port),
        HOST: '127.0.0.1',
        MQTT_PORT: String(this.mqttPort),
        MQTT_URL: mqttUrl ?? '',
        INFLUX_URL: influxUrl ?? '',
        WANDING_DATA: this.data,
        MILL: mill,
        SEED: String(seed),
        SPEED: String(speed),
        LOG_LEVEL: 'warn',
        npm_lifecycle_event: undefined,
        ...this.options.env,
        ...more,
      },
      ...(readyWhen && { readyWhen }),
      readyTimeoutMs,
    })
    this.running.add(process)
    void process.ended.then(() => this.running.delete(process))
    return process
  }
}
