import type { Mill } from '../kernel/state'
import { freeCarrier } from './carriers'
import { planLine, settleLine } from './chute'
import { Link } from './flow-kinds'
import { type LotCharacter, openLot, usualCharacter } from './lots'
import { standStill } from './own-stops'

/** What a bad lot of severity 1 has more than the plan [EST, domain 3: breaks x 1.3–2.5]. */
const BAD_LOT = { neps: 0.8, shortFibre: 0.3 }
/** Honeydew of a sticky lot of severity 1, and of cotton blended down. */
const STICKY_LOT = 0.6

/** A lot that is worse in neps and short fibres. */
export const badCharacter = (severity: number): LotCharacter => ({
  nepsFactor: 1 + BAD_LOT.neps * severity,
  shortFibreFactor: 1 + BAD_LOT.shortFibre * severity,
  stickiness: 0,
})

export const stickyCharacter = (severity: number): LotCharacter => ({
  nepsFactor: 1,
  shortFibreFactor: 1,
  stickiness: Math.min(1, STICKY_LOT * severity),
})

/** The mixing is changed: the bales that lie before the pluckers are taken away, and others laid down. */
export function changeMixing(mill: Mill, atMs: number, character = usualCharacter(mill)): void {
  openLot(mill, atMs, character)
  const { lines, mill: numbers } = mill.state
  for (let line = 0; line < mill.layout.prep.lines; line++) {
    settleLine(mill, line, atMs)
    lines.laydownLot[line] = numbers.lotNumber
    planLine(mill, line, atMs)
  }
}

/** A blowroom line or a card is stopped by its fire protection, until its ducts have been inspected. */
export function stopByFire(mill: Mill, machine: number, sparks: number, atMs: number): void {
  const { flow, lines } = mill.state
  flow.stops[machine]! += 1
  if (mill.layout.flowKindOf[machine] !== 'blowroom') {
    standStill(mill, machine, 'fault', atMs)
    return
  }
  const line = machine - mill.layout.flowFirst.blowroom
  settleLine(mill, line, atMs)
  lines.sparks[line]! += sparks
  standStill(mill, machine, 'fault', atMs)
  planLine(mill, line, atMs)
}

/** Cans of a finisher draw that still stand in the store are taken out and fed again. */
export function quarantineCans(mill: Mill, finisher: number): void {
  const { stores, carriers, mill: numbers } = mill.state
  const { prep, flowFirst } = mill.layout
  const store = prep.storeFirst[Link.finisherCan]! + prep.groupOfFinisher[finisher]!
  const held: number[] = []
  for (let i = 0; i < stores.stored[store]!; i++) {
    held.push(stores.ring[prep.ringFirst[store]! + ((stores.first[store]! + i) % prep.ringSize[store]!)]!)
  }
  const kept = held.filter((carrier) => carriers.source[carrier] !== flowFirst['finisher-draw'] + finisher)
  for (const carrier of held) {
    if (kept.includes(carrier)) continue
    numbers.softWasteKg += carriers.kg[carrier]!
    freeCarrier(mill, carrier)
  }
  kept.forEach((carrier, i) => {
    stores.ring[prep.ringFirst[store]! + ((stores.first[store]! + i) % prep.ringSize[store]!)] = carrier
  })
  stores.committed[store]! -= held.length - kept.length
  stores.stored[store] = kept.length
}
