import { parseArgs } from 'node:util'
import { loadMillPlan, MillFileError, millNames } from '../mill-files'

const EXIT_USAGE = 2

const USAGE = `Lists the mills of simulator/mills, one line each.

  mills [--json]

  --json      one JSON array instead of a table
`

/** Exit code 0, or 2 for a bad option or a mill file that cannot be used. */
export async function run(args: string[]): Promise<number> {
  let json: boolean
  try {
    const { values } = parseArgs({
      args,
      options: { json: { type: 'boolean', default: false }, help: { type: 'boolean', default: false } },
    })
    if (values.help) {
      process.stdout.write(USAGE)
      return 0
    }
    json = values.json
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n\n${USAGE}`)
    return EXIT_USAGE
  }
  try {
    const mills = millNames(import.meta.url).map(millRow)
    process.stdout.write(json ? `${JSON.stringify(mills)}\n` : `${mills.map(line).join('\n')}\n`)
    return 0
  } catch (error) {
    if (!(error instanceof MillFileError)) throw error
    process.stderr.write(`${error.message}\n`)
    return EXIT_USAGE
  }
}

function millRow(mill: string) {
  const { ringRoom, spinPlan, measures, name } = loadMillPlan(mill, [], import.meta.url)
  const { frames, spindlesPerFrame } = ringRoom
  return {
    mill,
    spindles: frames * spindlesPerFrame,
    frames,
    countNe: spinPlan.countNe,
    material: spinPlan.material,
    measures,
    name: name.en,
  }
}

function line({ mill, spindles, frames, countNe, material, measures, name }: ReturnType<typeof millRow>): string {
  return [
    mill.padEnd(14),
    spindles.toLocaleString('en-GB').padStart(10),
    `${frames} frames`.padStart(12),
    `  Ne ${countNe}`.padEnd(9),
    material.padEnd(14),
    measuresIn(measures).padEnd(10),
    name,
  ].join(' ')
}

/** `S1-S9` for a run of measures, else each by itself. */
function measuresIn(measures: readonly string[]): string {
  if (measures.length < 3) return measures.join(' ') || 'none'
  const numbers = measures.map((measure) => Number(measure.slice(1)))
  const isRun = numbers.every((number, i) => i === 0 || number === numbers[i - 1]! + 1)
  return isRun ? `${measures[0]}-${measures.at(-1)}` : measures.join(' ')
}
