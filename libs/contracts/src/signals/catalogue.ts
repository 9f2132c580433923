import type { MachineKind } from '@wanding/mill'
import { AGV, STORE } from './logistics'
import { CREW, MILL } from './organisation'
import { BLOWROOM, BREAKER_DRAW, CARD, COMBER, FINISHER_DRAW, LAP_FORMER, PACKING, ROVING_FRAME } from './preparation'
import { RING_FRAME } from './ring-frame'
import { counter, hasLeapt, type Signal, word } from './signal'
import { WORK } from './tasks'
import { AIR_CONDITIONING, COMPRESSED_AIR, ELECTRICITY } from './utilities'
import { WINDER } from './winder'

/** The one signal catalogue: births, reference and labels all come from here (architecture, The wire). */
export const SIGNALS: Readonly<Record<MachineKind, readonly Signal[]>> = {
  mill: MILL,
  crew: [...CREW, ...WORK],
  blowroom: BLOWROOM,
  card: CARD,
  'breaker-draw': BREAKER_DRAW,
  'lap-former': LAP_FORMER,
  comber: COMBER,
  'finisher-draw': FINISHER_DRAW,
  'roving-frame': ROVING_FRAME,
  'ring-frame': RING_FRAME,
  winder: WINDER,
  packing: PACKING,
  'air-conditioning': AIR_CONDITIONING,
  'compressed-air': COMPRESSED_AIR,
  electricity: ELECTRICITY,
  agv: AGV,
  store: STORE,
}

/** What a gateway says of itself in its NBIRTH, beside bdSeq and `Node Control/Rebirth`. */
export const GATEWAY_SIGNALS: readonly Signal[] = [
  word(
    'gateway/run',
    'Run',
    '运行编号',
    'Identity of the run; empty or `live` where the mill follows the real clock',
    'none',
  ),
  word('gateway/software', 'Software', '软件版本', 'Software and version of the gateway', 'none'),
  counter('gateway/uptime', 's', 'Uptime', '运行时间', {
    periodMs: 5000,
    meaning:
      'Seconds since the gateway started; each five seconds, so that quiet machines are not taken for a dead line',
  }),
]

const BY_NAME = new Map(
  Object.entries(SIGNALS).map(([kind, signals]) => [kind, new Map(signals.map((signal) => [signal.name, signal]))]),
)

/** The signal of a kind of machine by its metric name; undefined for names outside the catalogue. */
export const signalOf = (kind: string, name: string): Signal | undefined => BY_NAME.get(kind)?.get(name)

/** Whether this counter of a kind of machine leapt when it gained so much in a time; one outside the catalogue may gain anything. */
export const leapOf =
  (kind: string, name: string) =>
  (gain: number, overMs: number): boolean =>
    hasLeapt(signalOf(kind, name) ?? {}, gain, overMs)

/** Names of the three arrays of a ring frame. */
export const SPINDLE_STATE = 'spindles/state'
export const SPINDLE_RPM = 'spindles/rpm'
export const SPINDLE_TRANSITIONS = 'spindles/transitions'
