import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { unwoff } from './unwoff'

/** Noto Sans SC (SIL OFL 1.1): Latin and Chinese letters are in files of their own. */
const FILES = {
  latin: 'noto-sans-sc-latin-400-normal.woff',
  latinBold: 'noto-sans-sc-latin-700-normal.woff',
  chinese: 'noto-sans-sc-chinese-simplified-400-normal.woff',
  chineseBold: 'noto-sans-sc-chinese-simplified-700-normal.woff',
} as const
export type FontName = keyof typeof FILES

/** Where the fonts are: beside the built program (vite.config.ts puts them there), else in their package. */
function fontFile(font: FontName): string {
  const built = join(fileURLToPath(new URL('.', import.meta.url)), 'fonts', FILES[font])
  if (existsSync(built)) return built
  return createRequire(import.meta.url).resolve(`@fontsource/noto-sans-sc/files/${FILES[font]}`)
}

const loaded = new Map<FontName, Buffer>()

/** A font as a library reads it; unpacked once. */
export function fontOf(font: FontName): Buffer {
  const known = loaded.get(font) ?? unwoff(readFileSync(fontFile(font)))
  loaded.set(font, known)
  return known
}
