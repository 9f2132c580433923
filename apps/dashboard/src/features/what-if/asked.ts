import type { MillChanges, WhatIfBase } from '@wanding/contracts'
import type { Variant, VariantSet } from './questions'

/** The question behind what is shown, as it was asked; null where none is. */
export type Asked = Readonly<Record<string, unknown>> | null

/** The question, if a form that starts from this mill can hold it. */
export const askedOf = (base: WhatIfBase, asked: Asked): Asked => (asked?.mill === base.mill ? asked : null)

export const changesIn = (asked: Asked): MillChanges => (asked?.changes ?? {}) as MillChanges

export function numberIn(asked: Asked, key: string, usual: number): number {
  const value = asked?.[key]
  return typeof value === 'number' ? value : usual
}

export function listIn(asked: Asked, key: string, usual: readonly number[]): string {
  const value = asked?.[key]
  return (Array.isArray(value) ? value : usual).join(', ')
}

/** Fields of an object with their names in order: two that say the same are the same text. */
const told = (value: unknown): string =>
  JSON.stringify(value, (_, each: unknown) =>
    each && typeof each === 'object' && !Array.isArray(each) ? Object.fromEntries(Object.entries(each).sort()) : each,
  )

/** Which of the sets was asked, whatever its variants are called in this language; -1 for variants of somebody's own. */
export function setAsked(sets: readonly VariantSet[], base: WhatIfBase, variants: readonly Variant[]): number {
  const changesOf = (of: readonly Variant[]) => told(of.map(({ changes }) => changes))
  return sets.findIndex(({ of }) => changesOf(of(base, ({ en }) => en)) === changesOf(variants))
}
