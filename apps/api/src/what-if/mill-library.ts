import type { RunRequest } from '@wanding/contracts'
import type { MillPlan } from '@wanding/mill'
import { loadMillPlan, MillFileError, millNames } from '@wanding/simulator/mill-files'
import type { CalibratedMills } from '../calibration'
import type { MeasuredMill } from '../kpi'

/** What of a request names the mill. */
type MillChoice = Pick<RunRequest, 'mill' | 'frames' | 'countNe'>

/** Mills that a what-if can start from: the files that come with the product, and those that were calibrated. */
export class MillLibrary {
  /** `live` is what a live mill has said; a what-if on it starts from its size and count. */
  constructor(
    private readonly live: (mill: string) => MeasuredMill | undefined,
    private readonly calibrated?: CalibratedMills,
  ) {}

  /** The choice with name of file, frames and count as the live mill of that id has them. Throws a MillFileError for no such mill. */
  resolved(choice: MillChoice): MillChoice {
    const mill = this.fileOf(choice.mill)
    const said = this.live(choice.mill)
    const { ringRoom, spinPlan } = this.load(mill, [])
    const frames = (said?.spindles ?? 0) / ringRoom.spindlesPerFrame
    const isWhole = Number.isInteger(frames) && frames >= 1
    return {
      mill,
      frames: choice.frames ?? (isWhole && frames !== ringRoom.frames ? frames : undefined),
      countNe: choice.countNe ?? (said?.countNe && said.countNe !== spinPlan.countNe ? said.countNe : undefined),
    }
  }

  /** Reads a mill of `resolved`, with the overrides that hold in every variant; reading throws a MillFileError. */
  reader({ mill, frames, countNe }: MillChoice): { load: (overrides: readonly string[]) => MillPlan; base: string[] } {
    const base = [
      ...(frames === undefined ? [] : [`ringRoom.frames=${frames}`]),
      ...(countNe === undefined ? [] : [`spinPlan.countNe=${countNe}`]),
    ]
    return { load: (overrides) => this.load(mill, overrides), base }
  }

  private fileOf(name: string): string {
    const names = millNames(import.meta.url)
    if (names.includes(name) || this.calibrated?.millFileOf(name)) return name
    // A live mill goes by the id in its file.
    const found = names.find((file) => this.load(file, []).id === name)
    if (found) return found
    throw new MillFileError(`there is no mill "${name}"; mill files are ${names.join(', ')}`)
  }

  private load(mill: string, overrides: readonly string[]): MillPlan {
    return loadMillPlan(this.calibrated?.millFileOf(mill) ?? mill, overrides, import.meta.url)
  }
}
