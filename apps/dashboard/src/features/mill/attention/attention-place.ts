import type { Attention } from '@wanding/contracts'
import { type Page, toFrame, toFrames, toMachine, toSpindle } from '../../../shared/router/route'

/** Where the work is: what a click on an item leads to. */
export function placeOf({ kind, machine, position }: Attention): Page {
  switch (kind) {
    case 'gateway-offline':
      return toFrames(machine)
    case 'climate':
      return toMachine(machine, 'air-conditioning')
    case 'voltage-sag':
    case 'frame-offline':
    case 'frame-stopped':
    case 'doff-waiting':
    case 'ends-down':
    case 'break-rate':
    case 'rogue':
    case 'no-roving':
      return position === null ? toFrame(machine) : toSpindle(machine, position)
  }
}

/** Value and limit as they are printed: waiting times in minutes, all others in the unit they came in. */
export function amounts({ kind, value, limit }: Attention): {
  value: number | null
  limit: number | null
  decimals: number
} {
  switch (kind) {
    case 'frame-offline':
    case 'frame-stopped':
    case 'doff-waiting': {
      const minutes = (seconds: number | null) => (seconds === null ? null : seconds / 60)
      return { value: minutes(value), limit: minutes(limit), decimals: 0 }
    }
    case 'gateway-offline':
    case 'voltage-sag':
      return { value, limit, decimals: 0 }
    case 'rogue':
      // Its limit is zero: that says nothing.
      return { value, limit: null, decimals: 0 }
    case 'ends-down':
    case 'no-roving':
      return { value, limit, decimals: 2 }
    case 'break-rate':
    case 'climate':
      return { value, limit, decimals: 1 }
  }
}
