import { eventsQuery, historyQuery, secondsQuery, seriesQuery } from '@wanding/contracts'
import { z } from 'zod'

/** Every question about the past may name the run it is about; the mill's present run if it does not. */
const ofRun = z.object({ run: z.string().min(1).max(128).optional() })

export const historyOfRun = historyQuery.and(ofRun)
export type HistoryOfRun = z.infer<typeof historyOfRun>
export const eventsOfRun = eventsQuery.and(ofRun)
export type EventsOfRun = z.infer<typeof eventsOfRun>
export const secondsOfRun = secondsQuery.and(ofRun)
export type SecondsOfRun = z.infer<typeof secondsOfRun>
export const seriesOfRun = seriesQuery.and(ofRun)
export type SeriesOfRun = z.infer<typeof seriesOfRun>

/** The longest frame of this world has fewer. */
const MOST_SPINDLES = 65_535
export const position = z.coerce.number().int().min(1).max(MOST_SPINDLES)
