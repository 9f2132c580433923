import { readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { Provider } from '@nestjs/common'
import { CALIBRATED_MILLS, type CalibratedMills } from '../calibration'
import { API_CONFIG, type ApiConfig } from '../config'
import { MEASURED_EVENTS, type MeasuredEventsSource } from '../kpi'
import { identityOf } from './canonical'
import { KeptResults } from './kept-results'
import { MillLibrary } from './mill-library'
import { WhatIfService } from './what-if.service'
import { KEPT_RESULTS, MILL_LIBRARY, WHAT_IF_PROGRAM, type WhatIfProgram, WORKER_POOL } from './what-if.tokens'
import { WorkerPool } from './worker-pool'

/** More threads than this only take memory: a what-if is bounded by what it may ask. */
const MOST_THREADS = 16

/** The program of the threads, as it was built; parts that it shares with others are named in it by their own digests. */
export const programAt = (url: URL): WhatIfProgram => ({
  spawn: () => new Worker(url),
  digest: identityOf(readFileSync(url, 'utf8')).slice(0, 12),
})

/** What the module is made of; tests that run from source bring a program they have built. */
export const whatIfProviders = (program: () => WhatIfProgram): Provider[] => [
  { provide: WHAT_IF_PROGRAM, useFactory: program },
  {
    provide: WORKER_POOL,
    inject: [WHAT_IF_PROGRAM],
    useFactory: ({ spawn }: WhatIfProgram) => new WorkerPool(spawn, Math.min(MOST_THREADS, availableParallelism())),
  },
  {
    provide: KEPT_RESULTS,
    inject: [API_CONFIG],
    useFactory: ({ dataFolder }: ApiConfig) => new KeptResults(join(dataFolder, 'what-if')),
  },
  {
    provide: MILL_LIBRARY,
    inject: [MEASURED_EVENTS, { token: CALIBRATED_MILLS, optional: true }],
    useFactory: (source: MeasuredEventsSource, calibrated?: CalibratedMills) =>
      new MillLibrary((mill) => source.measured(mill), calibrated),
  },
  WhatIfService,
]
