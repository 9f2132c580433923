import type { LocalText } from '../local-text'
import type { IsoElements } from './iso-elements'
import { ratioValue } from './ratio'

/** A key figure: its unit, the range that it can have, and how it is computed, in words of the standard. */
export interface IsoKpi {
  name: LocalText
  unit: '%' | 'h'
  /** Null where there is no end. Effectiveness and what contains it may go above 100 %: faster than planned. */
  range: { least: number; most: number | null }
  formula: LocalText
  /** Null where the figure is not defined: nothing planned, nothing produced, no failure. */
  value: (of: IsoElements) => number | null
}

const percent = (numerator: number, denominator: number): number | null =>
  ratioValue({ numerator: 100 * numerator, denominator })

/** A product of percentages; undefined if one of them is. */
function product(...factors: (number | null)[]): number | null {
  let value = 100
  for (const factor of factors) {
    if (factor === null) return null
    value *= factor / 100
  }
  return value
}

const availability = (of: IsoElements) => percent(of.actualProduction, of.plannedBusy)
const effectiveness = (of: IsoElements) => percent(of.plannedRunTime, of.actualProduction)
const quality = (of: IsoElements) => percent(of.goodKg, of.producedKg)

const kpi = (
  [en, zh]: readonly [string, string],
  unit: IsoKpi['unit'],
  most: number | null,
  [formulaEn, formulaZh]: readonly [string, string],
  value: IsoKpi['value'],
): IsoKpi => ({
  name: { en, zh },
  unit,
  range: { least: 0, most },
  formula: { en: formulaEn, zh: formulaZh },
  value,
})

/** Key figures of ISO 22400-2 over spindle-hours, and the machine efficiency as mills say it beside them. */
export const ISO_KPIS = {
  availability: kpi(
    ['Availability', '可用率'],
    '%',
    100,
    ['APT / PBT over spindle-hours', '实际生产锭时 APT ÷ 计划占用锭时 PBT'],
    availability,
  ),
  effectiveness: kpi(
    ['Effectiveness', '性能率'],
    '%',
    null,
    ['PRI · PQ / APT; PRI = h per kg at set speed and twist', 'PRI × 产量 PQ ÷ APT；PRI 为设定锭速、捻度下每千克锭时'],
    effectiveness,
  ),
  qualityRatio: kpi(
    ['Quality ratio', '质量率'],
    '%',
    100,
    ['GQ / PQ; GQ = PQ less the cops that the winders rejected', '合格量 GQ ÷ 产量 PQ；GQ 为产量减去络筒剔除管纱'],
    quality,
  ),
  oee: kpi(
    ['OEE', '设备综合效率 OEE'],
    '%',
    null,
    ['availability × effectiveness × quality ratio', '可用率 × 性能率 × 质量率'],
    (of) => product(availability(of), effectiveness(of), quality(of)),
  ),
  nee: kpi(
    ['Net equipment effectiveness (NEE)', '设备净效率 NEE'],
    '%',
    null,
    [
      'AUPT / PBT × effectiveness × quality ratio; AUPT = APT + AUST',
      'AUPT ÷ PBT × 性能率 × 质量率；AUPT = APT + 落纱等准备锭时 AUST',
    ],
    (of) => product(percent(of.actualProduction + of.actualSetUp, of.plannedBusy), effectiveness(of), quality(of)),
  ),
  // What nobody watched is neither lost nor used.
  teep: kpi(
    ['TEEP', '完全有效生产率 TEEP'],
    '%',
    null,
    ['OEE × PBT / calendar time watched; that is PBT + APMT', 'OEE × PBT ÷ 有数据的日历锭时（PBT + APMT）'],
    (of) =>
      product(
        availability(of),
        effectiveness(of),
        quality(of),
        percent(of.plannedBusy, of.plannedBusy + of.plannedMaintenance),
      ),
  ),
  utilisation: kpi(
    ['Utilisation efficiency', '利用率'],
    '%',
    100,
    ['APT / (APT + AUST + ADET + ADOT)', 'APT ÷（APT + AUST + 等待 ADET + 故障 ADOT）'],
    (of) => percent(of.actualProduction, of.actualProduction + of.actualSetUp + of.actualDelay + of.actualDown),
  ),
  mtbf: kpi(
    ['Mean operating time between failures', '平均故障间隔时间 MTBF'],
    'h',
    null,
    ['running frame-hours / failures', '运转台时 ÷ 故障次数'],
    (of) => ratioValue({ numerator: of.runningFrameHours, denominator: of.failures }),
  ),
  mttr: kpi(
    ['Mean time to repair', '平均修复时间 MTTR'],
    'h',
    null,
    ['frame-hours down / failures', '故障台时 ÷ 故障次数'],
    (of) => ratioValue({ numerator: of.downFrameHours, denominator: of.failures }),
  ),
  machineEfficiency: kpi(
    ['Machine efficiency', '生产效率'],
    '%',
    null,
    ['kg / (kg of all watched spindles at set speed and twist)', '产量 ÷ 全部锭子按设定锭速、捻度的理论产量'],
    (of) => percent(of.producedKg, of.fullProductionKg),
  ),
} as const satisfies Record<string, IsoKpi>
export type IsoKpiName = keyof typeof ISO_KPIS
