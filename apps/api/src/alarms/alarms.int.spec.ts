import 'reflect-metadata'
import type { AddressInfo } from 'node:net'
import type { INestApplication } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import {
  type AlarmJournal,
  type AlarmsNow,
  type AlarmView,
  alarmDefinitionView,
  alarmJournal,
  alarmsNow,
  alarmView,
  type ErrorAnswer,
} from '@wanding/contracts'
import { type TempFolder, tempFolder } from '@wanding/testkit'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Bus, BusModule } from '../bus'
import { ClockModule } from '../clock'
import { ConfigModule, loadConfig } from '../config'
import { ErrorFilter } from '../error.filter'
import { HEALTHY_FRAME, Telemetry } from '../kpi/telemetry.builder'
import { AlarmsService } from './alarms.service'
import { AlarmsModule } from './index'

/** The REST of the alarm book on a real HTTP server and a real journal. */
describe('the alarm book by REST', () => {
  let folder: TempFolder
  let app: INestApplication
  let url: string
  let telemetry: Telemetry

  async function start(): Promise<void> {
    const config = loadConfig({ LOG_LEVEL: 'silent', WANDING_DATA: folder.path })
    app = await NestFactory.create(
      { module: class Root {}, imports: [ConfigModule.of(config), BusModule, ClockModule, AlarmsModule] },
      { logger: false },
    )
    app.useGlobalFilters(new ErrorFilter(pino({ level: 'silent' })))
    await app.listen(0, '127.0.0.1')
    url = `http://127.0.0.1:${(app.getHttpServer().address() as AddressInfo).port}/api`
    telemetry = new Telemetry(app.get(Bus))
  }
  const judge = () => app.get(AlarmsService).tick()
  const frame = (id: string, reason: string) =>
    telemetry.birth(id, 'ring-frame', Date.now(), { ...HEALTHY_FRAME, 'machine/reason': reason })

  beforeAll(async () => {
    folder = await tempFolder('alarms-rest')
    await start()
  })
  afterAll(async () => {
    await app?.close()
    await folder?.stop()
  })

  async function get<T>(path: string): Promise<{ status: number; body: T }> {
    const response = await fetch(url + path)
    return { status: response.status, body: (await response.json()) as T }
  }
  async function act<T = AlarmView>(body: object, mill = 'jimo'): Promise<{ status: number; body: T }> {
    const headers = { 'content-type': 'application/json' }
    const response = await fetch(`${url}/mills/${mill}/alarms/actions`, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
    })
    return { status: response.status, body: (await response.json()) as T }
  }
  const now = async () => alarmsNow.parse((await get<AlarmsNow>('/mills/jimo/alarms')).body)
  const stateOf = async (key: string) => (await now()).alarms.find((alarm) => alarm.key === key)?.state

  it('tells its definitions before there is a mill', async () => {
    const { body } = await get<unknown[]>('/alarms/definitions')
    expect(alarmDefinitionView.array().parse(body).length).toBeGreaterThan(25)
    expect((await get<ErrorAnswer>('/mills/jimo/alarms')).status).toBe(404)
    expect((await act<ErrorAnswer>({ key: 'x/y', by: 'Li', action: 'reset' })).body.code).toBe('mill/unknown')
  })

  it('tells what stands, and the load of each position', async () => {
    frame('RF01', 'fault')
    frame('RF02', 'producing')
    judge()
    const book = await now()
    expect(book.alarms).toMatchObject([{ key: 'frame-stopped/RF01', state: 'unacknowledged', priority: 3 }])
    expect(book.load.find(({ position }) => position === 'ring')).toMatchObject({ count: 1, standing: 1 })
  })

  it.each<[string, object, number, string]>([
    ['an alarm that there is not', { key: 'nothing/RF01', by: 'Li', action: 'reset' }, 404, 'alarms/unknown'],
    ['a machine that there is not', { key: 'frame-stopped/RF77', by: 'Li', action: 'reset' }, 404, 'alarms/unknown'],
    ['nobody', { key: 'frame-stopped/RF01', by: ' ', action: 'reset' }, 400, 'body/invalid'],
    [
      'no reason',
      { key: 'frame-stopped/RF01', by: 'Li', action: 'shelve', minutes: 5, reason: '' },
      400,
      'body/invalid',
    ],
    [
      'a shelf for ever',
      { key: 'frame-stopped/RF01', by: 'Li', action: 'shelve', minutes: 481, reason: 'why not' },
      400,
      'body/invalid',
    ],
    ['an unknown deed', { key: 'frame-stopped/RF01', by: 'Li', action: 'ignore' }, 400, 'body/invalid'],
    [
      'an older occurrence',
      { key: 'frame-stopped/RF01', by: 'Li', action: 'acknowledge', occurrence: 1 },
      409,
      'alarms/stale',
    ],
    [
      'off a shelf it is not on',
      { key: 'frame-stopped/RF01', by: 'Li', action: 'unshelve' },
      409,
      'alarms/not-shelved',
    ],
    [
      'a reset of what does not latch',
      { key: 'frame-stopped/RF01', by: 'Li', action: 'reset' },
      409,
      'alarms/not-latched',
    ],
  ])('refuses %s', async (_, body, status, code) => {
    const answer = await act<ErrorAnswer>(body)
    expect([answer.status, answer.body.code]).toEqual([status, code])
    expect(await stateOf('frame-stopped/RF01')).toBe('unacknowledged')
  })

  it('lets two operators acknowledge, once each, and tells who was first', async () => {
    const { occurrence } = (await now()).alarms[0]!
    const body = { key: 'frame-stopped/RF01', action: 'acknowledge', occurrence }
    const first = await act({ ...body, by: 'Li Na', note: 'fitter called' })
    expect(alarmView.parse(first.body)).toMatchObject({ state: 'acknowledged', by: 'Li Na', note: 'fitter called' })
    expect(await act({ ...body, by: 'Wang' })).toMatchObject({ status: 200, body: { by: 'Li Na' } })
    const { body: journal } = await get<AlarmJournal>('/mills/jimo/alarms/journal?machine=RF01')
    expect(alarmJournal.parse(journal).transitions.map(({ event, by }) => [event, by])).toEqual([
      ['acknowledge', 'Li Na'],
      ['raise', null],
    ])
  })

  it('shelves, takes out of service and back', async () => {
    const key = 'frame-stopped/RF01'
    expect((await act({ key, by: 'Li', action: 'shelve', minutes: 60, reason: 'waits for a part' })).body.state).toBe(
      'shelved',
    )
    expect((await act<ErrorAnswer>({ key, by: 'Li', action: 'shelve', minutes: 60, reason: 'again' })).status).toBe(409)
    expect(
      (await act({ key: 'rogue/RF02', by: 'Li', action: 'out-of-service', reason: 'trial yarn' })).body.state,
    ).toBe('out-of-service')
    expect((await act({ key: 'rogue/RF02', by: 'Li', action: 'in-service' })).body.state).toBe('normal')
  })

  it('goes on after a restart where it was', async () => {
    const before = (await now()).alarms
    await app.close()
    await start()
    frame('RF02', 'producing')
    judge()
    expect((await now()).alarms).toEqual(before)
    frame('RF01', 'fault')
    judge()
    expect(await stateOf('frame-stopped/RF01')).toBe('shelved')
    expect((await act({ key: 'frame-stopped/RF01', by: 'Li', action: 'unshelve' })).body.state).toBe('unacknowledged')
    expect((await now()).load.find(({ position }) => position === 'ring')!.count).toBeGreaterThanOrEqual(1)
  })

  it('finds what happened by time and family, and says when there was more', async () => {
    const all = (await get<AlarmJournal>('/mills/jimo/alarms/journal')).body.transitions
    const [newest] = all
    const query = async (text: string) => (await get<AlarmJournal>(`/mills/jimo/alarms/journal?${text}`)).body
    expect(await query('limit=1')).toEqual({ transitions: [newest], more: true })
    expect((await query('family=quality')).transitions.map(({ key }) => key)).toEqual(['rogue/RF02', 'rogue/RF02'])
    expect((await query(`fromMs=${newest!.atMs + 1}`)).transitions).toEqual([])
    expect((await query(`toMs=${newest!.atMs}`)).transitions).toHaveLength(all.length)
    expect((await get<ErrorAnswer>('/mills/jimo/alarms/journal?family=weather')).body.code).toBe('query/invalid')
  })
})
