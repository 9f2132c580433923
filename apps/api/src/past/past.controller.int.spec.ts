import 'reflect-metadata'
import type { AddressInfo } from 'node:net'
import { Global, type INestApplication, Module } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger'
import {
  anomalies,
  decodeFrameRows,
  decodePicture,
  decodeProcessRows,
  decodeTape,
  errorAnswer,
  machineThen,
  pictureAt,
  recorded,
} from '@wanding/contracts'
import { type TempFolder, tempFolder } from '@wanding/testkit'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { AlarmsModule } from '../alarms'
import { Bus, BusModule, type SpindleReading } from '../bus'
import { CLOCK, type Clock } from '../clock'
import { ConfigModule, loadConfig } from '../config'
import { KpiModule } from '../kpi'
import { type BuiltWorker, buildWorker } from '../store/duckdb/built-worker.suite'
import { storeProviders } from '../store/store.providers'
import { StoreWriter } from '../store/store-writer'
import { TwinModule } from '../twin'
import { PastController } from './past.controller'
import { PastService } from './past.service'
import { PastMender } from './past-mender'
import { PastRecorder } from './past-recorder'

const T0 = Date.UTC(2026, 10, 22, 8)
const RUN = 'run-7'
const SPINDLES = 8

let built: BuiltWorker
let folder: TempFolder
let app: INestApplication
let bus: Bus
let url: string

/** Real time goes on only when a test says so: however slow this computer is, nobody is taken for silent. */
let realMs = Date.now()
const clock: Clock = { nowMs: () => realMs }

const of = (machine: string, seconds: number) => ({
  mill: 'jimo',
  gateway: 'G01',
  machine,
  run: RUN,
  atMs: T0 + seconds * 1000,
  receivedMs: realMs,
  historical: false,
})

function birth(machine: string, kind: string, values: Record<string, string | number>): void {
  bus.emit('reading', { ...of(machine, 0), kind, birth: true, values: new Map(Object.entries(values)) })
}

/** One burst of telemetry, and the moments that are made of it. */
async function burst(tell: () => void): Promise<void> {
  const made = new Promise<void>((resolve) => {
    const off = bus.on('moment', () => {
      off()
      resolve()
    })
  })
  tell()
  await made
}

const second = (seconds: number, parts: Partial<SpindleReading>, reason?: string) =>
  burst(() => {
    if (reason) {
      const values = new Map<string, string | number>([
        ['machine/reason', reason],
        ['energy/power', seconds],
      ])
      bus.emit('reading', { ...of('RF01', seconds), kind: '', birth: false, values })
    }
    bus.emit('spindles', { ...of('RF01', seconds), rpm: new Uint16Array(SPINDLES).fill(18_000 + seconds), ...parts })
  })

beforeAll(async () => {
  built = await buildWorker()
  folder = await tempFolder('past')
  @Module({
    imports: [TwinModule, KpiModule, AlarmsModule],
    controllers: [PastController],
    providers: [...storeProviders(built.spawn), PastService, PastRecorder, PastMender],
  })
  class TestedModule {}
  @Global()
  @Module({ providers: [{ provide: CLOCK, useValue: clock }], exports: [CLOCK] })
  class StandingClockModule {}
  @Module({
    imports: [
      ConfigModule.of(loadConfig({ WANDING_DATA: folder.path, LOG_LEVEL: 'silent' })),
      BusModule,
      StandingClockModule,
      TestedModule,
    ],
  })
  class AppModule {}
  app = await NestFactory.create(AppModule, { logger: false })
  await app.listen(0, '127.0.0.1')
  url = `http://127.0.0.1:${(app.getHttpServer().address() as AddressInfo).port}/api/mills`
  bus = app.get(Bus)
  const writer = app.get(StoreWriter)
  writer.start()
  await burst(() => {
    bus.emit('gatewayOnline', { mill: 'jimo', gateway: 'G01', run: RUN, atMs: T0, receivedMs: realMs })
    birth('RF01', 'ring-frame', { 'machine/reason': 'producing', 'frame/spindles': SPINDLES, 'frame/lot': 'A7' })
    bus.emit('spindles', { ...of('RF01', 0), states: new Uint8Array(SPINDLES).fill(1) })
    birth('CD01', 'card', { 'machine/reason': 'producing', 'machine/state': 'Executing' })
  })
  await second(1, {}, 'producing')
  await second(2, { transitions: [{ position: 5, state: 2, atMs: T0 + 1400 }] })
  await second(3, {}, 'fault')
  await second(70, { transitions: [{ position: 5, state: 1, atMs: T0 + 69_000 }] }, 'producing')
  await second(75, {}, 'producing')
  writer.tick()
  await vi.waitFor(() => expect(writer.status(Date.now()).queued).toBe(0), { timeout: 10_000 })
})
afterAll(async () => {
  await app?.get(StoreWriter).stop()
  await app?.close()
  await folder?.stop()
  await built?.stop()
})

const get = async (path: string) => {
  const answer = await fetch(url + path)
  return { status: answer.status, type: answer.headers.get('content-type'), body: await answer.arrayBuffer() }
}
const json = async (path: string): Promise<unknown> => JSON.parse(Buffer.from((await get(path)).body).toString())
const picture = async (ms: number) => decodePicture(new Uint8Array((await get(`/jimo/at?time=${T0 + ms}`)).body))

describe('the past over HTTP', () => {
  it('tells from when to when it reaches', async () => {
    expect(recorded.parse(await json('/jimo/recorded'))).toEqual({
      mill: 'jimo',
      run: RUN,
      runs: [{ run: RUN, fromMs: T0, toMs: T0 + 75_000 }],
    })
  })

  it('tells the whole mill at a moment, spindles to the millisecond', async () => {
    expect((await get(`/jimo/at?time=${T0}`)).type).toBe('application/octet-stream')
    const state = async (ms: number) => (await picture(ms)).states[4]
    expect([await state(0), await state(1399), await state(1400), await state(50_000)]).toEqual([1, 1, 2, 2])
    expect([await state(69_000), await state(75_000)]).toEqual([1, 1])
    const then = await picture(50_000)
    expect(then).toMatchObject({ mill: 'jimo', run: RUN, atMs: T0 + 3000 })
    expect(then.frames).toEqual([{ id: 'RF01', spindles: SPINDLES, gateway: 'G01', zone: '' }])
    expect(decodeFrameRows(then.frameRows)[0]).toMatchObject({ reason: 'fault', powerKw: 3, online: true })
    expect(then.machines.map(({ id }) => id)).toEqual(['CD01'])
    expect(decodeProcessRows(then.processRows)[0]).toMatchObject({ state: 'Executing', reason: 'producing' })
  })

  it('gives a stretch to be played, of which any moment is the same as asked alone', async () => {
    const bytes = (await get(`/jimo/tape?from=${T0 + 500}&to=${T0 + 69_500}`)).body
    const tape = decodeTape(new Uint8Array(bytes))
    for (const ms of [500, 1400, 2500, 68_999, 69_000]) {
      const begin = tape.pictures.findLast(({ atMs }) => atMs <= T0 + ms)!
      const played = pictureAt(begin, tape.steps, T0 + ms)
      const alone = await picture(ms)
      expect([...played.states]).toEqual([...alone.states])
      expect([...played.frameRows]).toEqual([...alone.frameRows])
    }
    const pictures = decodeTape(new Uint8Array((await get(`/jimo/tape?from=${T0}&to=${T0 + 80_000}&every=60`)).body))
    expect(pictures.steps).toEqual([])
    expect(pictures.pictures.map(({ atMs }) => (atMs - T0) / 1000)).toEqual([0, 70])
  })

  it('tells a frame with all that it said, its spindles and their speeds', async () => {
    const then = machineThen.parse(await json(`/jimo/machines/RF01/at?time=${T0 + 2000}`))
    expect(then).toMatchObject({ machine: 'RF01', kind: 'ring-frame', gateway: 'G01', online: true, rpmFrom: 'second' })
    expect(then.metrics).toMatchObject({ 'machine/reason': 'producing', 'energy/power': 1, 'frame/lot': 'A7' })
    expect(then.rpm).toEqual(new Array(SPINDLES).fill(18_002))
    expect(then.states![4]).toBe(2)
    const card = machineThen.parse(await json(`/jimo/machines/CD01/at?time=${T0 + 2000}`))
    expect(card).toMatchObject({ kind: 'card', states: null, rpm: null, metrics: { 'machine/state': 'Executing' } })
  })

  it('tells what was out of the ordinary', async () => {
    // The real figures come once a second of real time: what they found is in the bus by now, or comes soon.
    const writer = app.get(StoreWriter)
    const fault = new Map([['machine/reason', 'fault']])
    bus.emit('reading', { ...of('RF01', 80), kind: '', birth: false, values: fault })
    await vi.waitFor(
      async () => {
        writer.tick()
        const found = anomalies.parse(await json(`/jimo/anomalies?from=${T0}&to=${T0 + 3_600_000}`))
        expect(found.anomalies).toContainEqual(
          expect.objectContaining({ kind: 'frame-stopped', machine: 'RF01', priority: 3, atMs: T0 + 80_000 }),
        )
        expect(found.more).toBe(false)
      },
      { timeout: 30_000, interval: 200 },
    )
    expect(await json(`/jimo/anomalies?from=${T0 - 5000}&to=${T0}`)).toMatchObject({ anomalies: [] })
  })

  it('shows what a gateway told after it was dark', async () => {
    const line = (seconds: number) => ({ mill: 'jimo', gateway: 'G01', run: RUN, atMs: T0 + seconds * 1000 })
    const of2 = (seconds: number) => ({ ...of('RF02', seconds), gateway: 'G02' })
    await burst(() => bus.emit('reading', { ...of2(100), kind: 'ring-frame', birth: true, values: new Map() }))
    await burst(() => bus.emit('gatewayOffline', { ...line(101), receivedMs: realMs }))
    for (const seconds of [105, 110, 115, 120])
      await burst(() =>
        bus.emit('reading', { ...of2(seconds), kind: '', birth: false, values: new Map([['energy/power', seconds]]) }),
      )
    const row = async (ms: number) => decodeFrameRows((await picture(ms)).frameRows)[0]!
    await vi.waitFor(async () => {
      app.get(StoreWriter).tick()
      expect(await row(112_000)).toMatchObject({ online: false, powerKw: 75 })
    })
    for (const seconds of [102, 106, 111, 116]) {
      const late = { ...of('RF01', seconds), historical: true }
      bus.emit('reading', { ...late, kind: '', birth: false, values: new Map([['energy/power', seconds]]) })
      bus.emit('spindles', { ...late, transitions: [{ position: 7, state: seconds % 3, atMs: late.atMs - 400 }] })
    }
    // Put in when nothing more of it has come for a while.
    realMs += 6000
    await vi.waitFor(
      async () => {
        await app.get(PastMender).look()
        app.get(StoreWriter).tick()
        expect(await row(112_000)).toMatchObject({ online: true, powerKw: 106 })
      },
      { timeout: 15_000, interval: 500 },
    )
    const state = async (ms: number) => (await picture(ms)).states[6]
    expect([await state(110_599), await state(110_600), await state(115_600)]).toEqual([1, 0, 2])
    expect((await row(119_000)).powerKw).toBe(111)
  })

  it.each([
    [`/nowhere/recorded`, 404, 'mill/unknown'],
    [`/nowhere/at?time=${T0}`, 404, 'mill/unknown'],
    [`/jimo/at?time=${T0 - 1}`, 404, 'past/before-first'],
    [`/jimo/at?time=${T0 + 3_600_000}`, 400, 'past/in-the-future'],
    [`/jimo/at?time=${T0}&run=another`, 404, 'run/unknown'],
    ['/jimo/at?time=yesterday', 400, 'query/invalid'],
    ['/jimo/at', 400, 'query/invalid'],
    [`/jimo/tape?from=${T0 - 9000}&to=${T0 - 5000}`, 404, 'past/before-first'],
    [`/jimo/tape?from=${T0}&to=${T0 + 11 * 60_000}`, 400, 'query/invalid'],
    [`/jimo/tape?from=${T0}&to=${T0 + 7 * 3_600_000}&every=60`, 400, 'query/invalid'],
    [`/jimo/tape?from=${T0}&to=${T0}`, 400, 'query/invalid'],
    [`/jimo/machines/RF99/at?time=${T0 + 2000}`, 404, 'machine/unknown'],
    [`/jimo/anomalies?from=${T0}`, 400, 'query/invalid'],
  ])('refuses %s with %d %s', async (path, status, code) => {
    const answer = await get(path)
    expect(answer.status).toBe(status)
    expect(errorAnswer.parse(JSON.parse(Buffer.from(answer.body).toString()))).toMatchObject({ code })
  })

  it('stands whole in the OpenAPI document', () => {
    const document = SwaggerModule.createDocument(app, new DocumentBuilder().build())
    const mine = Object.entries(document.paths).filter(([path]) => /(recorded|\/at|tape|anomalies)$/.test(path))
    expect(mine).toHaveLength(5)
    for (const [, { get: operation }] of mine) {
      expect(operation?.summary).toBeTruthy()
      expect(Object.keys(operation?.responses ?? {}).sort()).toEqual(['200', '400', '404', '503'])
    }
  })
})
