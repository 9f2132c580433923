import type uPlot from 'uplot'
import type { ChartAxis } from './chart-axis'
import { type ChartMark, spreadLabels, valueAt } from './chart-data'

/** What a plot is drawn from, apart from its data. All texts are ready to print. */
export interface PlotLook {
  width: number
  height: number
  axis: () => ChartAxis
  number: (value: number, decimals: number) => string
  unit: string
  series: readonly { name: string; colour: string; dash?: readonly number[]; stepped?: boolean }[]
  /** Two more columns after those of the series: the least and the most of what they are the mean of. */
  spread: boolean
  band: readonly [least: number, most: number] | null
  limits: readonly { value: number; name: string }[]
  /** Values that must be inside the y axis, whatever the data. */
  include: readonly number[]
  colours: { text: string; muted: string; line: string; ink: string; band: string; panel: string }
  font: string
  /** Size of the words over 16 px. */
  scale: number
  marks: () => readonly ChartMark[]
  syncKey: string
  hovered: (index: number | null) => void
}

const LABEL_GAP = 15
const TICK_PX = 76
/** Edges of the spread: only what lies between them is drawn. */
const UNSEEN: uPlot.Series = { stroke: 'transparent', width: 0, points: { show: false } }

/** uPlot's options for one chart: right edge = now, the band shaded, limits named, lines labelled at their end. */
export function plotOptions(look: PlotLook, paths: typeof uPlot.paths): uPlot.Options {
  const stepped = paths.stepped?.({ align: 1 })
  return {
    width: look.width,
    height: look.height,
    legend: { show: false },
    padding: [20 * look.scale, (look.series.length > 1 ? 84 : 12) * look.scale, 0, 0],
    cursor: {
      y: false,
      drag: { x: false, y: false, setScale: false },
      sync: { key: look.syncKey, setSeries: false },
      points: { size: 7 },
    },
    scales: {
      x: { time: false, range: () => [look.axis().from, look.axis().to] },
      y: { range: (_, least, most) => yRange(least, most, look) },
    },
    axes: [
      {
        stroke: look.colours.muted,
        font: look.font,
        size: 28 * look.scale,
        grid: { show: false },
        ticks: { stroke: look.colours.line, width: 1, size: 4 },
        space: TICK_PX * look.scale,
        ...(look.axis().ticks && {
          splits: (u: uPlot) =>
            look.axis().ticks!(Math.floor(u.bbox.width / devicePixelRatio / (TICK_PX * look.scale))),
        }),
        values: (_, splits) => splits.map((at) => look.axis().tick(at)),
      },
      {
        stroke: look.colours.muted,
        font: look.font,
        size: 52 * look.scale,
        space: 26 * look.scale,
        grid: { stroke: look.colours.line, width: 1 },
        ticks: { show: false },
        values: (_, splits) => {
          const decimals = stepDecimals(splits)
          return splits.map((split) => look.number(split, decimals))
        },
      },
    ],
    series: [
      {},
      ...look.series.map((series) => ({
        label: series.name,
        stroke: series.colour,
        width: 1.5,
        ...(series.dash && { dash: [...series.dash] }),
        ...(series.stepped && stepped && { paths: stepped }),
        points: { show: false },
      })),
      ...(look.spread ? [UNSEEN, UNSEEN] : []),
    ],
    ...(look.spread && {
      bands: [{ series: [look.series.length + 2, look.series.length + 1], fill: look.colours.band }],
    }),
    hooks: {
      drawClear: [(u) => drawBand(u, look)],
      draw: [(u) => drawMarks(u, look), (u) => drawTexts(u, look)],
      setCursor: [(u) => look.hovered(u.cursor.idx ?? null)],
    },
  }
}

function yRange(least: number | null, most: number | null, look: PlotLook): [number, number] {
  const values = [...look.include, ...(look.band ?? []), ...look.limits.map(({ value }) => value)]
  if (least !== null && most !== null) values.push(least, most)
  if (values.length === 0) return [0, 1]
  const low = Math.min(...values)
  const top = Math.max(...values)
  // Of 0 alone an axis has no height.
  const high = low === 0 && top === 0 ? 1 : top
  const room = Math.max((high - low) * 0.06, Math.abs(high) * 0.005, 1e-6)
  return [look.include.includes(low) ? low : low - room, high + room]
}

/** Decimals that tell neighbouring marks of an axis apart, the same for all of them. */
export function stepDecimals(splits: readonly number[]): number {
  const step = splits.length > 1 ? Math.abs(splits[1]! - splits[0]!) : 1
  for (let decimals = 0; decimals < 4; decimals++) {
    const scaled = step * 10 ** decimals
    if (Math.abs(scaled - Math.round(scaled)) < 1e-6 * scaled) return decimals
  }
  return 4
}

function drawBand(u: uPlot, look: PlotLook): void {
  if (!look.band) return
  const top = u.valToPos(look.band[1], 'y', true)
  const bottom = u.valToPos(look.band[0], 'y', true)
  u.ctx.save()
  u.ctx.fillStyle = look.colours.band
  u.ctx.fillRect(u.bbox.left, top, u.bbox.width, bottom - top)
  u.ctx.restore()
}

/** Longest words of a mark; the whole stands in the list of notes. */
const MARK_LETTERS = 28

/** A thin line where a note begins with its first words, and a bar over the stretch that it is about. */
function drawMarks(u: uPlot, look: PlotLook): void {
  const { ctx, bbox } = u
  const ratio = devicePixelRatio
  ctx.save()
  ctx.beginPath()
  ctx.rect(bbox.left, bbox.top - 14 * ratio * look.scale, bbox.width, bbox.height + 14 * ratio * look.scale)
  ctx.clip()
  ctx.strokeStyle = look.colours.muted
  ctx.fillStyle = look.colours.text
  ctx.font = look.font.replace(/([\d.]+)px/, (_, size) => `${Number(size) * ratio}px`)
  ctx.lineWidth = ratio
  for (const { fromMs, toMs, text } of look.marks()) {
    const x = Math.round(u.valToPos(fromMs, 'x', true))
    ctx.beginPath()
    ctx.moveTo(x, bbox.top)
    ctx.lineTo(x, bbox.top + bbox.height)
    ctx.stroke()
    if (toMs !== null) {
      ctx.fillRect(x, bbox.top, u.valToPos(toMs, 'x', true) - x, 3 * ratio)
    }
    const short = text.length > MARK_LETTERS ? `${text.slice(0, MARK_LETTERS - 1)}…` : text
    // At the right edge the words stand before their line.
    const before = x > bbox.left + 0.8 * bbox.width
    ctx.textAlign = before ? 'right' : 'left'
    ctx.fillText(short, x + (before ? -4 : 4) * ratio, bbox.top + bbox.height - 5 * ratio)
  }
  ctx.restore()
}

/** Unit above the y axis, names of limits, names of lines at their ends. */
function drawTexts(u: uPlot, look: PlotLook): void {
  const { ctx, bbox } = u
  const ratio = devicePixelRatio
  ctx.save()
  ctx.font = look.font.replace(/([\d.]+)px/, (_, size) => `${Number(size) * ratio}px`)
  ctx.fillStyle = look.colours.muted
  ctx.textBaseline = 'alphabetic'
  ctx.textAlign = 'left'
  ctx.fillText(look.unit, 4 * ratio, 12 * ratio * look.scale)
  for (const limit of look.limits) {
    const y = Math.round(u.valToPos(limit.value, 'y', true))
    ctx.strokeStyle = look.colours.muted
    ctx.lineWidth = ratio
    ctx.setLineDash([4 * ratio, 3 * ratio])
    ctx.beginPath()
    ctx.moveTo(bbox.left, y)
    ctx.lineTo(bbox.left + bbox.width, y)
    ctx.stroke()
    ctx.setLineDash([])
    // At the left: the newest values are at the right. Below the line where the unit stands above it.
    const below = y - bbox.top < 14 * ratio * look.scale
    ctx.fillText(limit.name, bbox.left + 4 * ratio, below ? y + 13 * ratio * look.scale : y - 3 * ratio)
  }
  if (look.series.length > 1) drawEnds(u, look, ratio)
  ctx.restore()
}

function drawEnds(u: uPlot, look: PlotLook, ratio: number): void {
  const { ctx, bbox } = u
  const ends = look.series.flatMap((series, i) => {
    const column = u.data[i + 1] as (number | null | undefined)[]
    const value =
      valueAt(column, column.length - 1) ??
      valueAt(
        column.filter((each) => each !== null),
        column.length,
      )
    return value === null ? [] : [{ series, y: u.valToPos(value, 'y', true) }]
  })
  const placed = spreadLabels(
    ends.map(({ y }) => y - bbox.top),
    LABEL_GAP * ratio * look.scale,
    bbox.height,
  )
  ctx.textBaseline = 'middle'
  for (const [i, { series }] of ends.entries()) {
    ctx.fillStyle = series.colour
    ctx.fillText(series.name, bbox.left + bbox.width + 6 * ratio, bbox.top + placed[i]!)
  }
}
