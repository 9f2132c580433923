import type { LocalText, TheoryName, WhatIfFigure } from '@wanding/mill'

/** What a figure of a what-if is called, its unit, and how a replication gives it. */
export interface FigureMeaning {
  name: LocalText
  unit: LocalText
  formula: LocalText
}

type Row = readonly [en: string, zh: string, unitEn: string, unitZh: string, formulaEn: string, formulaZh: string]

const ROWS: Readonly<Record<WhatIfFigure, Row>> = {
  endsDownPercent: [
    'Ends down',
    '断头率',
    '%',
    '%',
    '100 × spindle-hours down / (spindle-hours running + down)',
    '100 × 断头锭时 /（运转锭时 + 断头锭时）',
  ],
  responseMeanS: [
    'Response, mean',
    '响应时间均值',
    's',
    '秒',
    'mean of the times from break to piecing',
    '断头至接头时间的均值',
  ],
  responseP90S: [
    'Response, P90',
    '响应时间 P90',
    's',
    '秒',
    'time from break to piecing that 90 % of the ends do not exceed',
    '90 % 断头的处理时间不超过此值',
  ],
  productionKg: ['Production', '产量', 'kg', 'kg', 'yarn spun by the ring frames', '细纱机纺出的纱量'],
  efficiencyPercent: [
    'Efficiency',
    '生产效率',
    '%',
    '%',
    '100 × production / production of all spindles at full speed without a stop',
    '100 × 产量 / 全部锭子全速不停的产量',
  ],
  breaksPer1000SpindleHours: [
    'Breaks per 1,000 spindle-h',
    '千锭时断头',
    'ends/1,000 spindle-h',
    '根/千锭时',
    '1000 × running breaks / spindle-hours running',
    '1000 × 运转断头 / 运转锭时',
  ],
  robotSharePercent: [
    'Pieced by robots',
    '机器人接头率',
    '%',
    '%',
    '100 × ends pieced by robots / ends pieced',
    '100 × 机器人接头数 / 总接头数',
  ],
  energyKwh: ['Energy', '电耗', 'kWh', 'kWh', 'energy of the mill over the hours counted', '统计时段内全厂用电'],
  kwhPerKg: ['Energy per kg', '吨纱用电（每 kg）', 'kWh/kg', 'kWh/kg', 'energy / production', '电耗 / 产量'],
  requiredPer10k: [
    'Persons per 10k, required',
    '万锭用工（需用）',
    'persons/10,000 spindles',
    '人/万锭',
    'roll / (spindles / 10000); roll = sum of posts × relief + day posts × day factor; posts = sum(events simulated × minutes each) / effective minutes',
    '在册人数 /（锭数 / 10000）；在册人数 = Σ 岗位数 × 轮休系数 + 常日班岗位 × 日班系数；岗位数 = Σ（仿真事件数 × 单次分钟）/ 有效分钟',
  ],
  rosteredPer10k: [
    'Persons per 10k, rostered',
    '万锭用工（在册）',
    'persons/10,000 spindles',
    '人/万锭',
    '(persons on post × relief + day persons × day factor) / (spindles / 10000)',
    '（当班人数 × 轮休系数 + 常日班人数 × 日班系数）/（锭数 / 10000）',
  ],
  workloadIndex: [
    'Workload index',
    '负荷指数',
    'ratio',
    '比值',
    'roll required / roll rostered',
    '需用在册人数 / 实有在册人数',
  ],
  tenterBusyPercent: [
    'Tenters busy',
    '值车工负荷',
    '%',
    '%',
    '100 × (work at ends + other work) / (tenters × hours)',
    '100 ×（接头工时 + 其他工时）/（值车工人数 × 小时）',
  ],
  cost: [
    'Cost of the shift',
    '班次成本',
    'CNY',
    '元',
    'person-hours × perPersonHour + energy × perKwh + kg that ends down did not spin × perLostKg',
    '人时 × perPersonHour + 电耗 × perKwh + 断头少纺纱量 × perLostKg',
  ],
  costPerKg: ['Cost per kg', '每 kg 成本', 'CNY/kg', '元/kg', 'cost / production', '班次成本 / 产量'],
}

export const figureMeaning = (figure: WhatIfFigure): FigureMeaning => {
  const [en, zh, unitEn, unitZh, formulaEn, formulaZh] = ROWS[figure]
  return { name: { en, zh }, unit: { en: unitEn, zh: unitZh }, formula: { en: formulaEn, zh: formulaZh } }
}

/** What the models of machine interference are called. */
export const THEORY_NAMES: Readonly<Record<TheoryName, LocalText>> = {
  'pooled-hands': { en: 'M/M/c//N, whole room, hands only', zh: 'M/M/c//N，全车间，仅操作' },
  'pooled-walking': { en: 'M/M/c//N with walking', zh: 'M/M/c//N，含行走' },
  'pooled-free': { en: 'M/M/c//N with free time only', zh: 'M/M/c//N，扣除其他工作' },
  'zones-exponential': { en: 'M/M/1//N, own zones', zh: 'M/M/1//N，分区' },
  'zones-triangular': { en: 'Takács, own zones', zh: 'Takács，分区' },
  'zones-constant': { en: 'Ashcroft, own zones', zh: 'Ashcroft，分区' },
  patrol: { en: 'Closed patrol', zh: '定线巡回' },
}
