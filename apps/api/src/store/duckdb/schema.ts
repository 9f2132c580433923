/**
 * Rows are only ever appended: there is no index to keep, and a row that comes twice is made one again by the queries
 * (the latest of the same key and time counts). `source` and `name` are dictionary ids; times are epoch ms of the mill.
 */
export const SCHEMA: readonly string[] = [
  'CREATE TABLE IF NOT EXISTS source (id INTEGER NOT NULL, run VARCHAR NOT NULL, mill VARCHAR NOT NULL, machine VARCHAR NOT NULL)',
  'CREATE TABLE IF NOT EXISTS name (id INTEGER NOT NULL, name VARCHAR NOT NULL)',
  // One value a row: frames report by exception, and a metric that nobody has heard of needs no new column.
  'CREATE TABLE IF NOT EXISTS sample (source INTEGER NOT NULL, name INTEGER NOT NULL, time BIGINT NOT NULL, value DOUBLE NOT NULL)',
  'CREATE TABLE IF NOT EXISTS word (source INTEGER NOT NULL, name INTEGER NOT NULL, time BIGINT NOT NULL, word VARCHAR NOT NULL)',
  // The blobs are packed already (spindle-blob.ts): DuckDB's own compression would only cost time.
  'CREATE TABLE IF NOT EXISTS spindle_second (source INTEGER NOT NULL, time BIGINT NOT NULL, data BLOB NOT NULL USING COMPRESSION uncompressed)',
  'CREATE TABLE IF NOT EXISTS transition (source INTEGER NOT NULL, time BIGINT NOT NULL, position USMALLINT NOT NULL, state UTINYINT NOT NULL, broke BOOLEAN NOT NULL)',
  'CREATE TABLE IF NOT EXISTS rollup (source INTEGER NOT NULL, time BIGINT NOT NULL, span INTEGER NOT NULL, data BLOB NOT NULL USING COMPRESSION uncompressed)',
  'CREATE TABLE IF NOT EXISTS series_point (source INTEGER NOT NULL, name INTEGER NOT NULL, time BIGINT NOT NULL, value DOUBLE NOT NULL)',
  // A table a kind of moment: a look for the newest picture need not pass the steps.
  ...['picture', 'step', 'anomaly'].map(
    (kind) =>
      `CREATE TABLE IF NOT EXISTS moment_${kind} (source INTEGER NOT NULL, time BIGINT NOT NULL, data BLOB NOT NULL USING COMPRESSION uncompressed)`,
  ),
]
