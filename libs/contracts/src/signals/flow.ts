import { MACHINE_KINDS, type MachineKind } from '@wanding/mill'
import { SIGNALS } from './catalogue'
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
 * The figures by which one judges a machine of a kind beside its output and power, the most telling first; each is the first
 * gauge of the kind whose name fits. Where too few are found, the other gauges fill up.
 */
const TELLING: Readonly<Partial<Record<MachineKind, readonly RegExp[]>>> = {
  blowroom: [/^plucker\/balesLeft$/, /^filter\//, /ejections|foreign/i, /^plucker\/depth$/],
  card: [/deviation/i, /neps/i, /^suction\//, /^delivery\/speed$/],
  'breaker-draw': [/deviation/i, /cv/i, /^delivery\/speed$/],
  'lap-former': [/deviation|weight/i, /cv/i, /^delivery\/speed$/],
  comber: [/^noil|\/noil/i, /^nips\//, /cv/i, /^suction\//],
  'finisher-draw': [/deviation/i, /cv/i, /level/i, /^delivery\/speed$/],
  'roving-frame': [/^flyer\/speed$/, /^doff\/progress$/, /tension|sag/i, /^suction\//],
  'ring-frame': [/^spindle\/speed$/, /^spindles\/endsDown$/, /^doff\/progress$/, /^suction\/drafting$/],
  winder: [/^winding\/efficiency$/, /^winding\/redLights$/, /^winding\/cutsPer100Km$/, /^winding\/spliceFailures$/],
  packing: [/reject/i, /weight/i, /label/i],
  'air-conditioning': [/^zone\/temperature$/, /^zone\/relativeHumidity$/, /^fan\/frequency$/, /^damper\/outsideAir$/],
  'compressed-air': [/^air\/pressure$/, /^air\/flow$/, /^compressor\/load$/, /^air\/dewPoint$/],
  electricity: [/^feeder\/voltage$/, /^feeder\/powerFactor$/, /^feeder\/demand$/, /^feeder\/lowestVoltage$/],
  agv: [/^battery\/level$/, /^position\/x$/, /^position\/y$/, /^fleet\/waiting$/],
  store: [/^store\/occupancy$/, /^store\/pallets$/, /^pallets\/oldestAge$/, /^shipping\/due$/],
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
  const gauges = SIGNALS[kind].filter(({ name, nature }) => nature === 'gauge' && !/^(production|energy)\//.test(name))
  const told = (TELLING[kind] ?? []).flatMap((pattern) => gauges.find(({ name }) => pattern.test(name))?.name ?? [])
  const quick = gauges.filter(({ periodMs }) => periodMs < MINUTE_MS).map(({ name }) => name)
  return [...new Set([...told, ...quick])].slice(0, KEY_FIGURES)
}
