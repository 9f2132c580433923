import type { LocalText } from '@wanding/mill'

const text = (en: string, zh: string): LocalText => ({ en, zh })

/** What can be wrong in a file of records; `{name}` is a place to fill. */
export const PROBLEM_WORDS = {
  'unknown-kind': text('the heading is of no known kind of file; {wanted}', '表头不属于任何已知文件类型；{wanted}'),
  'unknown-column': text('is no column of a file of {kind}', '不是 {kind} 类文件的列'),
  'column-twice': text('stands twice in the heading', '在表头中重复'),
  'column-missing': text('is missing', '缺少此列'),
  'not-a-number': text('must be a number, is "{value}"', '应为数字，实为“{value}”'),
  'decimal-point': text(
    'has a decimal point, "{value}", in a file with a decimal comma',
    '小数点为句点（“{value}”），而本文件以逗号为小数点',
  ),
  'decimal-comma': text(
    'has a decimal comma, "{value}", in a file with a decimal point',
    '小数点为逗号（“{value}”），而本文件以句点为小数点',
  ),
  'cells-of-row': text('has {cells} cells, the heading has {columns}', '有 {cells} 个单元格，表头有 {columns} 列'),
  empty: text('is empty', '为空'),
  'too-long': text('is longer than {most} characters', '超过 {most} 个字符'),
  'not-a-date': text('must be a date YYYY-MM-DD, is "{value}"', '应为日期 YYYY-MM-DD，实为“{value}”'),
  'not-a-role': text('must be a role, is "{value}"', '应为岗位代码，实为“{value}”'),
  'not-whole': text('must be a whole number, is {value}', '应为整数，实为 {value}'),
  'too-small': text('must be at least {least}, is {value}', '不得小于 {least}，实为 {value}'),
  'too-large': text('must be at most {most}, is {value}', '不得大于 {most}，实为 {value}'),
  'row-twice': text('is the same {key} as line {line}', '与第 {line} 行相同：{key}'),
  'too-many-rows': text('the file has more than {most} rows', '文件超过 {most} 行'),
  'no-rows': text('the file has no rows', '文件没有数据行'),
  'not-utf8': text('is not UTF-8: save it as “CSV UTF-8”', '不是 UTF-8 编码：请另存为“CSV UTF-8”'),
  unreadable: text('{message}', '无法解析：{message}'),
} as const

export type ProblemCode = keyof typeof PROBLEM_WORDS
export const PROBLEM_CODES = Object.keys(PROBLEM_WORDS) as [ProblemCode, ...ProblemCode[]]
export type ProblemParams = Readonly<Record<string, string | number>>

/** What is wrong in one cell or row: by code and values for whoever words it, and in English. */
export interface RowProblem {
  column: string
  code: ProblemCode
  params: Record<string, string | number>
  reason: string
}

/** A problem of a column; of a whole row or file the column is empty. */
export function rowProblem(column: string, code: ProblemCode, params: ProblemParams = {}): RowProblem {
  const reason = PROBLEM_WORDS[code].en.replace(/\{(\w+)\}/g, (place, name: string) => String(params[name] ?? place))
  return { column, code, params: { ...params }, reason }
}
