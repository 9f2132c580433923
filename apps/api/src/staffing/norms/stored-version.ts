import { createHash } from 'node:crypto'
import { type NormsVersion, normsVersion } from '@wanding/contracts'
import type { Norms } from '@wanding/mill'

/** SHA-256 of norms, whatever the order of their keys. */
export function hashOfNorms(norms: Norms): string {
  return createHash('sha256').update(canonical(norms)).digest('hex')
}

/** The text of a version's file; null for a text that is no version, or whose norms are not those that were saved. */
export function readVersion(text: string): NormsVersion | null {
  try {
    const parsed = normsVersion.safeParse(JSON.parse(text))
    return parsed.success && hashOfNorms(parsed.data.norms) === parsed.data.hash ? parsed.data : null
  } catch {
    return null
  }
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  const entries = Object.entries(value).filter(([, child]) => child !== undefined)
  return `{${entries
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, child]) => `${JSON.stringify(key)}:${canonical(child)}`)
    .join(',')}}`
}
