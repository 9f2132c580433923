/**
 * The palette of the dashboard (contrast is measured in contrast.spec.ts). Kept as code and not as a style sheet because
 * canvases paint with it too; theme.svelte.ts hands it to CSS as `--bg`, `--end-down`, …
 */
const light = {
  bg: '#e9ecee',
  panel: '#f6f7f8',
  line: '#c4cad0',
  text: '#1a1e22',
  muted: '#4b545d',
  ink: '#5f6b76',
  accent: '#1c5aa0',
  p1: '#b3001b',
  p2: '#9a4a00',
  p3: '#6b5900',
  producing: '#cdd5db',
  endDown: '#b84300',
  slip: '#a3477f',
  rogue: '#6a2c91',
  idle: '#0a5c99',
  doffing: '#00704f',
  maintenance: '#2a6580',
} as const

export type Token = keyof typeof light
export type Palette = Readonly<Record<Token, string>>
export type ThemeName = 'light' | 'dark'

const dark: Palette = {
  bg: '#12161a',
  panel: '#1a2026',
  line: '#35404a',
  text: '#e8ecef',
  muted: '#a9b4be',
  ink: '#8c9ba8',
  accent: '#7db7ff',
  p1: '#ff6b6b',
  p2: '#ffa24d',
  p3: '#f2d14b',
  producing: '#3a4650',
  endDown: '#ff8a3d',
  slip: '#e59ac8',
  rogue: '#c39be6',
  idle: '#6fb8f0',
  doffing: '#4cc9a0',
  maintenance: '#9ad4e8',
}

export const PALETTES: Readonly<Record<ThemeName, Palette>> = { light, dark }

/** `endDown` is `--end-down` in CSS. */
export const cssName = (token: string): string => `--${token.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`
