import { availableParallelism } from 'node:os'
import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'vitest/config'

const everywhere = '{libs/*,simulator,apps/*,scripts}'
const ignored = ['**/node_modules/**', '**/dist/**']
const setupFiles = ['./vitest.laws.ts']
/** What only computes takes every core; servers and browsers get one file at a time on two cores, and nothing beside them. */
const computing = { maxWorkers: Math.max(2, availableParallelism() - 1), sequence: { groupOrder: 0 } }
const serving = { sequence: { groupOrder: 1 } }
const browsing = { fileParallelism: false, sequence: { groupOrder: 2 } }

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
          sequence: { groupOrder: 3 },
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
