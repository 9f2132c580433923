import type { OnApplicationShutdown, OnModuleInit } from '@nestjs/common'
import type { KeptReport, ReportPlans, ReportSchedule } from '@wanding/contracts'
import { Heartbeat } from '../../heartbeat'
import type { ReportSums } from '../../kpi'
import type { MillDirectory } from '../../twin'
import { periodAt, periodBefore } from '../calendar/periods'
import { reportFile } from '../files/report-file'
import type { ReportsService } from '../reports.service'
import { fileOf, ReportFolder } from './report-folder'

const LOOK_MS = 5000
/** Mill time after a period's end at which its report is made: the last of it has reached the store. */
const SETTLE_MS = 6 * 60_000
/** Periods back that are made if they were missed, because the program was down. */
const MISSED = 3
const MOST_MILLS = 64

/** Writes the planned reports at the end of their periods, one at a time. */
export class ReportScheduler implements OnModuleInit, OnApplicationShutdown {
  private readonly heartbeat: Heartbeat
  private readonly folders = new Map<string, ReportFolder>()
  /** Periods that were looked at and had no data. */
  private readonly empty = new Set<string>()
  private working: Promise<void> | null = null

  constructor(
    private readonly root: string,
    private readonly reports: ReportsService,
    private readonly directory: MillDirectory,
    private readonly live: ReportSums,
    private readonly onError: (error: unknown) => void,
  ) {
    this.heartbeat = new Heartbeat(LOOK_MS, () => void this.look())
  }

  onModuleInit(): void {
    this.heartbeat.start()
  }

  async onApplicationShutdown(): Promise<void> {
    this.heartbeat.stop()
    await this.working
  }

  schedule(mill: string): ReportSchedule {
    const folder = this.folderOf(mill)
    return { ...folder.plans(), kept: folder.kept() }
  }

  plan(mill: string, plans: ReportPlans): ReportSchedule {
    this.folderOf(mill).plan(plans)
    return this.schedule(mill)
  }

  read(mill: string, file: string): { kept: KeptReport; content: Buffer } | undefined {
    const folder = this.folderOf(mill)
    const kept = folder.kept().find((each) => each.file === file)
    const content = folder.read(file)
    return kept && content ? { kept, content } : undefined
  }

  /** Makes what is due; the heartbeat calls it. A look that takes longer than a beat is not begun twice. */
  look(): Promise<void> {
    this.working ??= this.makeAll()
      .catch(this.onError)
      .finally(() => {
        this.working = null
      })
    return this.working
  }

  private async makeAll(): Promise<void> {
    for (const mill of this.directory.mills().slice(0, MOST_MILLS)) {
      const now = this.live.now(mill)
      if (now) await this.make(mill, now.atMs)
      await this.reports.sumOne(mill)
    }
  }

  private async make(mill: string, nowMs: number): Promise<void> {
    const folder = this.folderOf(mill)
    const run = this.directory.runOf(mill) ?? ''
    const calendar = this.reports.calendar(mill)
    for (const plan of folder.plans().plans) {
      let period = periodBefore(calendar, periodAt(plan.kind, calendar, nowMs - SETTLE_MS))
      for (let back = 0; back < Math.min(MISSED, plan.keep); back++) {
        const file = fileOf(plan, period, run)
        const key = `${mill}/${file}`
        if (!folder.has(file) && !this.empty.has(key)) {
          const report = await this.reports.report(mill, plan.kind, period.fromMs)
          if (report.watchedMinutes > 0) folder.keep(file, await reportFile(report, plan.format, plan.lang), plan)
          else this.noteEmpty(key)
        }
        period = periodBefore(calendar, period)
      }
    }
  }

  private noteEmpty(key: string): void {
    if (this.empty.size > 1000) this.empty.clear()
    this.empty.add(key)
  }

  private folderOf(mill: string): ReportFolder {
    const known = this.folders.get(mill) ?? new ReportFolder(this.root, mill)
    if (this.folders.size < MOST_MILLS) this.folders.set(mill, known)
    return known
  }
}
