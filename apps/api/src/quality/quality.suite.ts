import 'reflect-metadata'
import type { AddressInfo } from 'node:net'
import { type INestApplication, Module } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import {
  frameRanking,
  groupRanking,
  qualityCase,
  qualityCases,
  qualityCrews,
  qualityLists,
  spindleRanking,
} from '@wanding/contracts'
import { SpindleState } from '@wanding/mill'
import { type TempFolder, tempFolder } from '@wanding/testkit'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { Bus, BusModule } from '../bus'
import { ClockModule } from '../clock'
import { ConfigModule, loadConfig } from '../config'
import { HISTORY_STORE } from '../store'
import { type BuiltWorker, buildWorker } from '../store/duckdb/built-worker.suite'
import { storeProviders } from '../store/store.providers'
import { StoreWriter } from '../store/store-writer'
import { TwinModule } from '../twin'
import { CasesController } from './cases/cases.controller'
import { CasesService } from './cases/cases.service'
import { QualityExportController } from './export/quality-export.controller'
import { MillLists } from './lists/mill-lists'
import { QualityController } from './quality.controller'
import { qualityProviders } from './quality.providers'
import { BAD_FRAME, FRAMES, HOURS, QualityMill, ROGUE, SPINDLES } from './quality-mill.suite'

/** The routes of quality on one of the stores; the environment says which. */
export function describeQuality(
  name: string,
  prepare: () => Promise<{ env: Record<string, string>; stop(): Promise<void> }>,
) {
  describe(`quality on ${name}`, () => {
    let built: BuiltWorker
    let folder: TempFolder
    let server: Awaited<ReturnType<typeof prepare>>
    let app: INestApplication
    let mill: QualityMill
    let url: string

    async function start(): Promise<void> {
      @Module({ imports: [TwinModule], providers: storeProviders(built.spawn), exports: [HISTORY_STORE] })
      class TestedStore {}
      const config = loadConfig({ WANDING_DATA: folder.path, LOG_LEVEL: 'silent', ...server.env })
      @Module({
        imports: [ConfigModule.of(config), BusModule, ClockModule, TwinModule, TestedStore],
        controllers: [QualityController, QualityExportController, CasesController],
        providers: qualityProviders,
      })
      class AppModule {}
      app = await NestFactory.create(AppModule, { logger: false })
      await app.listen(0, '127.0.0.1')
      url = `http://127.0.0.1:${(app.getHttpServer().address() as AddressInfo).port}/api/mills/jimo/quality`
      app.get(StoreWriter).start()
    }

    const written = async () => {
      const writer = app.get(StoreWriter)
      writer.tick()
      await vi.waitFor(() => expect(writer.status(0).queued).toBe(0), { timeout: 30_000 })
    }
    const run = async (minutes: number, options?: { mended?: boolean }) => {
      for (let left = minutes; left > 0; left -= 60) {
        mill.run(Math.min(60, left), options)
        await written()
      }
    }
    const get = async (path: string): Promise<unknown> => {
      const answer = await fetch(`${url}/${path}`)
      if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
      return answer.json()
    }
    const post = async (path: string, body: unknown) => {
      const answer = await fetch(`${url}/${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })
      return { status: answer.status, body: (await answer.json()) as Record<string, unknown> }
    }

    beforeAll(async () => {
      built = await buildWorker()
      folder = await tempFolder('quality')
      server = await prepare()
      await start()
      mill = new QualityMill(app.get(Bus))
      mill.begin()
      app.get(MillLists).look()
      await run(HOURS * 60)
    }, 120_000)

    afterAll(async () => {
      await app?.close()
      await server?.stop()
      await built?.stop()
      await folder?.stop()
    })

    it('proves the spindle that broke nine times, and hardly anything else', async () => {
      const { list, watchedHours, missingHours } = spindleRanking.parse(await get('spindles?window=24h'))
      expect(list.items[0]).toMatchObject({
        name: ROGUE.machine,
        position: ROGUE.position,
        verdict: 'proven',
        rank: 1,
        count: expect.closeTo(ROGUE.breaks, 0),
      })
      expect(list.items[0]!.evidence).toBeLessThan(0.01)
      expect(list.proven).toBeLessThanOrEqual(2)
      expect(list.basis).toMatchObject({ units: FRAMES.length * SPINDLES })
      expect(list.basis!.expectedFalseAlarms).toBeLessThan(1)
      for (const { verdict, rank } of list.items) expect(rank === null).toBe(verdict !== 'proven')
      // Of the day only nine hours were seen.
      expect(watchedHours).toBeCloseTo(HOURS, 0)
      expect(watchedHours + missingHours).toBeCloseTo(24, 0)
    })

    it('tests the spindles of one frame against each other', async () => {
      const own = spindleRanking.parse(await get(`spindles?window=24h&machine=${ROGUE.machine}&limit=5`))
      expect(own.list.items).toHaveLength(5)
      expect(own.list.basis!.units).toBe(SPINDLES)
      expect(own.list.items[0]).toMatchObject({ position: ROGUE.position, verdict: 'proven' })
      expect((await fetch(`${url}/spindles?machine=RF99`)).status).toBe(404)
      expect((await fetch(`${url}/spindles?window=7h`)).status).toBe(400)
    })

    it('proves the bad frame among those of its count, running and start-up apart', async () => {
      const { articles } = frameRanking.parse(await get('frames?window=8h'))
      expect(articles).toHaveLength(1)
      const { running, startUp } = articles[0]!
      expect(running.items[0]).toMatchObject({ name: BAD_FRAME, verdict: 'proven', rank: 1 })
      expect(running.proven).toBe(1)
      expect(running.items[0]!.rate).toBeCloseTo(18, 0)
      expect(startUp.proven).toBe(0)
      expect(startUp.basis!.mean).toBeCloseTo(0.5, 1)
    })

    it('has zones and lots over time, and no drift where there is none', async () => {
      const { zones, lots } = groupRanking.parse(await get('groups?window=8h'))
      expect(zones.series.map(({ name: zone, frames }) => [zone, frames])).toEqual([
        ['Z1', 4],
        ['Z2', 4],
      ])
      expect(zones.series[0]!.points).toHaveLength(8)
      expect(lots.series.map(({ name: lot }) => lot)).toEqual(['L1', 'L2'])
      for (const { verdict } of [...zones.drifts, ...lots.drifts]) expect(verdict).not.toBe('proven')
    })

    it('gives each crew its own hours', async () => {
      const { shifts } = qualityCrews.parse(await get('crews?window=24h'))
      expect(shifts.map(({ crew, running }) => [crew, running])).toEqual([
        ['A', false],
        ['B', true],
      ])
      expect(shifts[0]!.spindleHours).toBeCloseTo(FRAMES.length * SPINDLES * 5, -3)
      expect(shifts[0]!.meanRepairS).toBeCloseTo(40, 0)
      expect(shifts[0]!.peakRepairS).toBe(40)
    })

    it('knows the same after the backend was started anew', async () => {
      const before = spindleRanking.parse(await get('spindles?window=24h'))
      const shiftsBefore = qualityCrews.parse(await get('crews?window=24h')).shifts
      await app.close()
      await start()
      mill = mill.heardBy(app.get(Bus))
      mill.begin()
      await run(11)
      app.get(MillLists).look()
      const after = spindleRanking.parse(await get('spindles?window=24h'))
      expect(after.list.items[0]).toMatchObject({ name: ROGUE.machine, position: ROGUE.position, verdict: 'proven' })
      expect(after.watchedHours).toBeGreaterThan(before.watchedHours - 0.3)
      expect(after.list.basis!.exposure / before.list.basis!.exposure).toBeCloseTo(1, 1)
      const { shifts } = qualityCrews.parse(await get('crews?window=24h'))
      expect(shifts[0]!.breaks / shiftsBefore[0]!.breaks).toBeCloseTo(1, 1)
    })

    it('lists what is slow, idle and dark, since it is so', async () => {
      mill.slow('RF03', 5, 0.9)
      mill.state('RF03', 9, SpindleState.idle)
      mill.state('RF04', 10, SpindleState.noSignal)
      app.get(MillLists).look()
      const sinceMs = mill.atMs
      await run(2)
      app.get(MillLists).look()
      const { slip, idle, dead } = qualityLists.parse(await get('lists'))
      expect(slip).toMatchObject({ total: 1, items: [{ machine: 'RF03', position: 5, level: 'alarm', sinceMs }] })
      expect(slip.items[0]!.percent).toBeCloseTo(-10, 0)
      expect(idle).toMatchObject({
        total: 1,
        items: [{ machine: 'RF03', position: 9, kind: 'idle', sinceAtLeast: false }],
      })
      expect(dead).toMatchObject({
        total: 1,
        items: [{ machine: 'RF04', position: 10, kind: 'no-signal', lastGoodMs: sinceMs }],
      })
    })

    it('comes as files', async () => {
      for (const what of ['spindles', 'frames', 'groups', 'crews', 'lists', 'cases']) {
        const csv = await fetch(`${url}/export/${what}?window=24h&lang=zh`)
        expect(csv.status).toBe(200)
        expect(csv.headers.get('content-disposition')).toContain('.csv')
        const lines = (await csv.text()).trimEnd().split('\r\n')
        expect(lines[0]).toMatch(/[\u4e00-\u9fff]/)
        const columns = lines[0]!.split(',').length
        for (const line of lines) expect(line.split(',')).toHaveLength(columns)
      }
      expect((await fetch(`${url}/export/spindles?format=xlsx`)).headers.get('content-type')).toContain('spreadsheet')
      expect((await fetch(`${url}/export/nothing`)).status).toBe(400)
    })

    describe('a case', () => {
      const target = { kind: 'spindle', machine: ROGUE.machine, position: ROGUE.position }

      it('is opened once, noted, and closed with a cause and a name', async () => {
        const opened = qualityCase.parse((await post('cases', { target, by: 'Wang', note: 'nine breaks' })).body)
        expect(opened).toMatchObject({ state: 'open', before: { count: ROGUE.breaks } })
        const twice = qualityCase.parse((await post('cases', { target, by: 'Li' })).body)
        expect(twice.id).toBe(opened.id)
        expect(twice.steps).toHaveLength(1)
        await post(`cases/${opened.id}/notes`, { by: 'Wang', note: 'ring worn' })
        await post(`cases/${opened.id}/notes`, { by: 'Wang', note: 'ring worn' })
        const closed = qualityCase.parse((await post(`cases/${opened.id}/close`, { by: 'Wang', cause: 'ring' })).body)
        expect(closed).toMatchObject({ state: 'closed', cause: 'ring', effect: 'too-early' })
        expect(closed.steps.map(({ step }) => step)).toEqual(['opened', 'noted', 'closed'])
        expect((await post(`cases/${opened.id}/close`, { by: 'Wang', cause: 'ring' })).status).toBe(200)
        expect(await post(`cases/${opened.id}/close`, { by: 'Li', cause: 'cot' })).toMatchObject({
          status: 409,
          body: { code: 'case/closed' },
        })
      })

      it('is found better when the spindle stays whole', async () => {
        await run(8 * 60, { mended: true })
        await app.get(CasesService).look()
        const { cases } = qualityCases.parse(await get('cases'))
        expect(cases[0]).toMatchObject({ state: 'closed', effect: 'better' })
        expect(cases[0]!.steps.at(-1)).toMatchObject({ step: 'effect', by: '', effect: 'better' })
        expect(cases[0]!.since!.exposure).toBeCloseTo(8, 0)
      })

      it('that did not help is opened again by rule', async () => {
        const bad = { kind: 'frame', machine: BAD_FRAME, position: null }
        const { id } = qualityCase.parse((await post('cases', { target: bad, by: 'Wang' })).body)
        await post(`cases/${id}/close`, { by: 'Wang', cause: 'traveller' })
        await run(3 * 60, { mended: true })
        await app.get(CasesService).look()
        const again = qualityCase.parse(await get(`cases/${id}`))
        expect(again).toMatchObject({ state: 'open', effect: 'not-better' })
        expect(again.steps.map(({ step }) => step)).toEqual(['opened', 'closed', 'reopened'])
      })

      it('of nothing there is, or without a name, is refused', async () => {
        const wrong = (over: object) => post('cases', { target: { ...target, ...over }, by: 'Wang' })
        expect(await wrong({ position: 5000 })).toMatchObject({ status: 404, body: { code: 'case/unknown-place' } })
        expect(await wrong({ machine: 'RF99' })).toMatchObject({ status: 404 })
        expect(await wrong({ kind: 'frame' })).toMatchObject({ status: 400, body: { code: 'body/invalid' } })
        expect((await post('cases', { target, by: ' ' })).status).toBe(400)
        expect((await post('cases/c99/notes', { by: 'Wang', note: 'x' })).body).toMatchObject({ code: 'case/unknown' })
      })

      it('of a winding unit has no effect: the wire does not count its cuts for long', async () => {
        const unit = { kind: 'unit', machine: 'WD01', position: 3 }
        const { id } = qualityCase.parse((await post('cases', { target: unit, by: 'Wang' })).body)
        const closed = qualityCase.parse((await post(`cases/${id}/close`, { by: 'Wang', cause: 'splicer' })).body)
        expect(closed).toMatchObject({ before: null, since: null, effect: null })
      })
    })
  })
}
