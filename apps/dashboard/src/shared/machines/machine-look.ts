import type { MachineryItemState, ReasonCode } from '@wanding/mill'
import type { LocalText } from '../i18n/texts'
import type { Token } from '../theme/tokens'
import { LINK_WORDS, MACHINE_WORDS, REASON_WORDS } from './machines.texts'

/** What a machine of any kind is seen to do: a shape and a colour each, so that neither is needed alone. */
export const MACHINE_SHAPES = [
  'offline',
  'stands',
  'waits',
  'changes',
  'maintenance',
  'idle',
  'unknown',
  'runs',
] as const
export type MachineShape = (typeof MACHINE_SHAPES)[number]

export const SHAPE_TOKENS: Readonly<Record<MachineShape, Token>> = {
  offline: 'p1',
  stands: 'p1',
  waits: 'idle',
  changes: 'doffing',
  maintenance: 'maintenance',
  idle: 'ink',
  unknown: 'ink',
  runs: 'producing',
}

export interface MachineLook {
  shape: MachineShape
  word: LocalText
  token: Token
  /** The last values are not the present: hatched. */
  hatched: boolean
}

interface Seen {
  online: boolean
  stale: boolean
  state: MachineryItemState | null
  reason: ReasonCode | null
}

/** Reasons by what they mean for who looks; what is not here is judged by the state. */
const SHAPES: Readonly<Partial<Record<string, MachineShape>>> = {
  producing: 'runs',
  starting: 'runs',
  'doff-preparing': 'runs',
  doffing: 'changes',
  'can-change': 'changes',
  'lap-change': 'changes',
  'roving-doff': 'changes',
  'lot-change': 'changes',
  'waiting-for-doffer': 'waits',
  'waiting-for-bobbins': 'waits',
  'no-material': 'waits',
  'buffer-full': 'waits',
  'air-pressure-low': 'waits',
  stopped: 'stands',
  fault: 'stands',
  'transport-jam': 'stands',
  'count-off': 'stands',
  'voltage-sag': 'stands',
  maintenance: 'maintenance',
  'traveller-change': 'maintenance',
  charging: 'idle',
  idle: 'idle',
}

/** That a machine is out of reach comes before what it last said of itself. */
export function machineLook(kind: string, { online, stale, state, reason }: Seen): MachineLook {
  if (!online) return { shape: 'offline', word: LINK_WORDS.offline, token: SHAPE_TOKENS.offline, hatched: true }
  const shape = shapeOf(state, reason)
  const word = stale ? LINK_WORDS.stale : wordOf(kind, state, reason)
  return { shape, word, token: SHAPE_TOKENS[shape], hatched: stale }
}

/** A reason in words; only a ring frame spins. */
export function reasonWord(kind: string, reason: string): LocalText {
  if (reason === 'producing' && kind !== 'ring-frame') return MACHINE_WORDS.running
  return (REASON_WORDS as Readonly<Record<string, LocalText>>)[reason] ?? { en: reason, zh: reason }
}

/** What a machine stood for in words. */
export const stopWord = (kind: string, reason: string): LocalText =>
  reason === '' || SHAPES[reason] === 'runs' ? MACHINE_WORDS.notRunning : reasonWord(kind, reason)

function shapeOf(state: MachineryItemState | null, reason: ReasonCode | null): MachineShape {
  const shape = reason === null ? undefined : SHAPES[reason]
  // A machine that stands and gives the reason of one that runs has none: the state is right.
  if (shape && !(shape === 'runs' && state === 'NotExecuting')) return shape
  if (shape) return 'idle'
  switch (state) {
    case 'Executing':
      return 'runs'
    case 'NotExecuting':
      return 'stands'
    case 'OutOfService':
      return 'maintenance'
    default:
      return 'unknown'
  }
}

function wordOf(kind: string, state: MachineryItemState | null, reason: ReasonCode | null): LocalText {
  if (reason !== null && !(state === 'NotExecuting' && SHAPES[reason] === 'runs')) return reasonWord(kind, reason)
  if (state === 'Executing') return MACHINE_WORDS.running
  return state === null ? MACHINE_WORDS.unknown : MACHINE_WORDS.notRunning
}
