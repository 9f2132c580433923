import { closeSync, constants, fsyncSync, mkdirSync, openSync } from 'node:fs'
import { type FileHandle, open, unlink } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'

/** A segment that is being written. */
export interface SegmentFile {
  /** Writes all bytes at the offset; rejects when the disk took only a part. */
  write(bytes: Uint8Array, offset: number): Promise<void>
  /** Resolves when what was written is on the disk. */
  sync(): Promise<void>
  truncate(bytes: number): Promise<void>
  close(): Promise<void>
}

/** What the log asks of a disk; tests put one in its place that fails. */
export interface Disk {
  /** Opens a segment for writing; makes it where there is none. */
  openSegment(path: string): Promise<SegmentFile>
  /** Resolves when the names of a folder's files are on the disk. */
  syncFolder(path: string): Promise<void>
  remove(path: string): Promise<void>
}

const segmentFile = (file: FileHandle): SegmentFile => ({
  async write(bytes, offset) {
    for (let done = 0; done < bytes.length; ) {
      const { bytesWritten } = await file.write(bytes, done, bytes.length - done, offset + done)
      done += bytesWritten
    }
  },
  sync: () => file.datasync(),
  truncate: (bytes) => file.truncate(bytes),
  close: () => file.close(),
})

export const realDisk: Disk = {
  async openSegment(path) {
    return segmentFile(await open(path, constants.O_WRONLY | constants.O_CREAT))
  },
  async syncFolder(path) {
    const folder = await open(path, 'r')
    try {
      await folder.sync()
    } finally {
      await folder.close()
    }
  },
  remove: (path) => unlink(path),
}

/** Returns when the names of a folder's files are on the disk. */
export function syncFolder(path: string): void {
  const folder = openSync(path, 'r')
  try {
    fsyncSync(folder)
  } finally {
    closeSync(folder)
  }
}

/** Makes a folder and those above it where there are none. Their names are on the disk before anything is kept in them. */
export function makeFolder(path: string): void {
  const made = mkdirSync(path, { recursive: true })
  if (made === undefined) return
  const highest = dirname(resolve(made))
  for (let above = dirname(resolve(path)); ; above = dirname(above)) {
    syncFolder(above)
    if (above === highest) return
  }
}
