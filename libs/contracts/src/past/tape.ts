import { decodeParts, encodeParts } from './parts'
import { decodePicture, decodeStep, encodePicture, encodeStep, type MillPicture, type MillStep } from './picture'

/** A stretch of the past: pictures to begin from, and the steps between them, each in order of time. */
export interface Tape {
  run: string
  fromMs: number
  toMs: number
  pictures: readonly MillPicture[]
  /** Empty where only pictures were asked for. The last one may lie after `toMs`: its changes reach back before it. */
  steps: readonly MillStep[]
}

interface TapeHead {
  run: string
  fromMs: number
  toMs: number
  pictures: number
}

/** A tape of pictures and steps that are encoded already, as the store keeps them. */
export function joinTape(
  head: Pick<Tape, 'run' | 'fromMs' | 'toMs'>,
  pictures: readonly Uint8Array[],
  steps: readonly Uint8Array[],
): Uint8Array {
  const told: TapeHead = { ...head, pictures: pictures.length }
  return encodeParts({ head: told, parts: [...pictures, ...steps] })
}

export const encodeTape = ({ pictures, steps, ...head }: Tape): Uint8Array =>
  joinTape(head, pictures.map(encodePicture), steps.map(encodeStep))

/** Throws a RangeError when the bytes are torn. */
export function decodeTape(bytes: Uint8Array): Tape {
  const { head, parts } = decodeParts(bytes)
  const { pictures, ...rest } = head as TapeHead
  return {
    ...rest,
    pictures: parts.slice(0, pictures).map(decodePicture),
    steps: parts.slice(pictures).map(decodeStep),
  }
}
