import type { LocalText, NoRobotTheory, RobotTheoryName, TheoryName, WhatIfFigure } from '@wanding/mill'

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
  kwhPerKg: ['Energy per kg', '单位产量用电', 'kWh/kg', 'kWh/kg', 'energy / production', '电耗 / 产量'],
  requiredPer10k: [
    'Persons per 10k, required',
    '万锭用工（需用）',
    'persons/10,000 spindles',
    '人/万锭',
    'roll / (spindles / 10000); roll = sum of posts × relief + day posts × day factor; posts = sum(events × minutes each) / effective minutes. Simulated: ends pieced, laps cut out, roving bobbins changed, doffs, cops wound. Planned by the norms for this count and these spindles, so not moved by the simulation: bales, cans, laps, roving breaks and doffs, cones packed, and what is tended',
    '在册人数 /（锭数 / 10000）；在册人数 = Σ 岗位数 × 轮休系数 + 常日班岗位 × 日班系数；岗位数 = Σ（事件数 × 单次分钟）/ 有效分钟。仿真计数：人工接头、清除缠花、换粗纱、落纱、络筒管纱。其余（开包、条筒、小卷、粗纱断头与落纱、包装筒纱及看管台数）按定额就该英支与锭数计划，不随仿真变化',
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
    'roll required / roll rostered; required as above, its preparation and packing planned and not simulated',
    '需用在册人数 / 实有在册人数；需用人数同上，前纺与包装为计划值，非仿真',
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

/** What the models of a piecing robot are called. */
export const ROBOT_THEORY_NAMES: Readonly<Record<RobotTheoryName, LocalText>> = {
  'robot-hands': { en: 'M/G/1/K, cycles only', zh: 'M/G/1/K，仅接头周期' },
  'robot-travel': { en: 'M/G/1/K with the way', zh: 'M/G/1/K，含行走' },
}

/** What the models of a robot take for granted. */
export const ROBOT_ASSUMPTIONS: LocalText = {
  en: 'One robot and the ends of its own frames, which come at random at a steady rate; so many may wait, the others go to people at once. The same load for each robot, a way that does not depend on how many wait, and nobody takes what waits. Rate and way as simulated, cycles from the plan.',
  zh: '每台机器人只管本区机台，断头以稳定速率随机到达；等待数达上限后其余立即转人工。假定各机器人负荷相同、行走时间与等待数无关、等待中的断头不被他人处理。断头率与行走取自仿真，接头周期取自方案。',
}

/** Why the simulated robots differ from the last model. */
export const ROBOT_GAPS: Readonly<Record<'travel' | 'rest', LocalText>> = {
  travel: { en: 'the way to the end', zh: '走向断头处' },
  rest: {
    en: 'the rest: bursts after doffs, frames that stand, the nearest first, tenters who take what has waited',
    zh: '其余：落纱后集中断头、停台、就近优先、值车工接走久等断头',
  },
}

export const NO_ROBOT_THEORY_WORDS: Readonly<Record<NoRobotTheory, LocalText>> = {
  unguided: {
    en: 'No closed theory: without single-spindle monitoring (S4) nobody tells robots where an end is down, and they piece nothing.',
    zh: '无封闭理论：没有单锭检测（S4）时机器人不知断头位置，不接头。',
  },
  'share-frames': {
    en: 'No closed theory: several robots share a frame, and an end goes to the one with fewest waiting. For such a shortest queue no closed form is known.',
    zh: '无封闭理论：多台机器人共管一台细纱机，断头分给等待最少者；此类最短队列系统尚无封闭解。',
  },
  idle: {
    en: 'No closed theory: robots pieced nothing in these shifts, so their way to an end is not known.',
    zh: '无封闭理论：这些班次中机器人未接头，行走时间未知。',
  },
}
