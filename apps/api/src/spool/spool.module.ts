import { join } from 'node:path'
import { Global, Inject, Module, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common'
import { pino } from 'pino'
import { Bus } from '../bus'
import { CLOCK, type Clock } from '../clock'
import { API_CONFIG, type ApiConfig } from '../config'
import { DerivedFeed } from './derived-feed'
import { Spool } from './spool'

/** The bus on which the store hears what is kept: from the spool, in order, when it is on the disk. */
export const KEPT_BUS = Symbol('KEPT_BUS')

@Global()
@Module({
  providers: [
    {
      provide: Spool,
      useFactory: ({ dataFolder, spoolMostBytes, logLevel }: ApiConfig) =>
        Spool.open({
          folder: join(dataFolder, 'spool'),
          mostBytes: spoolMostBytes,
          log: pino({ name: 'spool', level: logLevel }),
        }),
      inject: [API_CONFIG],
    },
    {
      provide: KEPT_BUS,
      useFactory: ({ logLevel }: ApiConfig) => {
        const log = pino({ name: 'store', level: logLevel })
        return new Bus((err, event) => log.error({ err, event }, 'a message could not be prepared for the store'))
      },
      inject: [API_CONFIG],
    },
  ],
  exports: [Spool, KEPT_BUS],
})
export class SpoolModule implements OnModuleInit, OnApplicationShutdown {
  private readonly feed: DerivedFeed

  constructor(
    private readonly spool: Spool,
    bus: Bus,
    @Inject(CLOCK) clock: Clock,
  ) {
    this.feed = new DerivedFeed(bus, spool, () => clock.nowMs())
  }

  onModuleInit(): void {
    this.feed.start()
  }

  /** What the store has not taken by now stays on the disk for the next start. */
  async onApplicationShutdown(): Promise<void> {
    this.feed.stop()
    await this.spool.stop()
  }
}
