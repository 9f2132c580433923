import { buildTargets, staleTargets, targets } from './parts/build-targets.mjs'
import { fail, requireNode, requirePackages } from './parts/project.mjs'

// npm run build [-- --force] [names]: builds what is stale, side by side.

requireNode()
requirePackages('vite')

const names = process.argv.slice(2).filter((argument) => !argument.startsWith('--'))
for (const name of names) if (!targets[name]) fail(`no target ${name}: one of ${Object.keys(targets).join(', ')}`)

const wanted = names.length > 0 ? names : Object.keys(targets)
const stale = process.argv.includes('--force') ? wanted : staleTargets(wanted)
try {
  await buildTargets(stale, (name, took, output) => {
    if (output) console.log(output)
    console.log(`built  ${name.padEnd(9)}  ${took.toFixed(1)} s`)
  })
} catch (error) {
  fail(error.message)
}
for (const name of wanted) if (!stale.includes(name)) console.log(`fresh  ${name}`)
