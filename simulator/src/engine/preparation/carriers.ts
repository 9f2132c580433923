import type { Mill } from '../kernel/state'
import { type FlowKind, Link } from './flow-kinds'
import { type Material, putMaterial } from './material'
import { firstOfGroup } from './prep-layout'

/** Takes a place for a carrier with its contents. */
export function newCarrier(
  mill: Mill,
  link: number,
  source: number,
  number: number,
  kg: number,
  madeMs: number,
): number {
  const { carriers, mill: numbers } = mill.state
  const carrier = numbers.freeCarrier
  if (carrier < 0) throw new RangeError('no place for another carrier')
  numbers.freeCarrier = carriers.next[carrier]!
  carriers.next[carrier] = -1
  carriers.kg[carrier] = kg
  carriers.link[carrier] = link
  carriers.source[carrier] = source
  carriers.number[carrier] = number
  carriers.madeMs[carrier] = madeMs
  return carrier
}

export function fillCarrier(mill: Mill, carrier: number, material: Material): void {
  putMaterial(mill.state.carriers, carrier, material)
}

/** The carrier is empty; its place can be used again. */
export function freeCarrier(mill: Mill, carrier: number): void {
  const { carriers, mill: numbers } = mill.state
  carriers.next[carrier] = numbers.freeCarrier
  numbers.freeCarrier = carrier
}

/** All places are free. */
export function clearCarriers(mill: Mill): void {
  const { carriers, mill: numbers } = mill.state
  for (let carrier = 0; carrier < carriers.next.length; carrier++) carriers.next[carrier] = carrier + 1
  carriers.next[carriers.next.length - 1] = -1
  numbers.freeCarrier = 0
}

/** Store of a link for a machine; only the finisher cans have a store for each group. */
export function storeOf(mill: Mill, link: number, machine: number): number {
  const { storeFirst } = mill.layout.prep
  return link === Link.finisherCan ? storeFirst[link]! + groupOf(mill, machine) : storeFirst[link]!
}

/** Group of a finisher draw or a roving frame; other machines are one group. */
export function groupOf(mill: Mill, machine: number): number {
  const { prep, flowKindOf, flowFirst } = mill.layout
  const kind = flowKindOf[machine]!
  if (kind === 'finisher-draw') return prep.groupOfFinisher[machine - flowFirst[kind]]!
  if (kind === 'roving-frame') return prep.groupOfRoving[machine - flowFirst[kind]]!
  return 0
}

export const groupsOf = (mill: Mill, kind: FlowKind): number =>
  kind === 'finisher-draw' || kind === 'roving-frame' ? mill.layout.prep.groups[Link.finisherCan]! : 1

/** First machine of a group of a kind; they stand side by side, up to the first of the next group. */
export const firstInGroup = (mill: Mill, kind: FlowKind, group: number): number =>
  mill.layout.flowFirst[kind] + firstOfGroup(mill.layout.flowCount[kind], groupsOf(mill, kind), group)

/** Puts a carrier at the end of a store's queue. */
export function putIntoStore(mill: Mill, store: number, carrier: number): void {
  const { stores } = mill.state
  const { ringFirst, ringSize } = mill.layout.prep
  const place = (stores.first[store]! + stores.stored[store]!) % ringSize[store]!
  stores.ring[ringFirst[store]! + place] = carrier
  stores.stored[store]! += 1
}

/** Takes the oldest carrier of a link: of the machine's group, or of the fullest when that has none; -1 for none at all. */
export function takeFromStore(mill: Mill, link: number, machine: number): number {
  const { stores } = mill.state
  const { prep } = mill.layout
  let store = storeOf(mill, link, machine)
  if (stores.stored[store] === 0) {
    const first = prep.storeFirst[link]!
    for (let other = first; other < first + prep.groups[link]!; other++) {
      if (stores.stored[other]! > stores.stored[store]!) store = other
    }
    if (stores.stored[store] === 0) return -1
  }
  const carrier = stores.ring[prep.ringFirst[store]! + stores.first[store]!]!
  stores.first[store] = (stores.first[store]! + 1) % prep.ringSize[store]!
  stores.stored[store]! -= 1
  stores.committed[store]! -= 1
  return carrier
}

/** Carriers of a link that any machine may take now. */
export function storedOf(mill: Mill, link: number): number {
  const { storeFirst, groups } = mill.layout.prep
  let sum = 0
  for (let store = storeFirst[link]!; store < storeFirst[link]! + groups[link]!; store++) {
    sum += mill.state.stores.stored[store]!
  }
  return sum
}
