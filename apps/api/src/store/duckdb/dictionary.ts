import type { DuckDBConnection } from '@duckdb/node-api'
import type { SourceKey } from './flat-batch'

const sourceText = ([run, mill, machine]: SourceKey): string => `${run}\0${mill}\0${machine}`

/** Ids of one dictionary table; new ones count only once `keep` says that they were committed. */
class Ids<K> {
  private readonly known = new Map<string, number>()
  private readonly keys = new Map<number, K>()
  private fresh: string[] = []
  private next = 1

  constructor(private readonly textOf: (key: K) => string) {}

  load(id: number, key: K): void {
    this.known.set(this.textOf(key), id)
    this.keys.set(id, key)
    this.next = Math.max(this.next, id + 1)
  }

  find(key: K): number | undefined {
    return this.known.get(this.textOf(key))
  }

  keyOf(id: number): K | undefined {
    return this.keys.get(id)
  }

  /** The id, and whether it has to be written to the table first. */
  claim(key: K): { id: number; isNew: boolean } {
    const text = this.textOf(key)
    const known = this.known.get(text)
    if (known !== undefined) return { id: known, isNew: false }
    const id = this.next++
    this.known.set(text, id)
    this.keys.set(id, key)
    this.fresh.push(text)
    return { id, isNew: true }
  }

  keep(): void {
    this.fresh = []
  }

  forgetFresh(): void {
    for (const text of this.fresh) this.known.delete(text)
    this.fresh = []
  }
}

/** The two dictionaries: who (run, mill, machine) and what (metric or series) a row is about. */
export class Dictionary {
  private readonly sources = new Ids<SourceKey>(sourceText)
  private readonly names = new Ids<string>((name) => name)

  static async load(connection: DuckDBConnection): Promise<Dictionary> {
    const dictionary = new Dictionary()
    const sources = await connection.runAndReadAll('SELECT id, run, mill, machine FROM source')
    for (const [id, run, mill, machine] of sources.getRows() as [number, string, string, string][]) {
      dictionary.sources.load(id, [run, mill, machine])
    }
    const names = await connection.runAndReadAll('SELECT id, name FROM name')
    for (const [id, name] of names.getRows() as [number, string][]) dictionary.names.load(id, name)
    return dictionary
  }

  sourceId(key: SourceKey): number | undefined {
    return this.sources.find(key)
  }

  /** The name of an id, for answers that tell of several. */
  nameOf(id: number): string | undefined {
    return this.names.keyOf(id)
  }

  nameId(name: string): number | undefined {
    return this.names.find(name)
  }

  /** Ids of a batch's sources, new ones written inside the running transaction. */
  async claimSources(connection: DuckDBConnection, keys: readonly SourceKey[]): Promise<Int32Array> {
    const ids = new Int32Array(keys.length)
    for (const [index, key] of keys.entries()) {
      const { id, isNew } = this.sources.claim(key)
      ids[index] = id
      if (isNew) await connection.run('INSERT INTO source VALUES ($1, $2, $3, $4)', [id, ...key])
    }
    return ids
  }

  async claimNames(connection: DuckDBConnection, names: readonly string[]): Promise<Int32Array> {
    const ids = new Int32Array(names.length)
    for (const [index, name] of names.entries()) {
      const { id, isNew } = this.names.claim(name)
      ids[index] = id
      if (isNew) await connection.run('INSERT INTO name VALUES ($1, $2)', [id, name])
    }
    return ids
  }

  committed(): void {
    this.sources.keep()
    this.names.keep()
  }

  rolledBack(): void {
    this.sources.forgetFresh()
    this.names.forgetFresh()
  }
}
