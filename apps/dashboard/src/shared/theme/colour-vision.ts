import { rgbOf } from './contrast'

/** How people see who do not see all colours; grey is a print, or a bad screen. */
export const VISIONS = ['full', 'deuteranopia', 'protanopia', 'tritanopia', 'grey'] as const
export type Vision = (typeof VISIONS)[number]

type Triple = readonly [number, number, number]

/** Machado, Oliveira, Fernandes 2009, severity 1, on linear RGB; grey is the luminance. */
const MATRICES: Readonly<Record<Vision, readonly [Triple, Triple, Triple]>> = {
  full: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
  grey: [
    [0.2126, 0.7152, 0.0722],
    [0.2126, 0.7152, 0.0722],
    [0.2126, 0.7152, 0.0722],
  ],
}

const linear = (channel: number): number => {
  const part = channel / 255
  return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
}
const dot = (row: Triple, [x, y, z]: Triple): number => row[0] * x + row[1] * y + row[2] * z
const clamped = (value: number): number => Math.max(0, Math.min(1, value))

/** A colour as it is seen, in CIE L*a*b* (D65). */
export function seen(hex: string, vision: Vision): Triple {
  const rgb = rgbOf(hex).map(linear) as unknown as Triple
  const sight = MATRICES[vision].map((row) => clamped(dot(row, rgb))) as unknown as Triple
  const f = (value: number) => (value > 0.008856 ? Math.cbrt(value) : 7.787 * value + 16 / 116)
  const x = f(dot([0.4124564, 0.3575761, 0.1804375], sight) / 0.95047)
  const y = f(dot([0.2126729, 0.7151522, 0.072175], sight))
  const z = f(dot([0.0193339, 0.119192, 0.9503041], sight) / 1.08883)
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)]
}

/** How far two colours are apart to an eye (ΔE of 1976): 2 is just seen side by side, 10 at a glance. */
export function apart(one: string, other: string, vision: Vision): number {
  const a = seen(one, vision)
  const b = seen(other, vision)
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2])
}
