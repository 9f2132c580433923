import type { FrameInfo, ProcessMachine } from '@wanding/contracts'
import type { MapFeeds } from '../map-feeds.svelte'

interface Built {
  readonly frames: readonly FrameInfo[]
  readonly machines: readonly ProcessMachine[]
}

/** Two pictures of a mill lie over each other only where the same frames and machines stand in both. */
export const isSameMill = (then: Built, now: Built): boolean =>
  then.frames.length === now.frames.length &&
  then.machines.length === now.machines.length &&
  then.frames.every(({ id, spindles }, i) => id === now.frames[i]?.id && spindles === now.frames[i]?.spindles) &&
  then.machines.every(({ id }, i) => id === now.machines[i]?.id)

const builtOf = ({ source, process }: MapFeeds): Built => ({ frames: source.mill.frames, machines: process.machines })

/** Whether the picture of now is there, and lies over that of then. */
export const liesOver = (then: MapFeeds, now: MapFeeds): boolean =>
  now.source.mill.loaded && now.process.loaded && isSameMill(builtOf(then), builtOf(now))
