import fc from 'fast-check'

/**
 * What the laws (fast-check) are tried with. On CI with the same examples every time, so that a run tells of the change and not of
 * its luck; elsewhere with new ones. `LAWS_RUNS=5000 npm test -- --project unit` tries each law so often that does not say itself how often.
 */
const { CI, LAWS_RUNS } = process.env
fc.configureGlobal({
  ...(CI ? { seed: 100_800 } : {}),
  ...(LAWS_RUNS ? { numRuns: Number(LAWS_RUNS) } : {}),
})
