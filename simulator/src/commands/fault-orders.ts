import type { FaultKind, ResponseKind } from '@wanding/mill'
import { inject, type Mill, respond } from '../engine'

const MINUTE_MS = 60_000

/** An order of the command line cannot be carried out; the message says why. */
export class FaultOrderError extends Error {}

/** Orders faults of the form fault@place@minute or fault@place@minute@severity, minutes from a moment on. */
export function injectAll(mill: Mill, orders: readonly string[], fromMs: number): void {
  for (const order of orders) {
    const [fault, place, minute, severity, ...rest] = order.split('@')
    if (fault === undefined || place === undefined || rest.length > 0)
      throw new FaultOrderError(`--inject ${order}: must be fault@place@minute or fault@place@minute@severity`)
    const command = {
      fault: fault as FaultKind,
      place,
      ...(severity !== undefined && { severity: numberIn(order, severity) }),
    }
    accept(order, inject(mill, command, fromMs + minutesIn(order, minute)))
  }
}

/** Orders responses of the form response@place@minute. */
export function respondAll(mill: Mill, orders: readonly string[], fromMs: number): void {
  for (const order of orders) {
    const [response, place, minute, ...rest] = order.split('@')
    if (response === undefined || place === undefined || rest.length > 0)
      throw new FaultOrderError(`--respond ${order}: must be response@place@minute`)
    accept(order, respond(mill, { response: response as ResponseKind, place }, fromMs + minutesIn(order, minute)))
  }
}

function accept(order: string, result: ReturnType<typeof inject>): void {
  if (!result.ok) throw new FaultOrderError(`${order}: ${result.message}`)
}

const minutesIn = (order: string, text: string | undefined): number => numberIn(order, text) * MINUTE_MS

function numberIn(order: string, text: string | undefined): number {
  const value = text?.trim() ? Number(text) : Number.NaN
  if (!(value >= 0 && value < Number.POSITIVE_INFINITY))
    throw new FaultOrderError(`${order}: "${text ?? ''}" is no number`)
  return value
}
