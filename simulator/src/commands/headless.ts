import { readFileSync } from 'node:fs'
import { performance } from 'node:perf_hooks'
import { parseArgs } from 'node:util'
import { advance, createMill, forkMill, type Mill } from '../engine'
import { loadMillPlan, MillFileError } from '../mill-files'
import { RunRecorder, type RunSummary, totalsOf } from '../run-summary'
import { decodeSnapshot, SnapshotError } from '../snapshots/snapshot-file'
import { writeSnapshot } from '../snapshots/write-snapshot'
import { needed, numberOf, UsageError, wholeOf } from './command-options'
import { FaultOrderError, injectAll, respondAll } from './fault-orders'

const HOUR_MS = 3_600_000
/** A Monday, 08:00 in China: the start of a first shift. */
const START_MS = Date.UTC(2026, 0, 5, 0)
const DEFAULT_SEED = 7
const EXIT_FILE = 1
const EXIT_USAGE = 2

const USAGE = `Runs a mill without the wire, as fast as it goes, and prints what it did.

  headless [--mill jimo] [--seed 7] [--hours 8] [--warm-up 0] [--set path=value]... [--start ISO] [--json]
           [--load file] [--save file] [--inject fault@place@minute]... [--respond response@place@minute]...

  --mill      a mill in simulator/mills, or the path of a mill file
  --seed      whole number from 0 to 4294967295; the same seed gives the same run
  --hours     hours that are counted
  --warm-up   hours that run before counting begins
  --set       overrides a key of the mill file, as in --set ringRoom.frames=12 (repeatable)
  --start     moment of the mill's clock at which the run begins (2026-01-05T00:00:00Z)
  --load      goes on from a snapshot instead of a new mill; with --seed it goes its own way from there
  --save      writes a snapshot of the mill at the end of the run
  --inject    lets something go wrong, as in --inject suction-filter-full@RF03@30 or rogue-spindle@RF03/417@30@100:
              fault, place, minute after the warm-up, severity if it is not to be the usual one (repeatable)
  --respond   lets somebody act against it, as in --respond clean-filter@RF03@75 (repeatable)
  --json      one JSON object instead of a table
`

type Options = ReturnType<typeof optionsOf>

/** Exit code 0 after a run, 2 for a bad option, mill file or snapshot, 1 when the snapshot at the end cannot be written. */
export async function run(args: string[]): Promise<number> {
  let options: Options
  try {
    options = optionsOf(args)
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n\n${USAGE}`)
    return EXIT_USAGE
  }
  if (options.help) {
    process.stdout.write(USAGE)
    return 0
  }
  const began = performance.now()
  let mill: Mill
  try {
    mill = beginning(options)
  } catch (error) {
    if (!(error instanceof MillFileError || error instanceof SnapshotError)) throw error
    process.stderr.write(`${error.message}\n`)
    return EXIT_USAGE
  }
  const { hours, warmUpHours } = options
  const { seed, nowMs } = mill.state.mill
  const recorder = new RunRecorder()
  const countFromMs = nowMs + Math.round(warmUpHours * HOUR_MS)
  try {
    injectAll(mill, options.inject, countFromMs)
    respondAll(mill, options.respond, countFromMs)
  } catch (error) {
    if (!(error instanceof FaultOrderError)) throw error
    process.stderr.write(`${error.message}\n`)
    return EXIT_USAGE
  }
  advance(mill, countFromMs)
  const before = totalsOf(mill)
  advance(mill, countFromMs + Math.round(hours * HOUR_MS), recorder.record)
  const after = totalsOf(mill)
  const wallSeconds = (performance.now() - began) / 1000
  const summary = recorder.summary({ mill: mill.plan.id, seed, hours, wallSeconds, before, after })
  process.stdout.write(options.json ? `${JSON.stringify(summary)}\n` : table(summary))
  return options.save === undefined || saved(mill, options.save) ? 0 : EXIT_FILE
}

/** A new mill from its file, or the mill of a snapshot. */
function beginning({ load, mill, seed, overrides, startMs }: Options): Mill {
  if (load === undefined)
    return createMill(loadMillPlan(mill, overrides, import.meta.url), seed ?? DEFAULT_SEED, startMs)
  let file: Buffer
  try {
    file = readFileSync(load)
  } catch (error) {
    throw new SnapshotError(`${load} cannot be read (${codeOf(error)})`)
  }
  try {
    const past = decodeSnapshot(file)
    return seed === undefined ? past : forkMill(past, seed)
  } catch (error) {
    throw error instanceof SnapshotError ? new SnapshotError(`${load}: ${error.message}`) : error
  }
}

function saved(mill: Mill, path: string): boolean {
  try {
    writeSnapshot(mill, path)
    return true
  } catch (error) {
    process.stderr.write(`${path} cannot be written (${codeOf(error)})\n`)
    return false
  }
}

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? String(error)

function optionsOf(args: string[]) {
  const { values } = parseArgs({
    args,
    options: {
      mill: { type: 'string' },
      seed: { type: 'string' },
      hours: { type: 'string', default: '8' },
      'warm-up': { type: 'string', default: '0' },
      set: { type: 'string', multiple: true, default: [] },
      start: { type: 'string' },
      load: { type: 'string' },
      save: { type: 'string' },
      inject: { type: 'string', multiple: true, default: [] },
      respond: { type: 'string', multiple: true, default: [] },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.load !== undefined && (values.mill ?? values.start ?? values.set[0]) !== undefined)
    throw new UsageError('--load brings its own mill and time: --mill, --set and --start do not go with it')
  const startMs = values.start === undefined ? START_MS : Date.parse(values.start)
  if (!Number.isFinite(startMs)) throw new UsageError('--start must be a date and time, as in 2026-01-05T00:00:00Z')
  return {
    mill: values.mill ?? 'jimo',
    seed: wholeOf('seed', values.seed, 0, 0xffff_ffff),
    load: values.load,
    save: values.save,
    inject: values.inject,
    respond: values.respond,
    hours: needed('hours', numberOf('hours', values.hours, 0.001, 100_000)),
    warmUpHours: needed('warm-up', numberOf('warm-up', values['warm-up'], 0, 100_000)),
    overrides: values.set,
    startMs,
    json: values.json,
    help: values.help,
  }
}

function table({ production, breaks, response, energy, tasks, faults, ...run }: RunSummary): string {
  const rows: [label: string, value: string][] = [
    ['mill', `${run.mill}, seed ${run.seed}, ${run.hours} h in ${run.wallSeconds.toFixed(2)} s`],
    ['production', `${production.kg} kg, ${production.kgPerHour} kg/h, ${production.gramsPerSpindleHour} g/spindle-h`],
    ['running breaks', `${breaks.runningPer1000SpindleHours} per 1,000 spindle-h`],
    ['start-up breaks', `${breaks.startUpPercent} % of spindles per doff (${breaks.total} breaks in all)`],
    ['ends down', `${run.endsDownPercent} %`],
    ['doffs', `${run.doffsPerFrameDay} per frame-day`],
    ['response', `half within ${response.p50Seconds ?? '-'} s, nine of ten within ${response.p90Seconds ?? '-'} s`],
    ['energy', `${energy.kwh} kWh in all, ring frames ${energy.ringKwhPerKg} kWh/kg`],
    ['events', `${run.events}, hash ${run.hash}`],
  ]
  const lines = rows.map(([label, value]) => `${label.padEnd(16)} ${value}`)
  const work = tasks.map(
    ({ role, task, count, personMinutes }) =>
      `${role.padEnd(16)} ${task.padEnd(18)} ${String(count).padStart(7)} ${personMinutes.toFixed(1).padStart(10)} min`,
  )
  const wrong = faults.map(
    ({ fault, place, by, minutes }) =>
      `${fault.padEnd(24)} ${place.padEnd(10)} by ${by.padEnd(8)} ${minutes === null ? 'not cured' : `cured after ${minutes} min`}`,
  )
  return `${[...lines, '', ...work, ...(wrong.length > 0 ? ['', ...wrong] : [])].join('\n')}\n`
}
