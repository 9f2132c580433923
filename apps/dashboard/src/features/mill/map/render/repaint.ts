import { ALL_DIRTY, CLEAN, type Dirty } from './map-picture'

/** Gathers what changed until the next frame of the screen, then has it painted once. */
export class Repaint {
  #dirty: Dirty = CLEAN
  #frame = 0

  constructor(private readonly paint: (dirty: Dirty) => void) {}

  mark(more: Partial<Dirty>): void {
    const { codes } = this.#dirty
    this.#dirty = {
      layer: this.#dirty.layer || (more.layer ?? false),
      view: this.#dirty.view || (more.view ?? false),
      overlay: this.#dirty.overlay || (more.overlay ?? false),
      rows: this.#dirty.rows || (more.rows ?? false),
      codes: codes === 'all' || more.codes === 'all' ? 'all' : more.codes ? new Set([...codes, ...more.codes]) : codes,
    }
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0
      const dirty = this.#dirty
      this.#dirty = CLEAN
      this.paint(dirty)
    })
  }

  all(): void {
    this.mark(ALL_DIRTY)
  }

  stop(): void {
    cancelAnimationFrame(this.#frame)
    this.#frame = 0
  }
}
