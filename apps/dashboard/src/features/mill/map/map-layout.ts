import type { FrameInfo } from '@wanding/contracts'
import { leftLength } from '../../../shared/spindles/sides'

/** Where one frame is drawn at zoom 1, in CSS pixels. */
export interface FrameBox {
  /** Index in the mill's frames. */
  frame: number
  /** Left edge and top of the whole box: label, edge, strip. */
  x: number
  y: number
  height: number
  /** The strip: two rows of spindles with an aisle between. */
  stripX: number
  stripWidth: number
  rowHeight: number
  /** Spindles of the longer side; it fills the strip's width. */
  perRow: number
}

/** Name of a group of frames, above its first one. */
export interface GroupLabel {
  name: string
  x: number
  y: number
}

export interface MapLayout {
  width: number
  height: number
  boxes: readonly FrameBox[]
  groups: readonly GroupLabel[]
}

/** A spindle, or a frame where the point is on its label. */
export interface Hit {
  frame: number
  position: number | null
}

const LABEL_WIDTH = 46
/** Where a frame is too thin for its name only the colour of what it does stands before it; zoomed in, the name lies on it. */
const NAMELESS_WIDTH = 12
const NAMED_HEIGHT = 9
const COLUMN_GAP = 20
const GROUP_HEIGHT = 18
const GATEWAY_GAP = 4
const FRAME_GAP = 2
const AISLE = 1
/** A frame this high has a label that can be read, a spindle this wide a pixel of its own; more gains nothing. */
const GOOD_HEIGHT = 11
const GOOD_CELL = 1
const MOST_HEIGHT = 40

type Item = { kind: 'group'; name: string } | { kind: 'gap' } | { kind: 'frame'; frame: number }

/** Kept free above and below the hall for the processes around it. */
interface Reserved {
  top: number
  bottom: number
}

/**
 * All frames as two-sided rows in the order of the mill, zone by zone, in as many columns as make the spindles largest in
 * `width` × `height`. At zoom 1 the whole mill is inside. `scale` is the size of the labels.
 */
export function layoutMap(
  frames: readonly FrameInfo[],
  width: number,
  height: number,
  scale = 1,
  { top, bottom }: Reserved = { top: 0, bottom: 0 },
): MapLayout {
  const hall = height - top - bottom
  if (frames.length === 0 || width <= 0 || hall <= 0) return { width, height, boxes: [], groups: [] }
  let best: { score: number; layout: MapLayout } | undefined
  for (let columns = 1; columns <= Math.min(12, frames.length); columns++) {
    const layout = inColumns(frames, width, hall, columns, scale)
    const box = layout.boxes[0]!
    const cell = box.stripWidth / box.perRow
    const score = Math.min(1, box.height / (GOOD_HEIGHT * scale)) ** 2 * Math.min(1, cell / GOOD_CELL)
    if (box.stripWidth > 0 && (!best || score > best.score)) best = { score, layout }
  }
  const { boxes, groups } = best?.layout ?? { boxes: [], groups: [] }
  return {
    width,
    height,
    boxes: boxes.map((box) => ({ ...box, y: box.y + top })),
    groups: groups.map((group) => ({ ...group, y: group.y + top })),
  }
}

/** Width of a spindle at zoom 1, CSS pixels: the same in the whole hall but for frames of other lengths. */
export const cellWidth = ({ boxes }: MapLayout): number =>
  boxes.reduce((least, box) => Math.min(least, box.stripWidth / box.perRow), Number.POSITIVE_INFINITY)

function inColumns(
  frames: readonly FrameInfo[],
  width: number,
  height: number,
  columns: number,
  scale: number,
): MapLayout {
  const perColumn = Math.ceil(frames.length / columns)
  const lists = Array.from({ length: columns }, (_, column) =>
    itemsOf(frames, column * perColumn, Math.min(frames.length, (column + 1) * perColumn)),
  )
  const fixed = (items: readonly Item[]) => items.reduce((sum, item) => sum + fixedHeight(item) * scale, 0)
  const frameHeight = Math.max(
    1,
    Math.min(MOST_HEIGHT * scale, ...lists.map((items) => (height - fixed(items)) / Math.max(1, countFrames(items)))),
  )
  const columnWidth = (width - COLUMN_GAP * scale * (columns - 1)) / columns
  const labelWidth = (frameHeight - FRAME_GAP >= NAMED_HEIGHT * scale ? LABEL_WIDTH : NAMELESS_WIDTH) * scale
  const boxes: FrameBox[] = []
  const groups: GroupLabel[] = []
  for (const [column, items] of lists.entries()) {
    const x = column * (columnWidth + COLUMN_GAP * scale)
    let y = 0
    for (const item of items) {
      if (item.kind === 'group') groups.push({ name: item.name, x, y })
      if (item.kind === 'frame') {
        const inner = frameHeight > 4 * FRAME_GAP ? frameHeight - FRAME_GAP : frameHeight
        boxes.push({
          frame: item.frame,
          x,
          y,
          height: inner,
          stripX: x + labelWidth,
          stripWidth: columnWidth - labelWidth,
          rowHeight: Math.max(0.5, (inner - AISLE) / 2),
          perRow: Math.max(1, leftLength(frames[item.frame]!.spindles)),
        })
        y += frameHeight
      } else {
        y += fixedHeight(item) * scale
      }
    }
  }
  return { width, height, boxes, groups }
}

/** A column's frames with a heading at each new zone, and a small gap at each new gateway. */
function itemsOf(frames: readonly FrameInfo[], from: number, to: number): Item[] {
  const items: Item[] = []
  for (let frame = from; frame < to; frame++) {
    const before = frame > from ? frames[frame - 1] : undefined
    const { zone, gateway } = frames[frame]!
    if (!before || before.zone !== zone) items.push({ kind: 'group', name: zone })
    else if (before.gateway !== gateway) items.push({ kind: 'gap' })
    items.push({ kind: 'frame', frame })
  }
  return items
}

function fixedHeight(item: Item): number {
  if (item.kind === 'group') return GROUP_HEIGHT
  return item.kind === 'gap' ? GATEWAY_GAP : 0
}

const countFrames = (items: readonly Item[]): number => items.filter(({ kind }) => kind === 'frame').length

/** What is at a point of the layout, at zoom 1. */
export function hitMap(layout: MapLayout, frames: readonly FrameInfo[], x: number, y: number): Hit | null {
  for (const box of layout.boxes) {
    if (y < box.y || y >= box.y + box.height || x < box.x || x >= box.stripX + box.stripWidth) continue
    if (x < box.stripX) return { frame: box.frame, position: null }
    const spindles = frames[box.frame]!.spindles
    const left = leftLength(spindles)
    const cell = Math.floor(((x - box.stripX) / box.stripWidth) * box.perRow)
    const rightSide = y - box.y >= box.height / 2
    const position = rightSide ? left + cell + 1 : cell + 1
    const last = rightSide ? spindles : left
    return { frame: box.frame, position: position <= last ? position : null }
  }
  return null
}

/** The rectangle of a spindle at zoom 1. */
export function cellRect(
  layout: MapLayout,
  frames: readonly FrameInfo[],
  frame: number,
  position: number,
): { x: number; y: number; width: number; height: number } | null {
  const box = layout.boxes[frame]
  if (!box) return null
  const left = leftLength(frames[frame]!.spindles)
  const rightSide = position > left
  const cell = (rightSide ? position - left : position) - 1
  const width = box.stripWidth / box.perRow
  return {
    x: box.stripX + cell * width,
    y: rightSide ? box.y + box.height - box.rowHeight : box.y,
    width,
    height: box.rowHeight,
  }
}
