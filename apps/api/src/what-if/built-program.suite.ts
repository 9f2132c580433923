import { rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'vite'
import { programAt } from './what-if.providers'
import type { WhatIfProgram } from './what-if.tokens'

const HERE = dirname(fileURLToPath(import.meta.url))
const API = join(HERE, '../..')

/** The threads' program built as the api's build does it, for tests that run from source. */
export async function buildProgram(): Promise<{ program: WhatIfProgram; stop(): Promise<void> }> {
  const folder = join(API, `node_modules/.wanding/what-if-worker-${process.pid}`)
  await build({
    root: API,
    configFile: false,
    logLevel: 'error',
    build: {
      ssr: true,
      target: 'node20',
      outDir: folder,
      emptyOutDir: true,
      rolldownOptions: { input: { 'what-if-worker': join(HERE, 'what-if-worker.ts') } },
    },
  })
  return {
    program: programAt(pathToFileURL(join(folder, 'what-if-worker.js'))),
    stop: () => rm(folder, { recursive: true, force: true }),
  }
}
