import { afterEach, describe, expect, it } from 'vitest'
import { isRunning } from './is-running'
import { requiredProgram } from './required-program'
import { type RunningProcess, startProcess } from './start-process'
import { waitFor } from './wait-for'

const started: RunningProcess[] = []
async function node(script: string, options: Parameters<typeof startProcess>[2] = {}): Promise<RunningProcess> {
  const running = await startProcess(process.execPath, ['-e', script], options)
  started.push(running)
  return running
}

afterEach(async () => {
  for (const running of started.splice(0)) await running.kill()
})

describe('startProcess', () => {
  it('waits for the line that says it is ready, and stops it in an orderly way', async () => {
    const running = await node(
      `process.on('SIGTERM', () => { console.log('bye'); process.exit(0) }); setInterval(() => {}, 1e6); console.log('ready ' + process.env.COLOUR)`,
      { readyWhen: /^ready/m, env: { COLOUR: 'grey' } },
    )
    expect(running.output()).toBe('ready grey\n')
    expect(await running.stop()).toEqual({ code: 0, signal: null })
    expect(running.output()).toBe('ready grey\nbye\n')
    expect(await running.stop()).toEqual({ code: 0, signal: null })
  })

  it('throws with the output if the program ends before it is ready', async () => {
    await expect(node(`console.error('no such port'); process.exit(3)`, { readyWhen: 'ready' })).rejects.toThrow(
      /ended \(code 3\) before it was ready:\nno such port/,
    )
  })

  it('throws and leaves nothing behind if the time is up', async () => {
    let pid = 0
    const waiting = node(`console.log('pid ' + process.pid); setInterval(() => {}, 1e6)`, {
      readyWhen: 'ready',
      readyTimeoutMs: 700,
    })
    const error = (await waiting.catch((reason: Error) => reason)) as Error
    expect(error.message).toMatch(/waited 0\.7 s for .* to be ready; it printed:/)
    pid = Number(/pid (\d+)/.exec(error.message)![1])
    expect(isRunning(pid)).toBe(false)
  })

  it('kills what the program started, too', async () => {
    const running = await node(
      `const child = require('node:child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1e6)']); console.log('child ' + child.pid); setInterval(() => {}, 1e6)`,
      { readyWhen: 'child' },
    )
    const child = Number(/child (\d+)/.exec(running.output())![1])
    expect(isRunning(child)).toBe(true)
    expect((await running.kill()).signal).toBe('SIGKILL')
    await waitFor(() => !isRunning(child), { what: 'the child to end' })
  })

  it('rejects for a program that does not exist', async () => {
    await expect(startProcess('/nonexistent/program', [])).rejects.toThrow('ENOENT')
  })
})

describe('requiredProgram', () => {
  it('names the Debian package of a missing program in one line', () => {
    expect(() => requiredProgram('no-such-server', 'no-such-package')).toThrow(
      /^no-such-server is missing: apt-get install no-such-package$/,
    )
  })
})
