import { mkdirSync, readdirSync, statfsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { ConflictException, Inject, Injectable } from '@nestjs/common'
import type { Backup, Backups } from '@wanding/contracts'
import { pino } from 'pino'
import { CLOCK, type Clock } from '../clock'
import { API_CONFIG, type ApiConfig } from '../config'
import type { HistoryStore } from './history-store.port'
import { HISTORY_STORE } from './store.tokens'

/** Whoever may ask may not fill the disk: these are moved away by hand. */
export const MOST_BACKUPS = 14
/** What a copy leaves of the disk for the spool. */
const LEFT_BYTES = 1e9
const NAME = /^history-(\d{4}-\d{2}-\d{2}T\d{2}-\d{2}-\d{2})Z\.duckdb$/

/** Copies of the embedded store, one at a time, into the folder that the operator has set; without one there are none. */
@Injectable()
export class BackupService {
  private running: string | null = null
  private lastError: string | null = null
  private readonly log

  constructor(
    @Inject(HISTORY_STORE) private readonly store: HistoryStore,
    @Inject(API_CONFIG) private readonly config: ApiConfig,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {
    this.log = pino({ name: 'store', level: config.logLevel })
  }

  state(): Backups {
    const { backupFolder } = this.config
    return { running: this.running, lastError: this.lastError, files: backupFolder ? filesIn(backupFolder) : [] }
  }

  /** Begins a copy; what it became is told by the state. */
  begin(): Backups {
    const folder = this.folderForOneMore()
    const file = `history-${new Date(this.clock.nowMs()).toISOString().slice(0, 19).replaceAll(':', '-')}Z.duckdb`
    if (filesIn(folder).some((other) => other.file === file)) throw refusal('exists', `${file} was made in this second`)
    this.running = file
    this.lastError = null
    void this.copy(folder, file)
    return this.state()
  }

  private async copy(folder: string, file: string): Promise<void> {
    try {
      const bytes = await this.store.backup!(join(folder, file))
      this.log.info({ file, bytes }, 'the store was copied')
    } catch (error) {
      this.lastError = (error as Error).message
      this.log.error({ err: error, file }, 'the store could not be copied')
    } finally {
      this.running = null
    }
  }

  private folderForOneMore(): string {
    const { backupFolder, dataFolder } = this.config
    if (this.store.backup === undefined)
      throw refusal('elsewhere', 'the store is an InfluxDB: it is copied by its own means (influxd backup)')
    if (!backupFolder) throw refusal('off', 'no copies are made unless BACKUP_FOLDER is set')
    if (this.running) throw refusal('running', `${this.running} is being written`)
    try {
      mkdirSync(backupFolder, { recursive: true, mode: 0o700 })
    } catch (error) {
      throw refusal('folder', `BACKUP_FOLDER cannot be made: ${(error as NodeJS.ErrnoException).code}`)
    }
    if (filesIn(backupFolder).length >= MOST_BACKUPS)
      throw refusal('many', `${MOST_BACKUPS} copies are in BACKUP_FOLDER: move some away`)
    const needs = sizeOf(join(dataFolder, 'history.duckdb')) + LEFT_BYTES
    const { bavail, bsize } = statfsSync(backupFolder)
    if (bavail * bsize < needs) throw refusal('room', `BACKUP_FOLDER needs ${Math.ceil(needs / 1e6)} MB of free disk`)
    return backupFolder
  }
}

function filesIn(folder: string): Backup[] {
  const names = namesIn(folder).filter((name) => NAME.test(name))
  return names.sort().map((file) => {
    const [date, time] = NAME.exec(file)![1]!.split('T')
    return { file, bytes: sizeOf(join(folder, file)), atMs: Date.parse(`${date}T${time!.replaceAll('-', ':')}Z`) }
  })
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

const sizeOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0

const refusal = (why: string, message: string) => new ConflictException({ code: `backup/${why}`, message })
