import 'reflect-metadata'
import type { AddressInfo } from 'node:net'
import { type INestApplication, Module } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import { staffingComparison, staffingShifts } from '@wanding/contracts'
import { type TempFolder, tempFolder } from '@wanding/testkit'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { Bus, BusModule } from '../bus'
import { ClockModule } from '../clock'
import { ConfigModule, loadConfig } from '../config'
import { KpiModule } from '../kpi'
import { KpiService } from '../kpi/kpi.service'
import { HEALTHY_FRAME, HOUR_MS, MINUTE_MS, START_MS, Telemetry } from '../kpi/telemetry.builder'
import { HISTORY_STORE } from '../store'
import { type BuiltWorker, buildWorker } from '../store/duckdb/built-worker.suite'
import { storeProviders } from '../store/store.providers'
import { StoreWriter } from '../store/store-writer'
import { TwinModule } from '../twin'
import { JIMO_PERSONS } from './measured-mill.builder'
import { StaffingModule } from './staffing.module'
import { StaffingHistoryController } from './staffing-history.controller'
import { StaffingHistoryService } from './staffing-history.service'

const FRAMES = 4
const SPINDLES = FRAMES * 1200

let built: BuiltWorker
let folder: TempFolder
let app: INestApplication
let url: string

/** Two shifts of four hours: crew A pieces 8 ends an hour on each frame, crew B 14, with one tenter less. */
async function twoShifts(bus: Bus, kpi: KpiService, writer: StoreWriter): Promise<void> {
  const telemetry = new Telemetry(bus)
  telemetry.gatewayOnline('G01', START_MS)
  telemetry.birth('MILL', 'mill', START_MS, {
    'mill/spindles': SPINDLES,
    'mill/count': 40,
    'mill/shiftSystem': 'four-crews-three-shifts',
    'mill/crews': 4,
    'mill/attendance': 0.95,
    'mill/measures': 'S1,S2,S4',
    'mill/simulated': true,
  })
  const persons = Object.entries(JIMO_PERSONS).map(([role, count]) => [`crew/persons/${role}`, count])
  telemetry.birth('CREW', 'crew', START_MS, { 'crew/name': 'A', ...Object.fromEntries(persons) })
  const frames = Array.from({ length: FRAMES }, (_, i) => `RF0${i + 1}`)
  for (const frame of frames)
    telemetry.birth(frame, 'ring-frame', START_MS, { ...HEALTHY_FRAME, 'piecing/byPeople': 0 })
  let pieced = 0
  for (let minute = 1; minute <= 480; minute++) {
    const atMs = START_MS + minute * MINUTE_MS
    if (minute === 241) telemetry.data('CREW', atMs, { 'crew/name': 'B', 'crew/persons/ring-piecing': 0.8 })
    pieced += (minute <= 240 ? 8 : 14) / 60
    for (const frame of frames) telemetry.data(frame, atMs, { 'piecing/byPeople': Math.floor(pieced + 1e-9) })
    kpi.announce()
    if (minute % 60 === 0) writer.tick()
  }
  await vi.waitFor(() => expect(writer.status(0).queued).toBe(0), { timeout: 15_000 })
}

beforeAll(async () => {
  built = await buildWorker()
  folder = await tempFolder('staffing')
  @Module({ imports: [TwinModule], providers: storeProviders(built.spawn), exports: [HISTORY_STORE] })
  class TestedStore {}
  @Module({
    imports: [
      ConfigModule.of(loadConfig({ WANDING_DATA: folder.path, LOG_LEVEL: 'silent' })),
      BusModule,
      ClockModule,
      TwinModule,
      KpiModule,
      StaffingModule,
      TestedStore,
    ],
    controllers: [StaffingHistoryController],
    providers: [StaffingHistoryService],
  })
  class AppModule {}
  app = await NestFactory.create(AppModule, { logger: false })
  await app.listen(0, '127.0.0.1')
  url = `http://127.0.0.1:${(app.getHttpServer().address() as AddressInfo).port}/api/mills/jimo/staffing`
  const writer = app.get(StoreWriter)
  writer.start()
  await twoShifts(app.get(Bus), app.get(KpiService), writer)
}, 60_000)

afterAll(async () => {
  await app?.close()
  await built?.stop()
  await folder?.stop()
})

const query = (values: Record<string, string | number>) =>
  new URLSearchParams(Object.entries(values).map(([key, value]): [string, string] => [key, String(value)])).toString()
const periods = {
  beforeFrom: START_MS,
  beforeTo: START_MS + 4 * HOUR_MS,
  afterFrom: START_MS + 4 * HOUR_MS,
  afterTo: START_MS + 9 * HOUR_MS,
}

describe('two periods', () => {
  it('differ by the ends that were pieced, from the counts that were stored, and sum exactly', async () => {
    const answer = await fetch(`${url}/compare?${query(periods)}`)
    expect(answer.status).toBe(200)
    const found = staffingComparison.parse(await answer.json())
    expect(found.before.watchedHours).toBeCloseTo(4, 1)
    const [first] = found.bars
    expect(first).toMatchObject({ key: 'endsPiecedByPeople', roles: [{ role: 'ring-piecing' }] })
    // 6 more ends an hour on each frame, 0.36 min each, of 408 effective minutes in 8 hours, 4 / 0.95 persons a post.
    expect(first!.roll).toBeCloseTo(((6 * FRAMES * 8 * 0.36) / 408) * (4 / 0.95), 1)
    const sum = found.bars.reduce((total, bar) => total + bar.per10k, found.residue.per10k)
    expect(sum).toBeCloseTo(found.change.per10k, 9)
    expect(found.interval!.low).toBeGreaterThan(0)
    // The tenter who was missing, in persons on the roll.
    expect(found.rostered!.roles[0]).toMatchObject({ role: 'ring-piecing', roll: expect.closeTo((-1 * 4) / 0.95, 1) })
  })

  it('are counted by the rules asked for', async () => {
    const of = async (rules: Record<string, string>) =>
      staffingComparison.parse(await (await fetch(`${url}/compare?${query({ ...periods, ...rules })}`)).json())
    const [four, three] = [await of({}), await of({ crews: '3' })]
    expect(three.after.basis).toMatchObject({ crews: 3, shiftSystem: 'three-crews-three-shifts' })
    expect(three.change.roll).toBeCloseTo(four.change.roll * 0.75, 6)
  })

  it('that nobody watched have no answer, and a wrong question says what is wrong', async () => {
    const long = { ...periods, beforeFrom: START_MS - 9 * HOUR_MS, beforeTo: START_MS - HOUR_MS }
    const nothing = await fetch(`${url}/compare?${query(long)}`)
    expect([nothing.status, ((await nothing.json()) as { code: string }).code]).toEqual([404, 'staffing/no-work'])
    const wrong = await fetch(`${url}/compare?${query({ ...periods, beforeTo: START_MS - 1, crews: 0 })}`)
    expect(wrong.status).toBe(400)
    const { problems } = (await wrong.json()) as { problems: string[] }
    expect(problems.join()).toContain('crews')
  })

  it('come as a file', async () => {
    const csv = await fetch(`${url}/compare/export?${query({ ...periods, format: 'csv' })}`)
    expect(csv.headers.get('content-disposition')).toContain('attachment')
    const lines = (await csv.text()).trimEnd().split('\r\n')
    expect(lines[0]).toContain('bar,role,role_en,role_zh')
    expect(lines.some((line) => line.includes('endsPiecedByPeople,ring-piecing'))).toBe(true)
    const xlsx = await fetch(`${url}/compare/export?${query({ ...periods, format: 'xlsx' })}`)
    expect(
      Buffer.from(await xlsx.arrayBuffer())
        .subarray(0, 2)
        .toString(),
    ).toBe('PK')
  })
})

describe('shifts', () => {
  const day = { from: START_MS, to: START_MS + 24 * HOUR_MS }

  it('are those of the crews that were on post, each with its own figure', async () => {
    const found = staffingShifts.parse(await (await fetch(`${url}/shifts?${query(day)}`)).json())
    expect(found.shifts.map(({ crew, running }) => [crew, running])).toEqual([
      ['A', false],
      ['B', true],
    ])
    const [a, b] = found.shifts
    expect(a!.toMs).toBe(START_MS + 241 * MINUTE_MS)
    expect(b!.per10k.required!).toBeGreaterThan(a!.per10k.required!)
    expect(b!.per10k.rostered!).toBeLessThan(a!.per10k.rostered!)
    expect(b!.index!).toBeGreaterThan(a!.index!)
    expect(found.crews.map(({ crew, shifts }) => [crew, shifts])).toEqual([
      ['A', 1],
      ['B', 1],
    ])
    expect(found.crews[0]!.per10k.required).toBeCloseTo(a!.per10k.required!, 9)
  })

  it('come as a file', async () => {
    const csv = await (await fetch(`${url}/shifts/export?${query(day)}`)).text()
    expect(csv.split('\r\n')[1]).toMatch(/^A,/)
  })
})
