import { Global, Module } from '@nestjs/common'
import { pino } from 'pino'
import { Bus } from './bus'

const log = pino({ name: 'bus', level: process.env.LOG_LEVEL ?? 'info' })

/** One bus for the whole process. */
@Global()
@Module({
  providers: [
    { provide: Bus, useFactory: () => new Bus((err, event) => log.error({ err, event }, 'a listener failed')) },
  ],
  exports: [Bus],
})
export class BusModule {}
