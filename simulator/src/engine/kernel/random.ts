import { ln } from '@wanding/mill'

/**
 * Random streams as plain data: four 32-bit words each in one array, stepped by sfc32. Only integer operations, so a stream is
 * the same on every platform, and it is saved with the mill.
 */
export type Streams = Int32Array

export const WORDS = 4
const UNIT = 1 / 4294967296

/** Bit mixer: neighbouring inputs give unrelated outputs. */
export function mix32(value: number): number {
  let h = value | 0
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return (h ^ (h >>> 16)) >>> 0
}

/** FNV-1a over the UTF-16 code units of a text. */
export function fnv1a(text: string, basis = 0x811c9dc5): number {
  let h = basis | 0
  for (let i = 0; i < text.length; i++) {
    h = Math.imul(h ^ (text.charCodeAt(i) & 0xff), 0x01000193)
    h = Math.imul(h ^ (text.charCodeAt(i) >>> 8), 0x01000193)
  }
  return h >>> 0
}

/** Starts stream `stream` from the seed and its name; the name, not the number, decides what it draws. */
export function seedStream(streams: Streams, stream: number, seed: number, name: string): void {
  const at = stream * WORDS
  const text = `${seed}/${name}`
  streams[at] = mix32(fnv1a(text))
  streams[at + 1] = mix32(fnv1a(text, 0x9747b28c))
  streams[at + 2] = mix32(streams[at]! ^ 0x6d2b79f5)
  streams[at + 3] = 1
  for (let i = 0; i < 12; i++) nextBits(streams, stream)
}

/** Next 32 random bits, as a signed integer. */
export function nextBits(streams: Streams, stream: number): number {
  const at = stream * WORDS
  const a = streams[at]!
  const b = streams[at + 1]!
  const c = streams[at + 2]!
  const counter = streams[at + 3]!
  const result = (a + b + counter) | 0
  streams[at] = b ^ (b >>> 9)
  streams[at + 1] = (c + (c << 3)) | 0
  streams[at + 2] = ((c << 21) | (c >>> 11)) + result
  streams[at + 3] = counter + 1
  return result
}

/** Uniform in the open interval (0, 1). */
export function nextUnit(streams: Streams, stream: number): number {
  return ((nextBits(streams, stream) >>> 0) + 0.5) * UNIT
}

/** Exponential with mean 1. */
export function nextExponential(streams: Streams, stream: number): number {
  return -ln(nextUnit(streams, stream))
}

/** Uniform between the two ends. */
export function nextBetween(streams: Streams, stream: number, [least, most]: readonly [number, number]): number {
  return least + (most - least) * nextUnit(streams, stream)
}

/** Triangular with least, most likely and longest value. */
export function nextTriangular(
  streams: Streams,
  stream: number,
  [least, mode, most]: readonly [number, number, number],
): number {
  const u = nextUnit(streams, stream)
  const width = most - least
  if (width <= 0) return least
  const cut = (mode - least) / width
  return u < cut ? least + Math.sqrt(u * width * (mode - least)) : most - Math.sqrt((1 - u) * width * (most - mode))
}

/** Standard normal by the polar method. */
export function nextNormal(streams: Streams, stream: number): number {
  for (;;) {
    const u = 2 * nextUnit(streams, stream) - 1
    const v = 2 * nextUnit(streams, stream) - 1
    const s = u * u + v * v
    if (s < 1) return u * Math.sqrt((-2 * ln(s)) / s)
  }
}
