/** What is wrong with the command line, in one sentence. */
export class UsageError extends Error {}

/** A number from `least` to `most`; undefined when the option is not given. */
export function numberOf(flag: string, text: string | undefined, least: number, most: number): number | undefined {
  if (text === undefined) return undefined
  const value = text.trim() === '' ? Number.NaN : Number(text)
  if (!(value >= least && value <= most)) {
    throw new UsageError(`--${flag} must be a number from ${least} to ${most}, not '${text}'`)
  }
  return value
}

/** As numberOf, for a whole number. */
export function wholeOf(flag: string, text: string | undefined, least: number, most: number): number | undefined {
  const value = numberOf(flag, text, least, most)
  if (value !== undefined && !Number.isInteger(value)) {
    throw new UsageError(`--${flag} must be a whole number, not '${text}'`)
  }
  return value
}

/** A value that must be there. */
export function needed<T>(flag: string, value: T | undefined): T {
  if (value === undefined) throw new UsageError(`--${flag} is missing`)
  return value
}

export function oneOf<T extends string>(flag: string, text: string | undefined, choices: readonly T[]): T | undefined {
  if (text === undefined) return undefined
  const choice = choices.find((known) => known === text)
  if (choice === undefined) throw new UsageError(`--${flag} must be one of ${choices.join(', ')}, not '${text}'`)
  return choice
}

const EXIT_USAGE = 2

/**
 * Prints what a command has to say, or how it is used. Exit code 0; 2 with a line on stderr for options that it cannot use, whether
 * they or the report on them throw the UsageError.
 */
export function answer<O extends { help: true } | { help: boolean }>(
  name: string,
  usage: string,
  optionsOf: () => O,
  report: (options: Exclude<O, { help: true }>) => string,
): number {
  try {
    const options = optionsOf()
    process.stdout.write(options.help ? usage : report(options as Exclude<O, { help: true }>))
    return 0
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    process.stderr.write(`${name}: ${error.message}\n`)
    return EXIT_USAGE
  }
}
