import type { Figure, FigureName } from '@wanding/contracts'
import { type LocalText, texts } from '../i18n/texts'

export const FIGURE_NAMES = texts<FigureName>({
  personsPer10k: ['Persons per 10k spindles', '万锭用工'],
  endsDownPercent: ['Ends down', '断头锭率'],
  breaksPer1000SpindleHours: ['Break rate', '千锭时断头率'],
  efficiencyPercent: ['Efficiency', '生产效率'],
  kgPerHour: ['Production', '产量'],
  kwhPerKg: ['Specific energy', '单耗'],
  workloadIndex: ['Workload index', '负荷指数'],
})

export const UNITS = texts<FigureName>({
  personsPer10k: ['/10k', '人/万锭'],
  endsDownPercent: ['%', '%'],
  breaksPer1000SpindleHours: ['/1000 sp-h', '根/千锭时'],
  efficiencyPercent: ['%', '%'],
  kgPerHour: ['kg/h', 'kg/h'],
  kwhPerKg: ['kWh/kg', 'kWh/kg'],
  workloadIndex: ['required / rostered', '需用/在册'],
})

export const FORMULAS = texts<FigureName>({
  personsPer10k: [
    'Persons on the roll that the measured work needs, for each 10,000 installed spindles. Work = events counted × standard minutes.',
    '按实测工作量所需的在册人数，除以安装锭数（万锭）。工作量 = 实测事件数 × 标准工时。',
  ],
  endsDownPercent: [
    'Spindles with an end down at this moment, of the spindles installed on the frames that are online.',
    '当前断头锭数，占在线细纱机安装锭数的百分比。',
  ],
  breaksPer1000SpindleHours: [
    'End breaks while running, for each 1,000 spindle-hours spun. Start-up breaks are counted apart.',
    '运转断头数，按每千锭时计。开车断头另计。',
  ],
  efficiencyPercent: [
    'Yarn produced, of what the spindles would produce at set speed and twist without any loss.',
    '实际产量，占设定锭速与捻度下无损失理论产量的百分比。',
  ],
  kgPerHour: ['Yarn from the ring frames, for each hour.', '细纱机每小时产纱量。'],
  kwhPerKg: ['Electricity of the whole mill, for each kilogram of ring yarn.', '全厂用电量，按每千克细纱计。'],
  workloadIndex: [
    'Persons that the work needs, over persons rostered. Above 1 the work cannot be done and ends stay down.',
    '工作量需用人数与在册人数之比。大于 1 表示人手不足，断头将增多。',
  ],
})

const pair = (
  numerator: readonly [en: string, zh: string],
  denominator: readonly [en: string, zh: string],
): readonly [numerator: LocalText, denominator: LocalText] => [
  { en: numerator[0], zh: numerator[1] },
  { en: denominator[0], zh: denominator[1] },
]

export const PARTS: Readonly<Record<FigureName, readonly [numerator: LocalText, denominator: LocalText]>> = {
  personsPer10k: pair(['persons required', '需用人数'], ['installed spindles, in 10,000s', '安装锭数（万锭）']),
  endsDownPercent: pair(['ends down', '断头锭数'], ['installed spindles online', '在线安装锭数']),
  breaksPer1000SpindleHours: pair(['running breaks', '运转断头数'], ['spindle-hours running', '运转锭时']),
  efficiencyPercent: pair(['kg produced', '实际产量 kg'], ['kg at 100 %', '理论产量 kg']),
  kgPerHour: pair(['kg produced', '产量 kg'], ['hours', '小时']),
  kwhPerKg: pair(['kWh used', '用电量 kWh'], ['kg produced', '产量 kg']),
  workloadIndex: pair(['persons required', '需用人数'], ['persons rostered', '在册人数']),
}

export const SOURCES = texts<Figure['source'] | 'fixed'>({
  measured: ['Measured: everything in it was counted by telemetry.', '实测：全部来自遥测计数。'],
  mixed: [
    'Mixed: counted where telemetry tells, planned flows for the rest.',
    '混合：有遥测处为实测，其余按计划流量。',
  ],
  planned: ['Planned: from the planned flows, nothing of it was counted yet.', '计划：按计划流量推算，尚无实测。'],
  fixed: ['Fixed: posts that are manned whatever happens.', '固定：不随产量变化的岗位。'],
})

export const SOURCE_WORDS = texts<Figure['source'] | 'fixed'>({
  measured: ['measured', '实测'],
  mixed: ['mixed', '混合'],
  planned: ['planned', '计划'],
  fixed: ['fixed', '固定'],
})

export const HOW = texts({
  title: ['How computed', '计算方法'],
  open: ['How {name} is computed', '{name}的计算方法'],
  close: ['Close', '关闭'],
  window: ['Window: the last {minutes} minutes of mill time.', '统计窗口：工厂时间最近 {minutes} 分钟。'],
  now: ['Of this moment.', '当前时刻。'],
  band: ['Normal: {least} to {most}.', '正常范围：{least} 至 {most}。'],
  missing: ['Not enough was measured yet to say it.', '实测数据尚不足，暂无数值。'],
  hour: ['last hour', '最近一小时'],
})
