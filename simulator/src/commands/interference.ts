import { parseArgs } from 'node:util'
import { estimate, finiteSource, type Interference, oneTenter, type ServiceLaw } from '@wanding/mill'
import { type InterferenceRun, runInterference } from '../engine/lab/interference-lab'
import { answer, needed, numberOf, oneOf, UsageError, wholeOf } from './command-options'
import { beside, significant } from './theory-table'

const SERVICES = ['constant', 'exponential', 'erlang'] as const
const SECONDS_PER_HOUR = 3600
/** Where only rho is given: a piecing with the walk to it (domain 5.3). */
const USUAL_SERVICE_S = 20
/** Length of one replication when --hours is not given: so many breaks. */
const BREAKS = 50_000
const WARM_UP_SHARE = 0.1

const USAGE = `Machine interference: spindles that wait because their tenters are busy. Theory beside a simulation of the same zone.

  interference --n 20 --rho 0.04 [--c 1] [--service exponential] [--seed 7] [--replications 20] [--hours H] [--json]

  --n                spindles (or machines) that the tenters look after, 1 to 1000000
  --c                tenters who go to any of them, first come first served (1)
  --rho              breaks per running hour x hours for one end: the load that one spindle makes
  --lambda           breaks per 1,000 spindle-hours; with --service-seconds or --rho, instead of the third
  --service-seconds  mean time for one end, walking and piecing (${USUAL_SERVICE_S} where only --rho is given)
  --service          ${SERVICES.join(', ')} (exponential)
  --phases           phases of an Erlang law, 1 to 1000 (3)
  --seed             whole number from 0 to 4294967295 (7)
  --replications     independent runs, 2 to 1000 (20)
  --hours            hours counted in each (as long as ${BREAKS} breaks take)
  --json             {theory: {running, efficiency, utilisation, waitSeconds}, simulation: {the same, ci95}}; ci95 is half the
                     width of the 95 % confidence interval of each figure

With several tenters only exponential service has a closed form: for the other laws the figures of theory are null, and
exponentialBound says what exponential service would give; laws that vary less make ends wait less.
`

export interface Zone {
  spindles: number
  breaksPerSpindleHour: number
  service: ServiceLaw & { meanS: number }
  tenters: number
}

const FIGURES = ['running', 'efficiency', 'utilisation', 'waitSeconds'] as const
type Figures = Record<(typeof FIGURES)[number], number>

/** Exit code 0 after a run, 2 for a bad option. */
export async function run(args: string[]): Promise<number> {
  return answer('interference', USAGE, () => optionsOf(args), report)
}

type Options = ReturnType<typeof optionsOf>

function report({ zone, seed, replications, hours, json }: Exclude<Options, { help: true }>): string {
  const theory = theoryOf(zone)
  const perHour = zone.breaksPerSpindleHour * (theory.figures ?? theory.bound).running
  const length = hours ?? BREAKS / perHour
  const lab = { ...zone, hours: length, warmUpHours: WARM_UP_SHARE * length }
  const runs = Array.from({ length: replications }, (_, i) => runInterference(lab, seed, i + 1))
  const of = (figure: keyof InterferenceRun) => estimate(runs.map((each) => each[figure]))
  if (!json) {
    const head = `${zone.spindles} spindles, ${zone.tenters} ${zone.tenters === 1 ? 'tenter' : 'tenters'}, ${significant(zone.breaksPerSpindleHour * 1000)} breaks per 1,000 spindle-h, ${zone.service.kind} service of ${significant(zone.service.meanS)} s`
    const names = ['spindles running', 'spindle efficiency', 'utilisation', 'wait, s']
    const rows = FIGURES.map((figure, i) => ({
      name: names[i]!,
      theory: theory.figures?.[figure] ?? null,
      ...of(figure),
    }))
    const note = theory.figures
      ? ''
      : `\n${NO_CLOSED_FORM}: exponential service would make ends wait ${significant(theory.bound.waitSeconds)} s.\n`
    return `${head}\n${replications} replications of ${significant(length)} h\n\n${beside(rows)}${note}`
  }
  const rounded = (figures: Figures) =>
    Object.fromEntries(FIGURES.map((figure) => [figure, significant(figures[figure])]))
  const none = Object.fromEntries(FIGURES.map((figure) => [figure, null]))
  const told = {
    theory: theory.figures
      ? rounded(theory.figures)
      : { ...none, note: NO_CLOSED_FORM, exponentialBound: rounded(theory.bound) },
    simulation: {
      ...Object.fromEntries(FIGURES.map((figure) => [figure, significant(of(figure).mean)])),
      ci95: Object.fromEntries(FIGURES.map((figure) => [figure, significant(of(figure).ci95)])),
    },
  }
  return `${JSON.stringify(told)}\n`
}

const NO_CLOSED_FORM = 'no closed form for several tenters with this law of service'

/** The exact figures where a closed form exists, and those of exponential service. */
function theoryOf(zone: Zone): { figures: Figures | null; bound: Figures } {
  const bound = figuresOf(finiteSource({ ...zone, serviceS: zone.service.meanS }))
  if (zone.service.kind === 'exponential') return { figures: bound, bound }
  return { figures: zone.tenters === 1 ? figuresOf(oneTenter(zone)) : null, bound }
}

function figuresOf({ running, efficiency, utilisation, waitS }: Interference): Figures {
  return { running, efficiency, utilisation, waitSeconds: waitS }
}

function optionsOf(args: string[]) {
  const values = parsed(args)
  if (values.help) return { help: true } as const
  const spindles = needed('n', wholeOf('n', values.n, 1, 1_000_000))
  const kind = oneOf('service', values.service, SERVICES) ?? 'exponential'
  const phases = wholeOf('phases', values.phases, 1, 1000)
  if (phases !== undefined && kind !== 'erlang') throw new UsageError('--phases goes with --service erlang')
  const { breaksPerSpindleHour, meanS } = timesOf(values)
  const service = kind === 'erlang' ? { kind, meanS, phases: phases ?? 3 } : { kind, meanS }
  return {
    help: false,
    json: values.json ?? false,
    zone: { spindles, breaksPerSpindleHour, service, tenters: wholeOf('c', values.c, 1, 10_000) ?? 1 } satisfies Zone,
    seed: wholeOf('seed', values.seed, 0, 0xffff_ffff) ?? 7,
    replications: wholeOf('replications', values.replications, 2, 1000) ?? 20,
    hours: numberOf('hours', values.hours, 0.001, 1e9),
  } as const
}

/** Any two of rho, break rate and service time; rho alone takes the usual service time. */
function timesOf(values: ReturnType<typeof parsed>): { breaksPerSpindleHour: number; meanS: number } {
  const rho = numberOf('rho', values.rho, 1e-9, 1000)
  const per1000 = numberOf('lambda', values.lambda, 1e-6, 1e9)
  const seconds = numberOf('service-seconds', values['service-seconds'], 1e-6, 1e9)
  if (rho !== undefined && per1000 !== undefined && seconds !== undefined) {
    throw new UsageError('--rho follows from --lambda and --service-seconds; give two of the three')
  }
  if (rho === undefined) {
    const [rate, meanS] = [needed('rho, or --lambda', per1000), needed('service-seconds', seconds)]
    return { breaksPerSpindleHour: rate / 1000, meanS }
  }
  if (per1000 !== undefined)
    return { breaksPerSpindleHour: per1000 / 1000, meanS: (rho / (per1000 / 1000)) * SECONDS_PER_HOUR }
  const meanS = seconds ?? USUAL_SERVICE_S
  return { breaksPerSpindleHour: (rho / meanS) * SECONDS_PER_HOUR, meanS }
}

function parsed(args: string[]) {
  const text = { type: 'string' } as const
  const flag = { type: 'boolean' } as const
  try {
    return parseArgs({
      args,
      options: {
        n: text,
        c: text,
        rho: text,
        lambda: text,
        'service-seconds': text,
        service: text,
        phases: text,
        seed: text,
        replications: text,
        hours: text,
        json: flag,
        help: flag,
      },
    }).values
  } catch (error) {
    // Some of the parser's messages go on with advice for its own users on further lines.
    throw new UsageError((error as Error).message.split('\n')[0]!)
  }
}
