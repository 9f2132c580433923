import type { Figure, KpiNow, StaffingNow } from '@wanding/contracts'
import type { AttentionNow } from '../bus'
import { figuresOf } from './figures'
import { countOf, spindlesOf } from './measured-mill'
import type { MillWindow } from './mill-window'
import { processesOf } from './processes'

/** The present of a mill in figures; `nowMs` is real time. */
export function kpiNowOf(
  mill: MillWindow,
  staffing: StaffingNow | null,
  attention: AttentionNow | null,
  nowMs: number,
): KpiNow {
  const info = mill.one('mill')
  const { figures, extra } = figuresOf(mill)
  const gateways = [...mill.gateways.values()]
  return {
    mill: mill.id,
    name: { en: info?.text('mill/nameEn') ?? mill.id, zh: info?.text('mill/nameZh') ?? mill.id },
    simulated: info?.latest.get('mill/simulated') === true,
    run: mill.run,
    clockSpeed: info?.number('mill/clockSpeed') ?? 1,
    utcOffsetMinutes: info?.number('mill/utcOffset') ?? 0,
    atMs: mill.nowMs(),
    receivedMs: mill.lastReceivedMs(),
    countNe: countOf(mill),
    spindles: spindlesOf(mill),
    crew: crewOf(mill),
    figures: { ...figures, ...staffingFigures(staffing) },
    extra,
    gateways: {
      total: gateways.length,
      online: gateways.filter((gateway) => gateway.online).length,
      stale: gateways.filter((gateway) => mill.isStale(gateway, nowMs)).length,
    },
    processes: processesOf(mill),
    attention: attention?.items ?? [],
    unacknowledged: attention?.unacknowledged ?? 0,
  }
}

function staffingFigures(staffing: StaffingNow | null): Pick<KpiNow['figures'], 'personsPer10k' | 'workloadIndex'> {
  const windowMinutes = staffing?.basis.windowMinutes ?? 0
  const source: Figure['source'] = staffing?.source ?? 'planned'
  const required = staffing?.roll.required ?? null
  return {
    personsPer10k: {
      value: staffing?.per10k.required ?? null,
      numerator: required,
      denominator: staffing ? staffing.basis.spindles / 10_000 : null,
      windowMinutes,
      source,
    },
    workloadIndex: {
      value: staffing?.index ?? null,
      numerator: required,
      denominator: staffing?.roll.rostered ?? null,
      windowMinutes,
      source,
    },
  }
}

/** The crew on shift; null while its telemetry is away or incomplete: yesterday's people are not shown as today's. */
function crewOf(mill: MillWindow): KpiNow['crew'] {
  const crew = mill.one('crew')
  const name = crew?.text('crew/name')
  if (!crew?.online || !name) return null
  const said = {
    shift: crew.number('crew/shift'),
    shiftStartMs: crew.number('crew/shiftStart'),
    onShift: crew.number('crew/onShift'),
    dayStaff: crew.number('crew/dayStaff'),
    openTasks: crew.number('crew/openTasks'),
    tentersBusy: crew.number('crew/tentersBusy'),
    robotsBusy: crew.number('crew/robotsBusy'),
  }
  return isComplete(said) ? { name, ...said } : null
}

function isComplete<K extends string>(said: Record<K, number | null>): said is Record<K, number> {
  return Object.values(said).every((value) => value !== null)
}
