/** Why a question was not answered: `network/unreachable`, `answer/unreadable`, or the backend's own code. */
export class ApiError extends Error {
  constructor(
    readonly code: string,
    readonly status: number,
    message = code,
    /** What is wrong in detail, a sentence each. */
    readonly problems: readonly string[] = [],
  ) {
    super(message)
    this.name = 'ApiError'
  }

  /** From the backend's one shape of errors, or from anything else that stands between. */
  static from(status: number, body: unknown): ApiError {
    const { code, message, problems } = (typeof body === 'object' && body !== null ? body : {}) as Record<
      string,
      unknown
    >
    return new ApiError(
      typeof code === 'string' ? code : `http/${status}`,
      status,
      typeof message === 'string' ? message : undefined,
      Array.isArray(problems) ? problems.map(String) : [],
    )
  }
}
