import { MACHINE_KINDS, type MachineKind } from '@wanding/mill'
import { SIGNALS, signalOf } from './catalogue'
import type { Signal } from './signal'

/** Kinds that are no machine on the floor. */
const ORGANISATION: readonly string[] = ['mill', 'crew']
/** Where the yarn rests at the end: part of the material's way, though it makes nothing. */
const STORES: readonly string[] = ['store']

const delivers = (kind: MachineKind): boolean =>
  STORES.includes(kind) || SIGNALS[kind].some(({ name }) => name === 'production/total')

/** Kinds through which the material goes, from bale to store, in its order. */
export const MATERIAL_KINDS: readonly MachineKind[] = MACHINE_KINDS.filter(
  (kind) => !ORGANISATION.includes(kind) && delivers(kind),
)

/** Kinds that serve the others: air, power, transport. */
export const SERVICE_KINDS: readonly MachineKind[] = MACHINE_KINDS.filter(
  (kind) => !ORGANISATION.includes(kind) && !MATERIAL_KINDS.includes(kind),
)

/**
 * The figures by which one judges a machine of a kind beside its output and power, the most telling first. Names that the
 * catalogue does not have (yet) are skipped; where too few remain, its other gauges fill up.
 */
const TELLING: Readonly<Partial<Record<MachineKind, readonly string[]>>> = {
  blowroom: ['plucker/balesLeft', 'filter/pressure', 'spark/count', 'foreignFibre/ejections', 'plucker/depth'],
  card: ['sliver/deviation', 'sliver/neps', 'suction/pressure', 'delivery/speed'],
  'breaker-draw': ['sliver/deviation', 'sliver/cv', 'delivery/speed'],
  'lap-former': ['delivery/speed', 'lap/weight'],
  comber: ['noil', 'nips/rate', 'sliver/cv', 'suction/pressure'],
  'finisher-draw': ['sliver/deviation', 'sliver/cv', 'levelling/action', 'delivery/speed'],
  'roving-frame': ['flyer/speed', 'doff/progress', 'roving/tension'],
  'ring-frame': ['spindle/speed', 'spindles/endsDown', 'doff/progress', 'suction/drafting'],
  winder: ['winding/efficiency', 'winding/redLights', 'winding/cutsPer100Km', 'winding/spliceFailures'],
  packing: ['packing/rejects', 'packing/coneWeight'],
  'air-conditioning': ['zone/temperature', 'zone/relativeHumidity', 'fan/frequency', 'damper/outsideAir'],
  'compressed-air': ['air/pressure', 'air/flow', 'compressor/load', 'air/dewPoint'],
  electricity: ['feeder/voltage', 'feeder/powerFactor', 'feeder/demand', 'feeder/lowestVoltage'],
}

/** Signals of a kind that tell what lies between it and the next stage: cans, laps, bobbins, cops, cones in store. */
export const bufferSignalsOf = (kind: MachineKind): readonly Signal[] =>
  SIGNALS[kind].filter(({ name, nature }) => nature === 'gauge' && /^(buffer|store|stock)\//.test(name))

/** How many figures beside output and power the live table carries of each machine. */
export const KEY_FIGURES = 4
const MINUTE_MS = 60_000

/** Names of the key figures of a kind of machine: at most {@link KEY_FIGURES}. */
export function keyFiguresOf(kind: string): readonly string[] {
  return BY_KIND[kind as MachineKind] ?? []
}

const BY_KIND = Object.fromEntries(MACHINE_KINDS.map((kind) => [kind, chosen(kind)])) as Record<MachineKind, string[]>

function chosen(kind: MachineKind): string[] {
  const told = (TELLING[kind] ?? []).filter((name) => signalOf(kind, name) !== undefined)
  const gauges = SIGNALS[kind].filter(
    ({ name, nature, periodMs }) =>
      nature === 'gauge' && periodMs < MINUTE_MS && !/^(production|energy)\//.test(name) && !told.includes(name),
  )
  return [...told, ...gauges.map(({ name }) => name)].slice(0, KEY_FIGURES)
}
