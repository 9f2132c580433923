import type { ResponseKind } from '@wanding/mill'
import type { FlowKind } from '../kernel/layout'
import type { Mill } from '../kernel/state'
import { wipeResidue } from '../preparation/sticky-residue'
import { drawBreak } from '../ring-room/breaks'
import { cleanResidue } from '../ring-room/frame-residue'
import type { PlaceRef } from './fault-places'
import { climateChanged } from './utility-mechanisms'

/** An order changes the humidity of a zone by so much, %; the next order in the other direction takes it back (domain 3: 3–5). */
const ORDERED_PERCENT = 4

/** What people do to the mill when they carry a response out, whether a fault is there or not. */
type Effect = (mill: Mill, place: PlaceRef, atMs: number) => void

/** Zone by zone, or everywhere where the order is to the lot or the mill. */
const humidity =
  (percent: number): Effect =>
  (mill, { kind, index }, atMs) => {
    if (kind !== 'zone' && kind !== 'lot' && kind !== 'mill') return
    const { humidityOffset } = mill.state.zones
    for (let zone = 0; zone < mill.layout.zones; zone++) {
      if (kind === 'zone' && zone !== index) continue
      const offset = humidityOffset[zone]! + percent
      humidityOffset[zone] = offset > ORDERED_PERCENT ? ORDERED_PERCENT : Math.max(-ORDERED_PERCENT, offset)
      climateChanged(mill, zone, atMs)
    }
  }

const DRAFTING = ['breaker-draw', 'finisher-draw', 'roving-frame'] as const satisfies readonly FlowKind[]

function cleanRollers(mill: Mill, { kind, index }: PlaceRef, atMs: number): void {
  if (kind === 'ring-frame') {
    cleanResidue(mill, index, 1, atMs)
    drawBreak(mill, index, atMs)
  }
  const flow = DRAFTING.find((name) => name === kind)
  if (flow) wipeResidue(mill, mill.layout.flowFirst[flow] + index, 1)
}

const EFFECTS: { readonly [R in ResponseKind]?: Effect } = {
  'lower-humidity': humidity(-ORDERED_PERCENT),
  'raise-humidity': humidity(ORDERED_PERCENT),
  'clean-rollers': cleanRollers,
}

/** A response is carried out at a place. */
export function carryOut(mill: Mill, response: ResponseKind, place: PlaceRef, atMs: number): void {
  EFFECTS[response]?.(mill, place, atMs)
}
