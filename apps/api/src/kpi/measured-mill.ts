import { type Installed, type MachineKind, type MeasuredEvents, type PersonsOnPost, ROLES } from '@wanding/mill'
import { type KindTotals, kindTotals } from './kind-totals'
import type { MeasuredMill } from './measured-events.port'
import type { MillWindow } from './mill-window'
import { type CountedWork, WORK_COUNTERS } from './work-counters'

/** What staffing needs to know of a mill, from its window. */
export function measuredMill(mill: MillWindow): MeasuredMill {
  const info = mill.one('mill')
  return {
    mill: mill.id,
    run: mill.run,
    simulated: info?.latest.get('mill/simulated') === true,
    atMs: mill.nowMs(),
    spindles: spindlesOf(mill),
    countNe: countOf(mill),
    shiftSystem: info?.text('mill/shiftSystem') ?? null,
    crews: info?.number('mill/crews') ?? null,
    attendance: info?.number('mill/attendance') ?? null,
    measures: info ? wordOf(info.latest.get('mill/measures')) : null,
    windowMinutes: kindTotals(mill, 'ring-frame').hours * 60,
    events: eventsOf(mill),
    installed: installedOf(mill),
    persons: personsOf(mill),
    crew: crewOf(mill),
  }
}

/** Installed ring spindles as the mill says, else as its frames do. */
export function spindlesOf(mill: MillWindow): number {
  const frames = mill.of('ring-frame').map((frame) => frame.number('frame/spindles') ?? 0)
  return mill.one('mill')?.number('mill/spindles') ?? frames.reduce((sum, spindles) => sum + spindles, 0)
}

/** Yarn count as the mill says, else the mean of its frames by spindles; null when nobody says it. */
export function countOf(mill: MillWindow): number | null {
  const said = mill.one('mill')?.number('mill/count') ?? null
  if (said !== null) return said
  let spindles = 0
  let product = 0
  for (const frame of mill.of('ring-frame')) {
    const countNe = frame.number('spin/count')
    const installed = frame.number('frame/spindles') ?? 0
    if (countNe === null) continue
    spindles += installed
    product += countNe * installed
  }
  return spindles > 0 ? product / spindles : null
}

function eventsOf(mill: MillWindow): MeasuredEvents {
  const byKind = new Map<MachineKind, KindTotals>()
  const totalsOf = (kind: MachineKind): KindTotals => {
    const known = byKind.get(kind) ?? kindTotals(mill, kind)
    byKind.set(kind, known)
    return known
  }
  const events: MeasuredEvents = {}
  for (const [event, [kind, counter]] of Object.entries(WORK_COUNTERS)) {
    const totals = totalsOf(kind)
    const count = totals.gained(counter)
    const name = event as CountedWork
    // Work goes on where nothing is seen of it: the frames, or machines, that were not seen count like the others.
    if (kind === 'ring-frame' && totals.spindleHours > 0) events[name] = { count, spindleHours: totals.spindleHours }
    else if (kind !== 'ring-frame' && totals.machineHours > 0) {
      events[name] = { count, hours: totals.machineHours / totals.machines }
    }
  }
  return events
}

function installedOf(mill: MillWindow): { [K in Installed]?: number } {
  const sum = (kind: MachineKind, name: string): number =>
    mill.of(kind).reduce((total, machine) => total + (machine.number(name) ?? 0), 0)
  const known: Record<Installed, number> = {
    blowroomLines: mill.of('blowroom').length,
    cards: mill.of('card').length,
    combers: mill.of('comber').length,
    finisherDeliveries: mill.of('finisher-draw').length,
    rovingSpindles: sum('roving-frame', 'frame/spindles'),
    windingSpindles: sum('winder', 'winding/units'),
  }
  return Object.fromEntries(Object.entries(known).filter(([, count]) => count > 0))
}

function personsOf(mill: MillWindow): PersonsOnPost | null {
  const crew = mill.one('crew')
  if (!crew?.online) return null
  const persons: PersonsOnPost = {}
  for (const role of ROLES) {
    const value = crew.number(`crew/persons/${role}`)
    if (value !== null) persons[role] = value
  }
  return persons
}

function crewOf(mill: MillWindow): MeasuredMill['crew'] {
  const crew = mill.one('crew')
  const name = crew?.online ? crew.text('crew/name') : null
  return crew && name ? { name, shift: crew.number('crew/shift'), shiftStartMs: crew.number('crew/shiftStart') } : null
}

/** An empty word is an answer here: a mill without any measure in force. */
const wordOf = (value: unknown): string | null => (typeof value === 'string' ? value : null)
