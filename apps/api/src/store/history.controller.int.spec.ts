import 'reflect-metadata'
import type { AddressInfo } from 'node:net'
import { type INestApplication, Module } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger'
import { machineHistory, namedSeries, spindleEvents, spindleSeconds } from '@wanding/contracts'
import { type TempFolder, tempFolder } from '@wanding/testkit'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { Bus, BusModule, type SpindleReading } from '../bus'
import { ClockModule } from '../clock'
import { ConfigModule, loadConfig } from '../config'
import { TwinModule } from '../twin'
import { type BuiltWorker, buildWorker } from './duckdb/built-worker.suite'
import { HistoryController } from './history.controller'
import type { HistoryStore } from './history-store.port'
import { storeProviders } from './store.providers'
import { HISTORY_STORE } from './store.tokens'
import { StoreWriter } from './store-writer'

/** A Sunday morning, so that mill time and the real clock differ. */
const T0 = Date.UTC(2026, 10, 22, 8)
const RUN = 'run-7'
const SPINDLES = 1200

let built: BuiltWorker
let folder: TempFolder
let app: INestApplication
let url: string

const stamp = (machine: string, atMs: number) => ({
  mill: 'jimo',
  gateway: 'G01',
  machine,
  run: RUN,
  atMs,
  receivedMs: atMs,
  historical: false,
})

/** A minute of two frames: RF01 spins at 18,500, and its spindle 642 breaks twice. */
function aMinuteOfTelemetry(bus: Bus): void {
  bus.emit('gatewayOnline', { mill: 'jimo', gateway: 'G01', run: RUN, atMs: T0, receivedMs: T0 })
  for (const machine of ['RF01', 'RF02']) {
    const values = new Map<string, string | number>([
      ['machine/kind', 'ring-frame'],
      ['frame/spindles', SPINDLES],
      ['spindle/speed', 18_500],
    ])
    bus.emit('reading', { ...stamp(machine, T0), kind: 'ring-frame', birth: true, values })
    bus.emit('spindles', { ...stamp(machine, T0), states: new Uint8Array(SPINDLES).fill(1) })
  }
  const down = (seconds: number, state: number) => ({ position: 642, state, atMs: T0 + seconds * 1000 + 250 })
  const changes = [down(10, 2), down(20, 1), down(30, 0x42), down(40, 1)]
  for (let second = 1; second <= 60; second++) {
    const atMs = T0 + second * 1000
    const reading: SpindleReading = {
      ...stamp('RF01', atMs),
      rpm: new Uint16Array(SPINDLES).fill(18_000 + second),
      transitions: changes.filter((change) => change.atMs >= atMs - 1000 && change.atMs < atMs),
    }
    bus.emit('spindles', reading)
  }
}

beforeAll(async () => {
  built = await buildWorker()
  folder = await tempFolder('history')
  @Module({ imports: [TwinModule], controllers: [HistoryController], providers: storeProviders(built.spawn) })
  class TestedModule {}
  @Module({
    imports: [
      ConfigModule.of(loadConfig({ WANDING_DATA: folder.path, LOG_LEVEL: 'silent' })),
      BusModule,
      ClockModule,
      TestedModule,
    ],
  })
  class AppModule {}
  app = await NestFactory.create(AppModule, { logger: false })
  await app.listen(0, '127.0.0.1')
  url = `http://127.0.0.1:${(app.getHttpServer().address() as AddressInfo).port}/api/mills`
  const writer = app.get(StoreWriter)
  writer.start()
  aMinuteOfTelemetry(app.get(Bus))
  const store = app.get<HistoryStore>(HISTORY_STORE)
  const at = { run: RUN, mill: 'jimo', atMs: T0 }
  writer.tick()
  await vi.waitFor(() => expect(writer.status(T0).queued).toBe(0), { timeout: 10_000 })
  await store.write({
    metrics: [],
    seconds: [],
    transitions: [],
    rollups: [],
    moments: [],
    series: [
      { ...at, series: 'kpi/kgPerHour', value: 1670 },
      { ...at, series: 'staffing/required', value: 9.71 },
      { ...at, series: 'staffing/role/winding', value: 1.02 },
    ],
  })
})
afterAll(async () => {
  await app?.get(StoreWriter).stop()
  await app?.close()
  await folder?.stop()
  await built?.stop()
})

async function get(path: string): Promise<{ status: number; body: unknown }> {
  const answer = await fetch(url + path)
  return { status: answer.status, body: await answer.json() }
}
const window = (seconds: number) => `from=${T0}&to=${T0 + seconds * 1000}`

describe('history over HTTP', () => {
  it("answers with a metric's history in the shape of its contract", async () => {
    const { status, body } = await get(`/jimo/machines/RF01/history?metric=spindle/speed&${window(60)}&points=6`)
    expect(status).toBe(200)
    expect(machineHistory.parse(body)).toEqual({
      mill: 'jimo',
      machine: 'RF01',
      metric: 'spindle/speed',
      unit: 'rpm',
      run: RUN,
      stepMs: 10_000,
      points: [0, 1, 2, 3, 4, 5].map((step) => [T0 + step * 10_000, 18_500, 18_500, 18_500]),
    })
  })

  it('takes ISO date-times too, and another run by name', async () => {
    const iso = `from=2026-11-22T08:00:00Z&to=${encodeURIComponent('2026-11-22T16:01:00+08:00')}`
    const here = await get(`/jimo/machines/RF01/history?metric=spindle/speed&${iso}`)
    expect(machineHistory.parse(here.body).points.length).toBeGreaterThan(0)
    const elsewhere = await get(`/jimo/machines/RF01/history?metric=spindle/speed&${iso}&run=another`)
    expect(machineHistory.parse(elsewhere.body)).toMatchObject({ run: 'another', points: [] })
  })

  it("answers with a spindle's events, state and flags apart", async () => {
    const { body } = await get(`/jimo/machines/RF01/spindles/642/events?${window(60)}`)
    expect(spindleEvents.parse(body)).toEqual({
      mill: 'jimo',
      machine: 'RF01',
      position: 642,
      run: RUN,
      events: [
        { atMs: T0 + 10_250, state: 2, flags: 0 },
        { atMs: T0 + 20_250, state: 1, flags: 0 },
        { atMs: T0 + 30_250, state: 2, flags: 0x40 },
        { atMs: T0 + 40_250, state: 1, flags: 0 },
      ],
    })
  })

  it("answers with a spindle's seconds as parallel arrays", async () => {
    const { body } = await get(`/jimo/machines/RF01/spindles/642/seconds?${window(61)}`)
    const seconds = spindleSeconds.parse(body)
    expect(seconds.atMs).toEqual(Array.from({ length: 60 }, (_, i) => T0 + (i + 1) * 1000))
    expect(seconds.rpm[41]).toBe(18_042)
    expect(seconds.state.slice(9, 12)).toEqual([1, 2, 2])
  })

  it('answers with the series of figures and of staffing', async () => {
    const kpi = namedSeries.parse((await get(`/jimo/kpi/history?${window(60)}&points=6`)).body)
    expect(kpi.series.kgPerHour!.slice(0, 1)).toEqual([[T0, 1670, 1670, 1670]])
    expect(kpi.series).toMatchObject({ efficiencyPercent: [], doffsPerFrameDay: [] })
    const staffing = namedSeries.parse((await get(`/jimo/staffing/history?${window(60)}`)).body)
    expect(staffing.series.required![0]).toEqual([T0, 9.71, 9.71, 9.71])
    expect(staffing.series['role/winding']![0]![1]).toBe(1.02)
    expect(staffing.series['role/packing']).toEqual([])
  })

  it.each([
    [`/nowhere/kpi/history?${window(1)}`, 404, 'mill/unknown'],
    [`/jimo/machines/RF99/history?${window(1)}&metric=x`, 404, 'machine/unknown'],
    [`/jimo/machines/RF01/spindles/1201/events?${window(1)}`, 404, 'spindle/unknown'],
    [`/jimo/machines/RF01/spindles/0/events?${window(1)}`, 400, 'query/invalid'],
    [`/jimo/machines/RF01/spindles/x/seconds?${window(1)}`, 400, 'query/invalid'],
    ['/jimo/kpi/history', 400, 'query/invalid'],
    [`/jimo/kpi/history?from=${T0}&to=${T0}`, 400, 'query/invalid'],
    [`/jimo/kpi/history?${window(1)}&points=0`, 400, 'query/invalid'],
    [`/jimo/kpi/history?${window(1)}&from=1`, 400, 'query/invalid'],
    [`/jimo/machines/RF01/history?${window(1)}`, 400, 'query/invalid'],
    [`/jimo/machines/RF01/spindles/1/seconds?${window(90_000)}`, 400, 'query/invalid'],
  ])('refuses %s with %d %s', async (path, status, code) => {
    const answer = await get(path)
    expect(answer.status).toBe(status)
    expect(answer.body).toMatchObject({ code, message: expect.any(String) })
    if (status === 400) expect((answer.body as { problems: string[] }).problems.length).toBeGreaterThan(0)
  })

  it('stands whole in the OpenAPI document', () => {
    const document = SwaggerModule.createDocument(app, new DocumentBuilder().build())
    const routes = Object.entries(document.paths).filter(([path]) => path !== '/api/mills' && !/machines$/.test(path))
    expect(routes.map(([path]) => path.replace('/api/mills/{mill}', '')).sort()).toEqual([
      '/kpi/history',
      '/machines/{machine}/history',
      '/machines/{machine}/spindles/{position}/events',
      '/machines/{machine}/spindles/{position}/seconds',
      '/staffing/history',
    ])
    for (const [, { get: operation }] of routes) {
      expect(operation?.summary).toBeTruthy()
      expect(Object.keys(operation?.responses ?? {}).sort()).toEqual(['200', '400', '404', '503'])
      expect(operation?.parameters?.map((p) => ('name' in p ? p.name : ''))).toEqual(
        expect.arrayContaining(['mill', 'from', 'to', 'run']),
      )
    }
  })
})
