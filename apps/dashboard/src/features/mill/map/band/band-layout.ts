import { MATERIAL_KINDS, type ProcessMachine, SERVICE_KINDS } from '@wanding/contracts'

/** A machine of another kind than ring frames, at zoom 1 in CSS pixels; a square. */
export interface Tile {
  /** Index in the machines of the process. */
  machine: number
  x: number
  y: number
  side: number
}

/** The department that a block of tiles is. */
export interface BandHeading {
  kind: string
  x: number
  y: number
  width: number
  /** The material goes on to the next block of the band. */
  goesOn: boolean
}

/** The process before and after the ring hall: above it from bale to roving, below it from cop to store, then what serves all. */
export interface Bands {
  top: number
  bottom: number
  tiles: readonly Tile[]
  headings: readonly BandHeading[]
}

export const NO_BANDS: Bands = { top: 0, bottom: 0, tiles: [], headings: [] }

const HEADING_PX = 16
const MARGIN_PX = 8
const GAP_PX = 16
/** A name of a department takes so much. */
const NAME_PX = 84
/** Sides to try, and rows of each; the largest tiles that fit are taken. */
const PITCHES = [14, 12, 10, 8, 6, 4] as const
const MOST_ROWS = 6
const RING = MATERIAL_KINDS.indexOf('ring-frame')
const BEFORE: readonly string[] = MATERIAL_KINDS.slice(0, RING)
const AFTER: readonly string[] = [...MATERIAL_KINDS.slice(RING + 1), ...SERVICE_KINDS]

interface Block {
  kind: string
  machines: readonly number[]
}

/** Lays the machines around a hall of this height out; `scale` is the size of the labels. */
export function layoutBands(
  machines: readonly Pick<ProcessMachine, 'kind'>[],
  width: number,
  height: number,
  scale = 1,
): Bands {
  const above = inBand(blocksOf(machines, BEFORE), width, scale)
  const below = inBand(blocksOf(machines, AFTER), width, scale)
  if (!above || !below || above.height + below.height > height / 2) return NO_BANDS
  const top = above.height
  const bottom = below.height
  return {
    top,
    bottom,
    tiles: [
      ...above.tiles,
      ...below.tiles.map((tile) => ({ ...tile, y: tile.y + height - bottom + MARGIN_PX * scale })),
    ],
    headings: [
      ...above.headings,
      ...below.headings.map((heading) => ({ ...heading, y: heading.y + height - bottom + MARGIN_PX * scale })),
    ],
  }
}

function blocksOf(machines: readonly Pick<ProcessMachine, 'kind'>[], kinds: readonly string[]): Block[] {
  return kinds.flatMap((kind) => {
    const own = machines.flatMap((machine, index) => (machine.kind === kind ? [index] : []))
    return own.length > 0 ? [{ kind, machines: own }] : []
  })
}

interface Band {
  height: number
  tiles: Tile[]
  headings: BandHeading[]
}

/** Null where even the smallest tiles do not fit. */
function inBand(blocks: readonly Block[], width: number, scale: number): Band | null {
  if (blocks.length === 0) return { height: 0, tiles: [], headings: [] }
  for (const size of PITCHES) {
    const pitch = size * scale
    for (let rows = 1; rows <= MOST_ROWS; rows++) {
      const widths = blocks.map(({ machines }) => Math.max(Math.ceil(machines.length / rows) * pitch, NAME_PX * scale))
      const total = widths.reduce((sum, each) => sum + each, 0) + GAP_PX * scale * (blocks.length - 1)
      if (total <= width) return placed(blocks, widths, rows, pitch, scale)
    }
  }
  return null
}

function placed(blocks: readonly Block[], widths: readonly number[], rows: number, pitch: number, scale: number): Band {
  const tiles: Tile[] = []
  const headings: BandHeading[] = []
  let x = 0
  blocks.forEach(({ kind, machines }, block) => {
    const next = blocks[block + 1]?.kind
    headings.push({
      kind,
      x,
      y: 0,
      width: widths[block]!,
      goesOn: next !== undefined && (MATERIAL_KINDS as readonly string[]).includes(next),
    })
    machines.forEach((machine, i) => {
      const column = Math.floor(i / rows)
      const row = i % rows
      tiles.push({ machine, x: x + column * pitch, y: HEADING_PX * scale + row * pitch, side: pitch * 0.86 })
    })
    x += widths[block]! + GAP_PX * scale
  })
  const used = Math.min(rows, Math.max(...blocks.map(({ machines }) => machines.length)))
  return { height: HEADING_PX * scale + used * pitch + MARGIN_PX * scale, tiles, headings }
}

/** The tile at a point of the layout; the gap beside it counts, so that a small one can be hit. */
export function hitTile({ tiles }: Bands, x: number, y: number): Tile | null {
  for (const tile of tiles) {
    const reach = tile.side / 0.86
    if (x >= tile.x && x < tile.x + reach && y >= tile.y && y < tile.y + reach) return tile
  }
  return null
}
