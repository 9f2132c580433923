import fc from 'fast-check'

/**
 * What the laws (fast-check) are tried with. On CI with the same examples every time, so that a run tells of the change and not of
 * its luck; elsewhere with new ones, or those of `LAWS_SEED`. `LAWS_RUNS=5000 npm test -- --project unit` tries each law so often that
 * does not say itself how often.
 */
const { CI, LAWS_RUNS, LAWS_SEED } = process.env
fc.configureGlobal({
  ...(LAWS_SEED ? { seed: Number(LAWS_SEED) } : CI ? { seed: 100_800 } : {}),
  ...(LAWS_RUNS ? { numRuns: Number(LAWS_RUNS) } : {}),
})
