import { existsSync, readdirSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { tempFolder } from './temp-folder'

/** The clock of a program, as its own operating system would tell it, that can be set while it runs. */
export interface FakeTime {
  /** What a program must have in its environment when it is started. */
  env: Record<string, string>
  /** Sets the clock to so much ahead of the true one, or behind it; the program sees it within a second. */
  set(aheadMs: number): void
  stop(): Promise<void>
}

/** For programs with threads. */
const LIBRARY = 'faketime/libfaketimeMT.so.1'
const LIBRARIES = '/usr/lib'

function library(): string {
  const found = readdirSync(LIBRARIES)
    .map((name) => join(LIBRARIES, name, LIBRARY))
    .find((path) => existsSync(path))
  if (found === undefined) throw new Error('libfaketime is missing: apt-get install libfaketime')
  return found
}

/** Timers are not faked: only what time of day it is. */
export async function fakeTime(aheadMs = 0): Promise<FakeTime> {
  const folder = await tempFolder('fake-time')
  const file = join(folder.path, 'ahead')
  const set = (ms: number) => {
    // In one go: a program must not read half of it.
    writeFileSync(`${file}.new`, `${ms < 0 ? '-' : '+'}${Math.abs(ms) / 1000}\n`)
    renameSync(`${file}.new`, file)
  }
  set(aheadMs)
  return {
    env: {
      LD_PRELOAD: library(),
      FAKETIME_TIMESTAMP_FILE: file,
      FAKETIME_CACHE_DURATION: '1',
      FAKETIME_DONT_FAKE_MONOTONIC: '1',
      // Times of files are the disk's.
      NO_FAKE_STAT: '1',
    },
    set,
    stop: () => folder.stop(),
  }
}
