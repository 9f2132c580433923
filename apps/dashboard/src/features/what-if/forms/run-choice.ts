import { type Asked, numberIn } from '../asked'

/** How often and with what chance a what-if runs. */
export interface RunChoice {
  replications: number
  seed: number
  anew: boolean
}

/** As in the question that is shown, or as is usual. */
export const runChoice = (replications: number, asked: Asked): RunChoice => ({
  replications: numberIn(asked, 'replications', replications),
  seed: numberIn(asked, 'seed', 7),
  anew: asked?.anew === true,
})

/** Whole numbers of a list such as "4, 6, 8", each once, in order; what is no number is left out. */
export function numbersOf(text: string): number[] {
  const found = text
    .split(/[\s,;，；、]+/)
    .filter(Boolean)
    .map(Number)
  return [...new Set(found.filter(Number.isFinite))].sort((a, b) => a - b)
}
