/** Narrower than this, pages are one column and tables become lists. */
const NARROW = '(max-width: 699px)'

/** What the layout has to know of the window beyond what CSS can do by itself. */
class Viewport {
  narrow = $state(false)
  /** Size of the root's text over 16 px: on a wall, pictures must grow with the words. */
  scale = $state(1)

  /** Follows the window; call inside an effect root. */
  start(): void {
    $effect(() => {
      const query = matchMedia(NARROW)
      const follow = () => {
        this.narrow = query.matches
      }
      follow()
      query.addEventListener('change', follow)
      return () => query.removeEventListener('change', follow)
    })
    $effect(() => {
      const measure = () => {
        this.scale = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / 16 || 1
      }
      measure()
      addEventListener('resize', measure)
      return () => removeEventListener('resize', measure)
    })
  }
}

export const viewport = new Viewport()
