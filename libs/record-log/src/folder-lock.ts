import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { makeFolder } from './disk'
import { LogInUseError } from './errors'

const NAME = 'lock'

/** Keeps a second program out of a folder. One that was killed leaves its lock behind; the next one takes it over. */
export class FolderLock {
  private constructor(private readonly path: string) {}

  /** Throws `LogInUseError` when a program that lives has the folder. */
  static take(folder: string): FolderLock {
    makeFolder(folder)
    const path = join(folder, NAME)
    const own = identityOf(process.pid)
    try {
      writeFileSync(path, own, { flag: 'wx' })
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
      const holder = readFileSync(path, 'utf8')
      const pid = Number(holder.split(' ')[0])
      if (pid !== process.pid && isAlive(pid) && identityOf(pid) === holder) throw new LogInUseError(folder, pid)
      writeFileSync(path, own)
    }
    return new FolderLock(path)
  }

  release(): void {
    rmSync(this.path, { force: true })
  }
}

/** A process by its number and, where the system tells it, when it began: numbers are given out again. */
function identityOf(pid: number): string {
  try {
    const afterName = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)!
    return `${pid} ${afterName.split(' ')[STARTED_FIELD]}`
  } catch {
    return String(pid)
  }
}

/** Of /proc/<pid>/stat, counted from the field after the name. */
const STARTED_FIELD = 19

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
