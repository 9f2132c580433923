import 'reflect-metadata'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { INestApplication } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import {
  type Calibration,
  type CalibrationUpload,
  calibration,
  calibrationUpload,
  type ErrorAnswer,
} from '@wanding/contracts'
import { CALIBRATION_COLUMNS, CALIBRATION_KINDS } from '@wanding/contracts/calibration'
import { parseNormsFile } from '@wanding/contracts/files'
import { normsFor } from '@wanding/mill'
import { type TempFolder, tempFolder } from '@wanding/testkit'
import { parse } from 'csv-parse/sync'
import { strFromU8, unzipSync } from 'fflate'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chance } from '../../../../libs/mill/src/calibration/simulated-counts.builder'
import { BusModule } from '../bus'
import { ClockModule } from '../clock'
import { ConfigModule, loadConfig } from '../config'
import { ErrorFilter } from '../error.filter'
import { KpiModule } from '../kpi'
import { StaffingModule } from '../staffing'
import { TwinModule } from '../twin'
import { CALIBRATED_MILLS, type CalibratedMills, CalibrationModule } from './index'

let folder: TempFolder
let app: INestApplication
let url: string

beforeAll(async () => {
  folder = await tempFolder('calibration')
  const config = loadConfig({ LOG_LEVEL: 'silent', WANDING_DATA: folder.path })
  const modules = [BusModule, ClockModule, TwinModule, KpiModule, StaffingModule, CalibrationModule]
  app = await NestFactory.create(
    { module: class Root {}, imports: [ConfigModule.of(config), ...modules] },
    { logger: false },
  )
  app.useGlobalFilters(new ErrorFilter(pino({ level: 'silent' })))
  await app.listen(0, '127.0.0.1')
  url = `http://127.0.0.1:${(app.getHttpServer().address() as AddressInfo).port}/api/calibrations`
})

afterAll(async () => {
  await app?.close()
  await folder?.stop()
})

async function upload(body: string | Buffer): Promise<CalibrationUpload> {
  const response = await fetch(`${url}/files`, {
    method: 'POST',
    headers: { 'content-type': 'text/csv' },
    body: body as string,
  })
  return calibrationUpload.parse(await response.json())
}
async function taken(body: string | Buffer): Promise<Extract<CalibrationUpload, { ok: true }>> {
  const answer = await upload(body)
  if (!answer.ok) throw new Error(JSON.stringify(answer.problems.slice(0, 5)))
  return answer
}
const wrong = async (body: string | Buffer) => {
  const answer = await upload(body)
  return answer.ok ? [] : answer.problems.map(({ line, column, reason }) => `${line} ${column} ${reason}`)
}
async function fit<T = Calibration>(
  files: string[],
  base = 'conventional',
  name = 'Weiqiao 3',
): Promise<{ status: number; body: T }> {
  const headers = { 'content-type': 'application/json' }
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify({ name, base, files }) })
  return { status: response.status, body: (await response.json()) as T }
}
const kept = () =>
  existsSync(join(folder.path, 'calibrations', 'files')) ? readdirSync(join(folder.path, 'calibrations', 'files')) : []

const FRAMES = 40
const SPINDLES = 504
/**
 * Thirty days of a mill with 9 breaks per 1,000 spindle-hours, whose doffers take 11 min and piecers 0.35 min; where its frames run
 * at other speeds, breaks rise with a power of it.
 */
function records(speeds: readonly number[] = [16_500], exponent = 7) {
  const { gamma, poisson, unit } = chance(31)
  const frames = ['date;shift;frame;spindles;spindle_hours;running_breaks;start_up_breaks;doffs;count_ne;rpm']
  const staff = ['date;shift;role;shift_hours;persons']
  const levels = Array.from({ length: FRAMES }, () => gamma(30))
  for (let day = 1; day <= 30; day++) {
    for (let shift = 1; shift <= 3; shift++) {
      const date = `2026-03-${String(day).padStart(2, '0')}`
      let ends = 0
      let doffs = 0
      levels.forEach((level, f) => {
        const hours = SPINDLES * (7.2 + 0.6 * unit())
        const rpm = speeds[f % speeds.length]!
        const breaks = poisson(0.009 * hours * level * (rpm / 16_500) ** exponent)
        const frameDoffs = unit() < 0.6 ? 3 : 2
        const startUp = poisson(frameDoffs * SPINDLES * 0.025)
        ends += breaks + startUp
        doffs += frameDoffs
        frames.push(
          `${date};${shift};${f + 1};${SPINDLES};${hours.toFixed(1).replace('.', ',')};${breaks};${startUp};${frameDoffs};30;${rpm}`,
        )
      })
      const minutes = 480 * 0.85
      staff.push(`${date};${shift};ring-piecing;8;${((0.35 * ends) / minutes).toFixed(3).replace('.', ',')}`)
      staff.push(`${date};${shift};ring-doffing;8;${((11 * doffs) / minutes).toFixed(3).replace('.', ',')}`)
      staff.push(`${date};${shift};winding;8;12`)
    }
  }
  return { frames: `\ufeff${frames.join('\r\n')}\r\n`, staff: staff.join('\n') }
}

describe('files of records', () => {
  it('are read with what separates and what marks decimals found in them', async () => {
    const { frames } = records()
    expect(await taken(frames)).toMatchObject({
      kind: 'frames',
      rows: FRAMES * 90,
      separator: 'semicolon',
      decimals: 'comma',
      byteOrderMark: true,
    })
    expect(await taken('机台,锭号,锭时,运转断头\nRF01,1,648.5,4\n')).toMatchObject({
      kind: 'spindles',
      separator: 'comma',
      decimals: 'point',
      byteOrderMark: false,
    })
  })

  it.each(CALIBRATION_KINDS)('of %s have templates in both languages that are read as they are', async (kind) => {
    for (const language of ['en', 'zh']) {
      const template = await (await fetch(`${url}/templates/${kind}?language=${language}`)).text()
      expect(await taken(template)).toMatchObject({ kind, rows: 1 })
    }
  })

  it('that are wrong come back with every bad cell, and nothing of them is kept', async () => {
    const before = kept()
    const heading = 'date,shift,frame,spindle_hours,running_breaks,rh'
    const good = '2026-03-02,1,RF01,9340.5,58,57'
    const problems = await wrong(
      [
        heading,
        good,
        '2026-02-30,1,RF02,many,5.5,57',
        '',
        '2026-03-02,1,RF03,9340.5,-1,140',
        '2026-03-02,1,RF04,9340.5,3',
        good,
        ',1,RF05,1,1,',
      ].join('\n'),
    )
    expect(problems).toEqual([
      '3 date must be a date YYYY-MM-DD, is "2026-02-30"',
      '3 spindle_hours must be a number, is "many"',
      '3 running_breaks must be a whole number, is 5.5',
      '5 running_breaks must be at least 0, is -1',
      '5 rh must be at most 95, is 140',
      '6  has 5 cells, the heading has 6',
      '7  is the same 2026-03-02 1 RF01 as line 2',
      '8 date is empty',
    ])
    expect(kept()).toEqual(before)
  })

  it.each([
    [
      'an unknown column',
      'frame,position,spindle_hours,running_breaks,colour\n',
      /colour is no column of a file of spindles/,
    ],
    ['a missing column', 'frame,position,spindle_hours\n', /running_breaks is missing/],
    ['a column twice', 'frame,position,spindle_hours,running_breaks,锭号\n', /锭号 stands twice/],
    ['no known kind', 'a,b\n1,2\n', /of no known kind/],
    ['no rows', 'frame,position,spindle_hours,running_breaks\n', /no rows/],
    ['nothing', '', /no rows/],
    [
      'mixed decimals',
      'frame;position;spindle_hours;running_breaks\nA;1;1,5;1\nA;2;1.5;1\n',
      /3 .*decimal point.*in a file with a decimal comma/,
    ],
    ['a quote that never ends', 'frame,position,spindle_hours,running_breaks\n"A,1,1,1\n', /quote/i],
    ['another encoding', Buffer.from([0xbb, 0xfa, 0xcc, 0xa8, 0x0a, 0x31]), /UTF-8/],
  ])('with %s are refused', async (_, body, reason) => expect((await wrong(body)).join('\n')).toMatch(reason))

  it('above 100 MB are refused', async () => {
    const before = kept()
    const chunk = Buffer.alloc(1024 * 1024, 'x')
    let sent = 0
    const body = new ReadableStream({
      pull(controller) {
        controller.enqueue(chunk)
        sent += 1
        if (sent > 101) controller.close()
      },
    })
    const response = await fetch(`${url}/files`, {
      method: 'POST',
      headers: { 'content-type': 'text/csv' },
      body,
      duplex: 'half',
    } as RequestInit)
    expect(response.status).toBe(413)
    expect(kept()).toEqual(before)
  })
})

describe('a calibration', () => {
  let done: Calibration

  beforeAll(async () => {
    const { frames, staff } = records()
    const files = [(await taken(frames)).id, (await taken(staff)).id]
    const { status, body } = await fit(files)
    expect(status).toBe(201)
    done = calibration.parse(body)
  })

  it('finds what the records were made with, within its intervals', () => {
    const { breaks, startUp } = done
    for (const [value, found] of [
      [9, breaks!.measuredPer1000],
      [30, breaks!.frameShape!],
      [0.025, startUp!.share],
    ] as const) {
      expect(found.low!).toBeLessThan(value)
      expect(found.high!).toBeGreaterThan(value)
    }
    expect(breaks!.exponentReason).toBe('speeds-alike')
    const normOf = (norm: string) => done.roles.flatMap(({ norms }) => norms).find((each) => each.norm === norm)!
    expect(normOf('pieceMinutes').fitted.value).toBeCloseTo(0.35, 2)
    expect(normOf('frameDoffMinutes').fitted.value).toBeCloseTo(11, 1)
    // Nobody recorded the cops.
    expect(done.roles.find(({ role }) => role === 'winding')).toMatchObject({ reason: 'events-missing', norms: [] })
  })

  it('gives a mill file with the decided keys only, which others can start from', async () => {
    expect(done.millProblems).toEqual([])
    const text = await (await fetch(`${url}/${done.id}/mill`)).text()
    expect(text).toMatch(/^extends: conventional$/m)
    expect(done.millKeys.map(({ path }) => path)).toEqual([
      'ringRoom.frames',
      'ringRoom.spindlesPerFrame',
      'spinPlan.countNe',
      'spinPlan.spindleSpeedRpm',
      'ringRoom.breaks.ratePerSpindleHour',
      'ringRoom.breaks.startUpShare',
    ])
    const mills = app.get<CalibratedMills>(CALIBRATED_MILLS)
    expect(mills.list()).toEqual([{ id: done.id, name: 'Weiqiao 3', base: 'conventional' }])
    expect(readFileSync(mills.millFileOf(done.id)!, 'utf8')).toBe(text)
    expect(mills.millFileOf('../../etc')).toBeUndefined()
  })

  it('gives norms with the fitted times at the rung where the mill stands', async () => {
    const read = parseNormsFile(await (await fetch(`${url}/${done.id}/norms`)).text(), 'norms.yaml')
    if (!read.ok) throw new Error('the norms are not valid')
    const { constants } = normsFor(read.norms, done.measures)
    expect(constants.pieceMinutes).toBeCloseTo(0.35, 2)
    expect(constants.frameDoffMinutes).toBeCloseTo(11, 1)
    expect(constants.breaksPer1000SpindleHours).toBeCloseTo(done.breaks!.measuredPer1000.value, 2)
  })

  it('is found again, and said to be unknown otherwise', async () => {
    expect(await (await fetch(`${url}/${done.id}`)).json()).toEqual(done)
    expect(((await (await fetch(url)).json()) as unknown[])[0]).toMatchObject({
      id: done.id,
      hasMill: true,
      hasNorms: true,
    })
    expect((await fetch(`${url}/${'0'.repeat(64)}`)).status).toBe(404)
    expect(await (await fetch(`${url}/bases`)).json()).toContain('jimo')
  })

  it('is exported as CSV and XLSX in both languages, with how it was computed', async () => {
    const get = (query: string, id = done.id) => fetch(`${url}/${id}/export${query}`)
    const rows: string[][] = parse(Buffer.from(await (await get('?format=csv')).arrayBuffer()), { bom: true })
    const measured = rows.find(([part, quantity]) => part === 'estimates' && quantity === 'measured')!
    const { value, low, high } = done.breaks!.measuredPer1000
    expect([4, 6, 7].map((i) => Number(measured[i]))).toEqual([value, low, high])
    expect(rows.filter(([part, of]) => part === 'residuals' && of === 'frame')).toHaveLength(FRAMES)
    expect(rows.filter(([part, of]) => part === 'residuals' && of === 'shift')).toHaveLength(90)
    for (const { id } of done.files) expect(rows.map((row) => row[4])).toContain(id)
    const file = await get('?format=xlsx&lang=zh')
    const name = encodeURIComponent(`Weiqiao 3-calibration-${done.id.slice(0, 8)}.xlsx`)
    expect(file.headers.get('content-disposition')).toContain(`filename*=UTF-8''${name}`)
    const sheets = unzipSync(new Uint8Array(await file.arrayBuffer()))
    expect(strFromU8(sheets['xl/workbook.xml']!)).toMatch(/name="参数估计".*name="残差".*name="定额".*name="计算说明"/s)
    expect((await get('', '0'.repeat(64))).status).toBe(404)
    expect((await get('?lang=fr')).status).toBe(400)
  })

  it('needs files that are there, one of a kind, and a base', async () => {
    const { id } = await taken('frame,position,spindle_hours,running_breaks\nA,1,10,3\n')
    const other = await taken('frame,position,spindle_hours,running_breaks\nA,1,10,4\n')
    const codeOf = async (...args: Parameters<typeof fit>) => (await fit<ErrorAnswer>(...args)).body.code
    expect(await codeOf(['0'.repeat(64)])).toBe('calibration/unknown-file')
    expect(await codeOf([id, other.id])).toBe('calibration/kind-twice')
    expect(await codeOf([id], 'nowhere')).toBe('calibration/base')
  })

  it('takes the exponent of the speed into the mill file, where the speeds tell it', async () => {
    const { body } = await fit(
      [(await taken(records([15_500, 16_500, 17_500], 4.5).frames)).id],
      'jimo',
      'Three speeds',
    )
    const { speedExponent, exponentReason } = body.breaks!
    expect(exponentReason).toBe('fitted')
    expect(speedExponent.low!).toBeLessThan(4.5)
    expect(speedExponent.high!).toBeGreaterThan(4.5)
    const key = body.millKeys.find(({ path }) => path === 'ringRoom.breaks.speedExponent')!
    expect(key.before).toBe(7)
    expect(key.after).toBeCloseTo(speedExponent.value, 2)
    expect(body.millProblems).toEqual([])
    const text = await (await fetch(`${url}/${body.id}/mill`)).text()
    expect(text).toContain(`speedExponent: ${key.after}`)
  })
})

it('the document of the format names every column in both languages', () => {
  const text = readFileSync(new URL('../../../../docs/calibration.md', import.meta.url), 'utf8')
  for (const kind of CALIBRATION_KINDS) {
    for (const { name, zh } of CALIBRATION_COLUMNS[kind]) expect(text).toContain(`| \`${name}\` | ${zh} |`)
  }
})
