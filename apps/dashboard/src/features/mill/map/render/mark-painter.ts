import type { WorkKind, WorkMark } from '@wanding/contracts'
import { paintPath } from './cell-painter'
import type { Drawing } from './map-scene'
import { sidesOf } from './strips'

/** People are round, robots are angular; what each does is inside. Paths in a square of 16. */
export const WORK_SIGNS: Readonly<Record<WorkKind, string>> = {
  'person-pieced': 'M8 1.5a6.5 6.5 0 1 1-.01 0zM8 8m-2.2 0a2.2 2.2 0 1 0 4.4 0a2.2 2.2 0 1 0-4.4 0z',
  'robot-pieced': 'M2 2h12v12H2zM6 6v4h4V6z',
  'robot-failed': 'M2 2h12v12H2zM5 6l2 2-2 2 1 1 2-2 2 2 1-1-2-2 2-2-1-1-2 2-2-2z',
  creeled: 'M8 1.5a6.5 6.5 0 1 1-.01 0zM4.5 6.5v3h7v-3z',
  patrolled: 'M8 1.5a6.5 6.5 0 1 1-.01 0zM6 4.5v7l6-3.5z',
  cleaned: 'M8 1.5a6.5 6.5 0 1 1-.01 0zM7 4v3H4v2h3v3h2V9h3V7H9V4z',
}

const SIDE_PX = 14
/** A mark without a spindle stands before the strip, each kind at a place of its own. */
const BESIDE: Readonly<Record<WorkKind, number>> = {
  'person-pieced': 0,
  'robot-pieced': 1,
  'robot-failed': 2,
  creeled: 3,
  patrolled: 4,
  cleaned: 5,
}

/** Where work was seen, the latest on top; older ones are paler. */
export function paintMarks(drawing: Drawing, windowS: number): void {
  const { pen, scene, strips } = drawing
  const { picture, palette } = scene
  const unit = picture.ratio * scene.scale
  const side = SIDE_PX * unit
  const byFrame = new Map(strips.map((strip) => [strip.frame, strip]))
  for (const mark of byAge(scene.marks)) {
    const strip = byFrame.get(mark.frame)
    if (!strip) continue
    const { row } = sidesOf(strip.y1 - strip.y0, picture.ratio)
    const onRight = mark.position > strip.left
    const cell = (strip.x1 - strip.x0) / strip.perRow
    const x =
      mark.position === 0
        ? strip.x0 + (4 + BESIDE[mark.kind] * (SIDE_PX + 2)) * unit
        : strip.x0 + ((onRight ? mark.position - strip.left : mark.position) - 0.5) * cell - side / 2
    const middle = mark.position === 0 ? (strip.y0 + strip.y1) / 2 : onRight ? strip.y1 - row / 2 : strip.y0 + row / 2
    pen.globalAlpha = 1 - 0.6 * Math.min(1, mark.ageS / windowS)
    const ink = mark.kind === 'robot-failed' ? palette.p2 : palette.text
    pen.fillStyle = palette.panel
    pen.fillRect(x - unit, middle - side / 2 - unit, side + 2 * unit, side + 2 * unit)
    paintPath(pen, WORK_SIGNS[mark.kind], x, middle - side / 2, side, { ink, filled: true })
  }
  pen.globalAlpha = 1
}

const byAge = (marks: readonly WorkMark[]): WorkMark[] => [...marks].sort((a, b) => b.ageS - a.ageS)
