import { caseStep, caseTarget } from '@wanding/contracts'
import { z } from 'zod'

/** A line of the journal: a step of a case. The first step of a case says what it is about. */
export const caseLine = caseStep.extend({
  id: z.string().min(1),
  about: z
    .object({
      mill: z.string(),
      run: z.string(),
      target: caseTarget,
      before: z.object({ count: z.number(), exposure: z.number() }).nullable(),
    })
    .nullable(),
})
export type CaseLine = z.infer<typeof caseLine>
