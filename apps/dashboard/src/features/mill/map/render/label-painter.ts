import { type FrameLook, frameLook } from '../../../../shared/machines/frame-look'
import type { Drawing } from './map-scene'
import { type Strip, toPixels } from './strips'

const LABEL_PX = 11
const READABLE_PX = 9
const EDGE_WIDTH = 4
/** A figure this large can be read; a name before it. */
const MOST_LABEL_PX = 14

/** Headings of the zones, names of the frames, the colour of what a frame does and its word. */
export function paintLabels(drawing: Drawing): void {
  paintHeadings(drawing)
  const { pen, scene, strips } = drawing
  const { ratio } = scene.picture
  for (const strip of strips) {
    const look = frameLook(scene.rows[strip.frame]!)
    if (look.token) {
      const edge = EDGE_WIDTH * ratio
      pen.fillStyle = scene.palette[look.token]
      pen.fillRect(strip.x0 - edge - ratio, strip.y0, edge, strip.y1 - strip.y0)
    }
    paintWords(drawing, strip, look)
  }
}

function paintHeadings({ pen, scene }: Drawing): void {
  const { view, picture, scale, palette } = scene
  const { ratio } = picture
  pen.font = `600 ${Math.min(16, 11 * Math.sqrt(view.zoom)) * ratio * scale}px ${scene.fontFamily}`
  pen.textBaseline = 'alphabetic'
  pen.textAlign = 'left'
  pen.fillStyle = palette.muted
  for (const group of scene.layout.groups) {
    const [x, y] = toPixels(view, ratio, group.x, group.y)
    const baseline = y + 13 * ratio * scale * Math.min(view.zoom, 1.4)
    if (baseline < 0 || y > picture.height || x > picture.width) continue
    pen.fillText(scene.heading(group.name), Math.max(2 * ratio, x), baseline)
  }
}

/** A label whose place has been scrolled away stands on the strip, on ground of its own. */
function paintBacking({ pen, scene }: Drawing, text: string, x: number, { y0, y1 }: Strip): void {
  const { ratio } = scene.picture
  const height = Math.min(y1 - y0, 22 * ratio)
  pen.fillStyle = scene.palette.panel
  pen.fillRect(0, (y0 + y1 - height) / 2, x + pen.measureText(text).width + 6 * ratio, height)
}

function paintWords(drawing: Drawing, strip: Strip, look: FrameLook): void {
  const { pen, scene } = drawing
  const { palette, scale, picture } = scene
  const { ratio } = picture
  const height = (strip.y1 - strip.y0) / ratio
  if (height < READABLE_PX * scale) return
  const { id } = scene.frames[strip.frame]!
  const middle = (strip.y0 + strip.y1) / 2 + 0.5 * ratio
  const size = Math.min(MOST_LABEL_PX * scale, Math.max(LABEL_PX * scale, height * 0.4)) * ratio
  pen.textBaseline = 'middle'
  pen.textAlign = 'left'
  pen.font = `${size}px ${scene.fontFamily}`
  const labelX = Math.max(strip.labelX, 0) + 2 * ratio
  if (strip.x0 <= labelX + 24 * ratio) paintBacking(drawing, id, labelX, strip)
  pen.fillStyle = palette.text
  pen.fillText(id, labelX, middle)
  if (!look.standing && !look.hatched) return
  const word = scene.say(look.word)
  const from = Math.max(0, strip.x0)
  const to = Math.min(picture.width, strip.x1)
  const width = pen.measureText(word).width + 12 * ratio
  if (width > to - from) return
  const x = (from + to - width) / 2
  const ground = Math.min(strip.y1 - strip.y0, 24 * ratio * scale)
  pen.fillStyle = palette.panel
  pen.fillRect(x, (strip.y0 + strip.y1 - ground) / 2, width, ground)
  pen.fillStyle = palette[look.token ?? 'muted']
  pen.textAlign = 'center'
  pen.fillText(word, (from + to) / 2, middle)
}
