import type { AlarmJournal, AlarmsNow } from '@wanding/contracts'
import { trainerTopics } from '@wanding/contracts/trainer'
import { launchChromium, startMosquitto, type TestBrowser, type TestServer, waitFor } from '@wanding/testkit'
import { connectAsync, type MqttClient } from 'mqtt'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WandingSystem } from './system'

const KEY = 'air-pressure/CA01'

/** An alarm from the fault to the last hand: it comes by telemetry, survives the death of the backend, and goes with its cause. */
describe('alarms', () => {
  let broker: TestServer
  let system: WandingSystem
  let chromium: TestBrowser
  let trainer: MqttClient
  let page: Page
  let api: Awaited<ReturnType<WandingSystem['startApi']>>
  const errors: string[] = []

  beforeAll(async () => {
    broker = await startMosquitto()
    system = await WandingSystem.prepare({ mqttUrl: broker.url, mill: 'teaching', speed: 20 })
    api = await system.startApi()
    await system.startSimulator()
    await system.healthy('the mill is there', ({ mills }) => mills.includes('teaching'))
    trainer = await connectAsync(broker.url)
    chromium = await launchChromium()
    page = await chromium.browser.newPage({ viewport: { width: 1920, height: 1080 }, locale: 'en-GB' })
    page.on('pageerror', (error) => errors.push(error.message))
    await page.goto(`${system.address}/alarms?mill=teaching`)
  })

  afterAll(async () => {
    await chromium?.stop()
    await trainer?.endAsync()
    await system?.stop()
    await broker?.stop()
  })

  const order = (command: object) =>
    trainer.publishAsync(trainerTopics('teaching').command, JSON.stringify(command), { qos: 1 })
  const book = () => system.get<AlarmsNow>('/api/mills/teaching/alarms')
  const stateOf = async () => (await book()).alarms.find(({ key }) => key === KEY)?.state
  const until = (state: string | undefined) =>
    waitFor(async () => (await stateOf()) === state, { what: `${KEY} is ${state}`, timeoutMs: 60_000 })
  const item = () => page.getByRole('article', { name: 'CA01 Compressed air low' })
  const waiting = () => page.getByRole('navigation').getByText(/unacknowledged/)

  it('a fault in the mill becomes one alarm, with what to do, what follows and the time left', async () => {
    const air = { fault: 'compressed-air-drop', place: 'CA01', severity: 2.5, minutes: 10_000, selfCure: false }
    await order({ id: 'drop', command: 'inject', ...air })
    await item().waitFor({ timeout: 60_000 })
    const text = await item().innerText()
    expect(text).toMatch(/1/)
    expect(text).toContain('Start the standby compressor; isolate the leak.')
    expect(text).toContain('If nobody acts:')
    expect(text).toMatch(/left|over by/)
    expect(text).toContain('Unacknowledged')
    await waiting().waitFor()
    await page.getByRole('alert').filter({ hasText: 'CA01' }).waitFor({ state: 'attached' })
  })

  it('an operator acknowledges it with name and note, by keyboard', async () => {
    const button = item().getByRole('button', { name: 'Acknowledge' })
    await button.focus()
    await page.keyboard.press('Enter')
    await item().getByLabel('Your name').fill('Li Na')
    await item().getByLabel('Note').fill('standby is starting')
    await page.keyboard.press('Enter')
    await item().getByText('Li Na: standby is starting').waitFor()
    expect(await stateOf()).toBe('acknowledged')
    await button.waitFor({ state: 'detached' })
  })

  it('the backend is killed and comes back: the alarm is as it was', async () => {
    const before = (await book()).alarms.find(({ key }) => key === KEY)!
    await api.kill()
    api = await system.startApi()
    await waitFor(async () => (await stateOf().catch(() => undefined)) !== undefined, {
      what: 'the book',
      timeoutMs: 60_000,
    })
    const after = (await book()).alarms.find(({ key }) => key === KEY)!
    expect(after).toMatchObject({
      state: 'acknowledged',
      occurrence: before.occurrence,
      sinceMs: before.sinceMs,
      by: 'Li Na',
    })
    await item().getByText('Li Na: standby is starting').waitFor({ timeout: 60_000 })
    const { transitions } = await system.get<AlarmJournal>(`/api/mills/teaching/alarms/journal?key=${KEY}`)
    expect(transitions.map(({ event }) => event)).toEqual(['acknowledge', 'raise'])
  })

  it('its cause is cured: it goes, and the journal has all of it', async () => {
    await order({ id: 'start', command: 'respond', response: 'start-compressor', place: 'CA01' })
    await until(undefined)
    await item().waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Journal' }).click()
    const row = page.getByRole('row').filter({ hasText: 'CA01' })
    await row.filter({ hasText: 'Li Na' }).first().waitFor()
    await row.filter({ hasText: 'Returned' }).first().waitFor()
  })

  it('shows the load beside the benchmarks, and why each alarm is there, in 中文 as well', async () => {
    await page.getByRole('button', { name: 'Load', exact: true }).click()
    const utilities = page.getByRole('row').filter({ hasText: 'Utilities' })
    await utilities
      .filter({ hasText: /1 \/ \d/ })
      .first()
      .waitFor()
    await page.getByRole('button', { name: 'Rationalisation' }).click()
    await page.getByText('A compressor failed, or a leak.').waitFor()
    await page.getByRole('button', { name: '中' }).click()
    await page.getByText('空压机故障或管路泄漏。').waitFor()
    expect(errors).toEqual([])
  })
})
