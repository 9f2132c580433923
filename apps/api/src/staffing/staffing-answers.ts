import { NotFoundException } from '@nestjs/common'
import type { MillDirectory } from '../twin'

/** Refuses a mill that was never heard of. */
export function knownMill(directory: MillDirectory, mill: string): void {
  if (directory.mills().includes(mill)) return
  throw new NotFoundException({ code: 'mill/unknown', message: 'no telemetry of this mill has been seen' })
}

/** The answer, or why there is none. */
export function withBasis<T>(answer: T | undefined): T {
  if (answer !== undefined) return answer
  throw new NotFoundException({
    code: 'staffing/no-basis',
    message: 'the mill has not said its spindles, its count and its automation measures yet',
  })
}
