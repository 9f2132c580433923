import type { Attribution, Norms } from '@wanding/mill'

/** What each automation measure does to the roll, averaged over all orders, as JSON. */
export function attributionAsJson({ fromPer10k, toPer10k, measures }: Attribution): string {
  const rows = measures.map(({ measure, roll, per10k, ladderPer10k }) => ({
    step: measure,
    roll: rounded(roll),
    per10k: rounded(per10k),
    ladderPer10k: rounded(ladderPer10k),
  }))
  const answer = {
    attribution: 'shapley',
    fromPer10k: rounded(fromPer10k),
    toPer10k: rounded(toPer10k),
    measures: rows,
  }
  return `${JSON.stringify(answer, null, 2)}\n`
}

/** The same as a table, beside what the ladder's own order would say. */
export function attributionAsTable({ fromPer10k, toPer10k, measures }: Attribution, norms: Norms): string {
  const line = (step: string, roll: string, per10k: string, ladder: string, name: string) =>
    `${step.padEnd(5)} ${roll.padStart(8)}  ${per10k.padStart(8)}  ${ladder.padStart(8)}  ${name}`.trimEnd()
  const total = measures.reduce((sum, { roll }) => sum + roll, 0)
  const gain = fromPer10k === null || toPer10k === null ? null : toPer10k - fromPer10k
  return [
    line('step', 'roll', 'per 10k', 'ladder', 'measure'),
    ...measures.map(({ measure, roll, per10k, ladderPer10k }) =>
      line(measure, roll.toFixed(1), printed(per10k), printed(ladderPer10k), norms.measures[measure].name.en),
    ),
    line('all', total.toFixed(1), printed(gain), printed(gain), `from ${printed(fromPer10k)} to ${printed(toPer10k)}`),
    '',
    'per 10k: averaged over all orders of the measures (Shapley); ladder: in the order S1 to S9.',
    '',
  ].join('\n')
}

function printed(value: number | null): string {
  return value === null ? '-' : value.toFixed(2)
}

/** To four decimals, enough for every printed figure and without the noise of the last bits. */
function rounded(value: number | null): number | null {
  return value === null ? null : Number(value.toFixed(4))
}
