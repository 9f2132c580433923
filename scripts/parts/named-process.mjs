import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'

const leash = new URL('./leash.mjs', import.meta.url).href
const NAME_WIDTH = 9
/** A program that has said that it ends is gone in a moment; one that is not stands still. */
const ENDING_MS = 5_000

/**
 * Starts a Node program under a name: each line it prints goes out with that name before it. It gets a process group of
 * its own, so that Ctrl-C in a terminal reaches only the launcher, which decides who stops first.
 */
export function startNamed(name, args, { env, cwd, onLine }) {
  const child = spawn(process.execPath, ['--import', leash, ...args], {
    cwd,
    env,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  for (const [from, to] of [
    [child.stdout, process.stdout],
    [child.stderr, process.stderr],
  ]) {
    createInterface({ input: from }).on('line', (line) => {
      to.write(`${name.padEnd(NAME_WIDTH)} | ${line}\n`)
      onLine?.(line)
    })
  }

  const ended = new Promise((resolve) => {
    child.once('error', (error) => resolve({ code: null, signal: null, error }))
    let saidCode
    let standsStill
    child.once('message', ({ ending }) => {
      saidCode = ending
      standsStill = setTimeout(() => kill('SIGKILL'), ENDING_MS)
    })
    // 'close' rather than 'exit': the last lines are out by then. What it said counts only where it did not get to its end.
    child.once('close', (code, signal) => {
      clearTimeout(standsStill)
      resolve(code === null && saidCode !== undefined ? { code: saidCode, signal: null } : { code, signal })
    })
  })

  const kill = (signal) => {
    try {
      if (child.pid) process.kill(-child.pid, signal)
    } catch (error) {
      if (error.code !== 'ESRCH') throw error
    }
  }

  return {
    name,
    ended,
    kill,
    /** Asks it to stop, and kills it after `graceMs`. Resolves with how it ended; `clean` is false if it had to be killed or failed. */
    async stop(graceMs) {
      let killed = false
      const timer = setTimeout(() => {
        killed = true
        process.stderr.write(`${name} did not stop within ${graceMs / 1000} s: killed\n`)
        kill('SIGKILL')
      }, graceMs)
      if (child.pid && child.exitCode === null && child.signalCode === null) child.kill('SIGTERM')
      const how = await ended
      clearTimeout(timer)
      // Some frameworks clean up and then send themselves the same signal again.
      return { ...how, clean: !killed && (how.code === 0 || how.signal === 'SIGTERM') }
    },
  }
}
