import 'reflect-metadata'
import { appendFile, readFile, writeFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { type INestApplication, Module } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import { type Annotation, annotation } from '@wanding/contracts'
import { type TempFolder, tempFolder } from '@wanding/testkit'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Bus, BusModule } from '../bus'
import { ClockModule } from '../clock'
import { ConfigModule, loadConfig } from '../config'
import { HEALTHY_FRAME, START_MS, Telemetry } from '../kpi/telemetry.builder'
import { AnnotationBook, BookFullError, MOST_ANNOTATIONS } from './annotation-book'
import { AnnotationsModule } from './annotations.module'

let folder: TempFolder
let app: INestApplication
const file = () => join(folder.path, 'annotations.jsonl')

async function startApp(): Promise<void> {
  @Module({
    imports: [
      ConfigModule.of(loadConfig({ WANDING_DATA: folder.path, LOG_LEVEL: 'silent' })),
      BusModule,
      ClockModule,
      AnnotationsModule,
    ],
  })
  class AppModule {}
  app = await NestFactory.create(AppModule, { logger: false })
  app.enableShutdownHooks()
  await app.listen(0, '127.0.0.1')
  const telemetry = new Telemetry(app.get(Bus))
  telemetry.gatewayOnline('G01', START_MS)
  telemetry.birth('RF01', 'ring-frame', START_MS, HEALTHY_FRAME)
}

beforeEach(async () => {
  folder = await tempFolder('annotations')
  await startApp()
})
afterEach(async () => {
  await app.close()
  await folder.stop()
})

async function ask(path: string, method = 'GET', body?: unknown): Promise<{ status: number; body: never }> {
  const url = `http://127.0.0.1:${(app.getHttpServer().address() as AddressInfo).port}/api/mills/jimo/annotations${path}`
  const answer = await fetch(url, {
    method,
    ...(body !== undefined && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  })
  const text = await answer.text()
  return { status: answer.status, body: (text ? JSON.parse(text) : null) as never }
}
const NOTE = {
  fromMs: START_MS,
  machine: 'RF01',
  text: '换了钢丝圈 / new travellers',
  author: 'Li',
  role: 'maintenance',
}
const listed = async (from = START_MS - 1000, to = START_MS + 1000): Promise<Annotation[]> =>
  annotation.array().parse((await ask(`?from=${from}&to=${to}`)).body)

describe('annotations', () => {
  it('are kept through a restart, and taken out for good', async () => {
    const first = annotation.parse((await ask('', 'POST', NOTE)).body)
    const second = annotation.parse((await ask('', 'POST', { ...NOTE, machine: null, toMs: START_MS + 60_000 })).body)
    expect(first).toMatchObject({ ...NOTE, mill: 'jimo', toMs: null })
    await app.close()
    await startApp()
    expect((await listed()).map(({ id }) => id)).toEqual([first.id, second.id])
    expect((await ask(`/${first.id}`, 'DELETE')).status).toBe(204)
    expect((await ask(`/${first.id}`, 'DELETE')).status).toBe(404)
    await app.close()
    await startApp()
    expect((await listed()).map(({ id }) => id)).toEqual([second.id])
  })

  it('are found by any time that they touch', async () => {
    await ask('', 'POST', { ...NOTE, fromMs: START_MS, toMs: START_MS + 60_000 })
    expect(await listed(START_MS + 30_000, START_MS + 31_000)).toHaveLength(1)
    expect(await listed(START_MS + 60_001, START_MS + 70_000)).toHaveLength(0)
    expect(await listed(START_MS - 1000, START_MS)).toHaveLength(0)
  })

  it.each([
    ['an empty text', { ...NOTE, text: '  ' }, 'text'],
    ['a text without end', { ...NOTE, text: 'x'.repeat(501) }, 'text'],
    ['a control character', { ...NOTE, author: 'a\u0007' }, 'author'],
    ['a role that is none', { ...NOTE, role: 'boss' }, 'role'],
    ['an end before the begin', { ...NOTE, toMs: START_MS - 1 }, 'toMs'],
    ['a key that is none', { ...NOTE, colour: 'red' }, 'colour'],
  ])('refuse %s, and nothing is written', async (_what, body, named) => {
    const answer = await ask('', 'POST', body)
    expect(answer.status).toBe(400)
    expect(JSON.stringify(answer.body)).toContain(named)
    expect(await readFile(file(), 'utf8')).toBe('')
  })

  it('refuse a machine that the mill has not', async () => {
    expect(await ask('', 'POST', { ...NOTE, machine: 'RF99' })).toMatchObject({
      status: 404,
      body: { code: 'machine/unknown' },
    })
  })

  it('survive a power cut in the middle of a line', async () => {
    await ask('', 'POST', NOTE)
    await app.close()
    await appendFile(file(), '{"add":{"id":"x","mi')
    await startApp()
    expect(await listed()).toHaveLength(1)
    await ask('', 'POST', NOTE)
    await app.close()
    await startApp()
    expect(await listed()).toHaveLength(2)
  })

  it('name a line that cannot be read, and leave the file alone', async () => {
    await ask('', 'POST', NOTE)
    await app.close()
    const text = `not a line\n${await readFile(file(), 'utf8')}`
    await writeFile(file(), text)
    expect(() => new AnnotationBook(file())).toThrow(/annotations\.jsonl, line 1/)
    expect(await readFile(file(), 'utf8')).toBe(text)
    await writeFile(file(), '')
    await startApp()
  })

  it('are so many at the most', async () => {
    const full = join(folder.path, 'full.jsonl')
    const made = (id: number) => ({ ...NOTE, id: String(id), mill: 'jimo', run: 'r', toMs: null, writtenMs: 0 })
    await writeFile(
      full,
      Array.from({ length: MOST_ANNOTATIONS }, (_, id) => `${JSON.stringify({ add: made(id) })}\n`).join(''),
    )
    const book = new AnnotationBook(full)
    expect(() => book.add(made(-1) as Annotation)).toThrow(BookFullError)
    expect(book.remove('7')).toBe(true)
    book.add(made(-1) as Annotation)
  })
})
