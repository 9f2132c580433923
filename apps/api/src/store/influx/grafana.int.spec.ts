import { readFileSync } from 'node:fs'
import { SIGNALS } from '@wanding/contracts'
import { startInflux } from '@wanding/testkit'
import { expect, it } from 'vitest'
import { parse } from 'yaml'
import { aBatch, aMetricRow, MILL, RUN } from '../batch.builder'
import { KPI_SERIES, STAFFING_SERIES } from '../series-names'
import { GRAFANA_PANELS, panelQuery, renderGrafanaDashboard } from './grafana-dashboard'
import { InfluxStore } from './influx-store'

// The dashboard of the compose file's Grafana: its queries against a real InfluxDB that our own store has filled.

const T0 = Date.UTC(2026, 10, 22, 8)
const account = { user: 'wanding', password: 'not a secret: a test' }
const deployed = (path: string): string =>
  readFileSync(new URL(`../../../../../deploy/grafana/${path}`, import.meta.url), 'utf8')

/** As Grafana fills them in. */
const filled = (query: string): string =>
  query
    .replaceAll('$timeFilter', `time >= ${T0}ms and time <= ${T0 + 60_000}ms`)
    .replaceAll('$__interval', '10s')
    .replaceAll('/^$mill$/', `/^${MILL}$/`)
    .replaceAll('/^$run$/', `/^${RUN}$/`)

interface Answer {
  results: { series?: { tags?: Record<string, string>; values: [string, ...unknown[]][] }[]; error?: string }[]
}

it('asks for what the store holds, and each panel gets its lines', async () => {
  const server = await startInflux({ account })
  try {
    const store = new InfluxStore({ url: server.url, database: 'wanding', ...account })
    await store.start()
    const machines = GRAFANA_PANELS.flatMap((panel) => ('kind' in panel ? [panel] : []))
    const figures = GRAFANA_PANELS.flatMap((panel) => ('figures' in panel ? panel.figures : []))
    await store.write(
      aBatch({
        metrics: machines.map(({ kind, metric }, i) =>
          aMetricRow(T0 + 1000, { [metric]: i + 0.5 }, { kind, machine: `${kind}-1` }),
        ),
        series: figures.map((series, i) => ({ run: RUN, mill: MILL, series, atMs: T0 + 1000, value: i + 0.5 })),
      }),
    )
    await store.stop()
    for (const panel of GRAFANA_PANELS) {
      const { results } = (await server.query(filled(panelQuery(panel)), 'wanding')) as Answer
      expect(results[0]?.error, panel.title).toBeUndefined()
      const lines = (results[0]?.series ?? []).map(({ tags }) => Object.values(tags!)[0]).sort()
      expect(lines, panel.title).toEqual('kind' in panel ? [`${panel.kind}-1`] : [...panel.figures].sort())
      for (const { values } of results[0]!.series!) expect(values[0]![1]).toSatisfy(Number.isFinite)
    }
    const { templating } = JSON.parse(renderGrafanaDashboard())
    for (const { name, query } of templating.list) {
      const { results } = (await server.query(filled(query), 'wanding')) as Answer
      expect(results[0]!.series![0]!.values).toEqual([[name, name === 'mill' ? MILL : RUN]])
    }
  } finally {
    await server.stop()
  }
})

it('names only signals of the catalogue and series that are stored', () => {
  for (const panel of GRAFANA_PANELS) {
    if ('kind' in panel) expect(SIGNALS[panel.kind].map(({ name }) => name)).toContain(panel.metric)
    else {
      const stored = [...KPI_SERIES.map((name) => `kpi/${name}`), ...STAFFING_SERIES.map((name) => `staffing/${name}`)]
      expect(stored).toEqual(expect.arrayContaining([...panel.figures]))
    }
  }
})

it('shows all panels, side by side and none over another', () => {
  const { panels } = JSON.parse(renderGrafanaDashboard())
  expect(panels).toHaveLength(GRAFANA_PANELS.length)
  const cells = panels.flatMap(({ gridPos: { x, y, w, h } }: { gridPos: Record<'x' | 'y' | 'w' | 'h', number> }) =>
    Array.from({ length: w * h }, (_, i) => `${x + (i % w)},${y + Math.floor(i / w)}`),
  )
  expect(new Set(cells).size).toBe(cells.length)
})

it('has the data source that the panels name, without a password in it', () => {
  const { datasources } = parse(deployed('provisioning/datasources/wanding.yaml'))
  const { panels } = JSON.parse(deployed('dashboards/wanding.json'))
  for (const { datasource } of panels) expect(datasource).toEqual({ type: 'influxdb', uid: datasources[0].uid })
  expect(datasources[0].secureJsonData.password).toBe('$INFLUX_READER_PASSWORD')
  expect(datasources[0].jsonData).toMatchObject({ dbName: 'wanding', version: 'InfluxQL' })
})
