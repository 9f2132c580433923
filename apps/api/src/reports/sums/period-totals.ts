/** Sums of a period by `<machine>/<quantity>`; a quantity that nobody told is zero, and its hours are, too. */
export class PeriodTotals {
  private readonly machineNames = new Set<string>()

  constructor(readonly sums: ReadonlyMap<string, number>) {
    for (const name of sums.keys()) this.machineNames.add(name.slice(0, name.indexOf('/')))
  }

  of(machine: string, quantity: string): number {
    return this.sums.get(`${machine}/${quantity}`) ?? 0
  }

  sum(machines: Iterable<string>, quantity: string): number {
    let sum = 0
    for (const machine of machines) sum += this.of(machine, quantity)
    return sum
  }

  /** Names that stand for machines and groups, in the order of people. */
  names(): string[] {
    return [...this.machineNames].sort(byNumber.compare)
  }

  /** Quantities of a machine that begin with the prefix, without it. */
  quantities(machine: string, prefix: string): [string, number][] {
    const start = `${machine}/${prefix}`
    return [...this.sums].flatMap(([name, amount]) =>
      name.startsWith(start) ? [[name.slice(start.length), amount]] : [],
    )
  }
}

const byNumber = new Intl.Collator('en', { numeric: true })

/** Totals of several stretches of time as one. */
export function addTotals(parts: readonly PeriodTotals[]): PeriodTotals {
  const sums = new Map<string, number>()
  for (const part of parts) for (const [name, amount] of part.sums) sums.set(name, (sums.get(name) ?? 0) + amount)
  return new PeriodTotals(sums)
}
