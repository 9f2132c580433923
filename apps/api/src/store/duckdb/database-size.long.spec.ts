import { randomFillSync } from 'node:crypto'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { type TempFolder, tempFolder } from '@wanding/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DatabaseWriter } from './database-writer'
import { Dictionary } from './dictionary'
import { openDatabase } from './open-database'
import { TableAppender, TYPES } from './table-appender'

const { BIGINT, BLOB, INTEGER } = TYPES
const START_MS = Date.UTC(2026, 10, 28)
const FRAMES = 84
/** About what a second of a frame takes. */
const BLOB_BYTES = 1000
/** Old seconds are forgotten so often: each time those of ten minutes, and never at the border of a row group. */
const TURN_S = 600
const KEPT_TURNS = 3
const TURNS = 16
/** What is kept, what comes meanwhile, and what was forgotten and makes room with a later checkpoint; all of it is sixteen. */
const MOST_TURNS = KEPT_TURNS + 3
const TURN_MB = (FRAMES * TURN_S * BLOB_BYTES) / 1024 / 1024

describe('the file of the database', () => {
  let folder: TempFolder

  beforeAll(async () => {
    folder = await tempFolder('size')
  })
  afterAll(() => folder.stop())

  it('does not grow with what comes and goes: what was forgotten makes room for what is new', async () => {
    const database = await openDatabase(folder.path, 256, START_MS)
    const [writing, asking] = [await database.connect(), await database.connect()]
    const writer = new DatabaseWriter(writing, await Dictionary.load(writing))
    const sizes: number[] = []
    try {
      for (let turn = 0; turn < TURNS; turn++) {
        await fill(asking, turn)
        const oldestMs = START_MS + (turn + 1 - KEPT_TURNS) * TURN_S * 1000
        await writer.forget({ secondsMs: oldestMs, metricsMs: 0, momentsMs: 0, rollupsMs: 0 })
        sizes.push((await stat(join(folder.path, 'history.duckdb'))).size / 1024 / 1024)
      }
      expect(Math.max(...sizes), sizes.join()).toBeLessThan(MOST_TURNS * TURN_MB)
      const [[rows]] = (await asking.runAndReadAll('SELECT count(*) FROM spindle_second')).getRows() as [[bigint]]
      expect(rows).toBe(BigInt(KEPT_TURNS * TURN_S * FRAMES))
    } finally {
      writer.close()
      asking.closeSync()
      writing.closeSync()
      database.instance.closeSync()
    }
  })
})

/** Ten minutes of a mill, a transaction for every ten seconds. */
async function fill(
  connection: Awaited<ReturnType<Awaited<ReturnType<typeof openDatabase>>['connect']>>,
  turn: number,
) {
  const appender = await TableAppender.open(connection, 'spindle_second', [INTEGER, BIGINT, BLOB])
  for (let second = 0; second < TURN_S; second += 10) {
    const rows = FRAMES * 10
    const atMs = (row: number) => BigInt(START_MS + (turn * TURN_S + second + Math.floor(row / FRAMES)) * 1000)
    await connection.run('BEGIN')
    appender.append([
      Int32Array.from({ length: rows }, (_, row) => row % FRAMES),
      BigInt64Array.from({ length: rows }, (_, row) => atMs(row)),
      Array.from({ length: rows }, () => randomFillSync(new Uint8Array(BLOB_BYTES))),
    ])
    await connection.run('COMMIT')
  }
  appender.close()
}
