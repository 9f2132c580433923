import { spawn } from 'node:child_process'
import { parseArgs } from 'node:util'
import { fail, root } from './parts/project.mjs'

// npm run chaos -- --minutes 10 --seed 1: draws faults of programs, lines and servers, and must end with exact books. Without a
// seed one is drawn; it is printed first, so that a run that fails can be had again.

const { values } = parseArgs({ options: { minutes: { type: 'string', default: '10' }, seed: { type: 'string' } } })
const minutes = Number(values.minutes)
const seed = values.seed === undefined ? Math.floor(Math.random() * 1_000_000) : Number(values.seed)
if (!(minutes > 0 && minutes <= 24 * 60)) fail(`--minutes ${values.minutes}: a number above 0, at most 1440`)
if (!Number.isSafeInteger(seed) || seed < 0) fail(`--seed ${values.seed}: a whole number from 0`)
console.log(`chaos: seed ${seed}, ${minutes} min`)
const child = spawn(
  process.execPath,
  ['scripts/test.mjs', '--project', 'long', 'apps/e2e/src/chaos.long.spec.ts', '--disable-console-intercept'],
  { cwd: root, stdio: 'inherit', env: { ...process.env, CHAOS_MINUTES: String(minutes), CHAOS_SEED: String(seed) } },
)
process.on('SIGINT', () => {})
process.on('SIGTERM', () => child.kill('SIGTERM'))
child.once('exit', (code, signal) => {
  if (code !== 0) console.error(`again: npm run chaos -- --minutes ${minutes} --seed ${seed}`)
  process.exit(signal ? 1 : code)
})
