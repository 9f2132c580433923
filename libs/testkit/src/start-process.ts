import { type ChildProcess, spawn } from 'node:child_process'
import { waitFor } from './wait-for'

const GRACE_MS = 10_000
const READY_TIMEOUT_MS = 30_000

export interface ProcessOptions {
  /** Added to this process's own environment; `undefined` takes a variable away. */
  env?: Record<string, string | undefined>
  cwd?: string
  /** Ready when this is in the output, or when this answers true; without it, as soon as it runs. */
  readyWhen?: string | RegExp | (() => boolean | Promise<boolean>)
  /** How long it may take to be ready, ms; 30 s if not said. */
  readyTimeoutMs?: number
}

export interface ProcessEnd {
  code: number | null
  signal: NodeJS.Signals | null
}

export interface RunningProcess {
  pid: number
  /** What it has printed so far, both streams in the order they came. */
  output(): string
  /** Resolves when it has ended and all output is in. */
  ended: Promise<ProcessEnd>
  /** Sends a signal to the process alone, as a service manager does. */
  signal(signal: NodeJS.Signals): void
  /** Sends a signal to the process and all it started in its group, as Ctrl-C in a terminal does. */
  signalGroup(signal: NodeJS.Signals): void
  /** SIGTERM, and after 10 s SIGKILL to the group. Resolves with how it ended; harmless when it has. */
  stop(): Promise<ProcessEnd>
  /** SIGKILL to the group at once: the power cut. */
  kill(): Promise<ProcessEnd>
}

const alive = new Set<number>()
let watchingExit = false

function killGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

/** A test that fails before its clean-up must leave no server behind. */
function killLeftoversAtExit(): void {
  if (watchingExit) return
  watchingExit = true
  process.once('exit', () => {
    for (const pid of alive) killGroup(pid, 'SIGKILL')
  })
}

function isReady(readyWhen: NonNullable<ProcessOptions['readyWhen']>, output: string): boolean | Promise<boolean> {
  if (typeof readyWhen === 'string') return output.includes(readyWhen)
  if (readyWhen instanceof RegExp) return readyWhen.test(output)
  return readyWhen()
}

function watch(child: ChildProcess): { output: () => string; ended: Promise<ProcessEnd> } {
  const chunks: string[] = []
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (chunk: string) => chunks.push(chunk))
  }
  const ended = new Promise<ProcessEnd>((resolve) => {
    child.once('close', (code, signal) => {
      if (child.pid) alive.delete(child.pid)
      resolve({ code, signal })
    })
  })
  return { output: () => chunks.join(''), ended }
}

/**
 * Starts a program in a process group of its own and waits until it is ready. Throws, with its output, if it ends or the
 * time is up before that.
 */
export async function startProcess(
  command: string,
  args: readonly string[],
  { env, cwd, readyWhen, readyTimeoutMs = READY_TIMEOUT_MS }: ProcessOptions = {},
): Promise<RunningProcess> {
  killLeftoversAtExit()
  const child = spawn(command, args, {
    cwd,
    env: { ...process.env, ...env },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  await new Promise<void>((resolve, reject) => child.once('spawn', resolve).once('error', reject))
  const pid = child.pid!
  alive.add(pid)
  const { output, ended } = watch(child)
  let end: ProcessEnd | undefined
  void ended.then((how) => (end = how))

  const kill = (): Promise<ProcessEnd> => {
    killGroup(pid, 'SIGKILL')
    return ended
  }
  const stop = async (): Promise<ProcessEnd> => {
    const timer = setTimeout(() => killGroup(pid, 'SIGKILL'), GRACE_MS)
    child.kill('SIGTERM')
    const how = await ended
    clearTimeout(timer)
    return how
  }

  if (readyWhen !== undefined) {
    try {
      await waitFor(async () => end !== undefined || (await isReady(readyWhen, output())), {
        timeoutMs: readyTimeoutMs,
        what: `${command} to be ready`,
      })
    } catch (error) {
      await kill()
      throw new Error(`${(error as Error).message}; it printed:\n${output()}`, { cause: error })
    }
    if (end) throw new Error(`${command} ended (${end.signal ?? `code ${end.code}`}) before it was ready:\n${output()}`)
  }
  return {
    pid,
    output,
    ended,
    signal: (signal) => child.kill(signal),
    signalGroup: (signal) => killGroup(pid, signal),
    stop,
    kill,
  }
}
