import { readFileSync } from 'node:fs'

/** True if a process with this id runs. One that has ended but was not fetched by its parent yet (a zombie) does not run. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
  try {
    return !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
  } catch {
    // Not Linux, or gone in between: the signal has said that it was there.
    return process.platform !== 'linux'
  }
}
