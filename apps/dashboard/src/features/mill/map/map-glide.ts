import { type MapView, onTheWay } from './map-view'

const GLIDE_MS = 180

/** Moves a view to another in a moment, so that the eye can follow; at once for those who asked for less motion. */
export class Glide {
  #frame = 0
  #target: MapView | null = null

  constructor(private readonly show: (view: MapView) => void) {}

  /** Where it is going; null while it rests. */
  get target(): MapView | null {
    return this.#target
  }

  go(from: MapView, to: MapView): void {
    this.stop()
    if (matchMedia('(prefers-reduced-motion: reduce)').matches) {
      this.show(to)
      return
    }
    this.#target = to
    let began = 0
    const step = (nowMs: number) => {
      began ||= nowMs
      const share = Math.min(1, (nowMs - began) / GLIDE_MS)
      if (share === 1) {
        this.stop()
        this.show(to)
        return
      }
      // Fast first, then gently: an answer at once, and no jolt at its end.
      this.show(onTheWay(from, to, 1 - (1 - share) ** 3))
      this.#frame = requestAnimationFrame(step)
    }
    this.#frame = requestAnimationFrame(step)
  }

  stop(): void {
    cancelAnimationFrame(this.#frame)
    this.#target = null
  }
}
