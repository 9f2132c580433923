import {
  type DepartmentNow,
  keyFiguresOf,
  type ProcessNow,
  type Signal,
  type StopTotal,
  signalOf,
} from '@wanding/contracts'
import { MACHINE_SHAPES, type MachineLook } from '../../shared/machines/machine-look'
import { type MachineView, worstOf } from '../../shared/process/machine-view'

/** One department as its panel shows it. */
export interface DepartmentView {
  kind: string
  machines: readonly MachineView[]
  running: number
  /** Of all its machines at this moment; null where none says it. */
  kgPerHour: number | null
  powerKw: number | null
  /** Means of the key figures over the machines that run. */
  figures: readonly { signal: Signal; mean: number }[]
  /** What its machines are doing that do not run: by word, the most troublesome first. */
  standing: readonly { look: MachineLook; count: number }[]
  stops: readonly StopTotal[]
  hour: DepartmentNow | null
  worst: MachineView | null
}

/** Up to so many plants of a service stand side by side with their figures. */
export const MOST_PLANTS = 10
/** Figures of a department beside output and power: the first of its machines' key figures that make sense as a mean. */
const FIGURES = 2

export function departmentView(
  kind: string,
  machines: readonly MachineView[],
  process: ProcessNow | undefined,
  hour: DepartmentNow | undefined,
): DepartmentView {
  const running = machines.filter(({ look }) => look.shape === 'runs' && !look.hatched)
  return {
    kind,
    machines,
    running: running.length,
    kgPerHour: process?.kgPerHour ?? null,
    powerKw: process?.powerKw ?? null,
    figures: figuresOf(kind, running),
    standing: standingOf(machines),
    stops: hour?.stops ?? [],
    hour: hour ?? null,
    worst: worstOf(machines),
  }
}

function figuresOf(kind: string, running: readonly MachineView[]): DepartmentView['figures'] {
  return keyFiguresOf(kind)
    .flatMap((name, i) => {
      const signal = signalOf(kind, name)
      const values = running.flatMap(({ figures }) => figures[i] ?? [])
      if (!signal || signal.unit === '' || values.length === 0) return []
      return [{ signal, mean: values.reduce((sum, value) => sum + value, 0) / values.length }]
    })
    .slice(0, FIGURES)
}

/** What a store says of itself beside how full it is. */
export function storeFigures(store: MachineView | undefined): DepartmentView['figures'] {
  return keyFiguresOf('store').flatMap((name, i) => {
    const signal = signalOf('store', name)
    const mean = store?.figures[i] ?? null
    return !signal || mean === null || i === 0 ? [] : [{ signal, mean }]
  })
}

function standingOf(machines: readonly MachineView[]): DepartmentView['standing'] {
  const groups = new Map<string, { look: MachineLook; count: number }>()
  for (const { look } of machines) {
    if (look.shape === 'runs' && !look.hatched) continue
    const group = groups.get(look.word.en) ?? { look, count: 0 }
    group.count += 1
    groups.set(look.word.en, group)
  }
  const rank = (look: MachineLook) => MACHINE_SHAPES.indexOf(look.shape)
  return [...groups.values()].sort((a, b) => rank(a.look) - rank(b.look) || b.count - a.count)
}

/** Sides of tiles, px, and up to how many machines each is used: a department fits into its panel whatever its size. */
const TILES: readonly (readonly [most: number, side: number])[] = [
  [36, 24],
  [100, 18],
  [240, 12],
  [Number.POSITIVE_INFINITY, 8],
]

export const tileSide = (machines: number): number => TILES.find(([most]) => machines <= most)![1]

/** What a stage delivers against what the next takes, % of the latter; null where one is not known. */
export function balancePercent(hour: DepartmentNow | null): number | null {
  const { deliveredKgPerHour: delivered, takenKgPerHour: taken } = hour ?? {}
  return delivered == null || !taken ? null : (100 * (delivered - taken)) / taken
}
