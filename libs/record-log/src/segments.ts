import { closeSync, fstatSync, ftruncateSync, openSync, readdirSync, readSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { nextWhole, recordAt } from './record'

/** A file of records, named by the position of its first. */
export interface Segment {
  path: string
  first: number
  bytes: number
}

const NAME = /^(\d{16})\.log$/

export const segmentPath = (folder: string, first: number): string =>
  join(folder, `${String(first).padStart(16, '0')}.log`)

/** The segments of a folder in the order of their positions; other files are left alone. */
export function segmentsOf(folder: string): Segment[] {
  return readdirSync(folder)
    .flatMap((name) => {
      const first = Number(NAME.exec(name)?.[1])
      const path = join(folder, name)
      return Number.isSafeInteger(first) ? [{ path, first, bytes: statSync(path).size }] : []
    })
    .sort((a, b) => a.first - b.first)
}

export interface Tail {
  /** Position after the last whole record. */
  next: number
  /** Bytes up to and with the last whole record. */
  bytes: number
  /** Bytes after it that are none, and were cut off. */
  cutBytes: number
}

/**
 * Reads the last segment to its end, and cuts off what is no whole record after the last one that is: a program that was killed
 * leaves it. A damaged record among whole ones stays: readers pass over it.
 */
export function cutTail({ path, first }: Segment): Tail {
  const file = openSync(path, 'r+')
  try {
    const size = fstatSync(file).size
    const content = Buffer.alloc(size)
    for (let done = 0; done < size; ) {
      const read = readSync(file, content, done, size - done, done)
      if (read === 0) break
      done += read
    }
    const tail: Tail = { next: first, bytes: 0, cutBytes: 0 }
    for (let offset: number | undefined = 0; offset !== undefined && offset < size; ) {
      const found = recordAt(content, offset)
      if (found.kind !== 'whole' || found.position < tail.next) {
        offset = nextWhole(content, offset, tail.next)
        continue
      }
      offset += found.size
      tail.next = found.position + 1
      tail.bytes = offset
    }
    tail.cutBytes = size - tail.bytes
    if (tail.cutBytes > 0) ftruncateSync(file, tail.bytes)
    return tail
  } finally {
    closeSync(file)
  }
}
