import { performance } from 'node:perf_hooks'
import { parseArgs } from 'node:util'
import { compareVariants, DEFAULT_COSTS, type MillPlan, type Replicator } from '@wanding/mill'
import { WarmMill } from '../engine'
import { loadMillPlan, MillFileError } from '../mill-files'
import { answer, numberOf, UsageError, wholeOf } from './command-options'
import { defaultNormsFile, readNorms } from './norms-of-command'
import { comparisonAsTable } from './what-if-table'

const USAGE = `What would happen in a mill with changes: shifts of both on the same seeds, their figures with intervals, the theory beside.

  what-if [--mill jimo] [--base path=value]... [--set path=value]... [--replications 20] [--hours 8] [--warm-up 1] [--seed 7]
          [--anew] [--norms FILE] [--json]

  --mill          a mill in simulator/mills, or the path of a mill file
  --base          overrides a key of the mill file in both, as in --base ringRoom.frames=12 (repeatable)
  --set           overrides a key in the variant only, as in --set staff.posts.ring-tenters.persons=7 (repeatable); without it the
                  mill runs alone
  --replications  shifts of each, 1 to 2000
  --hours         length of a shift, 0.25 to 72
  --warm-up       hours before the shift that are not counted, 0 to 72
  --seed          whole number from 0 to 4294967295; the same seed gives the same answer
  --anew          each replication is a mill of its own, with other bad spindles; several times as slow
  --norms         another norms file
  --json          one JSON object: {mill, seed, hours, replications, cpuSeconds, variants, differences}
`

/** Exit code 0 after the runs, 2 for an option, a mill file or norms that cannot be used. */
export async function run(args: string[]): Promise<number> {
  let options: Options
  try {
    options = optionsOf(args)
  } catch (error) {
    if (!(error instanceof UsageError || error instanceof MillFileError)) throw error
    return answer(
      'what-if',
      USAGE,
      () => fail(error.message),
      () => '',
    )
  }
  if (options.help)
    return answer(
      'what-if',
      USAGE,
      () => ({ help: true }),
      () => '',
    )
  const began = performance.now()
  const { hours, replications, seed } = options.timing
  const found = await compareVariants({ ...options, replications, costs: DEFAULT_COSTS }, inThisThread(options.timing))
  const cpuSeconds = Number(((performance.now() - began) / 1000).toFixed(3))
  const head = { mill: options.mill, seed, hours, replications, cpuSeconds, normsVersion: options.norms.version }
  process.stdout.write(options.json ? `${JSON.stringify({ ...head, ...found })}\n` : comparisonAsTable(head, found))
  return 0
}

/** One warm mill a plan, one replication after another. */
function inThisThread(timing: { seed: number; warmUpHours: number; hours: number; anew: boolean }): Replicator {
  const mills = new Map<MillPlan, WarmMill>()
  return {
    width: 1,
    replicate: async (plan, replication) => {
      const warm = mills.get(plan) ?? new WarmMill(plan, timing)
      mills.set(plan, warm)
      return warm.replicate(replication)
    },
  }
}

function fail(message: string): never {
  throw new UsageError(message)
}

type Options = ReturnType<typeof optionsOf>

function optionsOf(args: string[]) {
  const values = parsed(args)
  if (values.help) return { help: true } as const
  const mill = values.mill ?? 'jimo'
  const load = (overrides: readonly string[]) => loadMillPlan(mill, overrides, import.meta.url)
  const base = { label: 'as it is', changes: values.base, plan: load(values.base) }
  const changed = values.set.length > 0
  const variants = changed
    ? [base, { label: values.set.join(' '), changes: values.set, plan: load([...values.base, ...values.set]) }]
    : [base]
  return {
    help: false,
    mill,
    json: values.json,
    norms: readNorms(values.norms ?? defaultNormsFile()),
    variants,
    timing: {
      seed: wholeOf('seed', values.seed, 0, 0xffff_ffff) ?? 7,
      replications: wholeOf('replications', values.replications, 1, 2000) ?? 20,
      hours: numberOf('hours', values.hours, 0.25, 72) ?? 8,
      warmUpHours: numberOf('warm-up', values['warm-up'], 0, 72) ?? 1,
      anew: values.anew,
    },
  } as const
}

function parsed(args: string[]) {
  const text = { type: 'string' } as const
  const many = { type: 'string', multiple: true, default: [] as string[] } as const
  const flag = { type: 'boolean', default: false } as const
  try {
    return parseArgs({
      args,
      options: {
        mill: text,
        base: many,
        set: many,
        replications: text,
        hours: text,
        'warm-up': text,
        seed: text,
        norms: text,
        anew: flag,
        json: flag,
        help: flag,
      },
    }).values
  } catch (error) {
    throw new UsageError((error as Error).message.split('\n')[0]!)
  }
}
