/** What checks an answer. */
export interface Schema<T> {
  safeParse(value: unknown): { success: true; data: T } | { success: false }
}

/** Asks for a path, with a body to be posted if there is one. */
export type Ask = <T>(path: string, schema: Schema<T>, body?: unknown, timeoutMs?: number) => Promise<T>
