import 'reflect-metadata'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { NestFactory } from '@nestjs/core'
import type { NestExpressApplication } from '@nestjs/platform-express'
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger'
import compression from 'compression'
import helmet from 'helmet'
import { pino } from 'pino'
import { AppModule } from './app.module'
import { type ApiConfig, ConfigError, loadConfig } from './config'
import { ErrorFilter } from './error.filter'
import { MsgpackSocketAdapter } from './msgpack-socket.adapter'
import { nestLogger } from './nest-logger'

const EXIT_BAD_SETTING = 2

const contentSecurityPolicy = {
  useDefaults: true,
  directives: {
    'connect-src': ["'self'", 'ws:', 'wss:'],
    'style-src': ["'self'", "'unsafe-inline'"],
    'img-src': ["'self'", 'data:', 'blob:'],
    // Plain HTTP in the mill's own network must go on working.
    'upgrade-insecure-requests': null,
  },
}

async function serve(config: Readonly<ApiConfig>): Promise<void> {
  const log = pino({ name: 'api', level: config.logLevel })
  const dashboard = fileURLToPath(new URL('../../dashboard/dist', import.meta.url))
  const app = await NestFactory.create<NestExpressApplication>(
    AppModule.of(config, existsSync(dashboard) ? dashboard : undefined),
    { logger: nestLogger(log), abortOnError: false },
  )
  app.use(compression())
  app.use(helmet({ contentSecurityPolicy, strictTransportSecurity: false }))
  app.useWebSocketAdapter(new MsgpackSocketAdapter(app))
  app.useGlobalFilters(new ErrorFilter(log))
  SwaggerModule.setup(
    'api/docs',
    app,
    SwaggerModule.createDocument(
      app,
      new DocumentBuilder()
        .setTitle('Wanding 万锭')
        .setDescription('Mills, machines, spindles and the people they need, learned from telemetry.')
        .setVersion('0.1.0')
        .build(),
    ),
  )
  app.enableShutdownHooks(['SIGINT', 'SIGTERM'], { useProcessExit: true })
  await app.listen(config.http.port, config.http.host)
  log.debug({ port: config.http.port, host: config.http.host }, 'listening')
}

try {
  await serve(loadConfig(process.env))
} catch (error) {
  const message = error instanceof Error ? error.message : String(error)
  console.error(message)
  process.exit(error instanceof ConfigError ? EXIT_BAD_SETTING : 1)
}
