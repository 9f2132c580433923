import { mkdir, readdir, writeFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { type INestApplication, Module } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import { type ErrorAnswer, type WhatIfBase, type WhatIfJob, type WhatIfList, whatIfJob } from '@wanding/contracts'
import { type TempFolder, tempFolder } from '@wanding/testkit'
import { parse } from 'csv-parse/sync'
import { strFromU8, unzipSync } from 'fflate'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { BusModule } from '../bus'
import { ClockModule } from '../clock'
import { ConfigModule, loadConfig } from '../config'
import { ErrorFilter } from '../error.filter'
import { KpiModule } from '../kpi'
import { StaffingModule } from '../staffing'
import { buildProgram } from './built-program.suite'
import { WhatIfController } from './what-if.controller'
import { whatIfProviders } from './what-if.providers'

let built: Awaited<ReturnType<typeof buildProgram>>
let folder: TempFolder
let app: INestApplication
let url: string

async function started(): Promise<INestApplication> {
  @Module({
    imports: [KpiModule, StaffingModule],
    controllers: [WhatIfController],
    providers: whatIfProviders(() => built.program),
  })
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
  const made = await NestFactory.create(AppModule, { logger: false })
  made.useGlobalFilters(new ErrorFilter(pino({ level: 'silent' })))
  await made.listen(0, '127.0.0.1')
  url = `http://127.0.0.1:${(made.getHttpServer().address() as AddressInfo).port}/api/what-if`
  return made
}

beforeAll(async () => {
  built = await buildProgram()
  folder = await tempFolder('what-if')
  app = await started()
})
afterAll(async () => {
  await app?.close()
  await folder?.stop()
  await built?.stop()
})

async function send<T>(method: string, path: string, body?: unknown): Promise<{ status: number; body: T }> {
  const answer = await fetch(url + path, {
    method,
    ...(body !== undefined && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  })
  return { status: answer.status, body: (await answer.json()) as T }
}
const ended = (id: string) =>
  vi.waitFor(
    async () => {
      const { body } = await send<WhatIfJob>('GET', `/runs/${id}`)
      expect(['done', 'failed', 'cancelled']).toContain(body.state)
      return body
    },
    { timeout: 50_000, interval: 100 },
  )

/** The rows of the exported CSV by the names of their tables, as objects. Throws where a row is longer or shorter than another. */
async function exported(id: string, lang = 'en'): Promise<(part: string) => Record<string, string>[]> {
  const answer = await fetch(`${url}/runs/${id}/export?lang=${lang}`)
  expect(answer.headers.get('content-type')).toContain('text/csv')
  const rows: string[][] = parse(Buffer.from(await answer.arrayBuffer()), { bom: true })
  return (part) => {
    const of = rows.filter(([first]) => first === part)
    const heading = rows[rows.indexOf(of[0]!) - 1]!
    return of.map((row) => Object.fromEntries(heading.map((name, i) => [name, row[i]!])))
  }
}

const SMALL = { mill: 'jimo', frames: 3, hours: 1, warmUpHours: 0.5 }
const ASKED = { ...SMALL, replications: 6, changes: { breakFactor: 3 } }

describe('POST /api/what-if/runs', () => {
  let first: WhatIfJob

  it('queues a what-if, and answers with both mills, their differences and the theory', async () => {
    const queued = await send<WhatIfJob>('POST', '/runs', ASKED)
    expect(queued.status).toBe(202)
    expect(queued.body.id).toMatch(/^[0-9a-f]{32}$/)
    first = await ended(queued.body.id)
    expect(whatIfJob.safeParse(first).success).toBe(true)
    expect(first).toMatchObject({ state: 'done', progress: 1, kind: 'run', error: null })
    expect(first.request).toMatchObject({ mill: 'jimo', frames: 3, seed: 7, hours: 1, replications: 6 })
    expect(first.basis).toMatchObject({ mill: 'jimo', normsVersion: expect.stringMatching(/./) })
    const { variants, differences } = first.comparison!
    expect(variants.map(({ label, plan }) => [label, plan.spindles])).toEqual([
      ['base', 3600],
      ['what-if', 3600],
    ])
    expect(variants.map(({ figures }) => figures.endsDownPercent?.n)).toEqual([6, 6])
    // Three times the hazard.
    expect(differences[0]!.figures.breaksPer1000SpindleHours).toMatchObject({ n: 6, clear: true })
    expect(differences[0]!.figures.breaksPer1000SpindleHours!.percent).toBeGreaterThan(100)
    expect(variants[1]!.theory!.rows).toHaveLength(7)
    expect(first.threadSeconds).toBeGreaterThan(0)
  })

  it('gives all of it as CSV and XLSX, with how it was computed', async () => {
    const part = await exported(first.id)
    const ends = part('figures').find(({ variant, figure }) => variant === 'what-if' && figure === 'endsDownPercent')!
    const { mean, ci95, p90 } = first.comparison!.variants[1]!.figures.endsDownPercent!
    expect([ends.mean, ends.ci95_high, ends.p90].map(Number)).toEqual([mean, mean + ci95!, p90])
    expect(part('differences')).toHaveLength(15)
    const kg = part('differences').find(({ figure }) => figure === 'productionKg')!
    expect(Number(kg.mean)).toBe(first.comparison!.differences[0]!.figures.productionKg!.mean)
    expect(part('theory')).toHaveLength(16)
    const how = part('how computed')
    expect(how).toContainEqual(expect.objectContaining({ input: 'request.changes.breakFactor', value: '3' }))
    expect(how).toContainEqual(expect.objectContaining({ figure: 'Ends down', input: 'seed', value: '7' }))
    expect((await exported(first.id, 'zh'))('指标')[0]).toMatchObject({ 指标: '断头率' })
    const file = await fetch(`${url}/runs/${first.id}/export?format=xlsx&lang=zh`)
    expect(file.headers.get('content-disposition')).toContain(`filename="what-if-run-${first.id.slice(0, 8)}.xlsx"`)
    const sheets = unzipSync(new Uint8Array(await file.arrayBuffer()))
    expect(strFromU8(sheets['xl/workbook.xml']!)).toMatch(/name="指标".*name="配对差异".*name="计算说明"/s)
  })

  it('answers the same question with the kept result, however its keys stand', async () => {
    const { changes, ...rest } = ASKED
    const again = await send<WhatIfJob>('POST', '/runs', { changes, seed: 7, anew: false, ...rest })
    expect(again.status).toBe(200)
    expect(again.body).toEqual(first)
    const other = await send<WhatIfJob>('POST', '/runs', { ...ASKED, seed: 8 })
    expect(other.status).toBe(202)
    expect(other.body.id).not.toBe(first.id)
    const otherSeed = await ended(other.body.id)
    expect(otherSeed.comparison!.variants[0]!.figures.productionKg!.mean).not.toBe(
      first.comparison!.variants[0]!.figures.productionKg!.mean,
    )
  })

  it('keeps results over a restart, and leaves out what cannot be read', async () => {
    await vi.waitFor(async () => expect(await readdir(join(folder.path, 'what-if'))).toHaveLength(2))
    await app.close()
    await mkdir(join(folder.path, 'what-if'), { recursive: true })
    await writeFile(join(folder.path, 'what-if', `${'0'.repeat(32)}.json`), '{"torn":')
    app = await started()
    expect((await send<WhatIfJob>('GET', `/runs/${first.id}`)).body).toEqual(first)
    const again = await send<WhatIfJob>('POST', '/runs', ASKED)
    expect([again.status, again.body.id]).toEqual([200, first.id])
    const { body } = await send<WhatIfList>('GET', '/runs')
    expect(body.jobs).toHaveLength(2)
    expect(body.workers).toBeGreaterThan(0)
    expect(body.jobs[0]).not.toHaveProperty('comparison')
  })
})

describe('DELETE /api/what-if/runs/:id', () => {
  it('ends what runs and what waits; the same may then be asked again', async () => {
    const long = { ...SMALL, hours: 24, replications: 2000, changes: {} }
    const running = await send<WhatIfJob>('POST', '/runs', long)
    const waiting = await send<WhatIfJob>('POST', '/runs', { ...long, seed: 9 })
    await vi.waitFor(
      async () => {
        const { body } = await send<WhatIfJob>('GET', `/runs/${running.body.id}`)
        expect(body.progress).toBeGreaterThan(0)
        // What came out so far can be read.
        expect(body.comparison!.variants[0]!.figures.productionKg!.n).toBeGreaterThan(0)
      },
      { timeout: 30_000, interval: 50 },
    )
    expect((await send<WhatIfJob>('DELETE', `/runs/${waiting.body.id}`)).body.state).toBe('cancelled')
    const cancelled = await send<WhatIfJob>('DELETE', `/runs/${running.body.id}`)
    expect(cancelled.body).toMatchObject({ state: 'cancelled' })
    const file = await send<{ code: string; message: string }>('GET', `/runs/${running.body.id}/export`)
    expect([file.status, file.body.code]).toEqual([409, 'what-if/not-done'])
    expect(file.body.message).toContain('cancelled')
    expect(cancelled.body.progress).toBeLessThan(1)
    const next = await send<WhatIfJob>('POST', '/runs', { ...SMALL, replications: 2, seed: 10 })
    expect((await ended(next.body.id)).state).toBe('done')
    expect((await send<WhatIfJob>('GET', `/runs/${running.body.id}`)).body.state).toBe('cancelled')
    const again = await send<WhatIfJob>('POST', '/runs', long)
    expect([again.status, again.body.id]).toEqual([202, running.body.id])
    const early = await send<ErrorAnswer>('GET', `/runs/${again.body.id}/export`)
    expect([early.status, early.body.code]).toEqual([409, 'what-if/not-done'])
    expect(early.body.message).toMatch(/the what-if is (queued|running)/)
    await send('DELETE', `/runs/${again.body.id}`)
  })
})

describe('POST /api/what-if/compare, surface and optimise', () => {
  it('compares several variants with the first', async () => {
    const variants = [
      { label: 'nearest', changes: { dispatch: 'guided-nearest' } },
      { label: 'longest waiting', changes: { dispatch: 'guided-priority' } },
      { label: 'patrol', changes: { dispatch: 'patrol' } },
    ]
    const asked = await send<WhatIfJob>('POST', '/compare', { ...SMALL, replications: 3, variants })
    const { comparison } = await ended(asked.body.id)
    expect(comparison!.variants.map(({ plan }) => plan.dispatch)).toEqual([
      'guided-nearest',
      'guided-priority',
      'patrol',
    ])
    expect(comparison!.differences.map(({ label }) => label)).toEqual(['longest waiting', 'patrol'])
    expect(comparison!.variants[2]!.theory!.rows.find(({ applies }) => applies)!.theory).toBe('patrol')
  })

  it('runs a grid of persons and break levels', async () => {
    const asked = await send<WhatIfJob>('POST', '/surface', {
      ...SMALL,
      hours: 2,
      replications: 2,
      changes: { measures: ['S1', 'S2', 'S3', 'S4', 'S5', 'S6', 'S7', 'S8'] },
      persons: [1, 3],
      breakFactors: [1, 6],
    })
    const { surface } = await ended(asked.body.id)
    const down = surface!.cells.map((row) => row.map((cell) => cell!.endsDownPercent))
    expect(down[0]![1]!).toBeGreaterThan(down[0]![0]!)
    expect(down[0]![1]!).toBeGreaterThan(down[1]![1]!)
    expect(surface!.operating).toEqual({ persons: 1, breakFactor: 1 })
    const rows = (await exported(asked.body.id))('surface')
    expect(rows.map(({ ends_down_percent: percent }) => Number(percent))).toEqual(down.flat())
    expect(rows.map(({ operating }) => operating)).toEqual(['yes', '', '', ''])
  })

  it('finds the least persons for a target', async () => {
    const asked = await send<WhatIfJob>('POST', '/optimise', {
      ...SMALL,
      hours: 2,
      changes: { measures: ['S1', 'S2', 'S3', 'S4', 'S5', 'S6', 'S7', 'S8'], breakFactor: 6 },
      most: 4,
      target: { endsDownPercentAtMost: 0.1 },
      confidence: 0.9,
    })
    const { optimum, state } = await ended(asked.body.id)
    expect(state).toBe('done')
    expect(optimum!.persons).toBe(2)
    expect(optimum!.keeps).toBeGreaterThan(0.9)
    expect(optimum!.oneFewerMisses).toBeGreaterThan(0.9)
    const part = await exported(asked.body.id)
    expect(part('optimum')[0]).toMatchObject({ persons: '2', confidence_keeps: String(optimum!.keeps) })
    expect(part('steps').map(({ persons }) => Number(persons))).toEqual(
      optimum!.candidates.map(({ persons }) => persons),
    )
  })
})

describe('GET /api/what-if/base/:mill', () => {
  it('is the mill as it stands, and 404 for none', async () => {
    const { status, body } = await send<WhatIfBase>('GET', '/base/jimo')
    expect(status).toBe(200)
    expect(body).toMatchObject({ mill: 'jimo', tenterPost: 'ring-tenters', plan: { spindles: 100_800, robots: 14 } })
    expect(body.plan.posts.find(({ id }) => id === 'ring-tenters')!.persons).toBe(8)
    expect((await send<ErrorAnswer>('GET', '/base/..%2Fjimo')).status).toBe(404)
  })
})

describe('a what-if that cannot be', () => {
  it.each<[string, string, unknown, string, string]>([
    ['an unknown key', '/runs', { chnages: {} }, 'what-if/invalid', 'chnages: is not a known key'],
    ['a number out of range', '/runs', { hours: 900 }, 'what-if/invalid', 'hours: must be at most 72'],
    ['a path as mill', '/runs', { mill: '../../etc/passwd' }, 'what-if/invalid', 'mill: must be the name of a mill'],
    ['a mill that is not there', '/runs', { mill: 'nowhere' }, 'what-if/mill', 'there is no mill "nowhere"'],
    [
      'a post that is not there',
      '/runs',
      { changes: { persons: { cooks: 2 } } },
      'what-if/mill',
      'no such post or role',
    ],
    ['half a person', '/runs', { changes: { persons: { 'ring-tenters': 1.5 } } }, 'what-if/invalid', 'ring-tenters'],
    ['no variant', '/compare', { variants: [] }, 'what-if/invalid', 'variants: must be at least 1'],
    [
      'too fine a grid',
      '/surface',
      { persons: many(20), breakFactors: many(20) },
      'what-if/invalid',
      'at most 100 cells',
    ],
    ['no target', '/optimise', { most: 3, target: {} }, 'what-if/invalid', 'must name at least one of'],
    [
      'a range that is none',
      '/optimise',
      { least: 4, most: 3, target: { productionKgAtLeast: 1 } },
      'what-if/invalid',
      'most: ',
    ],
  ])('refuses %s', async (_, path, asked, code, problem) => {
    const { status, body } = await send<ErrorAnswer>('POST', path, asked)
    expect([status, body.code]).toEqual([400, code])
    expect(body.problems!.join('\n')).toContain(problem)
  })

  it('is not found', async () => {
    for (const method of ['GET', 'DELETE']) {
      const { status, body } = await send<ErrorAnswer>(method, `/runs/${'f'.repeat(32)}`)
      expect([status, body.code]).toEqual([404, 'what-if/unknown'])
    }
    const file = await send<ErrorAnswer>('GET', `/runs/${'f'.repeat(32)}/export`)
    expect([file.status, file.body.code]).toEqual([404, 'what-if/unknown'])
    const format = await send<ErrorAnswer>('GET', `/runs/${'f'.repeat(32)}/export?format=pdf`)
    expect([format.status, format.body.code]).toEqual([400, 'query/invalid'])
  })
})

function many(count: number): number[] {
  return Array.from({ length: count }, (_, i) => i + 1)
}
