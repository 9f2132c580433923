import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { MillPlan } from '@wanding/mill'
import { FolderLock, LogInUseError } from '@wanding/record-log'
import { ConfigError, loadConfig } from '../config'
import { liveMill } from '../gateway/live-mill'
import { MillClock } from '../gateway/mill-clock'
import { RealClock } from '../gateway/real-clock'
import { loadMillPlan, MillFileError } from '../mill-files'
import { MillPast, newMill } from '../snapshots/mill-past'

const EXIT_BAD_SETTING = 2
/** At most this much of what commands and chance have made of a mill is lost when its program is killed. */
const KEEP_EVERY_MS = 10 * 60_000
const SOFTWARE = 'wanding-simulator 0.1.0'

const usage = `wanding live: runs a mill on a broker until it is stopped
  --set path=value   overrides a key of the mill file (repeatable)
Settings by environment: MILL SEED SPEED MQTT_URL MQTT_PORT MQTT_USER MQTT_PASSWORD JOURNAL_MOST_MB JOURNAL_WHEN_FULL
  SPARKPLUG_PRIMARY_HOST SPARKPLUG_DATATYPES`

/** Runs a mill in real time (or SPEED times it) until a signal ends it. Exit code 0 after a clean stop, 2 for a bad setting. */
export async function run(args: string[]): Promise<number> {
  let config: ReturnType<typeof loadConfig>
  let overrides: string[]
  try {
    const { values } = parseArgs({
      args,
      options: { set: { type: 'string', multiple: true, default: [] }, help: { type: 'boolean', default: false } },
    })
    if (values.help) {
      console.log(usage)
      return 0
    }
    overrides = values.set
    config = loadConfig(process.env)
  } catch (error) {
    console.error(error instanceof ConfigError ? error.message : `${(error as Error).message}\n${usage}`)
    return EXIT_BAD_SETTING
  }
  let plan: MillPlan
  try {
    plan = loadMillPlan(config.mill, overrides, import.meta.url)
  } catch (error) {
    if (!(error instanceof MillFileError)) throw error
    console.error(error.message)
    return EXIT_BAD_SETTING
  }
  const folder = join(config.dataFolder, 'journal', plan.id)
  let lock: FolderLock
  try {
    lock = FolderLock.take(folder)
  } catch (error) {
    const why =
      error instanceof LogInUseError
        ? 'another simulator runs this mill; give this one its own WANDING_DATA'
        : 'set WANDING_DATA to a folder that can be written'
    console.error(`${(error as Error).message}: ${why}`)
    return EXIT_BAD_SETTING
  }
  const real = new RealClock()
  const startMs = real.nowMs()
  // Only the mill on the real clock has a past to go on from; at any other speed each start is a run of its own.
  const past = config.speed === 1 ? new MillPast(config.dataFolder, plan, config.seed) : undefined
  const found = past?.find(startMs) ?? newMill(plan, config.seed, startMs)
  const runner = liveMill({
    ...found,
    // A mill that was kept under a clock that has been set back since is ahead of it.
    clock: new MillClock(Math.max(startMs, found.mill.state.mill.nowMs), startMs, config.speed),
    realNowMs: () => real.nowMs(),
    run: config.speed === 1 ? 'live' : `${config.seed}x${config.speed}-${startMs}`,
    software: SOFTWARE,
    broker: config.mqtt,
    journal: { ...config.journal, folder },
    sparkplug: config.sparkplug,
    onStateChange: reportConnections(),
    onRival: (gateway, reason) => console.error(`gateway ${gateway}: ${reason}`),
    onProblem: (gateway, problem) => console.error(`gateway ${gateway}: ${problem}`),
    onOrder: () => past?.keep(found),
  })
  runner.start()
  const keeping = setInterval(() => past?.keep(found), KEEP_EVERY_MS)
  await new Promise<void>((done) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => done())
  })
  clearInterval(keeping)
  await runner.stop()
  past?.keep(found)
  lock.release()
  return 0
}

/** One line when all have been lost and one when all are back, not one for each of a dozen gateways. */
function reportConnections() {
  const connected = new Set<string>()
  return (gateway: string, up: boolean, reason?: string) => {
    const before = connected.size
    if (up) connected.add(gateway)
    else connected.delete(gateway)
    if (before === 0 && connected.size === 1) console.log('connected to the broker')
    if (before > 0 && connected.size === 0) console.log(`lost the broker (${reason ?? 'closed'}); trying again`)
  }
}
