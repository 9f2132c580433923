import 'reflect-metadata'
import { mkdir, readdir, writeFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Module } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import { type Backups, backups } from '@wanding/contracts'
import { startProcess, type TempFolder, tempFolder, tinyDisk, waitFor } from '@wanding/testkit'
import { pino } from 'pino'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { BusModule } from '../bus'
import { ClockModule } from '../clock'
import { ConfigModule, loadConfig } from '../config'
import { ErrorFilter } from '../error.filter'
import { TwinModule } from '../twin'
import { BackupController } from './backup.controller'
import { MOST_BACKUPS } from './backup.service'
import { aBatch, aMetricRow } from './batch.builder'
import { type BuiltWorker, buildWorker } from './duckdb/built-worker.suite'
import type { HistoryStore } from './history-store.port'
import { storeProviders } from './store.providers'
import { HISTORY_STORE } from './store.tokens'

const SCRIPT = fileURLToPath(new URL('../../../../scripts/backup.mjs', import.meta.url))

describe('copies of the store over HTTP', () => {
  let built: BuiltWorker
  let folder: TempFolder
  const stops: (() => Promise<void>)[] = []
  beforeAll(async () => {
    built = await buildWorker()
  })
  afterAll(() => built.stop())
  beforeEach(async () => {
    folder = await tempFolder('backups')
  })
  afterEach(async () => {
    for (const stop of stops.splice(0)) await stop()
    await folder.stop()
  })

  const copies = () => join(folder.path, 'copies')

  async function backend(env: Record<string, string> = { BACKUP_FOLDER: copies() }) {
    const config = loadConfig({ WANDING_DATA: join(folder.path, 'data'), LOG_LEVEL: 'silent', ...env })
    @Module({
      imports: [ConfigModule.of(config), BusModule, ClockModule, TwinModule],
      controllers: [BackupController],
      providers: storeProviders(built.spawn),
    })
    class AppModule {}
    const app = await NestFactory.create(AppModule, { logger: false })
    app.useGlobalFilters(new ErrorFilter(pino({ level: 'silent' })))
    await app.listen(0, '127.0.0.1')
    const { port } = app.getHttpServer().address() as AddressInfo
    const url = `http://127.0.0.1:${port}/api/backups`
    const store = app.get<HistoryStore>(HISTORY_STORE)
    if (!env.INFLUX_URL) {
      await store.start()
      await store.write(aBatch({ metrics: [aMetricRow(1000, { 'spindle/speed': 1 })] }))
    }
    stops.push(async () => {
      await store.stop()
      await app.close()
    })
    const ask = async (init?: RequestInit) => {
      const answer = await fetch(url, init)
      return { status: answer.status, body: (await answer.json()) as Backups & { code?: string; message?: string } }
    }
    const begin = () => ask({ method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' })
    return { port, ask, begin }
  }

  it('begins one, says when it is whole, and refuses a second one meanwhile', async () => {
    const { ask, begin } = await backend()
    const [first, second] = await Promise.all([begin(), begin()])
    expect([first, second].map(({ status }) => status).sort()).toEqual([202, 409])
    expect([first, second].map(({ body }) => body.code)).toContain('backup/running')
    await waitFor(async () => (await ask()).body.running === null, { what: 'the copy' })
    const { body } = await ask()
    expect(backups.parse(body)).toMatchObject({ lastError: null, files: [{ bytes: expect.any(Number) }] })
    expect(body.files[0]!.file).toMatch(/^history-20\d\d-\d\d-\d\dT\d\d-\d\d-\d\dZ\.duckdb$/)
    expect(await readdir(copies())).toEqual([body.files[0]!.file])
  })

  it('makes none unless a folder is set', async () => {
    const { begin } = await backend({})
    expect(await begin()).toMatchObject({ status: 409, body: { code: 'backup/off' } })
  })

  it('does not copy a server store', async () => {
    const { begin } = await backend({ INFLUX_URL: 'http://127.0.0.1:9', BACKUP_FOLDER: copies() })
    expect(await begin()).toMatchObject({ status: 409, body: { code: 'backup/elsewhere' } })
  })

  it.each([
    ['no body', {}],
    ['a form of another site', { headers: { 'content-type': 'text/plain' }, body: '{}' }],
    ['a path', { headers: { 'content-type': 'application/json' }, body: '{"file":"/etc/passwd"}' }],
  ])('refuses %s', async (_, init) => {
    const { ask } = await backend()
    expect(await ask({ method: 'POST', ...init })).toMatchObject({ status: 400, body: { code: 'body/invalid' } })
    expect((await ask()).body).toMatchObject({ running: null, files: [] })
  })

  it('keeps a bounded number of them', async () => {
    await mkdir(copies())
    for (let n = 0; n < MOST_BACKUPS; n++)
      await writeFile(join(copies(), `history-2026-01-01T00-00-${String(n).padStart(2, '0')}Z.duckdb`), 'x')
    const { begin } = await backend()
    expect(await begin()).toMatchObject({ status: 409, body: { code: 'backup/many' } })
  })

  it('leaves room on the disk', async () => {
    const tiny = await tinyDisk(50_000_000)
    stops.push(tiny.stop)
    const { begin } = await backend({ BACKUP_FOLDER: tiny.path })
    expect(await begin()).toMatchObject({ status: 409, body: { code: 'backup/room' } })
  })

  it('says that the folder cannot be made', async () => {
    await writeFile(join(folder.path, 'file'), 'x')
    const { begin } = await backend({ BACKUP_FOLDER: join(folder.path, 'file/copies') })
    expect(await begin()).toMatchObject({ status: 409, body: { code: 'backup/folder' } })
  })

  it('is what npm run backup waits for', async () => {
    const { port } = await backend()
    const script = await startProcess(process.execPath, [SCRIPT], { env: { PORT: String(port), HOST: undefined } })
    expect(await script.ended).toMatchObject({ code: 0 })
    expect(script.output()).toMatch(/^history-\S+Z\.duckdb: \d+ MB in [\d.]+ s\n$/)
    expect(await readdir(copies())).toEqual([script.output().split(':')[0]])
  })

  it('is refused to npm run backup in one line', async () => {
    const { port } = await backend({})
    const script = await startProcess(process.execPath, [SCRIPT], { env: { PORT: String(port), HOST: undefined } })
    expect(await script.ended).toMatchObject({ code: 1 })
    expect(script.output()).toBe('no copies are made unless BACKUP_FOLDER is set\n')
  })
})
