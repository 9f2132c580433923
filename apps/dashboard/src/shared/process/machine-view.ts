import {
  type DepartmentsNow,
  type FrameInfo,
  type FrameRow,
  keyFiguresOf,
  type MachineTimes,
  OUTPUT,
  POWER,
  type ProcessMachine,
  type ProcessRow,
} from '@wanding/contracts'
import { type MachineLook, type MachineShape, machineLook } from '../machines/machine-look'

/** A machine of any kind as lists and pictures show it. */
export interface MachineView {
  id: string
  kind: string
  zone: string
  look: MachineLook
  reason: string | null
  /** Mill time since which it has its reason. */
  sinceMs: number | null
  /** kg/h and kW. */
  output: number | null
  power: number | null
  /** In the order of `keyFiguresOf(kind)`. */
  figures: readonly (number | null)[]
  /** Of the last hour of mill time. */
  times: MachineTimes | null
}

/** What a row of the mill's own room says under the names of the catalogue. */
const FRAME_FIGURES: Readonly<Record<string, (row: FrameRow) => number>> = {
  'spindle/speed': (row) => row.spindleSpeedRpm,
  'spindles/endsDown': (row) => row.endsDown,
  'spindles/producing': (row) => row.producing,
  'spindles/idle': (row) => row.idle,
  'doff/progress': (row) => row.doffProgressPercent,
  'doff/timeToDoff': (row) => row.timeToDoffS,
}

/** The machines of the process room and the ring frames of the mill room, by kind. */
export function machineViews(
  machines: readonly ProcessMachine[],
  rows: readonly ProcessRow[],
  frames: readonly FrameInfo[],
  frameRows: readonly FrameRow[],
  departments: DepartmentsNow | null,
): Map<string, MachineView[]> {
  const times = new Map(departments?.departments.flatMap((each) => each.machines).map((each) => [each.machine, each]))
  const views = new Map<string, MachineView[]>()
  const add = (view: MachineView) => {
    const known = views.get(view.kind)
    if (known) known.push(view)
    else views.set(view.kind, [view])
  }
  machines.forEach(({ id, kind, zone }, i) => {
    const row = rows[i]
    if (!row) return
    const [output = null, power = null, ...figures] = row.figures
    const { reason, sinceMs } = row
    const look = machineLook(kind, row)
    add({ id, kind, zone, look, reason, sinceMs, output, power, figures, times: times.get(id) ?? null })
  })
  frames.forEach(({ id, zone }, i) => {
    const row = frameRows[i]
    if (!row) return
    add({
      id,
      kind: 'ring-frame',
      zone,
      look: machineLook('ring-frame', { ...row, state: null }),
      reason: row.reason,
      sinceMs: null,
      output: null,
      power: row.powerKw,
      figures: keyFiguresOf('ring-frame').map((name) => FRAME_FIGURES[name]?.(row) ?? null),
      times: times.get(id) ?? null,
    })
  })
  return views
}

/** Names of the figures of a view, in their order. */
export const figureNames = (kind: string): readonly string[] => [OUTPUT, POWER, ...keyFiguresOf(kind)]

/** The most troublesome first. */
const TROUBLE: readonly MachineShape[] = [
  'offline',
  'stands',
  'waits',
  'unknown',
  'maintenance',
  'changes',
  'idle',
  'runs',
]
const byId = new Intl.Collator('en', { numeric: true })

/** Worst first: what stands and why, then who ran least in the last hour. */
export function byTrouble(a: MachineView, b: MachineView): number {
  const rank = ({ look }: MachineView) => (look.hatched ? 0 : TROUBLE.indexOf(look.shape))
  const ran = ({ times }: MachineView) => times?.runningPercent ?? 101
  return rank(a) - rank(b) || ran(a) - ran(b) || byId.compare(a.id, b.id)
}

/** From here on a machine that runs now has nothing to explain. */
const WELL_PERCENT = 99

/** The machine of a department to look at first; null where all is well. */
export function worstOf(views: readonly MachineView[]): MachineView | null {
  const [worst] = [...views].sort(byTrouble)
  if (!worst) return null
  const well = worst.look.shape === 'runs' && !worst.look.hatched
  return well && (worst.times?.runningPercent ?? 100) >= WELL_PERCENT ? null : worst
}
