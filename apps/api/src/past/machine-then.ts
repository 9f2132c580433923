import { decodeFrameRows, decodeProcessRows, type MachineThen, type MillPicture } from '@wanding/contracts'

/** What a picture of the mill tells of one machine; undefined where the mill had none of this name. */
export function machineIn(
  picture: MillPicture,
  machine: string,
): Omit<MachineThen, 'metrics' | 'rpm' | 'rpmFrom'> | undefined {
  return frameIn(picture, machine) ?? otherIn(picture, machine)
}

function frameIn({ mill, run, atMs, frames, frameRows, states }: MillPicture, machine: string) {
  const index = frames.findIndex(({ id }) => id === machine)
  const frame = frames[index]
  if (!frame) return undefined
  const row = decodeFrameRows(frameRows)[index]!
  const begin = frames.slice(0, index).reduce((sum, { spindles }) => sum + spindles, 0)
  return {
    mill,
    run,
    machine,
    kind: 'ring-frame',
    gateway: frame.gateway,
    atMs,
    online: row.online,
    stale: row.stale,
    sinceMs: null,
    states: Array.from(states.subarray(begin, begin + frame.spindles)),
  }
}

function otherIn({ mill, run, atMs, machines, processRows }: MillPicture, machine: string) {
  const index = machines.findIndex(({ id }) => id === machine)
  const other = machines[index]
  if (!other) return undefined
  const { online, stale, sinceMs } = decodeProcessRows(processRows)[index]!
  return { mill, run, machine, kind: other.kind, gateway: other.gateway, atMs, online, stale, sinceMs, states: null }
}
