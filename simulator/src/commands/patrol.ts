import { parseArgs } from 'node:util'
import { btraEndsDownPercent, type Estimate, estimate, patrol } from '@wanding/mill'
import { type PatrolRun, runPatrol } from '../engine/lab/patrol-lab'
import { answer, needed, numberOf, UsageError, wholeOf } from './command-options'
import { beside, significant } from './theory-table'

const WARM_UP_ROUNDS = 5

const USAGE = `Patrol without monitoring: one tenter walks a closed round and pieces what she meets. Theory beside a simulation.

  patrol --n 2400 --breaks 12 --walk-minutes 10 --service-seconds 21 [--seed 7] [--replications 20] [--rounds 400] [--json]

  --n                spindles of the round, 2 to 100000
  --breaks           breaks per 1,000 spindle-hours
  --walk-minutes     walking time of one round
  --service-seconds  time to piece one end
  --seed             whole number from 0 to 4294967295 (7)
  --replications     independent runs, 2 to 1000 (20)
  --rounds           rounds counted in each, 1 to 100000 (400)
  --json             {theory: {roundMinutes, endsDownPercent, btraEndsDownPercent, utilisation}, simulation: {the same, ci95}};
                     ci95 is half the width of the 95 % confidence interval of each figure

Utilisation is the share of the round that is piecing. Where it would reach 1 the rounds grow without end: theory is null.
`

const FIGURES = ['roundMinutes', 'endsDownPercent', 'btraEndsDownPercent', 'utilisation'] as const
type Figures<T> = Record<(typeof FIGURES)[number], T>

/** Exit code 0 after a run, 2 for a bad option. */
export async function run(args: string[]): Promise<number> {
  return answer('patrol', USAGE, () => optionsOf(args), report)
}

type Options = ReturnType<typeof optionsOf>

function report({ plan, seed, replications, rounds, json }: Exclude<Options, { help: true }>): string {
  const theory = patrol(plan)
  const lab = { ...plan, rounds, warmUpRounds: WARM_UP_ROUNDS }
  const runs = Array.from({ length: replications }, (_, i) => runPatrol(lab, seed, i + 1))
  const of = (figure: (run: PatrolRun) => number) => estimate(runs.map(figure))
  const found: Figures<Estimate> = {
    roundMinutes: of((run) => run.roundMinutes),
    endsDownPercent: of((run) => run.endsDownPercent),
    btraEndsDownPercent: of((run) => btraEndsDownPercent(plan.breaksPerSpindleHour, run.roundMinutes)),
    utilisation: of((run) => run.utilisation),
  }
  const each = <T>(value: (figure: (typeof FIGURES)[number]) => T) =>
    Object.fromEntries(FIGURES.map((figure) => [figure, value(figure)]))
  if (json) {
    const note = theory ? {} : { note: NO_ROUND }
    const simulation = {
      ...each((figure) => significant(found[figure].mean)),
      ci95: each((figure) => significant(found[figure].ci95)),
    }
    return `${JSON.stringify({ theory: { ...each((figure) => (theory ? significant(theory[figure]) : null)), ...note }, simulation })}\n`
  }
  const names = ['round, min', 'ends down, %', '  by BTRA, %', 'piecing share']
  const rows = FIGURES.map((figure, i) => ({ name: names[i]!, theory: theory?.[figure] ?? null, ...found[figure] }))
  const head = `${plan.spindles} spindles, ${significant(plan.breaksPerSpindleHour * 1000)} breaks per 1,000 spindle-h, ${plan.walkMinutes} min of walking, ${plan.serviceS} s an end`
  return `${head}\n${replications} replications of ${rounds} rounds\n\n${beside(rows)}${theory ? '' : `\n${NO_ROUND}.\n`}`
}

const NO_ROUND = 'more ends break in a round than she can piece: no steady round'

function optionsOf(args: string[]) {
  const values = parsed(args)
  if (values.help) return { help: true } as const
  return {
    help: false,
    json: values.json ?? false,
    plan: {
      spindles: needed('n', wholeOf('n', values.n, 2, 100_000)),
      breaksPerSpindleHour: needed('breaks', numberOf('breaks', values.breaks, 1e-6, 1e6)) / 1000,
      walkMinutes: needed('walk-minutes', numberOf('walk-minutes', values['walk-minutes'], 1e-3, 1e5)),
      serviceS: needed('service-seconds', numberOf('service-seconds', values['service-seconds'], 1e-3, 1e5)),
    },
    seed: wholeOf('seed', values.seed, 0, 0xffff_ffff) ?? 7,
    replications: wholeOf('replications', values.replications, 2, 1000) ?? 20,
    rounds: wholeOf('rounds', values.rounds, 1, 100_000) ?? 400,
  } as const
}

function parsed(args: string[]) {
  const text = { type: 'string' } as const
  const flag = { type: 'boolean' } as const
  try {
    return parseArgs({
      args,
      options: {
        n: text,
        breaks: text,
        'walk-minutes': text,
        'service-seconds': text,
        seed: text,
        replications: text,
        rounds: text,
        json: flag,
        help: flag,
      },
    }).values
  } catch (error) {
    throw new UsageError((error as Error).message.split('\n')[0]!)
  }
}
