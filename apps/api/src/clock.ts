import { Global, Module } from '@nestjs/common'

/** The real clock of the process, as something that can be replaced. */
export interface Clock {
  /** Epoch ms. */
  nowMs(): number
}

/** Injection token of the clock. */
export const CLOCK = Symbol('CLOCK')

export const systemClock: Clock = { nowMs: () => Date.now() }

/** One clock for the whole process; the only place of the backend's thinking parts where time comes from. */
@Global()
@Module({ providers: [{ provide: CLOCK, useValue: systemClock }], exports: [CLOCK] })
export class ClockModule {}
