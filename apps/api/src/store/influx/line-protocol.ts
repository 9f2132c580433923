/** Characters that mean something in line protocol or InfluxQL and have no safe escape in both; `%` itself is one. */
const UNSAFE = /[\p{Cc}%\\"']/gu
/** An empty tag value is not allowed; a lone `%` can come from nothing else. */
const EMPTY = '%'

/**
 * A name (mill, machine, run, metric, series) as it is stored: as it is, but with unsafe characters as %XX. Different
 * names stay different, and between quotes of InfluxQL nothing of it can end the quotes.
 */
export function storedName(name: string): string {
  if (name === '') return EMPTY
  return name.replace(UNSAFE, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`)
}

export function nameFromStored(stored: string): string {
  if (stored === EMPTY) return ''
  return stored.replace(/%([0-9A-F]{2})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
}

/** Names that InfluxDB or our tags claim: a metric of this name gets an underscore, as does one that begins with it. */
const CLAIMED = new Set(['time', 'mill', 'machine', 'run', 'kind', 'pos', 'figure'])

/** The field key that a metric is stored under. */
export function fieldOf(metric: string): string {
  return storedName(CLAIMED.has(metric) || metric.startsWith('_') ? `_${metric}` : metric)
}

/** Escapes a stored name for its place in a line. */
export const lineName = (stored: string): string => stored.replace(/[,= ]/g, '\\$&')

/** Always with a point or an exponent: a field keeps the type of its first value. Only for finite numbers. */
export function floatText(value: number): string {
  const text = String(value)
  return text.includes('.') || text.includes('e') ? text : `${text}.0`
}

export const integerText = (value: number): string => `${Math.round(value)}i`

export const stringText = (value: string): string => `"${value.replace(/["\\]/g, '\\$&')}"`

/** Measurement and tags of a line; tags in the order of their names. */
export function linePrefix(measurement: string, tags: Readonly<Record<string, string>>): string {
  const sorted = Object.keys(tags).sort()
  return `${measurement}${sorted.map((tag) => `,${tag}=${lineName(storedName(tags[tag]!))}`).join('')} `
}

/** The metric that a field key stands for; the inverse of {@link fieldOf}. */
export function metricOfField(field: string): string {
  const name = nameFromStored(field)
  return name.startsWith('_') ? name.slice(1) : name
}

/** InfluxDB keeps at most 64 kB in one string. */
const LONGEST_TEXT = 60_000
/** All fields that bytes of any length are kept in, and how many they are. */
export const BYTES_FIELDS = '"bytes", /^data\\d+$/'

/** Fields `data0`, `data1`, ... with the bytes as base64, and `bytes` with their number. */
export function bytesFields(bytes: Uint8Array): string {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64')
  const fields: string[] = []
  for (let at = 0; at === 0 || at < text.length; at += LONGEST_TEXT) {
    fields.push(`data${fields.length}="${text.slice(at, at + LONGEST_TEXT)}"`)
  }
  return [`bytes=${integerText(bytes.length)}`, ...fields].join()
}

/** The bytes of such fields, by their names; of a longer value that was there before, fields may be left over. */
export function bytesOfFields(fields: ReadonlyMap<string, unknown>): Uint8Array {
  const characters = 4 * Math.ceil(Number(fields.get('bytes')) / 3)
  const parts = Math.ceil(characters / LONGEST_TEXT)
  return Buffer.from(Array.from({ length: parts }, (_, index) => String(fields.get(`data${index}`))).join(''), 'base64')
}
