import {
  FRAME_ROW_BYTES,
  type MillPicture,
  type MillStep,
  processRowsByIndex,
  type TimedChange,
} from '@wanding/contracts'
import type { LateStory } from './late-story'

/** What was recorded of a mill in a stretch of time, in order. */
export interface Stretch {
  pictures: readonly MillPicture[]
  steps: readonly MillStep[]
}

/**
 * Puts what was told late into what was recorded meanwhile: rows and spindles of pictures and steps are then what they would have
 * been had the line held. Answers those that are others now. Stories go on with the next stretch.
 */
export function mend(before: MillPicture, { pictures, steps }: Stretch, stories: readonly LateStory[]): Stretch {
  const mended = { pictures: [] as MillPicture[], steps: [] as MillStep[] }
  let layout = before
  let next = 0
  const picturesUpTo = (atMs: number) => {
    for (; next < pictures.length && pictures[next]!.atMs <= atMs; next++) {
      layout = pictures[next]!
      const picture = mendPicture(layout, stories)
      if (picture !== layout) mended.pictures.push(picture)
    }
  }
  for (const step of steps) {
    // A picture of the same moment comes after the step; one with another layout leaves the step before it empty.
    picturesUpTo(step.atMs - 1)
    const other = mendStep(layout, step, stories)
    if (other !== step) mended.steps.push(other)
    picturesUpTo(step.atMs)
  }
  picturesUpTo(Number.POSITIVE_INFINITY)
  return mended
}

const covers = ({ fromMs, toMs }: LateStory, atMs: number): boolean => fromMs <= atMs && atMs <= toMs

function mendPicture(picture: MillPicture, stories: readonly LateStory[]): MillPicture {
  const told = stories.filter((story) => covers(story, picture.atMs))
  if (told.length === 0) return picture
  const frameRows = Uint8Array.from(picture.frameRows)
  const processRows = processRowsByIndex(picture.processRows)
  const states = Uint8Array.from(picture.states)
  for (const story of told) {
    story.advance(picture.atMs)
    const row = story.row(picture)
    if (row?.kind === 'process') processRows.set(row.index, row.bytes)
    if (row?.kind !== 'frame') continue
    frameRows.set(row.bytes, row.index * FRAME_ROW_BYTES)
    const begin = picture.frames.slice(0, row.index).reduce((sum, { spindles }) => sum + spindles, 0)
    const own = story.states()
    if (own?.length === picture.frames[row.index]!.spindles) states.set(own, begin)
  }
  return { ...picture, frameRows, states, processRows: Buffer.concat([...processRows.values()]) }
}

function mendStep(layout: MillPicture, step: MillStep, stories: readonly LateStory[]): MillStep {
  const late: TimedChange[] = []
  const frameRows = frameRowsByIndex(step.frameRows)
  const processRows = processRowsByIndex(step.processRows)
  let isOther = false
  for (const story of stories) {
    if (story.fromMs > step.atMs) continue
    const changes = story.advance(step.atMs)
    const row = story.row(layout)
    if (!row) continue
    if (row.kind === 'frame') late.push(...changes.map((change) => ({ frame: row.index, ...change })))
    // The step after the end of a story takes only what was still to be told of its spindles.
    if (covers(story, step.atMs)) (row.kind === 'frame' ? frameRows : processRows).set(row.index, row.bytes)
    isOther ||= changes.length > 0 || covers(story, step.atMs)
  }
  if (!isOther) return step
  return {
    ...step,
    frameRows: Buffer.concat([...frameRows.values()]),
    processRows: Buffer.concat([...processRows.values()]),
    changes: [...step.changes, ...late].sort((a, b) => a.atMs - b.atMs),
  }
}

function frameRowsByIndex(rows: Uint8Array): Map<number, Uint8Array> {
  const view = new DataView(rows.buffer, rows.byteOffset, rows.byteLength)
  const found = new Map<number, Uint8Array>()
  for (let at = 0; at + FRAME_ROW_BYTES <= rows.length; at += FRAME_ROW_BYTES)
    found.set(view.getUint16(at, true), rows.subarray(at, at + FRAME_ROW_BYTES))
  return found
}
