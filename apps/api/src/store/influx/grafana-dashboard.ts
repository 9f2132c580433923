import type { FigureName } from '@wanding/contracts'
import type { MachineKind } from '@wanding/mill'
import { MEASUREMENT, POLICIES } from './influx-schema'
import { fromClause, identifier } from './influxql'
import { fieldOf } from './line-protocol'

/** Data source of deploy/grafana/provisioning. */
const SOURCE = { type: 'influxdb', uid: 'wanding' } as const
/** Grafana's grid has 24 columns. */
const COLUMNS = 24
const HEIGHT = 8
/** Of this version of the form; newer versions of Grafana read it and bring it up to theirs. */
const SCHEMA_VERSION = 39

interface Look {
  title: string
  unit: string
  width: number
}

/** Figures of the whole mill as they were computed, one line each. */
interface FiguresPanel extends Look {
  figures: readonly (`kpi/${FigureName}` | `staffing/${string}`)[]
}

/** One metric of all machines of a kind, one line each. */
interface MachinesPanel extends Look {
  kind: MachineKind
  metric: string
}

/** What Grafana shows of a mill: the seven figures, staffing, and what an engineer asks of machines, climate and energy. */
export const GRAFANA_PANELS: readonly (FiguresPanel | MachinesPanel)[] = [
  {
    title: 'Persons per 10,000 spindles 万锭用工',
    unit: 'none',
    width: 12,
    figures: ['staffing/required', 'staffing/rostered'],
  },
  { title: 'Workload index 负荷指数', unit: 'none', width: 6, figures: ['kpi/workloadIndex'] },
  { title: 'Efficiency 效率', unit: 'percent', width: 6, figures: ['kpi/efficiencyPercent'] },
  { title: 'Ends down 断头锭', unit: 'percent', width: 6, figures: ['kpi/endsDownPercent'] },
  {
    title: 'Breaks per 1,000 spindle-hours 千锭时断头',
    unit: 'none',
    width: 6,
    figures: ['kpi/breaksPer1000SpindleHours'],
  },
  { title: 'Production 产量', unit: 'suffix: kg/h', width: 6, figures: ['kpi/kgPerHour'] },
  { title: 'Energy of a kilogram 吨纱电耗', unit: 'suffix: kWh/kg', width: 6, figures: ['kpi/kwhPerKg'] },
  { title: 'Ends down by frame 各机台断头', unit: 'none', width: 12, kind: 'ring-frame', metric: 'spindles/endsDown' },
  {
    title: 'Spindle speed by frame 各机台锭速',
    unit: 'rotrpm',
    width: 12,
    kind: 'ring-frame',
    metric: 'spindle/speed',
  },
  {
    title: 'Relative humidity by zone 各区相对湿度',
    unit: 'humidity',
    width: 8,
    kind: 'air-conditioning',
    metric: 'zone/relativeHumidity',
  },
  {
    title: 'Temperature by zone 各区温度',
    unit: 'celsius',
    width: 8,
    kind: 'air-conditioning',
    metric: 'zone/temperature',
  },
  { title: 'Compressed air 压缩空气', unit: 'pressurebar', width: 8, kind: 'compressed-air', metric: 'air/pressure' },
  { title: 'Power by feeder 各回路功率', unit: 'kwatt', width: 12, kind: 'electricity', metric: 'energy/power' },
  {
    title: 'Sliver count deviation A% 末并重量偏差',
    unit: 'percent',
    width: 12,
    kind: 'finisher-draw',
    metric: 'sliver/countDeviation',
  },
]

const CHOSEN = `"mill" =~ /^$mill$/ AND "run" =~ /^$run$/ AND $timeFilter`

/** The query of a panel, with Grafana's variables in it. */
export function panelQuery(panel: FiguresPanel | MachinesPanel): string {
  if ('figures' in panel) {
    const names = panel.figures.map((figure) => `"figure" = '${figure}'`).join(' OR ')
    const from = fromClause(MEASUREMENT.series, undefined)
    return `SELECT mean("value") FROM ${from} WHERE ${CHOSEN} AND (${names}) GROUP BY time($__interval), "figure" fill(none)`
  }
  const field = identifier(fieldOf(panel.metric))
  const from = fromClause(MEASUREMENT.metrics, POLICIES.metrics.name)
  return `SELECT mean(${field}) FROM ${from} WHERE ${CHOSEN} AND "kind" = '${panel.kind}' GROUP BY time($__interval), "machine" fill(none)`
}

/** The choices at the top of the dashboard; a run is one history of a mill. */
const variable = (name: string, label: string, query: string) => ({
  name,
  label,
  type: 'query',
  datasource: SOURCE,
  query,
  definition: query,
  // On every change of time: a run that began a minute ago is in the list.
  refresh: 2,
  sort: 2,
  multi: false,
  includeAll: false,
  hide: 0,
})

function targetOf(panel: FiguresPanel | MachinesPanel) {
  return {
    refId: 'A',
    datasource: SOURCE,
    rawQuery: true,
    query: panelQuery(panel),
    resultFormat: 'time_series',
    alias: 'figures' in panel ? '$tag_figure' : '$tag_machine',
  }
}

function panels() {
  let x = 0
  let y = 0
  return GRAFANA_PANELS.map((panel, index) => {
    if (x + panel.width > COLUMNS) {
      x = 0
      y += HEIGHT
    }
    const gridPos = { x, y, w: panel.width, h: HEIGHT }
    x += panel.width
    return {
      id: index + 1,
      type: 'timeseries',
      title: panel.title,
      datasource: SOURCE,
      gridPos,
      fieldConfig: {
        // Gaps stay gaps: what was not measured is not drawn.
        defaults: { unit: panel.unit, custom: { spanNulls: false, lineWidth: 1, fillOpacity: 0 } },
        overrides: [],
      },
      options: {
        legend: { showLegend: 'figures' in panel && panel.figures.length > 1 },
        tooltip: { mode: 'multi', sort: 'desc' },
      },
      targets: [targetOf(panel)],
    }
  })
}

/** deploy/grafana/dashboards/wanding.json. */
export function renderGrafanaDashboard(): string {
  const from = fromClause(MEASUREMENT.series, undefined)
  const dashboard = {
    uid: 'wanding-mill',
    title: 'Wanding 万锭',
    tags: ['wanding'],
    timezone: 'browser',
    schemaVersion: SCHEMA_VERSION,
    editable: true,
    refresh: '10s',
    time: { from: 'now-8h', to: 'now' },
    templating: {
      list: [
        variable('mill', 'Mill 工厂', `SHOW TAG VALUES FROM ${from} WITH KEY = "mill"`),
        variable('run', 'Run 运行', `SHOW TAG VALUES FROM ${from} WITH KEY = "run" WHERE "mill" =~ /^$mill$/`),
      ],
    },
    panels: panels(),
  }
  return `${JSON.stringify(dashboard, null, 2)}\n`
}
