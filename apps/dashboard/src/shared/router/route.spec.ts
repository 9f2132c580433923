import { ATTRIBUTIONS, HEADCOUNTS, SCOPES, SHIFT_SYSTEMS } from '@wanding/mill'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MAP_LAYERS } from './map-query'
import {
  above,
  ENERGY_VIEWS,
  FRAME_COLUMNS,
  formatRoute,
  type Page,
  parseRoute,
  QUALITY_TABS,
  REPORT_VIEWS,
  type Route,
  SPANS,
  type Span,
  WHAT_IF_ASKS,
} from './route'
import { STAFFING_VIEWS, USUAL_LOOK } from './staffing-query'

const span = fc.constantFrom(...(Object.keys(SPANS) as Span[]))
const strip = fc.constantFrom('state' as const, 'speed' as const)
const machine = fc.string({ minLength: 1, maxLength: 12, unit: 'grapheme' }).filter((text) => !/^\.{1,2}$/.test(text))
const signal = fc.stringMatching(/^[a-zA-Z][a-zA-Z/]{0,20}$|^$/)
const order = fc.record({ by: fc.constantFrom(...FRAME_COLUMNS), descending: fc.boolean() })
const rules = fc.record(
  {
    scope: fc.constantFrom(...SCOPES),
    shiftSystem: fc.constantFrom(...SHIFT_SYSTEMS),
    headcount: fc.constantFrom(...HEADCOUNTS),
    crews: fc.integer({ min: 1, max: 12 }),
    attendance: fc.double({ min: 0.5, max: 1, noNaN: true }),
    utilisation: fc.double({ min: 0.3, max: 1, noNaN: true }),
  },
  { requiredKeys: [] },
)
const at = fc.nat(1e9)
const periods = fc.option(
  fc.tuple(at, at, at, at).map(([from, long, later, longer]) => ({
    beforeFrom: from,
    beforeTo: from + long + 1,
    afterFrom: later,
    afterTo: later + longer + 1,
  })),
)
const page: fc.Arbitrary<Page> = fc.oneof(
  fc.record({
    name: fc.constant('mill' as const),
    view: fc.constantFrom('map' as const, 'table' as const, null),
    order,
    find: fc.string(),
    layer: fc.constantFrom(...MAP_LAYERS),
    place: fc.option(
      fc
        .tuple(fc.nat(100_000), fc.nat(100_000), fc.integer({ min: 101, max: 200_000 }))
        .map(([x, y, zoom]) => ({ x: x / 100_000, y: y / 100_000, zoom: zoom / 100 })),
    ),
    selected: fc.option(fc.string({ minLength: 1 })),
  }),
  fc.record({ name: fc.constant('frames' as const), order, find: fc.string() }),
  fc.record({
    name: fc.constant('staffing' as const),
    span,
    view: fc.constantFrom(...STAFFING_VIEWS),
    order: fc.constantFrom(...ATTRIBUTIONS),
    rules,
    periods,
  }),
  fc.record({ name: fc.constantFrom('process' as const, 'data' as const) }),
  fc.record({
    name: fc.constant('reports' as const),
    kind: fc.constantFrom(...REPORT_VIEWS),
    at: fc.option(fc.nat(1e9)),
  }),
  fc.record({
    name: fc.constant('history' as const),
    span,
    show: fc.array(fc.stringMatching(/^[A-Z]{2}\d{2}:[a-z/A-Z]{1,20}$/), { maxLength: 5 }),
  }),
  fc.record({
    name: fc.constant('quality' as const),
    tab: fc.constantFrom(...QUALITY_TABS),
    window: fc.constantFrom('1h' as const, '8h' as const, '24h' as const),
  }),
  fc.record({ name: fc.constant('energy' as const), view: fc.constantFrom(...ENERGY_VIEWS), span }),
  fc.record({ name: fc.constant('norms' as const), calibration: fc.option(fc.string({ minLength: 1 })) }),
  fc.record({ name: fc.constant('calibration' as const), id: fc.option(machine) }),
  fc.record({
    name: fc.constant('what-if' as const),
    base: fc.option(fc.string({ minLength: 1 })),
    id: fc.option(fc.stringMatching(/^[0-9a-f]{32}$/)),
    ask: fc.constantFrom(...WHAT_IF_ASKS),
  }),
  fc
    .record({ name: fc.constant('machines' as const), kind: machine, sort: signal, descending: fc.boolean() })
    .map((page) => (page.sort ? page : { ...page, descending: false })),
  fc.record({ name: fc.constant('machine' as const), machine, span, show: fc.array(signal.filter(Boolean)) }),
  fc.record({ name: fc.constant('frame' as const), machine, span, strip }),
  fc.record({
    name: fc.constant('spindle' as const),
    machine,
    position: fc.integer({ min: 1, max: 9_999_999 }),
    span,
    strip,
  }),
)
const route: fc.Arbitrary<Route> = fc.record(
  { mill: fc.option(fc.string({ minLength: 1 })), page, atMs: fc.integer({ min: 0, max: 8e12 }) },
  { requiredKeys: ['mill', 'page'] },
)

describe('routes', () => {
  it('are the same after writing and reading', () => {
    fc.assert(
      fc.property(route, (any) => {
        expect(parseRoute(formatRoute(any))).toEqual(any)
      }),
    )
  })

  it('come from any text without an error', () => {
    fc.assert(
      fc.property(fc.webPath(), (path) => {
        expect(parseRoute(path).page.name).toBeTruthy()
      }),
    )
  })

  it.each([
    ['/', 'mill'],
    ['/frames', 'frames'],
    ['/staffing', 'staffing'],
    ['/history', 'history'],
    ['/history/more', 'unknown'],
    ['/what-if', 'what-if'],
    ['/reports?of=day&at=1', 'reports'],
    ['/reports/x', 'unknown'],
    ['/what-if/0a1b?ask=compare', 'what-if'],
    ['/what-if/0a1b/more', 'unknown'],
    ['/frame/RF37', 'frame'],
    ['/frame/RF37/', 'frame'],
    ['/frame/RF37/spindle/512', 'spindle'],
    ['/frame/RF37/spindle/0', 'unknown'],
    ['/frame/RF37/spindle/x', 'unknown'],
    ['/frame/RF37/spindle', 'unknown'],
    ['/frame', 'unknown'],
    ['/frame/%', 'unknown'],
    ['/staffing/now', 'unknown'],
    ['/energy/water', 'unknown'],
    ['/norms', 'norms'],
    ['/norms/v1', 'unknown'],
    ['/calibration', 'calibration'],
    ['/calibration/0a1b', 'calibration'],
    ['/calibration/0a1b/more', 'unknown'],
    ['/process', 'process'],
    ['/data', 'data'],
    ['/data/x', 'unknown'],
    ['/process/more', 'unknown'],
    ['/machines/card', 'machines'],
    ['/machines', 'unknown'],
    ['/machine/CD07', 'machine'],
    ['/machine', 'unknown'],
    ['/mill/jimo', 'mill'],
    ['/mill/jimo/process', 'process'],
    ['/mill/jimo/machine/CD07', 'machine'],
    ['/mill', 'unknown'],
  ])('%s is %s', (address, name) => expect(parseRoute(address).page.name).toBe(name))

  it('reads the mill from the path, too', () => {
    expect(parseRoute('/mill/jimo/machine/CD07?span=8h&show=noil,nips/rate')).toEqual({
      mill: 'jimo',
      page: { name: 'machine', machine: 'CD07', span: '8h', show: ['noil', 'nips/rate'] },
    })
  })

  it('reads mill, order and span', () => {
    expect(parseRoute('/frames?mill=jimo&sort=-endsDown&find=Z3')).toEqual({
      mill: 'jimo',
      page: { name: 'frames', order: { by: 'endsDown', descending: true }, find: 'Z3' },
    })
    expect(parseRoute('/frames?sort=nonsense').page).toMatchObject({ order: { by: 'frame', descending: false } })
    expect(parseRoute('/staffing?span=24h').page).toEqual({ name: 'staffing', span: '24h', ...USUAL_LOOK })
    expect(parseRoute('/staffing?span=9h').page).toEqual({ name: 'staffing', span: '8h', ...USUAL_LOOK })
  })

  it('leaves the usual out of the address', () => {
    expect(formatRoute({ mill: null, page: parseRoute('/frame/RF37').page })).toBe('/frame/RF37')
    expect(formatRoute({ mill: 'jimo', page: parseRoute('/').page })).toBe('/?mill=jimo')
  })
})

describe('above', () => {
  const names = (address: string): string[] => {
    const seen: string[] = []
    for (let at: Route | null = parseRoute(address); at; at = above(at)) seen.push(at.page.name)
    return seen
  }

  it('climbs from a spindle to the mill', () => {
    expect(names('/frame/RF37/spindle/512')).toEqual(['spindle', 'frame', 'mill'])
    expect(names('/staffing')).toEqual(['staffing', 'mill'])
    expect(names('/nowhere')).toEqual(['unknown', 'mill'])
    expect(names('/machine/CD07')).toEqual(['machine', 'process', 'mill'])
  })

  it('stays in the mill that was asked for', () => {
    fc.assert(
      fc.property(route, (any) => {
        expect(above(any)?.mill ?? any.mill).toBe(any.mill)
      }),
    )
  })
})
