import { rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { Worker } from 'node:worker_threads'
import { build } from 'vite'

const HERE = dirname(fileURLToPath(import.meta.url))
const API = join(HERE, '../../..')

/** The DuckDB worker built as the api's build does it, for tests and benches that run from source. */
export interface BuiltWorker {
  /** Where `duckdb-worker.js` is, and the adapter itself as `duckdb-store.js` for processes of their own. */
  folder: string
  spawn: () => Worker
  stop(): Promise<void>
}

export async function buildWorker(): Promise<BuiltWorker> {
  // Inside the workspace, because the bundle finds DuckDB by Node's way up the folders.
  const folder = join(API, `node_modules/.wanding/duckdb-worker-${process.pid}`)
  await build({
    root: API,
    configFile: false,
    logLevel: 'error',
    build: {
      ssr: true,
      target: 'node20',
      outDir: folder,
      emptyOutDir: true,
      rolldownOptions: {
        input: { 'duckdb-worker': join(HERE, 'duckdb-worker.ts'), 'duckdb-store': join(HERE, 'duckdb-store.ts') },
      },
    },
  })
  return {
    folder,
    spawn: () => new Worker(pathToFileURL(join(folder, 'duckdb-worker.js'))),
    stop: () => rm(folder, { recursive: true, force: true }),
  }
}
