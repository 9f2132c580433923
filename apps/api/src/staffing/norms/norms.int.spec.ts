import 'reflect-metadata'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { INestApplication } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import {
  type ErrorAnswer,
  type NormsDiff,
  type NormsHistory,
  type NormsVersion,
  normsDiff,
  normsHistory,
  normsPreview,
  normsVersion,
  type StaffingNow,
} from '@wanding/contracts'
import { parseNormsFile } from '@wanding/contracts/files'
import { normsWith } from '@wanding/mill'
import { type TempFolder, tempFolder } from '@wanding/testkit'
import { pino } from 'pino'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Bus, BusModule } from '../../bus'
import { ClockModule } from '../../clock'
import { ConfigModule, loadConfig } from '../../config'
import { ErrorFilter } from '../../error.filter'
import { KpiModule } from '../../kpi'
import { frameAfter, HEALTHY_FRAME, HOUR_MS, START_MS, Telemetry } from '../../kpi/telemetry.builder'
import { TwinModule } from '../../twin'
import { defaultNormsFile } from '../load-norms'
import { StaffingModule } from '../staffing.module'

let folder: TempFolder
let app: INestApplication
let url: string

async function start(normsFile?: string): Promise<void> {
  const config = loadConfig({ LOG_LEVEL: 'silent', WANDING_DATA: folder.path, ...(normsFile && { NORMS: normsFile }) })
  const imports = [ConfigModule.of(config), BusModule, ClockModule, TwinModule, KpiModule, StaffingModule]
  app = await NestFactory.create({ module: class Root {}, imports }, { logger: false })
  app.useGlobalFilters(new ErrorFilter(pino({ level: 'silent' })))
  await app.listen(0, '127.0.0.1')
  url = `http://127.0.0.1:${(app.getHttpServer().address() as AddressInfo).port}/api`
}

beforeEach(async () => {
  folder = await tempFolder('norms')
  await start()
})

afterEach(async () => {
  await app.close()
  await folder.stop()
})

async function ask<T>(path: string, body?: unknown): Promise<{ status: number; body: T }> {
  const post = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
  const response = await fetch(url + path, body === undefined ? {} : post)
  return { status: response.status, body: (await response.json()) as T }
}
const history = async () => normsHistory.parse((await ask('/norms')).body)
const normsOf = async (id: string) => normsVersion.parse((await ask(`/norms/versions/${id}`)).body).norms
/** The norms of a version with other values, under another name. */
async function draft(id: string, changes: Record<string, unknown>) {
  return Object.entries(changes).reduce((norms, [path, value]) => normsWith(norms, path, value), await normsOf(id))
}
const save = (norms: unknown, parent: string, note = '') =>
  ask<NormsVersion & ErrorAnswer>('/norms/versions', { norms, parent, author: 'Li Wei', note })

/** An hour of one frame of a mill that has all its measures. */
function anHourOfTelemetry(): void {
  const telemetry = new Telemetry(app.get(Bus))
  telemetry.gatewayOnline('G01', START_MS)
  const office = { 'mill/spindles': 1200, 'mill/count': 40, 'mill/measures': 'S1,S2,S3,S4' }
  telemetry.birth('MILL', 'mill', START_MS, office)
  const pieced = (hours: number) => ({ ...frameAfter(hours), 'piecing/byPeople': 10 + 20 * hours })
  telemetry.birth('RF01', 'ring-frame', START_MS, { ...HEALTHY_FRAME, ...pieced(0) })
  for (let minute = 1; minute <= 60; minute++)
    telemetry.data('RF01', START_MS + (minute * HOUR_MS) / 60, pieced(minute / 60))
}

describe('versions of the norms', () => {
  it('begin with the norms that the backend was started with', async () => {
    const { active, newest, versions, activations } = await history()
    expect({ active, newest }).toEqual({ active: 'v1', newest: 'v1' })
    expect(versions).toMatchObject([
      { id: 'v1', name: 'default-1', origin: 'start', note: 'default.yaml', parent: null },
    ])
    expect(activations).toMatchObject([{ id: 'v1', author: 'start' }])
  })

  it('are saved whole, once, on top of the newest', async () => {
    const saved = await save(await draft('v1', { version: 'mine-1', 'conventional.cards': 40 }), 'v1', 'counted them')
    expect(saved).toMatchObject({ status: 201, body: { id: 'v2', name: 'mine-1', parent: 'v1', author: 'Li Wei' } })
    expect((await normsOf('v2')).conventional.cards).toBe(40)
    expect(readdirSync(join(folder.path, 'norms')).sort()).toEqual(['activations.jsonl', 'v1.json', 'v2.json'])
    expect(await history()).toMatchObject({ active: 'v1', newest: 'v2' })
  })

  it('are refused on top of an older one, with who was faster', async () => {
    await save(await draft('v1', { version: 'mine-1', 'conventional.cards': 40 }), 'v1')
    const late = await save(await draft('v1', { version: 'mine-2', 'conventional.cards': 41 }), 'v1')
    expect(late).toMatchObject({ status: 409, body: { code: 'norms/stale-parent' } })
    expect(late.body.message).toMatch(/^v2 was saved by Li Wei after v1/)
    expect((await history()).versions).toHaveLength(2)
  })

  it.each([
    ['the name of another', { 'conventional.cards': 40 }, 409, 'norms/name-taken'],
    ['nothing that differs', {}, 409, 'norms/unchanged'],
    ['a text for a number', { version: 'x', 'conventional.cards': '40' }, 400, 'norms/invalid'],
  ])('are refused with %s, and nothing is saved', async (_, changes, status, code) => {
    expect(await save(await draft('v1', changes), 'v1')).toMatchObject({ status, body: { code } })
    expect(readdirSync(join(folder.path, 'norms'))).not.toContain('v2.json')
  })

  it('come into force without a restart, and it stays known which was when', async () => {
    anHourOfTelemetry()
    const before = (await ask<StaffingNow>('/mills/jimo/staffing')).body
    await save(await draft('v1', { version: 'slow-1', 'measures.S4.changes.pieceMinutes': 0.72 }), 'v1')
    expect((await ask<NormsHistory>('/norms/versions/v2/activate', { author: 'Li Wei' })).body.active).toBe('v2')
    const after = (await ask<StaffingNow>('/mills/jimo/staffing')).body
    const piecing = (now: StaffingNow) => now.byRole.find(({ role }) => role === 'ring-piecing')!
    expect(after.basis.normsVersion).toBe('slow-1')
    expect(piecing(after).source).toBe('measured')
    expect(piecing(after).per10k / piecing(before).per10k).toBeCloseTo(2, 9)
    expect((await history()).activations.at(-1)).toMatchObject({
      id: 'v2',
      author: 'Li Wei',
      millTimes: { jimo: START_MS + HOUR_MS },
    })
  })

  it('stay in force over a restart; other norms to start with come into force', async () => {
    await save(await draft('v1', { version: 'mine-1', 'conventional.cards': 40 }), 'v1')
    await ask('/norms/versions/v2/activate', { author: 'Li Wei' })
    await app.close()
    await start()
    expect(await history()).toMatchObject({ active: 'v2', newest: 'v2' })
    const file = join(folder.path, 'other.yaml')
    writeFileSync(file, readFileSync(defaultNormsFile(), 'utf8').replace('version: default-1', 'version: other-1'))
    await app.close()
    await start(file)
    expect(await history()).toMatchObject({ active: 'v3', versions: [{ origin: 'start', note: 'other.yaml' }, {}, {}] })
  })

  it('that were tampered with are told, not used', async () => {
    await save(await draft('v1', { version: 'mine-1', 'conventional.cards': 40 }), 'v1')
    const file = join(folder.path, 'norms', 'v2.json')
    writeFileSync(file, readFileSync(file, 'utf8').replace('"cards": 40', '"cards": 20'))
    await app.close()
    await start()
    expect(await history()).toMatchObject({ newest: 'v1', damaged: ['v2.json'] })
    // Its number is not given to another.
    expect((await save(await draft('v1', { version: 'a', 'conventional.cards': 30 }), 'v1')).body.id).toBe('v3')
  })
})

describe('a draft', () => {
  it('is previewed on the measured mill and on the plan, by role and rung', async () => {
    anHourOfTelemetry()
    const norms = await draft('v1', { version: 'x', 'measures.S4.changes.pieceMinutes': 0.72 })
    const answer = normsPreview.parse((await ask('/norms/preview', { norms, mill: 'jimo' })).body)
    if (!answer.ok || !answer.live) throw new Error('there is no preview of the mill')
    const { live, plan, rungs } = answer
    const shares = (effect: typeof live) => effect.byRole.filter(({ before, after }) => after.roll !== before.roll)
    expect(shares(live).map(({ role }) => role)).toEqual(['ring-piecing'])
    expect([live.source, plan.source]).toEqual(['mixed', 'planned'])
    for (const effect of [live, plan]) {
      const [piecing] = shares(effect)
      expect(piecing!.after.roll / piecing!.before.roll).toBeCloseTo(2, 9)
      expect(effect.after.roll - effect.before.roll).toBeCloseTo(piecing!.after.roll - piecing!.before.roll, 9)
    }
    expect(rungs.filter(({ before, after }) => before !== after).map(({ step }) => step)).toEqual([
      'S4',
      'S5',
      'S6',
      'S7',
      'S8',
      'S9',
    ])
  })

  it('without a mill is previewed on the mill that the norms are for', async () => {
    const answer = normsPreview.parse((await ask('/norms/preview', { norms: await normsOf('v1') })).body)
    expect(answer).toMatchObject({ ok: true, live: null, plan: { spindles: 100_800, countNe: 40 } })
    if (answer.ok) expect(answer.plan.after.per10k).toBeCloseTo(9.71, 2)
  })

  it('that is wrong gets every problem with its key', async () => {
    const norms = await draft('v1', { 'conventional.cards': -1, 'measures.S9.changes.robotShare': 70 })
    const expected = {
      ok: false,
      problems: [{ path: 'conventional.cards' }, { path: 'measures.S9.changes.robotShare', line: null }],
    }
    expect((await ask('/norms/validate', { norms })).body).toMatchObject(expected)
    expect((await ask('/norms/preview', { norms })).body).toMatchObject(expected)
  })
})

describe('files', () => {
  it('go out and come in as the same norms', async () => {
    const response = await fetch(`${url}/norms/versions/v1/file`)
    const text = await response.text()
    expect(response.headers.get('content-disposition')).toBe('attachment; filename="norms-default-1.yaml"')
    expect(parseNormsFile(text, 'x').ok).toBe(true)
    expect((await ask('/norms/read-file', { fileName: 'x.yaml', text })).body).toEqual({
      ok: true,
      norms: await normsOf('v1'),
    })
  })

  it('that are wrong come back with lines, and nothing is kept', async () => {
    const text = readFileSync(defaultNormsFile(), 'utf8').replace('  cards: 44', '  cars: 44')
    const answer = await ask('/norms/read-file', { fileName: 'x.yaml', text })
    const line = text.split('\n').findIndex((each) => each.startsWith('  cars')) + 1
    expect(answer.body).toMatchObject({
      ok: false,
      problems: expect.arrayContaining([{ path: 'conventional.cars', line, reason: 'is not a known key' }]),
    })
    expect((await history()).versions).toHaveLength(1)
    expect((await ask('/norms/read-file', { fileName: 'x', text: 'x'.repeat(200_000) })).status).toBe(413)
  })
})

describe('the difference of two versions', () => {
  it('gives each key with the persons that it alone changes, and all together', async () => {
    const changes = {
      version: 'b',
      'conventional.fitterDayPosts': 84,
      'measures.S8.changes.fitterDayPosts': 26,
      'roster.attendance': 0.9,
    }
    await save(await draft('v1', changes), 'v1')
    const diff = normsDiff.parse((await ask<NormsDiff>('/norms/diff?from=v1&to=v2')).body)
    const entry = (path: string) => diff.entries.find((each) => each.path === path)!
    expect(diff.entries.map(({ path }) => path).sort()).toEqual(Object.keys(changes).sort())
    expect(entry('version')).toMatchObject({ before: 'default-1', after: 'b', plan: { roll: 0 } })
    // Thirteen fitters more on the day, at 1.06 on the roll each; the conventional ones do not work in this mill.
    expect(entry('measures.S8.changes.fitterDayPosts').plan!.roll).toBeCloseTo(13 * 1.06, 6)
    expect(entry('conventional.fitterDayPosts').plan!.roll).toBe(0)
    expect(diff.together.plan!.roll).toBeCloseTo(
      entry('measures.S8.changes.fitterDayPosts').plan!.roll + entry('roster.attendance').plan!.roll,
      6,
    )
  })

  it('of a version that is not there is not found', async () => {
    expect(await ask('/norms/diff?from=v1&to=v9')).toMatchObject({
      status: 404,
      body: { code: 'norms/unknown-version' },
    })
    expect((await ask('/norms/versions/..%2Fv1')).status).toBe(404)
  })
})
