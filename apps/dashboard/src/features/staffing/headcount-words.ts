import type { Headcount } from '@wanding/mill'
import { FORMULAS } from '../../shared/figures/figures.texts'
import { texts } from '../../shared/i18n/texts'
import { STAFFING } from './staffing.texts'
import { COMPARE } from './why.texts'

/** Persons that are there, in the words of the counting rule: of all crews on the roll (在册), or at one time (在岗). */
const ON_SITE = texts({
  rostered: ['on site', '在岗'],
  persons: ['persons on site at one time', '同时在岗人数（人）'],
  column: ['On site', '在岗'],
  scale: [
    'Required {required} and on site {rostered} persons per 10,000 spindles at one time, on the scale from {most} in a conventional mill to {least} with all automation measures.',
    '每万锭同时需用 {required} 人、在岗 {rostered} 人；刻度从传统纺纱厂 {most} 到全部自动化措施 {least}。',
  ],
  terms: [
    'Minutes per shift = sum of count × minutes each. Posts = minutes ÷ effective minutes of a person ({effective}). On site = posts; day posts × day factor × attendance ÷ crews.',
    '每班分钟数 = 各项数量 × 单位工时之和。岗位数 = 分钟数 ÷ 每人有效分钟（{effective}）。在岗 = 岗位数；常日班岗位 × 常日班系数 × 出勤率 ÷ 班组数。',
  ],
  formula: [
    'Persons in the mill at one time that the measured work needs, for each 10,000 installed spindles. Work = events counted × standard minutes.',
    '按实测工作量所需的同时在岗人数，除以安装锭数（万锭）。工作量 = 实测事件数 × 标准工时。',
  ],
  change: ['On site: {value} persons / 10k', '在岗变化：{value} 人/万锭'],
})

export const HEADCOUNT_WORDS: Readonly<Record<Headcount, typeof ON_SITE>> = {
  roll: {
    rostered: STAFFING.rostered,
    persons: STAFFING.persons,
    column: STAFFING.rollColumn,
    scale: STAFFING.scaleWords,
    terms: STAFFING.terms,
    formula: FORMULAS.personsPer10k,
    change: COMPARE.rostered,
  },
  'on-site': ON_SITE,
}
