import { type Calibration, normMeaning, ROLE_FIT_REASONS, roleName } from '@wanding/contracts'
import { type Cell, type ExportLanguage, type Table, wordedTable } from '../../export'
import { INTERVAL, intervalCells } from './fit-tables'

/** Each norm of each role beside what the records say; a role of which they say nothing has a row with the reason. */
export function normsTable({ roles }: Calibration, lang: ExportLanguage): Table {
  return wordedTable(
    lang,
    { en: 'norms', zh: '定额' },
    [
      ['role', '岗位代码'],
      ['role_name', '岗位'],
      ['shifts', '班次数'],
      ['mean_persons', '平均人数'],
      ['minutes_measured', '是否实测工时'],
      ['norm', '定额代码'],
      ['name', '工作'],
      ['unit', '单位'],
      ['before', '现行定额'],
      ['fitted', '拟合值'],
      ...INTERVAL,
      ['ratio', '倍数'],
      ['how', '方式'],
      ['explained', '解释变动（比值）'],
      ['reason', '原因'],
    ],
    roles.flatMap(({ norms, ...role }) => {
      const head = [
        role.role,
        roleName(role.role)[lang],
        role.shifts,
        role.meanPersons,
        YES_NO[lang][Number(role.minutesMeasured)]!,
      ]
      const tail = [role.explained, role.reason && ROLE_FIT_REASONS[role.reason][lang]]
      if (norms.length === 0) return [[...head, ...NO_NORM, ...tail]]
      return norms.map(({ norm, before, fitted, ratio, how }) => {
        const meaning = normMeaning(`conventional.${norm}`)
        const words = [norm, meaning?.name[lang] ?? null, meaning?.unit[lang] ?? null]
        return [...head, ...words, before, fitted.value, ...intervalCells(fitted), ratio, HOW[how][lang], ...tail]
      })
    }),
  )
}

/** The keys of the mill file that the records decide. */
export const keysTable = ({ millKeys }: Calibration, lang: ExportLanguage): Table =>
  wordedTable(
    lang,
    { en: 'mill file', zh: '工厂文件' },
    [
      ['key', '键'],
      ['before', '基准'],
      ['after', '标定后'],
    ],
    millKeys.map(({ path, before, after }) => [path, before, after]),
  )

/** Norm, name, unit, before, fitted, error, bounds, ratio, how. */
const NO_NORM: Cell[] = Array.from({ length: 10 }, () => null)
const YES_NO = { en: ['no', 'yes'], zh: ['否', '是'] } as const
const HOW = {
  fitted: { en: 'fitted', zh: '拟合' },
  'in-proportion': { en: 'one factor for the role', zh: '全岗位同一系数' },
} as const
