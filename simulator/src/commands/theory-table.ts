/** One figure: what theory says (null for no closed form), what the simulation found, and half its 95 % interval. */
export interface ComparedFigure {
  name: string
  theory: number | null
  mean: number
  ci95: number
}

/** Theory beside simulation, a line for each figure. */
export function beside(figures: readonly ComparedFigure[]): string {
  const line = (cells: readonly string[]) =>
    `${cells[0]!.padEnd(20)}${cells
      .slice(1)
      .map((cell) => cell.padStart(14))
      .join('')}\n`
  const rows = figures.map(({ name, theory, mean, ci95 }) => [
    name,
    theory === null ? '-' : String(significant(theory)),
    String(significant(mean)),
    `± ${significant(ci95, 2)}`,
  ])
  return [['', 'theory', 'simulation', '95 %'], ...rows].map(line).join('')
}

/** To so many significant digits: enough to compare, without the noise of the last bits. */
export const significant = (value: number, digits = 6): number => Number(value.toPrecision(digits))
