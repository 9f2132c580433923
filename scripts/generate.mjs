import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { requireNode, requirePackages, root } from './parts/project.mjs'

// npm run generate: writes the files that are made from code. With --check it writes nothing and fails if one is stale.

requireNode()
requirePackages('vite')
const { build } = await import('vite')

const GENERATED = [
  {
    file: 'docs/wire-format.md',
    source: 'libs/contracts/src/signals/wire-format.ts',
    render: (module) => module.renderWireFormat(),
  },
  {
    file: 'docs/calibration.md',
    source: 'libs/contracts/src/calibration/calibration-format.ts',
    render: (module) => module.renderCalibrationFormat(),
  },
  {
    file: 'docs/sparkplug-conformance.md',
    source: 'libs/testkit/src/sparkplug/conformance-page.ts',
    render: (module) => module.renderConformance(),
  },
  {
    file: 'simulator/mills/mill.schema.json',
    source: 'libs/contracts/src/files/mill-file-json-schema.ts',
    render: (module) => module.renderMillSchema(readFileSync(join(root, 'simulator/mills/jimo.yaml'), 'utf8')),
  },
  {
    file: 'deploy/grafana/dashboards/wanding.json',
    source: 'apps/api/src/store/influx/grafana-dashboard.ts',
    render: (module) => module.renderGrafanaDashboard(),
  },
  {
    file: 'deploy/influxdb/policies.iql',
    source: 'apps/api/src/store/influx/influx-schema.ts',
    render: (module) => module.renderPolicies(),
  },
]

/** Bundles a TypeScript module with all it imports, and loads it. */
async function load(source) {
  const folder = await mkdtemp(join(tmpdir(), 'wanding-generate-'))
  try {
    await build({
      root,
      configFile: false,
      logLevel: 'error',
      ssr: { noExternal: true },
      build: { ssr: join(root, source), outDir: folder, rolldownOptions: { output: { entryFileNames: 'module.mjs' } } },
    })
    return await import(pathToFileURL(join(folder, 'module.mjs')).href)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const check = process.argv.includes('--check')
for (const { file, source, render } of GENERATED) {
  const path = join(root, file)
  const fresh = render(await load(source))
  if (existsSync(path) && readFileSync(path, 'utf8') === fresh) continue
  if (check) {
    console.log(`${file} is not what ${source} gives now: run npm run generate`)
    process.exitCode = 1
  } else {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, fresh)
    console.log(`wrote ${file}`)
  }
}
