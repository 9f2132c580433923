import { MEASURES, SHIFT_SYSTEMS } from '@wanding/mill'
import { NORM_CONSTANTS, type NormMeaning } from './norm-constants'

/** Parts of the norms beside the constants: what they are measured for, how posts become persons, what is scaled how. */
export const RULE_GROUPS = ['basis', 'roster', 'shiftSystems', 'scope', 'workloadIndex', 'yields', 'scaling'] as const
export type RuleGroup = (typeof RULE_GROUPS)[number]

type Row = readonly [en: string, zh: string, unitEn: string, unitZh: string]

const FRACTION = ['fraction', '比值'] as const

/** Numbers of the rules by their path. */
const ROWS: Readonly<Record<string, Row>> = {
  'basis.spindles': ['Spindles that the constants were measured for', '定额基准锭数', 'spindles', '锭'],
  'basis.countNe': ['Count that they were measured for', '定额基准英支', 'Ne', 'Ne'],
  'basis.shiftHours': ['Shift that minutes per shift refer to', '“每班”所指班长', 'h', 'h'],
  'basis.utilisation': ['Effective part of a shift', '有效工时率', ...FRACTION],
  'roster.attendance': ['Attendance', '出勤率', ...FRACTION],
  'roster.dayFactor': ['Persons on the roll per day post', '常日班岗位系数', 'persons', '人'],
  'scope.overhead': ['What scope C adds to B', '统计范围 C 相对 B 的附加', ...FRACTION],
  'workloadIndex.healthyFrom': ['Healthy workload from', '正常负荷下限', 'index', '指数'],
  'workloadIndex.healthyTo': ['Healthy workload to', '正常负荷上限', 'index', '指数'],
  'yields.blowroom': ['Yield: bale to chute', '制成率：棉包至棉箱', ...FRACTION],
  'yields.card': ['Yield: chute to card sliver', '制成率：棉箱至生条', ...FRACTION],
  'yields.breakerDraw': ['Yield: card sliver to breaker sliver', '制成率：生条至预并条', ...FRACTION],
  'yields.lapFormer': ['Yield: breaker sliver to lap', '制成率：预并条至小卷', ...FRACTION],
  'yields.comber': ['Yield: lap to combed sliver', '制成率：小卷至精梳条', ...FRACTION],
  'yields.finisherDraw': ['Yield: combed to finisher sliver', '制成率：精梳条至熟条', ...FRACTION],
  'yields.rovingFrame': ['Yield: finisher sliver to roving', '制成率：熟条至粗纱', ...FRACTION],
  'yields.ringFrame': ['Yield: roving to yarn on the cop', '制成率：粗纱至管纱', ...FRACTION],
  'yields.winder': ['Yield: cop to cone', '制成率：管纱至筒纱', ...FRACTION],
  'scaling.ratioDecimals': ['Decimals of the output ratio', '产量比小数位', 'digits', '位'],
  'scaling.wasteRatioMin': ['Least ratio for waste work', '落棉工作最小比', ...FRACTION],
  'scaling.windingExponent': ['Exponent of winding attendance', '络筒看管指数', 'exponent', '指数'],
  'scaling.floorExponent': ['Exponent of floor work', '地面工作指数', 'exponent', '指数'],
  ...Object.fromEntries(
    SHIFT_SYSTEMS.flatMap((system): [string, Row][] => [
      [`shiftSystems.${system}.crews`, ['Crews on the roll', '在册班组数', 'crews', '班组']],
      [`shiftSystems.${system}.shiftHours`, ['Length of a shift', '班长', 'h', 'h']],
    ]),
  ),
}

/** Words and lists of the rules, which have no unit. */
const WORDS: Readonly<Record<string, readonly [en: string, zh: string]>> = {
  version: ['Name of the norms', '定额版本名称'],
  'roster.shiftSystem': ['Shift system', '班制'],
  'scope.counted': ['Scope counted', '统计范围'],
  'scope.directRoles': ['Roles of scope A', '范围 A 的岗位'],
  twist: ['Twist and speed by count', '各支数捻系数与锭速'],
}

/** Paths of all numbers of the rules. */
export const RULE_PATHS: readonly string[] = Object.keys(ROWS)

/** Unit and meaning of a place in the norms; null for a path that is none. Of a measure's step, that of its constant. */
export function normMeaning(path: string): NormMeaning | null {
  const row = ROWS[path]
  if (row) return { group: 'rules', name: { en: row[0], zh: row[1] }, unit: { en: row[2], zh: row[3] } }
  const words = WORDS[path]
  if (words) return { group: 'rules', name: { en: words[0], zh: words[1] }, unit: { en: '', zh: '' } }
  const parts = path.split('.')
  const key = parts.at(-1) as keyof typeof NORM_CONSTANTS
  const isStep =
    parts[0] === 'measures' && parts[2] === 'changes' && (MEASURES as readonly string[]).includes(parts[1]!)
  return parts[0] === 'conventional' || isStep ? (NORM_CONSTANTS[key] ?? null) : null
}
