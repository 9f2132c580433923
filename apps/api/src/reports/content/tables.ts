import type { ReportTable } from '@wanding/contracts'
import { ENERGY_DEPARTMENTS, ISO_KPIS, MACHINE_KINDS, ROLES, ratioValue } from '@wanding/mill'
import type { WorstSpindle } from '../../store'
import { elementsOf } from './figures'
import { isoElementsOf } from './iso-elements-of'
import { energyKwh, type MillView, ofKind, rejectedPart } from './mill-view'
import { stopTables } from './stops'

const MINUTES = 60
const ratio = (numerator: number, denominator: number): number | null => ratioValue({ numerator, denominator })
const table = (key: string, columns: string[], rows: ReportTable['rows']): ReportTable => ({ key, columns, rows })

/** Rogue spindles of a period, and the number of breaks from which a spindle is one. */
export interface Rogues {
  threshold: number
  spindles: readonly WorstSpindle[]
}

/** Everything that a report tells beside its key figures. */
export function tablesOf(view: MillView, carbonKgPerKwh: number, rogues: Rogues | null): ReportTable[] {
  return [
    departments(view),
    ...groups(view),
    elements(view),
    doffs(view),
    ...stopTables(view),
    energy(view, carbonKgPerKwh),
    quality(view, rogues),
    ...(rogues && rogues.spindles.length > 0 ? [rogueTable(rogues)] : []),
    roles(view),
    frames(view),
  ].filter(({ rows }) => rows.length > 0)
}

function departments(view: MillView): ReportTable {
  const columns = ['department', 'machines', 'kg', 'kgPerHour', 'runningPercent', 'hours', 'missing']
  const rows = MACHINE_KINDS.flatMap((kind) => {
    const machines = ofKind(view, kind)
    const hours = view.totals.sum(machines, 'hours')
    if (kind === 'mill' || kind === 'crew' || machines.length === 0) return []
    const kg = view.totals.sum(machines, 'kg')
    const mean = hours / machines.length
    return [
      [
        kind,
        machines.length,
        kg > 0 ? kg : null,
        kg > 0 ? ratio(kg, mean) : null,
        ratio(100 * view.totals.sum(machines, 'runningHours'), hours),
        mean,
        Math.max(0, Math.round((view.goneHours - mean) * MINUTES)),
      ],
    ]
  })
  return table('departments', columns, rows)
}

const GROUP_COLUMNS = ['group', 'kg', 'efficiency', 'breaks', 'startUp', 'doffs', 'kwhPerKg']

function groups(view: MillView): ReportTable[] {
  return (['count', 'zone'] as const).map((by) => {
    const names = view.totals.names().filter((name) => name.startsWith(`${by}:`))
    const rows = names.map((name) => {
      const word = name.slice(by.length + 1)
      return [by === 'count' ? `Ne ${word}` : word, ...groupCells(view, name)]
    })
    return table(`${by}s`, GROUP_COLUMNS, rows)
  })
}

function groupCells({ totals }: MillView, name: string): (number | null)[] {
  const of = (quantity: string) => totals.of(name, quantity)
  return [
    of('kg'),
    ratio(100 * of('kg'), of('fullKg')),
    ratio(1000 * of('breaks'), of('runHours')),
    ratio(1000 * of('startUpBreaks'), of('runHours')),
    of('doffs'),
    ratio(of('kwh'), of('kg')),
  ]
}

function frames(view: MillView): ReportTable {
  const columns = [
    'machine',
    'kg',
    'efficiency',
    'breaks',
    'startUp',
    'doffs',
    'kwhPerKg',
    'availability',
    'oee',
    'missing',
  ]
  const rejected = rejectedPart(view)
  const rows = ofKind(view, 'ring-frame').map((frame) => {
    const calendar = view.spindlesOf(frame) * view.goneHours
    const of = isoElementsOf(view.totals, [frame], view.spindlesOf, calendar, rejected)
    const missing = Math.max(0, Math.round((view.goneHours - view.totals.of(frame, 'hours')) * MINUTES))
    return [frame, ...groupCells(view, frame), ISO_KPIS.availability.value(of), ISO_KPIS.oee.value(of), missing]
  })
  return table('frames', columns, rows)
}

function elements(view: MillView): ReportTable {
  const of = elementsOf(view)
  const stood = of.actualSetUp + of.actualDelay + of.actualDown
  const named: [string, number][] = [
    ['calendar', of.calendarSpindleHours],
    ['unseen', Math.max(0, of.calendarSpindleHours - of.plannedBusy - of.plannedMaintenance)],
    ['APMT', of.plannedMaintenance],
    ['PBT', of.plannedBusy],
    ['APT', of.actualProduction],
    ['AUST', of.actualSetUp],
    ['ADET', of.actualDelay],
    ['ADOT', of.actualDown],
    ['endsDown', Math.max(0, of.plannedBusy - of.actualProduction - stood)],
  ]
  const rows = named.map(([name, hours]) => [name, hours, ratio(100 * hours, of.calendarSpindleHours)])
  return table('elements', ['element', 'spindleHours', 'share'], rows)
}

function doffs(view: MillView): ReportTable {
  const machines = ofKind(view, 'ring-frame')
  const of = (quantity: string) => view.totals.sum(machines, quantity)
  const [count, minutes] = [of('doffs'), of('stop:doffing') * MINUTES]
  return table(
    'doffs',
    ['quantity', 'value'],
    [
      ['doffCount', count],
      ['doffMinutes', minutes],
      ['doffMean', ratio(minutes, count)],
      ['waitMinutes', of('stop:waiting-for-doffer') * MINUTES],
      ['doffFaults', of('doffFaults')],
    ],
  )
}

/** Departments by the mill's own meters where a feeder has them, else by the machines. */
function energy(view: MillView, carbonKgPerKwh: number): ReportTable {
  const kg = view.totals.sum(ofKind(view, 'ring-frame'), 'kg')
  const feeders = ofKind(view, 'electricity')
  const metered = ENERGY_DEPARTMENTS.map((name): [string, number] => [name, view.totals.sum(feeders, `kwh:${name}`)])
  const byKind = MACHINE_KINDS.filter((kind) => kind !== 'electricity').map((kind): [string, number] => [
    kind,
    view.totals.sum(ofKind(view, kind), 'kwh'),
  ])
  const parts = metered.some(([, kwh]) => kwh > 0) ? metered : byKind
  const all: [string, number][] = [...parts.filter(([, kwh]) => kwh > 0), ['total', energyKwh(view)]]
  const rows = all.map(([name, kwh]) => [name, kwh, ratio(kwh, kg), kwh * carbonKgPerKwh])
  return table('energy', ['department', 'kwh', 'kwhPerKg', 'carbonKg'], rows)
}

function quality(view: MillView, rogues: Rogues | null): ReportTable {
  const winders = ofKind(view, 'winder')
  const of = (quantity: string) => view.totals.sum(winders, quantity)
  const rows: ReportTable['rows'] =
    winders.length === 0
      ? []
      : [
          ...['cuts', 'cops', 'copsRejected', 'splices'].map((name) => [name, of(name)]),
          ['spliceFailurePercent', ratio(100 * of('spliceFailures'), of('splices'))],
        ]
  if (rogues) rows.push(['rogueThreshold', rogues.threshold])
  return table('quality', ['quantity', 'value'], rows)
}

const rogueTable = ({ spindles }: Rogues): ReportTable =>
  table(
    'rogues',
    ['machine', 'position', 'count'],
    spindles.map(({ machine, position, breaks }) => [machine, position, breaks]),
  )

function roles({ totals }: MillView): ReportTable {
  const hours = totals.of('staff', 'tenThousandHours')
  const rows = ROLES.flatMap((role) => {
    const required = ratio(totals.of('staff', `required:${role}`), hours)
    const rostered = ratio(totals.of('staff', `rostered:${role}`), totals.of('staff', 'rosteredTenThousandHours'))
    return required === null || (required === 0 && !rostered) ? [] : [[role, required, rostered]]
  })
  return table('roles', ['role', 'required', 'rostered'], rows)
}
