import {
  type ComparisonAnswer,
  type NoRobotTheory,
  type RobotBeside,
  type TheoryBeside,
  WHAT_IF_FIGURES,
  type WhatIfFigure,
} from '@wanding/mill'
import { significant } from './theory-table'

type Figures = ComparisonAnswer<unknown>['variants'][number]['figures']

/** A comparison for a terminal: a line a figure, mean ± half its 95 % interval, and the paired difference. */
export function comparisonAsTable(
  head: { mill: string; seed: number; hours: number; replications: number; cpuSeconds: number; normsVersion: string },
  { variants, differences }: ComparisonAnswer<unknown>,
): string {
  const [first, second] = variants
  const title = `${head.mill}, seed ${head.seed}: ${head.replications} shifts of ${head.hours} h in ${head.cpuSeconds} s, norms ${head.normsVersion}`
  const names = second ? ['', first!.label, 'changed', 'difference (paired, 95 %)'] : ['', first!.label]
  const changes = second ? `\nchanged: ${second.label}` : ''
  const rows = WHAT_IF_FIGURES.map((figure) => [
    figure,
    ...variants.map(({ figures }) => estimateText(figures, figure)),
    ...differences.map(({ figures }) => differenceText(figures[figure])),
  ])
  const { theory, robots } = second ?? first!
  return `${title}${changes}\n\n${[names, ...rows].map(line).join('\n')}\n${theory ? `\n${theoryText(theory)}` : ''}${robots ? `\n${robotText(robots)}` : ''}`
}

const line = ([first, ...cells]: readonly string[]): string =>
  `${first!.padEnd(27)}${cells.map((cell) => cell.padStart(30)).join('')}`

function estimateText(figures: Figures, figure: WhatIfFigure): string {
  const found = figures[figure]
  if (!found) return '-'
  return `${significant(found.mean, 5)} ${found.ci95 === null ? '' : `± ${significant(found.ci95, 2)}`}`
}

function differenceText(found: { mean: number; ci95: number | null; percent: number | null; clear: boolean } | null) {
  if (!found) return '-'
  const percent = found.percent === null ? '' : ` (${significant(found.percent, 3)} %)`
  const interval = found.ci95 === null ? '' : ` ± ${significant(found.ci95, 2)}`
  return `${significant(found.mean, 4)}${interval}${percent}${found.clear ? ' *' : '  '}`
}

/** Theory for the ends that people piece, and where its gap to the simulation comes from. */
function theoryText({ inputs, simulation, rows, gaps }: TheoryBeside): string {
  const given = `ends for people: ${significant(inputs.endsPerSpindleHour * 1000, 4)} per 1,000 spindle-h, ${significant(inputs.tenters, 3)} tenters, ${significant(inputs.handsS, 3)} s of hands, ${significant(inputs.walkingS, 3)} s of walking`
  const text = (seconds: number | null) => (seconds === null ? 'no steady state' : `${significant(seconds, 4)} s down`)
  const lines = rows.map(
    ({ theory, downS, applies }) => `  ${theory.padEnd(20)}${text(downS)}${applies ? '  (this dispatch)' : ''}`,
  )
  const because = gaps.map(({ reason, seconds }) => `${reason} ${significant(seconds, 3)} s`).join(', ')
  return `${given}\n${lines.join('\n')}\n  ${'simulation'.padEnd(20)}${text(simulation.downS)}\n${because ? `  gap to pooled-hands: ${because}\n` : ''}`
}

const NO_THEORY: Readonly<Record<NoRobotTheory, string>> = {
  unguided: 'without monitoring (S4) nobody tells them of an end',
  'share-frames': 'several share a frame, and an end goes to the one with fewest waiting',
  idle: 'they pieced nothing',
}

/** Theory for the ends that robots piece, or why there is none. */
function robotText(robots: RobotBeside | NoRobotTheory): string {
  if (typeof robots === 'string') return `robots: no closed theory: ${NO_THEORY[robots]}\n`
  const { inputs, rows, simulation, gaps } = robots
  const given = `ends for robots: ${significant(inputs.endsPerRobotHour, 4)} an hour each, ${inputs.robots} robots, ${significant(inputs.cyclesS, 3)} s of cycles, ${significant(inputs.travelS, 3)} s of way, ${inputs.queueLimit} may wait`
  const lines = [...rows, { theory: 'simulation', ...simulation }].map(
    ({ theory, downS, takenPercent }) =>
      `  ${theory.padEnd(20)}${significant(downS, 4)} s down, ${significant(takenPercent, 3)} % pieced`,
  )
  const because = gaps.map(({ reason, seconds }) => `${reason} ${significant(seconds, 3)} s`).join(', ')
  return `${given}\n${lines.join('\n')}\n  gap to robot-hands: ${because}\n`
}
