import {
  bufferSignalsOf,
  type DepartmentNow,
  type DepartmentsNow,
  MATERIAL_KINDS,
  SERVICE_KINDS,
  type StopTotal,
} from '@wanding/contracts'
import type { MachineKind } from '@wanding/mill'
import { kindTotals } from './kind-totals'
import type { MillWindow } from './mill-window'
import { WINDOW_MINUTES } from './minute-ring'
import type { SpellTotals } from './spells'

const MINUTE_MS = 60_000
/** Material moves in cans, laps and doffs: what was made in less time than this, of an hour, says nothing of the flow. */
const LEAST_HOURS = 0.25

/** Usual waste of a stage, % of what it takes (domain 1.2), where telemetry does not say it. */
const WASTE_PERCENT: Readonly<Partial<Record<MachineKind, number>>> = {
  card: 5.5,
  'breaker-draw': 0.35,
  'lap-former': 0.2,
  'finisher-draw': 0.5,
  'roving-frame': 0.5,
  'ring-frame': 1.2,
  winder: 0.6,
}
/** Noil is set by the mill and measured by each comber; this where none says it. */
const NOIL_PERCENT = 17

/** Every department over the last hour of mill time, in the order of the material and then those that serve it. */
export function departmentsOf(mill: MillWindow): DepartmentsNow {
  const kinds = [...MATERIAL_KINDS, ...SERVICE_KINDS].filter((kind) => mill.of(kind).length > 0)
  return {
    mill: mill.id,
    atMs: mill.nowMs(),
    run: mill.run,
    windowMinutes: WINDOW_MINUTES,
    departments: kinds.map((kind) => departmentOf(mill, kind, nextOf(mill, kind))),
  }
}

/** The department that takes what this one delivers: the next that the mill has. */
function nextOf(mill: MillWindow, kind: MachineKind): MachineKind | null {
  const at = MATERIAL_KINDS.indexOf(kind)
  return at < 0 ? null : (MATERIAL_KINDS.slice(at + 1).find((next) => mill.of(next).length > 0) ?? null)
}

function departmentOf(mill: MillWindow, kind: MachineKind, takenBy: MachineKind | null): DepartmentNow {
  const all: SpellTotals = { seenMs: 0, runningMs: 0, stops: new Map() }
  const machines = mill.of(kind).map((machine) => {
    const totals = mill.spellTotals(machine)
    all.seenMs += totals.seenMs
    all.runningMs += totals.runningMs
    for (const [reason, { ms, count }] of totals.stops) {
      const sum = all.stops.get(reason) ?? { ms: 0, count: 0 }
      all.stops.set(reason, { ms: sum.ms + ms, count: sum.count + count })
    }
    return { machine: machine.id, runningPercent: runningPercentOf(totals), longestStop: stopsOf(totals)[0] ?? null }
  })
  const taken = takenBy === null ? null : deliveredKgPerHour(mill, takenBy)
  return {
    kind,
    machines,
    runningPercent: runningPercentOf(all),
    deliveredKgPerHour: deliveredKgPerHour(mill, kind),
    takenKgPerHour: takenBy === null || taken === null ? null : taken / (1 - wastePercent(mill, takenBy) / 100),
    takenBy,
    buffers: buffersOf(mill, kind),
    stops: stopsOf(all),
  }
}

function buffersOf(mill: MillWindow, kind: MachineKind): DepartmentNow['buffers'] {
  return bufferSignalsOf(kind).flatMap(({ name, unit }) => {
    const said = mill.of(kind).flatMap((machine) => (machine.online ? (machine.number(name) ?? []) : []))
    const sum = said.reduce((total, value) => total + value, 0)
    return said.length === 0 ? [] : [{ signal: name, value: unit === '%' ? sum / said.length : sum }]
  })
}

/** Null while nothing was seen. */
export const runningPercentOf = ({ seenMs, runningMs }: SpellTotals): number | null =>
  seenMs > 0 ? (100 * runningMs) / seenMs : null

const stopsOf = ({ stops }: SpellTotals): StopTotal[] =>
  [...stops]
    .map(([reason, { ms, count }]) => ({ reason, minutes: ms / MINUTE_MS, count }))
    .sort((a, b) => b.minutes - a.minutes)

/** From the counters; each machine that was not seen counts like the others. Null before there is enough to say. */
function deliveredKgPerHour(mill: MillWindow, kind: MachineKind): number | null {
  const totals = kindTotals(mill, kind)
  if (
    totals.machineHours < LEAST_HOURS * totals.machines ||
    !mill.of(kind).some((machine) => machine.number('production/total') !== null)
  )
    return null
  return (totals.gained('production/total') / totals.machineHours) * totals.machines
}

function wastePercent(mill: MillWindow, kind: MachineKind): number {
  if (kind !== 'comber') return WASTE_PERCENT[kind] ?? 0
  const said = mill.of(kind).flatMap((comber) => comber.number('noil') ?? [])
  return said.length > 0 ? said.reduce((sum, noil) => sum + noil, 0) / said.length : NOIL_PERCENT
}
