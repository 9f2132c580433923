import { parentPort } from 'node:worker_threads'
import type { DuckDBConnection } from '@duckdb/node-api'
import { copyDatabase } from './copy-database'
import { DatabaseReader } from './database-reader'
import { DatabaseWriter } from './database-writer'
import { Dictionary } from './dictionary'
import { DatabaseLockedError, type OpenDatabase, openDatabase } from './open-database'
import { PastReader } from './past-reader'
import type { Answer, Args, Failure, OperationName, WorkerReply, WorkerRequest } from './worker-protocol'

/** After these DuckDB answers nothing any more until the file is opened anew. */
const BROKEN = /FATAL|INTERNAL Error|database has been invalidated/i
/** Not the content's fault: another try may do. */
const PASSING = /^(IO Error|INTERRUPT Error|Out of Memory Error|TransactionContext Error|Transaction)|no space left/i

const INTERRUPT_EVERY_MS = 10

class DatabaseClosedError extends Error {
  constructor() {
    super('the database is being closed')
  }
}

/** One file, one thread: writes and reads each on a connection of their own, and in the order they came. */
class DatabaseThread {
  private database: OpenDatabase | undefined
  private writer: DatabaseWriter | undefined
  private reader: DatabaseReader | undefined
  private past: PastReader | undefined
  private writes: Promise<unknown> = Promise.resolve()
  private reads: Promise<unknown> = Promise.resolve()
  private copies: Promise<unknown> = Promise.resolve()
  private copying: DuckDBConnection | undefined
  private closed = false
  private readonly connections: DuckDBConnection[] = []

  readonly operations: { [K in OperationName]: (args: Args<K>) => Promise<Answer<K>> } = {
    open: async ({ folder, memoryLimitMb }) => {
      this.database = await openDatabase(folder, memoryLimitMb, Date.now())
      const [writing, reading] = [await this.database.connect(), await this.database.connect()]
      this.connections.push(writing, reading)
      const dictionary = await Dictionary.load(writing)
      this.writer = new DatabaseWriter(writing, dictionary)
      this.reader = new DatabaseReader(reading, dictionary)
      this.past = new PastReader(reading, dictionary)
      return this.database.warning
    },
    close: () => this.close().then(() => null),
    write: (flat) => this.afterWrites(async () => this.writer!.write(flat).then(() => null)),
    forget: (limits) => this.afterWrites(async () => this.writer!.forget(limits).then(() => null)),
    backup: ({ file }) => this.afterCopies(() => this.copy(file)),
    steps: (args) => this.afterReads(() => this.reader!.steps(args)),
    totals: (args) => this.afterReads(() => this.reader!.totals(args)),
    sums: (args) => this.afterReads(() => this.reader!.sums(args)),
    words: (args) => this.afterReads(() => this.reader!.words(args)),
    transitions: (args) => this.afterReads(() => this.reader!.transitions(args)),
    seconds: (args) => this.afterReads(() => this.reader!.seconds(args)),
    rollups: (args) => this.afterReads(() => this.reader!.rollups(args)),
    worst: (args) => this.afterReads(() => this.reader!.worst(args)),
    breaks: (args) => this.afterReads(() => this.reader!.breaks(args)),
    momentBefore: (args) => this.afterReads(() => this.past!.momentBefore(args)),
    momentAfter: (args) => this.afterReads(() => this.past!.momentAfter(args)),
    moments: (args) => this.afterReads(() => this.past!.moments(args)),
    storedRuns: (args) => this.afterReads(() => this.past!.storedRuns(args)),
    machineAt: (args) => this.afterReads(() => this.past!.machineAt(args)),
    speedsAt: (args) => this.afterReads(() => this.past!.speedsAt(args)),
  }

  /** Lets what is under way finish: a thread that ends with a query in the air takes the whole process with it. */
  async close(): Promise<void> {
    this.closed = true
    // A copy takes minutes, and can be had again. Between two of its statements nothing hears an interrupt.
    const interrupting = setInterval(() => this.copying?.interrupt(), INTERRUPT_EVERY_MS)
    await Promise.all([this.writes, this.reads, this.copies])
    clearInterval(interrupting)
    this.writer?.close()
    this.writer = undefined
    // A connection that stays open keeps the file open, and its log out of it.
    for (const connection of this.connections.splice(0)) connection.closeSync()
    this.database?.instance.closeSync()
    this.database = undefined
  }

  private async copy(file: string): Promise<number> {
    const connection = await this.database!.instance.connect()
    this.copying = connection
    try {
      return await copyDatabase(connection, file)
    } finally {
      this.copying = undefined
      connection.closeSync()
    }
  }

  private afterCopies<T>(job: () => Promise<T>): Promise<T> {
    if (this.closed) return Promise.reject(new DatabaseClosedError())
    const done = this.copies.then(job)
    this.copies = done.catch(() => undefined)
    return done
  }

  private afterWrites<T>(job: () => Promise<T>): Promise<T> {
    if (this.closed) return Promise.reject(new DatabaseClosedError())
    const done = this.writes.then(job)
    this.writes = done.catch(() => undefined)
    return done
  }

  private afterReads<T>(job: () => Promise<T>): Promise<T> {
    if (this.closed) return Promise.reject(new DatabaseClosedError())
    const done = this.reads.then(job)
    this.reads = done.catch(() => undefined)
    return done
  }
}

function failureOf(error: unknown, message: string): Failure {
  if (error instanceof DatabaseLockedError || error instanceof DatabaseClosedError) return 'unavailable'
  if (BROKEN.test(message)) return 'broken'
  return PASSING.test(message) ? 'unavailable' : 'rejected'
}

const port = parentPort
if (!port) throw new Error('the DuckDB worker has to be started as a worker thread')
const thread = new DatabaseThread()

/** Ends this thread; the adapter starts a new one when it is asked the next time. */
async function end(): Promise<void> {
  await thread.close()
  port!.close()
}

// Only a mistake of ours comes here. The database is closed in order, so that the next thread can have it.
process.on('uncaughtException', (error) => {
  console.error(error)
  void end()
})

port.on('message', async <K extends OperationName>({ id, operation, args }: WorkerRequest<K>) => {
  let reply: WorkerReply
  try {
    const run = thread.operations[operation] as (args: Args<K>) => Promise<Answer<K>>
    reply = { id, ok: true, answer: await run(args) }
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    reply = { id, ok: false, failure: failureOf(error, message), message }
  }
  port.postMessage(reply)
  const useless = !reply.ok && (operation === 'open' || reply.failure === 'broken')
  if (operation === 'close' || useless) await end()
})
