/** Appending would make the log larger than it may be; nothing was appended. */
export class LogFullError extends Error {
  readonly code = 'log/full'

  constructor(folder: string, mostBytes: number) {
    super(`${folder} holds ${mostBytes} bytes, as much as it may`)
  }
}

/** The disk did not take what was appended. It is still kept in memory and is written again by the next commit. */
export class LogDiskError extends Error {
  readonly code = 'log/disk'

  constructor(folder: string, cause: unknown) {
    super(`${folder}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause })
  }
}

/** Another program has the log open. */
export class LogInUseError extends Error {
  readonly code = 'log/in-use'

  constructor(folder: string, pid: number) {
    super(`${folder} is open in process ${pid}`)
  }
}
