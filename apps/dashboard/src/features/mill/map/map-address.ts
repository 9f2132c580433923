import type { MapPlace } from '../../../shared/router/map-query'

/** What the address keeps of a map beside its layer. */
export interface Told {
  place: MapPlace | null
  selected: string | null
}

/** View and selection change with each step of a wheel or key; the address is written when they rest. */
const REST_MS = 250
const SAME_PLACE = 1e-4

/** Keeps the address and the map the same, without either leading the other round in circles. */
export class MapAddress {
  #timer: ReturnType<typeof setTimeout> | undefined
  #told: Told | null = null
  #pending: Told | null = null

  constructor(private readonly write: (told: Told) => void) {}

  /** True when the address says something else than the map shows: then the map has to follow. */
  isNews(address: Told): boolean {
    const shown = this.#pending ?? this.#told
    if (shown && isSame(shown, address)) return false
    this.settle(address)
    return true
  }

  /** This is in the address already, or is just being written by somebody else. */
  settle(told: Told): void {
    this.forget()
    this.#told = told
  }

  /** The map is elsewhere now. */
  tell(told: Told): void {
    if (this.#told && isSame(this.#told, told)) {
      this.forget()
      return
    }
    this.#pending = told
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.flush(), REST_MS)
  }

  /** Writes at once what waits: before another page is gone to, so that back leads here. */
  flush(): void {
    const pending = this.#pending
    this.forget()
    if (!pending) return
    this.#told = pending
    this.write(pending)
  }

  forget(): void {
    clearTimeout(this.#timer)
    this.#pending = null
  }
}

function isSame(one: Told, other: Told): boolean {
  if (one.selected !== other.selected) return false
  if (!one.place || !other.place) return one.place === other.place
  return (
    Math.abs(one.place.x - other.place.x) < SAME_PLACE &&
    Math.abs(one.place.y - other.place.y) < SAME_PLACE &&
    Math.abs(one.place.zoom / other.place.zoom - 1) < 0.01
  )
}
