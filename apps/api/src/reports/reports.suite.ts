import 'reflect-metadata'
import { writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { Global, type INestApplication, Module } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import { handover, type Report, report, reportProgress, reportSchedule } from '@wanding/contracts'
import { type TempFolder, tempFolder } from '@wanding/testkit'
import { strFromU8, unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, it, type MockInstance, vi } from 'vitest'
import { Bus, BusModule } from '../bus'
import { CLOCK, type Clock } from '../clock'
import { ConfigModule, loadConfig } from '../config'
import { KpiModule } from '../kpi'
import { KpiService } from '../kpi/kpi.service'
import { HOUR_MS, MINUTE_MS, START_MS, type Telemetry } from '../kpi/telemetry.builder'
import { STAFFING_PAST, StaffingModule } from '../staffing'
import { StaffingHistoryService } from '../staffing/staffing-history.service'
import { HISTORY_STORE, type HistoryStore } from '../store'
import { type BuiltWorker, buildWorker } from '../store/duckdb/built-worker.suite'
import { storeProviders } from '../store/store.providers'
import { StoreWriter } from '../store/store-writer'
import { TwinModule } from '../twin'
import { pdfText } from './files/pdf-text.suite'
import { reportControllers, reportProviders } from './reports.providers'
import { SHIFT1, tellAShift } from './reports-story.suite'
import { ReportScheduler } from './schedule/report-scheduler'

/** The reports of a mill on one of the stores; the environment says which. */
export function describeReports(
  name: string,
  prepare: () => Promise<{ env: Record<string, string>; stop(): Promise<void> }>,
) {
  describe(`reports on ${name}`, () => {
    const clock: Clock & { now: number } = { now: START_MS, nowMs: () => clock.now }
    let built: BuiltWorker
    let folder: TempFolder
    let server: Awaited<ReturnType<typeof prepare>>
    let app: INestApplication
    let url: string
    let telemetry: Telemetry
    /** Watches the store, and leaves it as it is. */
    let sums: MockInstance<HistoryStore['seriesSums']>

    const written = async () => {
      const writer = app.get(StoreWriter)
      writer.tick()
      await vi.waitFor(() => expect(writer.status(0).queued).toBe(0), { timeout: 30_000 })
    }

    beforeAll(async () => {
      built = await buildWorker()
      folder = await tempFolder('reports')
      server = await prepare()
      @Module({ imports: [TwinModule], providers: storeProviders(built.spawn), exports: [HISTORY_STORE] })
      class TestedStore {}
      @Global()
      @Module({ providers: [{ provide: CLOCK, useValue: clock }], exports: [CLOCK] })
      class TestedClock {}
      @Module({
        imports: [
          ConfigModule.of(loadConfig({ WANDING_DATA: folder.path, LOG_LEVEL: 'silent', ...server.env })),
          BusModule,
          TestedClock,
          TwinModule,
          KpiModule,
          StaffingModule,
          TestedStore,
        ],
        controllers: reportControllers,
        providers: [
          StaffingHistoryService,
          { provide: STAFFING_PAST, useExisting: StaffingHistoryService },
          ...reportProviders,
        ],
      })
      class AppModule {}
      app = await NestFactory.create(AppModule, { logger: false })
      await app.listen(0, '127.0.0.1')
      url = `http://127.0.0.1:${(app.getHttpServer().address() as AddressInfo).port}/api/mills/jimo/reports`
      const writer = app.get(StoreWriter)
      writer.start()
      sums = vi.spyOn(app.get<HistoryStore>(HISTORY_STORE), 'seriesSums')
      telemetry = tellAShift(app.get(Bus), app.get(KpiService), writer)
      await written()
      // What was told a minute ago counts as stored.
      clock.now += 61_000
    }, 60_000)

    afterAll(async () => {
      await app?.close()
      await server?.stop()
      await built?.stop()
      await folder?.stop()
    })

    const get = async (path: string): Promise<Report> => report.parse(await (await fetch(`${url}/${path}`)).json())
    const file = async (query: string): Promise<Buffer> =>
      Buffer.from(await (await fetch(`${url}/shift/file?at=${SHIFT1}&${query}`)).arrayBuffer())
    const progress = async (kind: string) => reportProgress.parse(await (await fetch(`${url}/${kind}/progress`)).json())
    const value = (of: Report, key: string) => of.figures.find((figure) => figure.key === key)?.value
    const rows = (of: Report, key: string) => of.tables.find((table) => table.key === key)?.rows ?? []

    it('sums what has ended in the background: a report asks the store only for what runs', async () => {
      const before = await progress('month')
      // Every day of December to February, and the first of March.
      expect(before).toEqual({ summed: 0, of: 31 + 31 + 28 + 1 })
      for (let looks = 0; looks < 170; looks++) await app.get(ReportScheduler).look()
      const asked = (fromMs: number, hours: number) =>
        sums.mock.calls.filter(([, range]) => range.fromMs === fromMs && range.toMs === fromMs + hours * HOUR_MS).length
      expect(asked(SHIFT1, 8)).toBe(1)
      expect(asked(SHIFT1 - 24 * HOUR_MS, 24)).toBe(1)
      expect(await progress('month')).toEqual({ ...before, summed: before.of })
      sums.mockClear()
      expect(value(await get(`shift?at=${SHIFT1}`), 'productionKg')).toBeCloseTo(2 * 480 * 0.32, 6)
      expect(sums).not.toHaveBeenCalled()
      await get('shift')
      await get('day')
      await get('month')
      expect(sums.mock.calls.map(([, { fromMs, toMs }]) => [fromMs, (toMs - fromMs) / HOUR_MS])).toEqual([
        [SHIFT1 + 8 * HOUR_MS, 8],
        [SHIFT1, 24],
        [SHIFT1, 24],
      ])
    })

    it('recomputes a shift from what is stored: the same as its counters tell', async () => {
      const shift = await get(`shift?at=${SHIFT1 + HOUR_MS}`)
      expect(shift).toMatchObject({ date: '2026-03-02', shift: 1, fromMs: SHIFT1, running: false, simulated: true })
      expect(shift.missingMinutes).toBeCloseTo(0, 6)
      expect(value(shift, 'productionKg')).toBeCloseTo(2 * 480 * 0.32, 6)
      expect(value(shift, 'breaksRunning')).toBeCloseTo((1000 * 96) / (2 * 480 * 19), 6)
      expect(value(shift, 'kwhPerKg')).toBeCloseTo(2.5, 6)
      expect(value(shift, 'carbonPerKg')).toBeCloseTo(2.5 * 0.5306, 6)
      expect(value(shift, 'machineEfficiency')).toBeCloseTo((100 * 307.2) / (17 * 2.4 * 8), 6)
      expect(value(shift, 'availability')).toBeCloseTo((100 * 19) / 20, 6)
      expect(value(shift, 'mttr')).toBeNull()
      expect(rows(shift, 'stopReasons')).toEqual([
        ['ring-frame', 'doffing', expect.closeTo(3, 6), 1, expect.closeTo(100, 6)],
      ])
      expect(rows(shift, 'counts')[0]?.slice(0, 2)).toEqual(['Ne 40', expect.closeTo(307.2, 6)])
    })

    it('a running shift says so, and has the one before beside it', async () => {
      const shift = await get('shift')
      expect(shift).toMatchObject({ shift: 2, running: true, meanOf: 1 })
      expect(value(shift, 'productionKg')).toBeCloseTo(2 * 20 * 0.32, 6)
      expect(shift.figures.find(({ key }) => key === 'productionKg')?.before).toBeCloseTo(307.2, 6)
    })

    it('a day and a month are the sums of their shifts', async () => {
      const kg = 2 * 500 * 0.32
      expect(value(await get('day'), 'productionKg')).toBeCloseTo(kg, 6)
      expect(value(await get('month'), 'productionKg')).toBeCloseTo(kg, 6)
    })

    it('late data re-opens a shift that was reported', async () => {
      const before = await get(`shift?at=${SHIFT1}`)
      app.get(Bus).emit('counted', {
        mill: 'jimo',
        run: 'run-1',
        sums: [{ name: 'RF01/kg', slotMs: SHIFT1, atMs: SHIFT1 + 7, amount: 12 }],
      })
      await written()
      const after = await get(`shift?at=${SHIFT1}`)
      expect(value(after, 'productionKg')).toBeCloseTo(value(before, 'productionKg')! + 12, 6)
      // It is kept again when nothing more has come for a minute, and not asked for after that.
      clock.now += 61_000
      await app.get(ReportScheduler).look()
      sums.mockClear()
      expect(value(await get(`shift?at=${SHIFT1}`), 'productionKg')).toBe(value(after, 'productionKg'))
      expect(sums).not.toHaveBeenCalled()
    })

    it.each([
      ['en', /Shift report 2026-03-02, shift 1[\s\S]*Yarn produced[\s\S]*Availability = APT \/ PBT/],
      ['zh', /班报 2026-03-02 第1班[\s\S]*设备综合效率 OEE[\s\S]*停台原因排列/],
    ])('the text of the PDF can be extracted in %s', async (lang, words) => {
      const pdf = await file(`format=pdf&lang=${lang}`)
      if (process.env.KEEP_PDF) writeFileSync(join(process.env.KEEP_PDF, `report-${lang}.pdf`), pdf)
      const text = pdfText(pdf).replaceAll(/ +/g, ' ')
      expect(text.replaceAll(' ', '')).toMatch(new RegExp(words.source.replaceAll(' ', '')))
      expect(text).not.toContain('\ufffd')
    })

    it('XLSX, CSV and Parquet have the same figures', async () => {
      const xlsx = unzipSync(await file('format=xlsx&lang=zh'))
      expect(strFromU8(xlsx['xl/workbook.xml']!)).toContain('主要指标')
      expect((await file('format=csv')).toString()).toMatch(/Yarn produced,3\d\d/)
      const path = join(folder.path, 'report.parquet')
      writeFileSync(path, await file('format=parquet'))
      const instance = await DuckDBInstance.create(':memory:')
      const connection = await instance.connect()
      const found = await connection.runAndReadAll(
        `SELECT number FROM '${path}' WHERE "table" = 'figures' AND "row" = 'kwhPerKg' AND "column" = 'value'`,
      )
      connection.closeSync()
      instance.closeSync()
      expect(Number(found.getRows()[0]![0])).toBeGreaterThan(2)
    })

    it('writes a planned report at the end of its period, keeps as many as planned, and gives it out', async () => {
      const of = url.replace(/reports$/, 'report-schedule')
      const plan = { kind: 'shift', format: 'csv', lang: 'zh', keep: 2 }
      const post = (body: unknown) =>
        fetch(of, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
      expect((await post({ plans: [{ ...plan, keep: 0 }] })).status).toBe(400)
      expect((await post({ plans: [plan] })).ok).toBe(true)
      await app.get(ReportScheduler).look()
      const { plans, kept } = reportSchedule.parse(await (await fetch(of)).json())
      expect(plans).toEqual([plan])
      expect(kept).toMatchObject([{ kind: 'shift', date: '2026-03-02', shift: 1, format: 'csv', lang: 'zh' }])
      expect(await (await fetch(`${of}/files/${kept[0]!.file}`)).text()).toContain('细纱产量')
      expect((await fetch(`${of}/files/..%2Fplans.json`)).status).toBe(404)
    })

    it('hands over: the shift beside the one before, the next hours, and notes that stay', async () => {
      const of = url.replace(/reports$/, 'handover')
      telemetry.data('RF02', SHIFT1 + 501 * MINUTE_MS, { 'doff/timeToDoff': 1800, 'spindles/noRoving': 4 })
      telemetry.data('RF01', SHIFT1 + 501 * MINUTE_MS, { 'doff/timeToDoff': 9000 })
      const note = { text: 'RF01 大修后试车', by: '王' }
      const sent = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(note) }
      expect((await fetch(`${of}/notes`, sent)).status).toBe(201)
      const told = handover.parse(await (await fetch(of)).json())
      expect(told.shift.shift).toBe(2)
      expect(told.next.doffs.map(({ machine }) => machine)).toEqual(['RF02'])
      expect(told.next.noRoving).toEqual([{ machine: 'RF02', spindles: 4 }])
      expect(told.notes).toMatchObject([{ ...note, shiftFromMs: told.shift.fromMs }])
    })

    it.each([
      ['week', 400],
      [`shift?at=${SHIFT1 + 400 * 24 * HOUR_MS}`, 404],
    ])('%s is answered %i', async (path, status) => expect((await fetch(`${url}/${path}`)).status).toBe(status))
  })
}
