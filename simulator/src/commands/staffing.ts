import { parseArgs } from 'node:util'
import {
  attributeMeasures,
  type Norms,
  type Roster,
  type Rung,
  rosterFor,
  SCOPES,
  type Scope,
  SHIFT_SYSTEMS,
  type ShiftSystem,
  staffingRungs,
} from '@wanding/mill'
import { answer, numberOf, oneOf, UsageError } from './command-options'
import { defaultNormsFile, readNorms } from './norms-of-command'
import { attributionAsJson, attributionAsTable } from './staffing-attribution'

const USAGE = `Persons per 10,000 spindles, rung by rung from a conventional mill (S0) to a digital one (S9), from the norms file.

  staffing [--json] [--ne 40] [--spindles 100800] [--shift-system NAME] [--crews 4] [--attendance 0.95] [--scope A|B|C] [--norms FILE]
           [--attribution shapley]

  --ne            English count, 4 to 200
  --spindles      installed ring spindles, 1 to 10,000,000
  --shift-system  ${SHIFT_SYSTEMS.join(', ')}
  --crews         crews on the roll, 1 to 12 (2.333 is two crews with rotating rest days)
  --attendance    fraction of a crew that is present, 0.1 to 1
  --scope         A direct operatives, B the spinning mill, C with management and services
  --norms         another norms file
  --attribution   shapley: what each measure does to the roll, averaged over all orders in which measures can be counted
  --json          [{step, roll, per10k, hok, posts}]; with --attribution {fromPer10k, toPer10k, measures: [{step, roll, per10k,
                  ladderPer10k}]}, negative where people are saved
`

interface Options {
  json: boolean
  help: boolean
  countNe: number | undefined
  spindles: number | undefined
  shiftSystem: ShiftSystem | undefined
  crews: number | undefined
  attendance: number | undefined
  scope: Scope | undefined
  normsFile: string | undefined
  attribution: 'shapley' | undefined
}

/** `staffing`: prints the rungs of the norms file. Exit code 0, or 2 with a line on stderr for flags or norms it cannot use. */
export async function run(args: string[]): Promise<number> {
  return answer('staffing', USAGE, () => optionsOf(args), report)
}

function report(options: Options): string {
  const norms = readNorms(options.normsFile ?? defaultNormsFile())
  const roster = rosterFor(norms, options)
  const scope = options.scope ?? norms.scope.counted
  const inputs = { countNe: options.countNe, spindles: options.spindles }
  const rungs = staffingRungs(norms, roster, inputs, scope)
  if (options.attribution) {
    const attribution = attributeMeasures(norms, roster, inputs, scope)
    return options.json
      ? attributionAsJson(attribution)
      : `${titleOf(rungs, norms, roster, scope)}\n\n${attributionAsTable(attribution, norms)}`
  }
  return options.json ? asJson(rungs) : asTable(rungs, norms, roster, scope)
}

function optionsOf(args: string[]): Options {
  const { values } = parsed(args)
  return {
    json: values.json ?? false,
    help: values.help ?? false,
    countNe: numberOf('ne', values.ne, 4, 200),
    spindles: numberOf('spindles', values.spindles, 1, 10_000_000),
    shiftSystem: oneOf('shift-system', values['shift-system'], SHIFT_SYSTEMS),
    crews: numberOf('crews', values.crews, 1, 12),
    attendance: numberOf('attendance', values.attendance, 0.1, 1),
    scope: oneOf('scope', values.scope, SCOPES),
    normsFile: values.norms,
    attribution: oneOf('attribution', values.attribution, ['shapley'] as const),
  }
}

function parsed(args: string[]) {
  const text = { type: 'string' } as const
  const flag = { type: 'boolean' } as const
  try {
    return parseArgs({
      args,
      options: {
        json: flag,
        help: flag,
        ne: text,
        spindles: text,
        'shift-system': text,
        crews: text,
        attendance: text,
        scope: text,
        norms: text,
        attribution: text,
      },
    })
  } catch (error) {
    // Some of the parser's messages go on with advice for its own users on further lines.
    throw new UsageError((error as Error).message.split('\n')[0]!)
  }
}

/** The project's norms file, found upwards from this program: from its source as from its build. */
function asJson(rungs: readonly Rung[]): string {
  const rows = rungs.map(({ step, staff }) => ({
    step,
    roll: rounded(staff.roll),
    per10k: rounded(staff.per10k),
    hok: rounded(staff.hok),
    posts: rounded(staff.shiftPosts),
  }))
  return `${JSON.stringify(rows, null, 2)}\n`
}

function titleOf(rungs: readonly Rung[], norms: Norms, roster: Roster, scope: Scope): string {
  const { countNe, spindles } = rungs[0]!.work.flows
  const basis = [
    `scope ${scope}`,
    `Ne ${countNe}`,
    `${spindles} spindles`,
    `${roster.shiftSystem} (${rounded(roster.crews)} crews of ${roster.shiftHours} h, attendance ${roster.attendance})`,
    `norms ${norms.version}`,
  ].join(', ')
  return `Persons per 10,000 spindles (万锭用工): ${basis}`
}

function asTable(rungs: readonly Rung[], norms: Norms, roster: Roster, scope: Scope): string {
  const rows = rungs.map(({ step, staff }) => [
    step,
    staff.roll.toFixed(1),
    printed(staff.per10k),
    staff.shiftPosts.toFixed(1),
    staff.dayPosts.toFixed(1),
    printed(staff.hok),
    step === 'S0' ? 'no automation measure' : norms.measures[step].name.en,
  ])
  const head = ['step', 'roll', 'per 10k', 'posts/shift', 'day posts', 'HOK', 'measure']
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]!.length)))
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) => {
        const isText = column === 0 || column === head.length - 1
        return isText ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!)
      })
      .join('  ')
      .trimEnd()
  return `${titleOf(rungs, norms, roster, scope)}\n\n${[head, ...rows].map(line).join('\n')}\n`
}

function printed(value: number | null): string {
  return value === null ? '-' : value.toFixed(2)
}

/** To four decimals, enough for every printed figure and without the noise of the last bits. */
function rounded(value: number | null): number | null {
  return value === null ? null : Number(value.toFixed(4))
}
