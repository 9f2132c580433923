/** Texels of a row of the texture that holds the codes: every WebGL 2 has room for 2,048 such rows, four million spindles. */
export const FIELD_WIDTH = 2048

/** Fills `out` with the codes of a frame. */
export type Encode = (frame: number, out: Uint8Array) => void

/** The codes of a layer for every spindle of the mill, frames one after another, with how many there are of each. */
export class LayerField {
  codes = new Uint8Array(FIELD_WIDTH)
  counts = new Uint32Array(256)
  #offsets: readonly number[] = []
  #sizes: readonly number[] = []
  #scratch = new Uint8Array()

  /** Takes the frames and the layer anew. */
  rebuild(sizes: readonly number[], encode: Encode): void {
    let spindles = 0
    this.#offsets = sizes.map((size) => {
      spindles += size
      return spindles - size
    })
    this.#sizes = sizes
    const length = Math.max(1, Math.ceil(spindles / FIELD_WIDTH)) * FIELD_WIDTH
    if (this.codes.length !== length) this.codes = new Uint8Array(length)
    this.#scratch = new Uint8Array(sizes.reduce((most, size) => Math.max(most, size), 0))
    this.counts.fill(0)
    for (let frame = 0; frame < sizes.length; frame++) {
      const codes = this.codesOf(frame)
      encode(frame, codes)
      for (let i = 0; i < codes.length; i++) this.counts[codes[i]!]! += 1
    }
  }

  /** Encodes these frames again; the answer is those of which a code is another now. */
  update(frames: Iterable<number>, encode: Encode): Set<number> {
    const changed = new Set<number>()
    for (const frame of frames) {
      const codes = this.codesOf(frame)
      const next = this.#scratch.subarray(0, codes.length)
      encode(frame, next)
      for (let i = 0; i < codes.length; i++) {
        const code = next[i]!
        if (code === codes[i]) continue
        this.counts[codes[i]!]! -= 1
        this.counts[code]! += 1
        codes[i] = code
        changed.add(frame)
      }
    }
    return changed
  }

  offsetOf(frame: number): number {
    return this.#offsets[frame] ?? 0
  }

  /** The codes of one frame, not copied. */
  codesOf(frame: number): Uint8Array {
    const offset = this.offsetOf(frame)
    return this.codes.subarray(offset, offset + (this.#sizes[frame] ?? 0))
  }
}
