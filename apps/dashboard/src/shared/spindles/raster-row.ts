/** A row of spindles to be painted into pixels. `rank` says of each byte how urgent it is; 0 recedes. */
export interface RowPaint {
  bytes: Uint8Array
  /** Index of the row's first spindle in `bytes`, and how many it has. */
  first: number
  count: number
  /** Colour and urgency of each byte. */
  pixels: Uint32Array
  rank: Uint8Array
  /** Painted where there is no spindle, and between spindles when they are wide enough to stand apart. */
  gap: number
}

/** Spindles at least this wide, in pixels, get a gap of one pixel. */
const APART_PX = 6
/** The narrowest mark of an urgent spindle, pixels: one alone must be seen among 100,000. */
const MARK_PX = 2

/**
 * Paints `width` pixels into `out` from `at` on. Pixel p shows spindles from `start + p / scale` on, `scale` being pixels per
 * spindle; a pixel that covers several shows the most urgent one.
 */
export function rasterRow(
  out: Uint32Array,
  at: number,
  width: number,
  row: RowPaint,
  start: number,
  scale: number,
): void {
  const { bytes, first, count, pixels, rank, gap } = row
  const apart = scale >= APART_PX
  let held = 0
  let heldUntil = 0
  for (let p = 0; p < width; p++) {
    const from = start + p / scale
    const to = start + (p + 1) / scale
    const begin = Math.max(0, Math.floor(from + 1e-9))
    const end = Math.min(count, Math.max(begin + 1, Math.ceil(to - 1e-9)))
    if (from + 1e-9 < 0 || begin >= count) {
      out[at + p] = p < heldUntil ? held : gap
      continue
    }
    let worst = bytes[first + begin]!
    for (let i = begin + 1; i < end; i++) {
      const next = bytes[first + i]!
      if (rank[next]! > rank[worst]!) worst = next
    }
    if (rank[worst]! === 0 && p < heldUntil) {
      out[at + p] = held
      continue
    }
    const pixel = pixels[worst]!
    if (rank[worst]! > 0 && scale < MARK_PX) {
      held = pixel
      heldUntil = p + MARK_PX
    }
    out[at + p] = apart && Math.floor(to + 1e-9) > begin ? gap : pixel
  }
}
