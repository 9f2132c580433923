import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { type KeptReport, type ReportPlan, type ReportPlans, reportPlans } from '@wanding/contracts'
import { writeWhole } from '../../journal'

const FILE = /^(shift|day|month)_(\d{4}-\d\d(?:-\d\d)?)(?:_(\d))?_([0-9a-f]{8})_(en|zh)\.(pdf|xlsx|csv|parquet)$/

/** The plans of a mill, and the reports that were written by them, in a folder of its own. */
export class ReportFolder {
  private readonly folder: string

  constructor(root: string, mill: string) {
    // A mill may have any name.
    this.folder = join(root, createHash('sha256').update(mill).digest('hex').slice(0, 32))
  }

  /** None where nobody planned any, or the file cannot be read. */
  plans(): ReportPlans {
    const path = join(this.folder, 'plans.json')
    try {
      return existsSync(path) ? reportPlans.parse(JSON.parse(readFileSync(path, 'utf8'))) : { plans: [] }
    } catch {
      return { plans: [] }
    }
  }

  plan(plans: ReportPlans): void {
    this.write('plans.json', JSON.stringify(plans))
  }

  /** Newest first. */
  kept(): KeptReport[] {
    const names = existsSync(this.folder) ? readdirSync(this.folder) : []
    return names
      .flatMap((file): KeptReport[] => {
        const [, kind, date, shift, , lang, format] = FILE.exec(file) ?? []
        if (kind === undefined) return []
        const bytes = statSync(join(this.folder, file)).size
        const of = { file, kind, date, shift: shift === undefined ? null : Number(shift), lang, format, bytes }
        return [of as KeptReport]
      })
      .sort((a, b) => orderOf(b).localeCompare(orderOf(a)))
  }

  has(file: string): boolean {
    return existsSync(join(this.folder, file))
  }

  /** Keeps a report; of the same plan no more than it says. */
  keep(file: string, content: Buffer, plan: ReportPlan): void {
    this.write(file, content)
    const same = this.kept().filter(
      ({ kind, format, lang }) => kind === plan.kind && format === plan.format && lang === plan.lang,
    )
    for (const { file: old } of same.slice(plan.keep)) rmSync(join(this.folder, old), { force: true })
  }

  read(file: string): Buffer | undefined {
    return FILE.test(file) && this.has(file) ? readFileSync(join(this.folder, file)) : undefined
  }

  private write(name: string, content: string | Buffer): void {
    mkdirSync(this.folder, { recursive: true })
    writeWhole(join(this.folder, name), content)
  }
}

const orderOf = ({ date, shift, file }: KeptReport): string => `${date} ${shift ?? 0} ${file}`

/** The name under which a plan's report of a period is kept. */
export function fileOf(plan: ReportPlan, period: { date: string; shift: number | null }, run: string): string {
  const of = createHash('sha256').update(run).digest('hex').slice(0, 8)
  const shift = period.shift === null ? '' : `_${period.shift}`
  return `${plan.kind}_${period.date}${shift}_${of}_${plan.lang}.${plan.format}`
}
