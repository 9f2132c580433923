import { type DynamicModule, Global, Module } from '@nestjs/common'
import type { ApiConfig } from './config'

/** Injection token of the frozen configuration. */
export const API_CONFIG = Symbol('API_CONFIG')

/** The configuration as the launcher read it; tests pass their own. */
@Global()
@Module({})
// biome-ignore lint/complexity/noStaticOnlyClass: a Nest dynamic module is a class with a static factory
export class ConfigModule {
  static of(config: Readonly<ApiConfig>): DynamicModule {
    return { module: ConfigModule, providers: [{ provide: API_CONFIG, useValue: config }], exports: [API_CONFIG] }
  }
}
