import { anomaliesQuery, pastQuery, tapeQuery } from '@wanding/contracts'
import { z } from 'zod'

/** Every question about the past may name the run it is about; the mill's present run if it does not. */
const ofRun = z.object({ run: z.string().min(1).max(128).optional() })

export const pastOfRun = pastQuery.and(ofRun)
export type PastOfRun = z.infer<typeof pastOfRun>
export const tapeOfRun = tapeQuery.and(ofRun)
export type TapeOfRun = z.infer<typeof tapeOfRun>
export const anomaliesOfRun = anomaliesQuery.and(ofRun)
export type AnomaliesOfRun = z.infer<typeof anomaliesOfRun>
