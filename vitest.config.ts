import { availableParallelism } from 'node:os'
import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'vitest/config'

const everywhere = '{libs/*,simulator,apps/*,scripts}'
const ignored = ['**/node_modules/**', '**/dist/**']
const setupFiles = ['./vitest.laws.ts']
/** What only computes takes every core, and loads once what its files share: none of it keeps a state from one test to the next. */
const computing = { isolate: false, maxWorkers: Math.max(2, availableParallelism() - 1), sequence: { groupOrder: 0 } }
/** What runs against servers waits for most of its time: two files at once, each with ports and folders of its own. */
const serving = { maxWorkers: 2, sequence: { groupOrder: 1 } }
/** Whole mills whose faults take minutes: most of it is waiting, so two of them share two cores. */
const enduring = { maxWorkers: 2, sequence: { groupOrder: 3 } }
/** A system and its browser fill two cores: one at a time, and nothing beside it; two pages where a test says `concurrent`. */
const browsing = { fileParallelism: false, maxConcurrency: 2, sequence: { groupOrder: 2 } }

/**
 * Sizes by name: `*.spec.ts` (no I/O), `*.int.spec.ts` (real servers), `*.e2e.spec.ts` (the whole system in a browser), and
 * `*.long.spec.ts` (minutes of computing; npm run test:long, not part of npm test).
 */
export default defineConfig({
  test: {
    projects: [
      {
        plugins: [svelte()],
        test: {
          name: 'unit',
          ...computing,
          environment: 'node',
          setupFiles,
          include: [`${everywhere}/**/*.spec.ts`],
          exclude: [...ignored, '**/*.int.spec.ts', '**/*.e2e.spec.ts', '**/*.long.spec.ts'],
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'int',
          ...serving,
          environment: 'node',
          setupFiles,
          include: [`${everywhere}/**/*.int.spec.ts`],
          exclude: ignored,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'e2e',
          ...browsing,
          environment: 'node',
          setupFiles,
          include: ['apps/e2e/**/*.e2e.spec.ts'],
          exclude: ignored,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'long',
          ...enduring,
          environment: 'node',
          setupFiles,
          include: [`${everywhere}/**/*.long.spec.ts`],
          exclude: ignored,
          testTimeout: 600_000,
        },
      },
    ],
  },
})
