import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startProcess } from './start-process'
import { injectSyscallFaults } from './syscall-faults'
import { type TempFolder, tempFolder } from './temp-folder'
import { waitFor } from './wait-for'

/** Syncs a file each 20 ms and says what came of it; takes another one away when it is asked to. */
const SYNCING = `
const fs = require('node:fs/promises')
const [path, other] = process.argv.slice(1)
process.on('SIGUSR1', () => void fs.unlink(other))
;(async () => {
  await fs.writeFile(other, '')
  const file = await fs.open(path, 'w')
  for (;;) {
    console.log(await file.datasync().then(() => 'ok', (error) => error.code))
    await new Promise((done) => setTimeout(done, 20))
  }
})()
`

let folder: TempFolder
beforeEach(async () => {
  folder = await tempFolder('syscalls')
})
afterEach(() => folder.stop())

const start = () =>
  startProcess(process.execPath, ['-e', SYNCING, join(folder.path, 'a'), join(folder.path, 'b')], { readyWhen: 'ok' })

describe('injectSyscallFaults', () => {
  it('makes calls of a running process fail, and lets it go on afterwards', async () => {
    const program = await start()
    const faults = await injectSyscallFaults(program.pid, { calls: ['fdatasync'], inject: 'error=EIO' })
    await waitFor(() => program.output().includes('EIO'), { what: 'a failure' })
    await waitFor(() => faults.injected().length > 0, { what: 'its trace' })
    await faults.stop()
    const told = program.output().length
    await waitFor(() => program.output().slice(told).includes('ok'), { what: 'a sync that succeeds again' })
    await program.kill()
  })

  it('ends a process at a call, before the call is done', async () => {
    const program = await start()
    const path = join(folder.path, 'b')
    const faults = await injectSyscallFaults(program.pid, { calls: ['unlink'], inject: 'signal=KILL', path })
    program.signal('SIGUSR1')
    expect((await program.ended).signal).toBe('SIGKILL')
    await faults.stop()
    expect(faults.injected()).toEqual([expect.stringContaining(`unlink("${path}")`)])
    expect(existsSync(path)).toBe(true)
  })

  it('says that it cannot trace a process that is none', async () => {
    await expect(injectSyscallFaults(2 ** 22 + 1, { calls: ['fsync'], inject: 'error=EIO' })).rejects.toThrow(
      /needs the right to trace/,
    )
  })
})
