import { rgbOf } from './contrast'
import type { Palette } from './tokens'

/** Cividis (Nuñez, Anderton, Renslow 2018): lightness grows evenly, the same for all kinds of colour vision. */
const CIVIDIS = [
  '#00204c',
  '#00346e',
  '#3c4a6b',
  '#5b5f6d',
  '#757575',
  '#928c78',
  '#b0a572',
  '#d1bf66',
  '#ffe945',
] as const

/** A colour between two. */
export function between(one: string, other: string, share: number): string {
  const a = rgbOf(one)
  const b = rgbOf(other)
  return `#${a
    .map((channel, i) => Math.round(channel + (b[i]! - channel) * share))
    .map((channel) => channel.toString(16).padStart(2, '0'))
    .join('')}`
}

/** Cividis from 0 (dark blue) to 1 (yellow). */
export function cividis(share: number): string {
  const at = Math.max(0, Math.min(1, share)) * (CIVIDIS.length - 1)
  const first = Math.min(CIVIDIS.length - 2, Math.floor(at))
  return between(CIVIDIS[first]!, CIVIDIS[first + 1]!, at - first)
}

const isLight = (hex: string): boolean => rgbOf(hex)[1] > 127
/** Parts of cividis that stand apart from a light and from a dark ground. */
const OVER_LIGHT = 0.85
const OVER_DARK = 0.35

/** Cividis as a magnitude over a ground: the more, the further in lightness from it. */
export const cividisAgainst = (ground: string, share: number): string =>
  isLight(ground) ? cividis(OVER_LIGHT * (1 - share)) : cividis(OVER_DARK + (1 - OVER_DARK) * share)

/** Ends of the diverging scale over a light and over a dark ground: too little is orange, too much is blue. */
const ENDS = {
  light: { little: '#c2560a', much: '#1f5fa8' },
  dark: { little: '#e8883a', much: '#62aef2' },
} as const

/** From too little (−1) over a running spindle (0) to too much (1). */
export function diverging(palette: Palette, share: number): string {
  const { little, much } = ENDS[isLight(palette.producing) ? 'light' : 'dark']
  return between(palette.producing, share < 0 ? little : much, Math.min(1, Math.abs(share)))
}
