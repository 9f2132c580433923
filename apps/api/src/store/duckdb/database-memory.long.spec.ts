import { type TempFolder, tempFolder } from '@wanding/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDatabase } from './open-database'
import { TableAppender, TYPES } from './table-appender'

const { BIGINT, DOUBLE, INTEGER } = TYPES
/** What 1.5.5 kept of the rows below is more. */
const LIMIT_MB = 64
/** Row groups end in the middle of a batch: there 1.5.5 forgot to let go. */
const ROWS = 7000
/** 4.9 million samples: some two hours of a mill of 100,800 spindles. */
const BATCHES = 700
const START_MS = Date.UTC(2026, 10, 28)

/** DuckDB 1.5.5 kept what a checkpoint had written pinned, 40 MB an hour: every six hours the store broke off. */
describe('the memory of the database', () => {
  let folder: TempFolder

  beforeAll(async () => {
    folder = await tempFolder('memory')
  })
  afterAll(() => folder.stop())

  it('does not grow with what has been written: more than it may hold goes through it', async () => {
    const database = await openDatabase(folder.path, LIMIT_MB, START_MS)
    const connection = await database.connect()
    try {
      const samples = await TableAppender.open(connection, 'sample', [INTEGER, INTEGER, BIGINT, DOUBLE])
      for (let batch = 0; batch < BATCHES; batch++) {
        await connection.run('BEGIN')
        samples.append(columns(batch))
        await connection.run('COMMIT')
      }
      samples.close()
      const [[rows]] = (await connection.runAndReadAll('SELECT count(*) FROM sample')).getRows() as [[bigint]]
      expect(rows).toBe(BigInt(BATCHES * ROWS))
    } finally {
      connection.closeSync()
      database.instance.closeSync()
    }
  })
})

/** Values that no compression makes small, as measured ones are: golden-ratio steps spread over the doubles. */
function columns(batch: number) {
  const index = Int32Array.from({ length: ROWS }, (_, row) => row)
  const timeMs = BigInt64Array.from({ length: ROWS }, () => BigInt(START_MS + batch * 10_000))
  const value = Float64Array.from({ length: ROWS }, (_, row) => ((batch * ROWS + row) * 0.618_033_988_749_895) % 1)
  return [index.map((row) => row % 150), index, timeMs, value]
}
