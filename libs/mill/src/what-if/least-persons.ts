import type { WhatIfFigures } from './figures'
import { confidenceInTarget, type Target, targetMeans } from './targets'

/** What the search for the least persons is given. */
export interface LeastPersonsQuestion {
  least: number
  most: number
  target: Target
  /** Wanted of each answer "keeps" and "misses". */
  confidence: number
  /** Replications of one number of persons at the most, and how many are run before it is looked again. */
  mostReplications: number
  batch: number
}

export interface Candidate {
  persons: number
  replications: number
  confidence: number
  verdict: 'keeps' | 'misses' | 'undecided'
  means: ReturnType<typeof targetMeans>
}

export interface LeastPersons {
  persons: number | null
  keeps: number | null
  oneFewerMisses: number | null
  candidates: Candidate[]
}

/** Runs some replications, the same seeds for every number of persons. */
export type AskPersons = (persons: number, replications: readonly number[]) => Promise<WhatIfFigures[]>

/**
 * The least persons that keep a target. More persons never make it worse, so the range is halved; each number is run until it is
 * sure enough which side it is on. Looking again and again finds a lucky moment: the error allowed is shared out over all looks
 * (Bonferroni), so that the confidence holds for the whole search. What stays undecided counts as missing: the answer is on the
 * safe side.
 */
export async function leastPersons(
  question: LeastPersonsQuestion,
  ask: AskPersons,
  onProgress: (share: number, found: LeastPersons) => void = () => {},
): Promise<LeastPersons> {
  const steps = stepsOf(question.most - question.least)
  const tried = new Map<number, Candidate>()
  const answer = (persons: number | null): LeastPersons => ({
    persons,
    keeps: persons === null ? null : (tried.get(persons)?.confidence ?? null),
    oneFewerMisses: persons === null || !tried.has(persons - 1) ? null : 1 - tried.get(persons - 1)!.confidence,
    candidates: [...tried.values()].sort((a, b) => a.persons - b.persons),
  })
  const keeps = async (persons: number): Promise<boolean> => {
    const known = tried.get(persons) ?? (await judge(question, steps, persons, ask))
    tried.set(persons, known)
    onProgress(Math.min(1, tried.size / steps), answer(null))
    return known.verdict === 'keeps'
  }
  let { least, most } = question
  if (!(await keeps(most))) return answer(null)
  while (least < most) {
    const middle = Math.floor((least + most) / 2)
    if (await keeps(middle)) most = middle
    else least = middle + 1
  }
  return answer(most)
}

async function judge(
  { target, confidence, mostReplications, batch }: LeastPersonsQuestion,
  steps: number,
  persons: number,
  ask: AskPersons,
): Promise<Candidate> {
  const looks = Math.ceil(mostReplications / batch)
  const allowed = (1 - confidence) / (looks * steps)
  const figures: WhatIfFigures[] = []
  for (;;) {
    const next = Math.min(batch, mostReplications - figures.length)
    figures.push(
      ...(await ask(
        persons,
        Array.from({ length: next }, (_, i) => figures.length + i),
      )),
    )
    const sure = confidenceInTarget(figures, target)
    const verdict = sure >= 1 - allowed ? 'keeps' : sure <= allowed ? 'misses' : 'undecided'
    if (verdict !== 'undecided' || figures.length >= mostReplications) {
      return { persons, replications: figures.length, confidence: sure, verdict, means: targetMeans(figures) }
    }
  }
}

/** Numbers of persons that a search by halves looks at, at the most. */
function stepsOf(range: number): number {
  let steps = 1
  for (let left = range; left > 0; left = Math.floor(left / 2)) steps += 1
  return steps
}
