import { spawn } from 'node:child_process'
import { requireNode, requirePackages, root } from './parts/project.mjs'

// npm run check: everything that can be known without running the product. One line a step, and its output if it failed.

const AT_ONCE = 2

requireNode()
requirePackages('typescript', '@biomejs/biome', 'dependency-cruiser', 'svelte-check')

const own = (script, ...args) => [`scripts/${script}`, ...args]
const tool = (path, ...args) => [`node_modules/${path}`, ...args]

/** The longest first, so that the short ones fill the gaps. */
const steps = [
  {
    name: 'types of the dashboard',
    run: tool(
      'svelte-check/bin/svelte-check',
      '--workspace',
      'apps/dashboard',
      '--fail-on-warnings',
      '--output',
      'human',
    ),
  },
  { name: 'types', run: tool('typescript/bin/tsc', '--noEmit', '-p', '.') },
  { name: 'types of the api', run: tool('typescript/bin/tsc', '--noEmit', '-p', 'apps/api') },
  {
    name: 'arrows',
    run: tool(
      'dependency-cruiser/bin/dependency-cruise.mjs',
      '--config',
      '.dependency-cruiser.mjs',
      '--output-type',
      'err-long',
      'libs',
      'simulator',
      'apps',
    ),
  },
  { name: 'arrows of .svelte files', run: own('parts/svelte-arrows.mjs') },
  { name: 'generated files', run: own('generate.mjs', '--check') },
  { name: 'purity of the engine', run: own('parts/purity.mjs') },
  { name: 'lint and format', run: tool('@biomejs/biome/bin/biome', 'check', '.') },
  { name: 'lock file', run: own('parts/lock-check.mjs') },
]

function run({ name, run: args }) {
  return new Promise((resolve) => {
    const since = performance.now()
    const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk))
    child.once('close', (code) => {
      const took = `${((performance.now() - since) / 1000).toFixed(1)} s`
      if (code !== 0) console.log(output.trimEnd())
      console.log(`${code === 0 ? 'ok    ' : 'FAILED'}  ${name}  (${took})`)
      resolve(code === 0)
    })
  })
}

const waiting = [...steps]
let failed = 0
async function worker() {
  for (let step = waiting.shift(); step; step = waiting.shift()) if (!(await run(step))) failed += 1
}
await Promise.all(Array.from({ length: AT_ONCE }, worker))
console.log(failed === 0 ? `all ${steps.length} checks passed` : `${failed} of ${steps.length} checks failed`)
process.exitCode = failed === 0 ? 0 : 1
