import { mkdirSync } from 'node:fs'
import { open, rename, stat } from 'node:fs/promises'
import { join } from 'node:path'

/** Something that could not be used, and why. */
export interface DeadLetter {
  atMs: number
  /** Topic or machine that it came from. */
  where: string
  reason: string
  payload?: Uint8Array
}

const FILE = 'dead-letters.jsonl'
const BEFORE = 'dead-letters.1.jsonl'
const MOST_FILE_BYTES = 32 * 1024 * 1024
/** A flood of nonsense must not fill the disk: so many are written in a second, the others are counted. */
const MOST_A_SECOND = 200
const MOST_PAYLOAD_BYTES = 4096
const MOST_TEXT = 500

/** Keeps aside what could not be used, as lines of JSON, for a person to look at. Two files at most: the older one goes. */
export class DeadLetters {
  count = 0
  unwritten = 0
  readonly file: string
  private second = 0
  private ofSecond = 0
  private waiting: string[] = []
  private writing: Promise<void> | undefined
  private timer: NodeJS.Timeout | undefined

  constructor(
    private readonly folder: string,
    private readonly onProblem: (error: unknown) => void,
  ) {
    mkdirSync(folder, { recursive: true })
    this.file = join(folder, FILE)
  }

  add({ atMs, where, reason, payload }: DeadLetter): void {
    this.count += 1
    const second = Math.floor(atMs / 1000)
    if (second !== this.second) {
      this.second = second
      this.ofSecond = 0
    }
    this.ofSecond += 1
    if (this.ofSecond > MOST_A_SECOND) {
      this.unwritten += 1
      return
    }
    const bytes = payload && Buffer.from(payload.subarray(0, MOST_PAYLOAD_BYTES)).toString('base64')
    this.waiting.push(
      JSON.stringify({
        at: new Date(atMs).toISOString(),
        where: where.slice(0, MOST_TEXT),
        reason: reason.slice(0, MOST_TEXT),
        ...(payload && { bytes: payload.length, payload: bytes }),
      }),
    )
    this.timer ??= setTimeout(() => void this.flush(), 1000)
  }

  /** Resolves when all that was added is on the disk, or counted as unwritten: then it may be acknowledged. */
  async flush(): Promise<void> {
    clearTimeout(this.timer)
    this.timer = undefined
    // One write at a time; what is added meanwhile is for the next.
    while (this.waiting.length > 0 || this.writing) {
      this.writing ??= this.write().finally(() => {
        this.writing = undefined
      })
      await this.writing
    }
  }

  private async write(): Promise<void> {
    const lines = this.waiting
    this.waiting = []
    try {
      const { size } = await stat(this.file).catch(() => ({ size: 0 }))
      if (size > MOST_FILE_BYTES) await rename(this.file, join(this.folder, BEFORE))
      const file = await open(this.file, 'a')
      try {
        await file.appendFile(`${lines.join('\n')}\n`)
        await file.sync()
      } finally {
        await file.close()
      }
    } catch (error) {
      this.unwritten += lines.length
      this.onProblem(error)
    }
  }
}
