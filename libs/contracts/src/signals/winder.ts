import { CUT_CLASSES, type CutClass } from '@wanding/mill'
import { COMMON, productionAndEnergy } from './common'
import { array, counter, gauge, type Signal } from './signal'

const SLOW_MS = 5000
const CALM_MS = 15_000
const MINUTE_MS = 60_000

const CUT_WORDS: Readonly<Record<CutClass, readonly [en: string, zh: string]>> = {
  N: ['Neps cut', '棉结切疵'],
  S: ['Short thick places cut', '短粗节切疵'],
  L: ['Long thick places cut', '长粗节切疵'],
  T: ['Thin places cut', '细节切疵'],
  'C+': ['Coarse count cut', '粗支切疵'],
  'C-': ['Fine count cut', '细支切疵'],
  CC: ['Count channel cut', '支数偏差切疵'],
  PF: ['Periodic faults cut', '周期性疵点切疵'],
  FD: ['Foreign fibre cut', '异纤切疵'],
  jo: ['Joints cut', '接头切疵'],
}
/** Names of the wire are safe in file and topic names. */
const CUT_NAMES: Readonly<Record<CutClass, string>> = {
  N: 'N',
  S: 'S',
  L: 'L',
  T: 'T',
  'C+': 'Cplus',
  'C-': 'Cminus',
  CC: 'CC',
  PF: 'PF',
  FD: 'FD',
  jo: 'jo',
}

/** Signal of the cuts of a class. */
export const cutsSignal = (name: CutClass): string => `cuts/${CUT_NAMES[name]}`

/** Automatic winder linked to its ring frame 细络联 (domain 1.4, 2.7). */
export const WINDER: readonly Signal[] = [
  ...COMMON,
  ...productionAndEnergy(SLOW_MS, 60, 40),
  gauge('winding/speed', 'm/min', 'Winding speed', '络筒速度', { range: [0, 2200], deadband: 5, periodMs: SLOW_MS }),
  gauge('winding/units', '', 'Winding units', '络筒锭数', { datatype: 'UInt16', periodMs: MINUTE_MS }),
  gauge('winding/unitsWinding', '', 'Units at work', '运转单锭数', { datatype: 'UInt16', periodMs: SLOW_MS }),
  gauge('winding/efficiency', '%', 'Unit efficiency', '单锭效率', {
    range: [0, 100],
    deadband: 0.5,
    periodMs: SLOW_MS,
    meaning: 'Share of the units’ time in which yarn runs, at this moment',
  }),
  gauge('winding/redLights', '%', 'Red-light units', '红灯锭率', {
    range: [0, 100],
    deadband: 0.5,
    periodMs: SLOW_MS,
    meaning: 'Share of the units that wait for somebody; below 1 % is normal',
  }),
  counter('winding/redLightCount', '', 'Red lights', '红灯次数', { periodMs: CALM_MS }),
  counter('winding/cops', '', 'Cops wound', '络完管纱数', { periodMs: SLOW_MS }),
  gauge('winding/copsWaiting', '', 'Cops waiting', '待络管纱数', {
    datatype: 'UInt16',
    deadband: 20,
    periodMs: CALM_MS,
    meaning: 'Cops on the link and at the units, taken by the last doff',
  }),
  counter('winding/copsRejected', '', 'Cops rejected', '剔除管纱数', {
    periodMs: CALM_MS,
    meaning: 'Cops thrown out after more than three cuts, or for their tubes',
  }),
  gauge('winding/tubeRejects', '%', 'Cops rejected, share', '管纱剔除率', {
    range: [0, 100],
    deadband: 0.1,
    periodMs: MINUTE_MS,
    meaning: 'Of the last doff and the one in hand: cops with more than three cuts, and cops on wrong tubes',
  }),
  counter('winding/cones', '', 'Cones doffed', '筒纱数', { periodMs: SLOW_MS }),
  counter('winding/cuts', '', 'Clearer cuts', '切疵数', { periodMs: SLOW_MS }),
  gauge('winding/cutsPer100Km', '1/100 km', 'Cuts per 100 km', '百公里切疵', {
    range: [0, 1000],
    deadband: 0.5,
    periodMs: CALM_MS,
    meaning: 'Of the doff in hand; 20–50 is normal for combed Ne 40, above 80 is an alarm',
  }),
  ...CUT_CLASSES.map((name) =>
    counter(cutsSignal(name), '', CUT_WORDS[name][0], CUT_WORDS[name][1], {
      periodMs: MINUTE_MS,
      meaning: `Clearer cuts of class ${name} since installation`,
    }),
  ),
  counter('winding/splices', '', 'Splices', '捻接数', { periodMs: SLOW_MS }),
  gauge('winding/spliceFailures', '%', 'Splice failures', '捻接失败率', {
    range: [0, 100],
    deadband: 0.1,
    periodMs: CALM_MS,
    meaning: 'Share of splices that fail; 2–4 % is normal, above 8 % is an alarm',
  }),
  counter('winding/spliceFailureCount', '', 'Splices failed', '捻接失败次数', { periodMs: MINUTE_MS }),
  counter('winding/jams', '', 'Transport jams', '输送堵塞次数', { periodMs: CALM_MS }),
  counter('winding/handFed', '', 'Cops fed by hand', '人工喂管数', { periodMs: MINUTE_MS }),
  gauge('suction/pressure', 'mbar', 'Suction', '负压', { range: [0, 120], deadband: 1, periodMs: CALM_MS }),
  gauge('air/pressure', 'bar', 'Air pressure', '气压', { range: [0, 10], deadband: 0.05, periodMs: SLOW_MS }),
  gauge('yarn/tension', 'cN', 'Winding tension', '络筒张力', { range: [0, 100], deadband: 0.2, periodMs: MINUTE_MS }),
  gauge('yarn/wax', 'g/kg', 'Wax', '上蜡量', { range: [0, 5], deadband: 0.05, periodMs: MINUTE_MS }),
  gauge('yarn/cv', '%', 'Yarn CVm', '条干CV', {
    range: [5, 30],
    deadband: 0.05,
    periodMs: MINUTE_MS,
    meaning: 'Evenness that the clearers measure, mean of the doff',
  }),
  gauge('yarn/imperfections', '1/km', 'Imperfections', '千米棉结粗细节', {
    range: [0, 2000],
    deadband: 1,
    periodMs: MINUTE_MS,
    meaning: 'Thin -50 %, thick +50 % and neps +200 % of a kilometre, as the clearers count them',
  }),
  gauge('yarn/hairiness', '', 'Hairiness H', '毛羽H', { range: [0, 20], deadband: 0.02, periodMs: MINUTE_MS }),
  array('units/state', 'UInt8Array', '', 'Unit states', '单锭状态', {
    periodMs: CALM_MS,
    meaning:
      'One byte a unit, unit 1 first: 1 winding, 2 bobbin change, 3 splicing, 4 cone doff, 5 waits for a cop, 6 red light, 7 waits for air',
  }),
  array('units/cuts', 'UInt16Array', '', 'Cuts by unit', '单锭切疵', {
    periodMs: MINUTE_MS,
    meaning: 'Clearer cuts of each unit since the last doff came, unit 1 first',
  }),
  array('units/spliceFailures', 'UInt8Array', '%', 'Splice failures by unit', '单锭捻接失败率', {
    periodMs: MINUTE_MS,
    meaning: 'Share of splices that fail at each unit, unit 1 first',
  }),
  array('units/package', 'UInt16Array', 'g', 'Packages', '筒纱净重', {
    periodMs: MINUTE_MS,
    meaning: 'Yarn on the cone in hand of each unit, unit 1 first',
  }),
  array('spindles/cuts', 'UInt8Array', '', 'Cuts by spindle', '锭位切疵', {
    periodMs: 10 * MINUTE_MS,
    meaning: 'Clearer cuts of the cop of each ring spindle in the last doff wound, position 1 first',
  }),
]
