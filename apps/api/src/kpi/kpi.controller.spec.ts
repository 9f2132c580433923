import 'reflect-metadata'
import type { INestApplication } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger'
import { FIGURES } from '@wanding/contracts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Bus, BusModule } from '../bus'
import { ClockModule } from '../clock'
import { FRAME_RATES, MEASURED_EVENTS } from './index'
import { KpiController } from './kpi.controller'
import { KpiModule } from './kpi.module'
import { HEALTHY_FRAME, START_MS, Telemetry } from './telemetry.builder'

let app: INestApplication

beforeAll(async () => {
  app = await NestFactory.create(
    { module: class Root {}, imports: [BusModule, ClockModule, KpiModule] },
    { logger: false },
  )
  await app.init()
})

afterAll(() => app.close())

describe('GET kpi', () => {
  it('answers a mill that telemetry told of, and 404 for another', () => {
    new Telemetry(app.get(Bus)).birth('RF01', 'ring-frame', START_MS, HEALTHY_FRAME)
    const controller = app.get(KpiController)
    expect(controller.now('jimo')).toMatchObject({ mill: 'jimo', spindles: 1200, run: 'run-1' })
    expect(() => controller.now('other')).toThrow('no telemetry of this mill has been seen')
  })

  it('is described with its full shape', () => {
    const document = SwaggerModule.createDocument(app, new DocumentBuilder().build())
    const answer = document.paths['/api/mills/{mill}/kpi']?.get?.responses['200']
    const schema = JSON.parse(JSON.stringify(answer)).content['application/json'].schema
    expect(Object.keys(schema.properties.figures.properties)).toEqual([...FIGURES])
  })
})

describe('the module', () => {
  it('gives one service behind both ports', () => {
    expect(app.get(FRAME_RATES)).toBe(app.get(MEASURED_EVENTS))
  })
})
