import { connect } from 'node:net'
import { type RunningProcess, startProcess } from './start-process'
import type { TempFolder } from './temp-folder'

/** A server of the test's own, on a free port of 127.0.0.1, with its files in a folder of its own. */
export interface TestServer {
  port: number
  url: string
  /** Where its configuration and data are; gone after `stop`. */
  folder: string
  /** All it has printed since it was last brought up. */
  output(): string
  /** Ends the process but keeps port and files: in an orderly way, or with `kill` like a power cut. */
  down(how?: { kill: boolean }): Promise<void>
  /** Starts it again on the same port and files. */
  up(): Promise<void>
  /** Stops it for a while (`SIGSTOP`) or lets it go on (`SIGCONT`): its connections stay, and nobody answers. */
  signal(signal: NodeJS.Signals): void
  /** Ends the process, if it runs, and removes its files. */
  stop(): Promise<void>
}

/** True if something accepts connections there. */
export function acceptsConnections(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port })
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
}

export interface ServerPlan {
  program: string
  args: readonly string[]
  port: number
  url: string
  folder: TempFolder
  isReady: () => Promise<boolean>
}

/** Starts a server program by its plan; the folder is removed if it does not come up. */
export async function startServer({ program, args, port, url, folder, isReady }: ServerPlan): Promise<TestServer> {
  let running: RunningProcess | undefined
  let lastOutput = () => ''
  const up = async () => {
    if (running) throw new Error(`${program} is up already`)
    running = await startProcess(program, args, { readyWhen: isReady })
    lastOutput = running.output
  }
  const down = async ({ kill } = { kill: false }) => {
    const process = running
    running = undefined
    if (kill) await process?.kill()
    else await process?.stop()
  }
  try {
    await up()
  } catch (error) {
    await folder.stop()
    throw error
  }
  return {
    port,
    url,
    folder: folder.path,
    output: () => lastOutput(),
    down,
    up,
    signal: (signal) => {
      if (!running) throw new Error(`${program} is not up`)
      running.signal(signal)
    },
    stop: async () => {
      await down()
      await folder.stop()
    },
  }
}
