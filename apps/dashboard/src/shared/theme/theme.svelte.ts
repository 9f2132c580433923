import { cssName, PALETTES, type Palette, type ThemeName } from './tokens'

const KEY = 'wanding.theme'

/** Light or dark: as chosen, else as the system has it. */
export class Theme {
  #chosen = $state<ThemeName | null>(null)
  #system = $state<ThemeName>('light')
  name = $derived<ThemeName>(this.#chosen ?? this.#system)
  palette = $derived<Palette>(PALETTES[this.name])

  /** Follows the system and dresses the page; call inside an effect root. */
  start(): void {
    const stored = localStorage.getItem(KEY)
    if (stored === 'light' || stored === 'dark') this.#chosen = stored
    $effect(() => {
      const dark = matchMedia('(prefers-color-scheme: dark)')
      const follow = () => {
        this.#system = dark.matches ? 'dark' : 'light'
      }
      follow()
      dark.addEventListener('change', follow)
      return () => dark.removeEventListener('change', follow)
    })
    $effect.pre(() => dress(document.documentElement, this.name))
  }

  toggle(): void {
    this.#chosen = this.name === 'dark' ? 'light' : 'dark'
    localStorage.setItem(KEY, this.#chosen)
  }
}

function dress(root: HTMLElement, name: ThemeName): void {
  root.dataset.theme = name
  root.style.colorScheme = name
  for (const [token, colour] of Object.entries(PALETTES[name])) root.style.setProperty(cssName(token), colour)
}

export const theme = new Theme()
