/** Narrower than this, pages are one column and tables become lists. */
const NARROW = '(max-width: 699px)'

/** What the layout has to know of the window beyond what CSS can do by itself. */
class Viewport {
  narrow = $state(false)

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
  }
}

export const viewport = new Viewport()
