import type { MillChanges } from '@wanding/contracts'
import type { LocalText } from '../../shared/i18n/texts'
import { WHAT_IF } from './what-if.texts'

type Say = (text: LocalText) => string

const CHANGE_WORDS: Readonly<Partial<Record<keyof MillChanges, LocalText>>> = {
  measures: WHAT_IF.measures,
  spindleSpeedRpm: WHAT_IF.speed,
  countNe: WHAT_IF.count,
  twistMultiplier: WHAT_IF.twist,
  breakFactor: WHAT_IF.breaksTimes,
  robots: WHAT_IF.robots,
  machines: WHAT_IF.machines,
  persons: WHAT_IF.persons,
}
const VALUE_WORDS: Readonly<Record<string, LocalText>> = {
  patrol: WHAT_IF.patrol,
  'guided-nearest': WHAT_IF.nearest,
  'guided-priority': WHAT_IF.priority,
  zones: WHAT_IF.zones,
  mill: WHAT_IF.whole,
  installed: WHAT_IF.installed,
  replanned: WHAT_IF.replanned,
}

/** What is special about a question, in a few words. */
export function briefOf(request: Record<string, unknown>, say: Say): string {
  const { variants, changes, target, persons, breakFactors } = request
  if (Array.isArray(variants)) return variants.map(({ label }) => String(label)).join(' · ')
  if (Array.isArray(persons) && Array.isArray(breakFactors)) return `${persons.join(', ')} × ${breakFactors.join(', ')}`
  const said = changesInWords((changes ?? {}) as MillChanges, say)
  const aims = Object.values((target ?? {}) as Record<string, number>).map(String)
  return [...said, ...aims].join(', ') || say(WHAT_IF.same)
}

/** Changes, each in a few words. */
export function changesInWords(changes: MillChanges, say: Say): string[] {
  return Object.entries(changes).flatMap(([key, value]) => {
    if (value === undefined) return []
    const name = CHANGE_WORDS[key as keyof MillChanges]
    const text = typeof value === 'object' ? Object.values(value).join(' ') : String(value)
    const word = VALUE_WORDS[text]
    return [[name && say(name), word ? say(word) : text].filter(Boolean).join(' ')]
  })
}
