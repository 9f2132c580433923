import { QUALITY_WINDOWS, type QualityWindow } from '@wanding/contracts'
import { type AlarmsLook, formatAlarmsLook, parseAlarmsLook, USUAL_ALARMS } from './alarms-query'
import { formatMapLook, type MapLook, parseMapLook, USUAL_MAP } from './map-query'
import { formatStaffingLook, parseStaffingLook, type StaffingLook, USUAL_LOOK } from './staffing-query'

/** How far back the charts of a page reach, in mill time. */
export const SPANS = { '1h': 3_600_000, '8h': 28_800_000, '24h': 86_400_000 } as const
export type Span = keyof typeof SPANS

export const FRAME_COLUMNS = [
  'frame',
  'zone',
  'gateway',
  'state',
  'speed',
  'doff',
  'timeToDoff',
  'endsDown',
  'idle',
  'noRoving',
  'slip',
  'rogue',
  'breaks',
  'power',
] as const
export type FrameColumn = (typeof FRAME_COLUMNS)[number]

export interface FrameOrder {
  by: FrameColumn
  descending: boolean
}

/** What a frame's strip of spindles is painted with. */
export type StripMode = 'state' | 'speed'

/** What is reported: a period, or what one shift hands over to the next. */
export const REPORT_VIEWS = ['shift', 'day', 'month', 'handover'] as const
export type ReportView = (typeof REPORT_VIEWS)[number]

/** What can be asked of a mill that is not so. */
export const WHAT_IF_ASKS = ['run', 'compare', 'surface', 'optimise'] as const
export type WhatIfAsk = (typeof WHAT_IF_ASKS)[number]

/** What the page of quality is about. */
export const QUALITY_TABS = ['spindles', 'frames', 'groups', 'crews', 'lists', 'cases'] as const
export type QualityTab = (typeof QUALITY_TABS)[number]
export const ENERGY_VIEWS = ['energy', 'climate'] as const
export type EnergyView = (typeof ENERGY_VIEWS)[number]

export type Page =
  | ({ name: 'mill'; view: 'map' | 'table' | null; order: FrameOrder; find: string } & MapLook)
  | { name: 'frames'; order: FrameOrder; find: string }
  | { name: 'frame'; machine: string; span: Span; strip: StripMode }
  | { name: 'spindle'; machine: string; position: number; span: Span; strip: StripMode }
  | ({ name: 'staffing'; span: Span } & StaffingLook)
  /** Standard times of the mill; `calibration` is the one whose norms are the draft. */
  | { name: 'norms'; calibration: string | null }
  /** Fits of real mills; `id` is the one that is shown. */
  | { name: 'calibration'; id: string | null }
  | { name: 'process' }
  /** Where every message is. */
  | { name: 'data' }
  | { name: 'reports'; kind: ReportView; at: number | null }
  /** Signals side by side, each as `machine:signal`. */
  | { name: 'history'; span: Span; show: readonly string[] }
  /** The alarm book: what part of it, and narrowed to a family, a position, a kind of state. */
  | ({ name: 'alarms' } & AlarmsLook)
  | { name: 'quality'; tab: QualityTab; window: QualityWindow }
  /** Where the electricity goes, or the climate of the rooms. */
  | { name: 'energy'; view: EnergyView; span: Span }
  /** A what-if that was asked, by its identity, or none yet; what kind is to be asked; of another mill than the one shown. */
  | { name: 'what-if'; id: string | null; ask: WhatIfAsk; base: string | null }
  /** All machines of a kind; `sort` is empty for the worst first. */
  | { name: 'machines'; kind: string; sort: string; descending: boolean }
  /** One machine of any kind; `show` names the signals drawn over time, none for the usual ones. */
  | { name: 'machine'; machine: string; span: Span; show: readonly string[] }
  | { name: 'unknown'; path: string }

/** A place in the dashboard. `mill` is null where the address names none: then it is the first one known. */
export interface Route {
  mill: string | null
  page: Page
  /** Mill time that is shown instead of the present, epoch ms. */
  atMs?: number
}

export const DEFAULT_ORDER: FrameOrder = { by: 'frame', descending: false }

export const toMill: Page = { name: 'mill', view: null, order: DEFAULT_ORDER, find: '', ...USUAL_MAP }
/** The map with a spindle or frame selected, as `spindleAddress` names it. */
export const toMapOf = (selected: string): Page => ({
  name: 'mill',
  view: 'map',
  order: DEFAULT_ORDER,
  find: '',
  ...USUAL_MAP,
  selected,
})
export const toFrames = (find = ''): Page => ({ name: 'frames', order: DEFAULT_ORDER, find })
export const toData: Page = { name: 'data' }
export const toReports: Page = { name: 'reports', kind: 'shift', at: null }
export const toQuality = (tab: QualityTab = 'spindles', window: QualityWindow = '8h'): Page => ({
  name: 'quality',
  tab,
  window,
})
export const toProcess: Page = { name: 'process' }
export const toHistory: Page = { name: 'history', span: '8h', show: [] }
export const toAlarms: Page = { name: 'alarms', ...USUAL_ALARMS }
export const toEnergy = (view: EnergyView = 'energy'): Page => ({ name: 'energy', view, span: '8h' })
export const toMachines = (kind: string): Page =>
  kind === 'ring-frame' ? toFrames() : { name: 'machines', kind, sort: '', descending: false }
export const toStaffing: Page = { name: 'staffing', span: '8h', ...USUAL_LOOK }
export const toNorms: Page = { name: 'norms', calibration: null }
export const toCalibration = (id: string | null = null): Page => ({ name: 'calibration', id })
export const toWhatIf: Page = { name: 'what-if', id: null, ask: 'run', base: null }
/** What-ifs on a mill that is not live. */
export const toWhatIfOn = (base: string): Page => ({ name: 'what-if', id: null, ask: 'run', base })
export const toFrame = (machine: string): Page => ({ name: 'frame', machine, span: '1h', strip: 'state' })
/** The page of a machine of any kind; a ring frame has one of its own. */
export const toMachine = (machine: string, kind: string): Page =>
  kind === 'ring-frame' ? toFrame(machine) : { name: 'machine', machine, span: '1h', show: [] }
export const toSpindle = (machine: string, position: number): Page => ({
  name: 'spindle',
  machine,
  position,
  span: '1h',
  strip: 'state',
})

const isSpan = (text: string | null): text is Span => text !== null && text in SPANS
const spanOf = (query: URLSearchParams, fallback: Span): Span => {
  const text = query.get('span')
  return isSpan(text) ? text : fallback
}
const listOf = (query: URLSearchParams, key: string): string[] =>
  (query.get(key) ?? '').split(',').filter((name) => name !== '')
const stripOf = (query: URLSearchParams): StripMode => (query.get('strip') === 'speed' ? 'speed' : 'state')

function orderOf(query: URLSearchParams): FrameOrder {
  const text = query.get('sort') ?? ''
  const by = text.replace(/^-/, '') as FrameColumn
  return FRAME_COLUMNS.includes(by) ? { by, descending: text.startsWith('-') } : DEFAULT_ORDER
}

/**
 * The route of an address such as `/frame/RF37/spindle/512?mill=jimo`, or the same as `/mill/jimo/frame/RF37/spindle/512`.
 * Whatever the text, it gives a route.
 */
export function parseRoute(address: string): Route {
  // By hand: to the URL parser a path that begins with two slashes is a host.
  const [path = '', search = ''] = address.split(/\?(.*)/s)
  const query = new URLSearchParams(search)
  const parts = decoded(path)
  const named = parts?.[0] === 'mill' && parts[1] ? parts[1] : null
  const page = parts && pageOf(path, named === null ? parts : parts.slice(2), query)
  const atMs = Date.parse(query.get('t') ?? '')
  return {
    mill: query.get('mill') || named,
    page: page ?? { name: 'unknown', path },
    ...(!Number.isNaN(atMs) && { atMs }),
  }
}

function pageOf(path: string, parts: readonly string[], query: URLSearchParams): Page {
  const unknown: Page = { name: 'unknown', path }
  const [first, machine, second, position] = parts
  switch (first) {
    case undefined: {
      const view = query.get('view')
      return {
        name: 'mill',
        view: view === 'map' || view === 'table' ? view : null,
        order: orderOf(query),
        find: query.get('find') ?? '',
        ...parseMapLook(query),
      }
    }
    case 'frames':
      return parts.length === 1 ? { name: 'frames', order: orderOf(query), find: query.get('find') ?? '' } : unknown
    case 'staffing':
      return parts.length === 1 ? { name: 'staffing', span: spanOf(query, '8h'), ...parseStaffingLook(query) } : unknown
    case 'norms':
      return parts.length === 1 ? { name: 'norms', calibration: query.get('calibration') || null } : unknown
    case 'calibration':
      return parts.length <= 2 ? { name: 'calibration', id: machine ?? null } : unknown
    case 'process':
      return parts.length === 1 ? { name: 'process' } : unknown
    case 'data':
      return parts.length === 1 ? toData : unknown
    case 'reports': {
      const kind = REPORT_VIEWS.find((view) => view === query.get('of')) ?? 'shift'
      const at = /^\d{1,15}$/.test(query.get('at') ?? '') ? Number(query.get('at')) : null
      return parts.length === 1 ? { name: 'reports', kind, at } : unknown
    }
    case 'history':
      return parts.length === 1 ? { name: 'history', span: spanOf(query, '8h'), show: listOf(query, 'show') } : unknown
    case 'alarms':
      return parts.length === 1 ? { name: 'alarms', ...parseAlarmsLook(query) } : unknown
    case 'quality': {
      const tab = QUALITY_TABS.find((name) => name === (machine ?? 'spindles'))
      const window = QUALITY_WINDOWS.find((name) => name === query.get('window')) ?? '8h'
      return tab && parts.length <= 2 ? { name: 'quality', tab, window } : unknown
    }
    case 'energy': {
      const view = ENERGY_VIEWS.find((each) => each === (machine ?? 'energy'))
      return view && parts.length <= 2 ? { name: 'energy', view, span: spanOf(query, '8h') } : unknown
    }
    case 'what-if': {
      const ask = WHAT_IF_ASKS.find((kind) => kind === query.get('ask')) ?? 'run'
      const base = query.get('base') || null
      return parts.length <= 2 ? { name: 'what-if', id: machine ?? null, ask, base } : unknown
    }
    case 'machines': {
      const sort = query.get('sort') ?? ''
      const order = { sort: sort.replace(/^-/, ''), descending: sort.startsWith('-') }
      return machine && parts.length === 2 ? { name: 'machines', kind: machine, ...order } : unknown
    }
    case 'machine': {
      const show = listOf(query, 'show')
      return machine && parts.length === 2 ? { name: 'machine', machine, span: spanOf(query, '1h'), show } : unknown
    }
    case 'frame': {
      const about = { span: spanOf(query, '1h'), strip: stripOf(query) }
      if (!machine) return unknown
      if (parts.length === 2) return { name: 'frame', machine, ...about }
      if (parts.length !== 4 || second !== 'spindle' || !/^[1-9]\d{0,6}$/.test(position ?? '')) return unknown
      return { name: 'spindle', machine, position: Number(position), ...about }
    }
    default:
      return unknown
  }
}

/** The parts of a path; null where an escape is broken. */
function decoded(path: string): string[] | null {
  try {
    return path
      .split('/')
      .filter((part) => part !== '')
      .map(decodeURIComponent)
  } catch {
    return null
  }
}

/** The address of a route; the inverse of {@link parseRoute}. What is as usual is left out. */
export function formatRoute({ mill, page, atMs }: Route): string {
  const query = new URLSearchParams()
  if (mill) query.set('mill', mill)
  if (atMs !== undefined) query.set('t', new Date(atMs).toISOString().replace('.000Z', 'Z'))
  const setOrder = (order: FrameOrder) => {
    if (order.by !== DEFAULT_ORDER.by || order.descending) query.set('sort', (order.descending ? '-' : '') + order.by)
  }
  const path = ((): string => {
    switch (page.name) {
      case 'mill':
        if (page.view) query.set('view', page.view)
        setOrder(page.order)
        if (page.find) query.set('find', page.find)
        formatMapLook(query, page)
        return '/'
      case 'frames':
        setOrder(page.order)
        if (page.find) query.set('find', page.find)
        return '/frames'
      case 'staffing':
        if (page.span !== '8h') query.set('span', page.span)
        formatStaffingLook(query, page)
        return '/staffing'
      case 'norms':
        if (page.calibration) query.set('calibration', page.calibration)
        return '/norms'
      case 'calibration':
        return page.id === null ? '/calibration' : `/calibration/${encodeURIComponent(page.id)}`
      case 'process':
        return '/process'
      case 'data':
        return '/data'
      case 'reports':
        if (page.kind !== 'shift') query.set('of', page.kind)
        if (page.at !== null) query.set('at', String(page.at))
        return '/reports'
      case 'history':
        if (page.span !== '8h') query.set('span', page.span)
        if (page.show.length > 0) query.set('show', page.show.join(','))
        return '/history'
      case 'alarms':
        formatAlarmsLook(query, page)
        return '/alarms'
      case 'quality':
        if (page.window !== '8h') query.set('window', page.window)
        return page.tab === 'spindles' ? '/quality' : `/quality/${page.tab}`
      case 'energy':
        if (page.span !== '8h') query.set('span', page.span)
        return page.view === 'energy' ? '/energy' : `/energy/${page.view}`
      case 'what-if':
        if (page.ask !== 'run') query.set('ask', page.ask)
        if (page.base) query.set('base', page.base)
        return page.id === null ? '/what-if' : `/what-if/${encodeURIComponent(page.id)}`
      case 'machines':
        if (page.sort) query.set('sort', (page.descending ? '-' : '') + page.sort)
        return `/machines/${encodeURIComponent(page.kind)}`
      case 'machine':
        if (page.span !== '1h') query.set('span', page.span)
        if (page.show.length > 0) query.set('show', page.show.join(','))
        return `/machine/${encodeURIComponent(page.machine)}`
      case 'frame':
      case 'spindle': {
        if (page.span !== '1h') query.set('span', page.span)
        if (page.strip !== 'state') query.set('strip', page.strip)
        const frame = `/frame/${encodeURIComponent(page.machine)}`
        return page.name === 'frame' ? frame : `${frame}/spindle/${page.position}`
      }
      case 'unknown':
        return page.path
    }
  })()
  const tail = query.toString()
  return tail ? `${path}?${tail}` : path
}

/** One level up, where Esc goes: spindle → frame → mill, machine → process → mill. */
export function above({ page, ...where }: Route): Route | null {
  switch (page.name) {
    case 'mill':
      return null
    case 'spindle':
      return { ...where, page: { name: 'frame', machine: page.machine, span: page.span, strip: page.strip } }
    case 'machine':
    case 'machines':
      return { ...where, page: toProcess }
    case 'norms':
      return { ...where, page: toStaffing }
    case 'calibration':
      return { ...where, page: page.id === null ? toStaffing : toCalibration() }
    default:
      return { ...where, page: toMill }
  }
}
