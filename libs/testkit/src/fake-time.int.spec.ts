import { expect, it } from 'vitest'
import { fakeTime } from './fake-time'
import { startProcess } from './start-process'
import { waitFor } from './wait-for'

const HOUR_MS = 3_600_000
const TELLING = 'setInterval(() => console.log(Date.now(), performance.now()), 20)'

it('sets the clock of a running program, and leaves its timers alone', async () => {
  const time = await fakeTime()
  const program = await startProcess(process.execPath, ['-e', TELLING], { env: time.env, readyWhen: '\n' })
  const last = () => program.output().trim().split('\n').at(-1)!.split(' ').map(Number) as [number, number]
  const aheadMs = () => last()[0] - Date.now()
  for (const ms of [0, HOUR_MS, -HOUR_MS, 0]) {
    time.set(ms)
    await waitFor(() => Math.abs(aheadMs() - ms) < 1000, { what: `a clock that is ${ms} ms ahead` })
  }
  expect(last()[1]).toBeLessThan(30_000)
  await program.kill()
  await time.stop()
})
