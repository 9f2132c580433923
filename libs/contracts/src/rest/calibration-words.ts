import type { LocalText, RoleFit } from '@wanding/mill'
import type { Calibration } from './calibration'

const text = (en: string, zh: string): LocalText => ({ en, zh })

/** What the fitted quantities are called. */
export const FITTED_NAMES = {
  measured: text('Running breaks per 1,000 spindle-hours', '千锭时断头率'),
  reference: text('The same at 57 % relative humidity', '折算到相对湿度 57%'),
  frameShape: text('Shape between frames', '机台间伽马形状参数'),
  shiftShape: text('Shape between shifts of a frame', '机台各班间伽马形状参数'),
  exponent: text('Exponent of the speed', '锭速指数'),
  startUp: text('Ends that break at a start', '开车断头比例'),
  gammaShape: text('Shape between spindles', '锭子间伽马形状参数'),
  rogueShare: text('Rogue spindles', '问题锭比例'),
  rogueFactor: text('Their breaks against the others', '问题锭断头倍数'),
} as const

/** Why a quantity has no value, or no interval. */
export const FIT_NOTES = {
  cannot: text('cannot be told', '无法判定'),
  chanceOnly: text('no more than chance', '仅为随机差异'),
  needsSpindles: text('needs the file of spindles', '需单锭文件'),
} as const

export const EXPONENT_REASONS: Readonly<Record<NonNullable<Calibration['breaks']>['exponentReason'], LocalText>> = {
  fitted: text('fitted', '拟合'),
  'no-speeds': text('held: not every row has a speed', '取模型值：并非每行都有锭速'),
  'speeds-alike': text('held: the speeds are too alike', '取模型值：各机台锭速过于接近'),
}

/** Why the terms of a role are in proportion, or why nothing is fitted. */
export const ROLE_FIT_REASONS: Readonly<Record<NonNullable<RoleFit['reason']>, LocalText>> = {
  'too-few-shifts': text('fewer than three shifts', '不足三个班次'),
  'events-missing': text('its events were not recorded in every shift', '并非每班都记录了该岗位的工作量'),
  'terms-alike': text('its kinds of work rise and fall together', '各项工作同增同减，无法区分'),
  'term-at-zero': text('one of its kinds of work came to nothing', '其中一项工作拟合为零'),
}
