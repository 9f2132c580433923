import { above, formatRoute, type Page, parseRoute, type Route } from './route'

/** Where the page is: the address bar is the only place in which this is kept. */
export class Router {
  #route = $state.raw<Route>({ mill: null, page: { name: 'unknown', path: '' } })
  #address: string | null = null

  get route(): Route {
    return this.#route
  }

  get page(): Page {
    return this.#route.page
  }

  /** Follows the address bar and the links of the page. Returns what ends it. */
  start(): () => void {
    this.#read()
    const read = () => this.#returned()
    const click = (event: MouseEvent) => this.#click(event)
    addEventListener('popstate', read)
    document.addEventListener('click', click)
    return () => {
      removeEventListener('popstate', read)
      document.removeEventListener('click', click)
    }
  }

  /** The address of a page in the mill that is shown. */
  href(page: Page): string {
    return formatRoute({ ...this.#route, page })
  }

  go(page: Page): void {
    history.pushState(null, '', this.href(page))
    this.#read()
    scrollTo(0, 0)
  }

  /** A step in the history on the same page: it stays where it is scrolled to. */
  step(page: Page): void {
    history.pushState(null, '', this.href(page))
    this.#read()
  }

  /** Changes how the page looks without a step in the history: order, filter. */
  adjust(page: Page): void {
    history.replaceState(null, '', this.href(page))
    this.#read()
  }

  /** Tells in the address which moment of the mill is shown; undefined for the present. */
  travel(atMs: number | undefined): void {
    const { mill, page } = this.#route
    history.replaceState(null, '', formatRoute({ mill, page, ...(atMs !== undefined && { atMs }) }))
    this.#read()
  }

  chooseMill(mill: string): void {
    history.pushState(null, '', formatRoute({ mill, page: parseRoute('/').page }))
    this.#read()
  }

  up(): void {
    const route = above(this.#route)
    if (route) this.go(route.page)
  }

  /** Whoever goes somewhere goes there, though the address may be what it was: the page may be ahead of it. */
  #read(): void {
    this.#address = location.pathname + location.search
    this.#route = parseRoute(this.#address)
  }

  /** A link to a part of the page, which is another step in the history, leads to no other page. */
  #returned(): void {
    if (location.pathname + location.search !== this.#address) this.#read()
  }

  #click(event: MouseEvent): void {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return
    const link = event.target instanceof Element ? event.target.closest('a') : null
    if (!link?.href || link.target || link.hasAttribute('download')) return
    const url = new URL(link.href)
    const samePlace = url.pathname === location.pathname && url.search === location.search && url.hash !== ''
    if (url.origin !== location.origin || url.pathname.startsWith('/api/') || samePlace) return
    event.preventDefault()
    history.pushState(null, '', url)
    this.#read()
    scrollTo(0, 0)
  }
}
