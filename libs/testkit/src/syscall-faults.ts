import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { requiredProgram } from './required-program'
import { startProcess } from './start-process'
import { tempFolder } from './temp-folder'

export interface SyscallFault {
  /** System calls as strace names them. */
  calls: readonly string[]
  /** What is done to them, in the words of `strace -e inject=…:`; `error=EIO` or `signal=KILL`. */
  inject: string
  /** Only calls that name this path. */
  path?: string
}

export interface SyscallFaults {
  /** Calls that were traced, one a line, as strace writes them. */
  lines(): string[]
  /** Those among them to which the fault was done; one that a signal ended has no result. */
  injected(): string[]
  /** Lets the process go on without faults. Harmless when it has ended, and when it was called before. */
  stop(): Promise<void>
}

/** Makes system calls of a running process fail, for all its threads. Linux only, and only who may trace: it says so elsewhere. */
export async function injectSyscallFaults(pid: number, { calls, inject, path }: SyscallFault): Promise<SyscallFaults> {
  const program = requiredProgram('strace', 'strace')
  const folder = await tempFolder('strace')
  const file = join(folder.path, 'calls')
  const names = calls.join(',')
  const args = ['-f', '-o', file, '-e', `trace=${names}`, '-e', `inject=${names}:${inject}`, '-e', 'signal=none']
  let told = ''
  try {
    const strace = await startProcess(program, [...args, ...(path === undefined ? [] : ['-P', path]), '-p', `${pid}`], {
      readyWhen: /Process \d+ attached/,
    })
    const lines = () => {
      try {
        told = readFileSync(file, 'utf8')
      } catch {
        // Taken away by `stop`: what was read last stands.
      }
      return wholeCalls(told.split('\n').filter((line) => line !== ''))
    }
    return {
      lines,
      injected: () => lines().filter((line) => line.includes('(INJECTED)') || line.endsWith('= ?')),
      stop: async () => {
        await strace.stop()
        lines()
        await folder.stop()
      },
    }
  } catch (error) {
    await folder.stop()
    throw new Error(`a test of failing system calls needs the right to trace: ${(error as Error).message}`, {
      cause: error,
    })
  }
}

/** A call during which another thread was heard of stands in two lines: `unlink("b" <unfinished ...>`, `<... unlink resumed>) = ?`. */
function wholeCalls(lines: readonly string[]): string[] {
  const begun = new Map<string, string>()
  return lines.flatMap((line) => {
    const [, thread, begin] = /^(\d+) +(.*) <unfinished \.\.\.>$/.exec(line) ?? []
    if (thread !== undefined) {
      begun.set(thread, begin!)
      return []
    }
    const [, resumed, end] = /^(\d+) +<\.\.\. \w+ resumed>(.*)$/.exec(line) ?? []
    return resumed === undefined ? [line] : [`${resumed} ${begun.get(resumed) ?? ''}${end}`]
  })
}
