import type { NormsProblem } from '@wanding/contracts'
import { type NormChange, type Norms, normChanges, normsWith, normValues } from '@wanding/mill'

/** Norms while they are edited: a copy of a version with other values in it. */
export class Draft {
  /** The version that it starts from, and that it will be saved on top of. */
  parent = $state.raw<{ id: string; norms: Norms } | null>(null)
  /** Holds texts where what was typed is no number: the backend says what is wrong with them. */
  norms = $state.raw<Norms | null>(null)
  origin = $state<'editor' | 'import' | 'calibration'>('editor')

  changes = $derived<NormChange[]>(
    this.parent && this.norms
      ? normChanges(this.parent.norms, this.norms).filter(({ path }) => path !== 'version')
      : [],
  )

  start(parent: { id: string; norms: Norms }): void {
    this.parent = parent
    this.norms = parent.norms
    this.origin = 'editor'
  }

  /** Takes other norms as the draft on top of the same version. */
  take(norms: Norms, origin: 'editor' | 'import' | 'calibration'): void {
    this.norms = norms
    this.origin = origin
  }

  /** Moves the draft onto a newer version: what was changed is changed there, the rest is as it is there. */
  rebase(parent: { id: string; norms: Norms }): void {
    const version = this.norms?.version
    const changed = this.changes.reduce((norms, { path, after }) => normsWith(norms, path, after), parent.norms)
    this.parent = parent
    this.norms = version === undefined ? changed : normsWith(changed, 'version', version)
  }

  /** Takes what was typed into the field of a number. */
  type(path: string, text: string): void {
    this.set(path, numberOf(text) ?? text)
  }

  set(path: string, value: unknown): void {
    if (this.norms) this.norms = normsWith(this.norms, path, value)
  }

  undo(path: string): void {
    if (this.parent) this.set(path, normValues(this.parent.norms).get(path))
  }
}

/** A number as people write it, also with a decimal comma; null for anything else. */
export function numberOf(text: string): number | null {
  const plain = text.trim().replace(',', '.')
  return /^-?(\d+\.?\d*|\.\d+)(e-?\d+)?$/i.test(plain) ? Number(plain) : null
}

/** The next free name after one that ends in a number, or with a number put behind it. */
export function nextName(name: string, taken: readonly string[]): string {
  const [, stem = name, digits] = /^(.*?)(\d+)$/.exec(name) ?? []
  let number = digits === undefined ? 2 : Number(digits) + 1
  const at = () => (digits === undefined ? `${stem}-${number}` : `${stem}${number}`)
  while (taken.includes(at())) number += 1
  return at()
}

/** The problem at a path, if there is one. */
export function problemAt(problems: readonly NormsProblem[], path: string): string | null {
  return problems.find((problem) => problem.path === path)?.reason ?? null
}
