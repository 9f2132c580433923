import { describe, expect, it } from 'vitest'
import { loadMillPlan } from '../../mill-files'
import { advance, createMill, type Mill } from '../index'
import { mixerKg } from './chute'
import { changeMixing } from './flow-faults'
import { type FlowKind, LINKS, Link } from './flow-kinds'
import { deliveredBy } from './machines'
import { materialAt } from './material'
import { rovingOn } from './roving-store'
import { STAGES } from './stages'

const MINUTE_MS = 60_000
const HOUR_MS = 3_600_000
const START_MS = Date.UTC(2026, 0, 5)
const LOOK_MINUTES = 5
const HOURS = 120

/** Small bobbins and cans run out within hours, so that the ramp of days is a short one. */
const aMill = () =>
  createMill(
    loadMillPlan(
      'jimo',
      ['ringRoom.frames=6', 'faults.scale=0', 'spinPlan.rovingBobbinKg=0.6', 'machines.finisherDraws.canKg=12'],
      import.meta.url,
    ),
    7,
    START_MS,
  )

type Place = Exclude<FlowKind, 'blowroom' | 'packing'> | 'ring'
const PLACES: readonly Place[] = [
  'card',
  'breaker-draw',
  'lap-former',
  'comber',
  'finisher-draw',
  'roving-frame',
  'ring',
]

const mean = (values: readonly number[]) => values.reduce((total, value) => total + value, 0) / values.length

/** Share of a lot in what a stage delivers at this moment; in the ring room in what hangs on its spindles. */
function shareAt(mill: Mill, place: Place, lot: number): number {
  const { layout, state } = mill
  const of = (material: { lotA: number; lotB: number; shareB: number } | undefined) =>
    material?.lotA === lot ? 1 - material.shareB : material?.lotB === lot ? material.shareB : 0
  if (place === 'ring')
    return mean(Array.from({ length: layout.spindles }, (_, spindle) => of(rovingOn(mill, spindle))))
  if (place === 'roving-frame')
    return mean([...state.rovingCreels.can].map((can) => of(materialAt(state.cans, can % layout.prep.cans))))
  const first = layout.flowFirst[place]
  return mean(Array.from({ length: layout.flowCount[place] }, (_, i) => of(deliveredBy(mill, first + i))))
}

function takenKg(mill: Mill, kind: FlowKind): number {
  const { flowFirst, flowCount } = mill.layout
  return mill.state.flow.inKg.subarray(flowFirst[kind], flowFirst[kind] + flowCount[kind]).reduce((a, b) => a + b, 0)
}

/** Kilograms between two stages: in carriers that are being filled, under way and stored, and in the creel. */
function heldKg(mill: Mill, link: number): number {
  const { stores, creels, rovingCreels, flow } = mill.state
  const { prep, flowFirst, flowCount } = mill.layout
  const [producer, consumer] = [prep.producerOf[link]!, prep.consumerOf[link]!]
  let kg = 0
  for (let machine = flowFirst[producer]; machine < flowFirst[producer] + flowCount[producer]; machine++)
    kg += flow.packageKg[machine]! - (flow.begun[machine] ? prep.carrierKg[link]! : 0)
  for (let group = 0; group < prep.groups[link]!; group++)
    kg += stores.committed[prep.storeFirst[link]! + group]! * prep.carrierKg[link]!
  const roving = consumer === 'roving-frame'
  const places = roving ? prep.rovingSpindles : STAGES[consumer].doublings
  for (let i = 0; i < flowCount[consumer]; i++) {
    const machine = flowFirst[consumer] + i
    const first = roving ? i * places : prep.creelFirst[machine]!
    const until = (roving ? rovingCreels.until : creels.until).subarray(first, first + places)
    for (const end of until) kg += end - flow.drained[machine]!
  }
  return kg
}

describe('a new lot of bales', () => {
  const mill = aMill()
  advance(mill, START_MS + HOUR_MS)
  const changedMs = mill.state.mill.nowMs
  changeMixing(mill, changedMs)
  const lot = mill.state.mill.lotNumber
  const shares = Object.fromEntries(PLACES.map((place) => [place, [] as number[]])) as Record<Place, number[]>
  const held = LINKS.map(() => [] as number[])
  const taken = Object.fromEntries(PLACES.map((place) => [place, [] as number[]])) as Record<Place, number[]>
  for (let minute = 0; minute <= HOURS * 60; minute += LOOK_MINUTES) {
    advance(mill, changedMs + minute * MINUTE_MS)
    for (const place of PLACES) {
      shares[place].push(shareAt(mill, place, lot))
      taken[place].push(place === 'ring' ? mill.state.mill.rovingHungKg : takenKg(mill, place))
    }
    for (const [link, column] of held.entries()) column.push(heldKg(mill, link))
  }
  /** Hours until the lot has this share. */
  const hoursTo = (place: Place, share: number) =>
    (shares[place].findIndex((value) => value >= share) * LOOK_MINUTES) / 60
  /** Hours that the fibres of the lot come later than it was laid down, on average. */
  const meanHours = (place: Place) =>
    shares[place].reduce((hours, share) => hours + ((1 - share) * LOOK_MINUTES) / 60, 0)
  /** Looks until the lot is nearly all there is. */
  const crossing = (place: Place) => shares[place].findIndex((share) => share >= 0.95)
  /** What a stage takes in until then, kg/h. */
  const flow = (place: Place) =>
    ((taken[place][crossing(place)]! - taken[place][0]!) * 60) / (crossing(place) * LOOK_MINUTES)

  it('reaches the cards as the mixer lets it: a good half after one filling', () => {
    const filling = (mixerKg(mill) * mill.layout.prep.lines) / flow('card')
    expect(meanHours('card') / filling).toBeGreaterThan(0.8)
    expect(meanHours('card') / filling).toBeLessThan(1.25)
    expect(hoursTo('card', 0.05)).toBeLessThan(filling / 2)
  })

  it('comes to each stage after the one before it, and is all there is at last', () => {
    for (const share of [0.05, 0.5, 0.95]) {
      const hours = PLACES.map((place) => hoursTo(place, share))
      expect(hours, `${share}`).toEqual(hours.toSorted((a, b) => a - b))
      expect(Math.min(...hours)).toBeGreaterThanOrEqual(0)
    }
  })

  it.each([
    ['breaker-draw', 'card', Link.cardCan],
    ['lap-former', 'breaker-draw', Link.breakerCan],
    ['comber', 'lap-former', Link.lap],
    ['finisher-draw', 'comber', Link.comberCan],
    ['roving-frame', 'finisher-draw', Link.finisherCan],
  ] as const)('comes to the %ss as much later than to the %ss as lies between them lasts', (to, from, link) => {
    // Little's law: what lies between two stages, over what passes, is how long it lies there.
    const lies = mean(held[link]!.slice(0, crossing(to))) / flow(to)
    const later = meanHours(to) - meanHours(from)
    expect(later / lies).toBeGreaterThan(0.75)
    expect(later / lies).toBeLessThan(1.25)
  })

  it('comes to the ring frames bobbin by bobbin, over as long as a bobbin lasts', () => {
    const { spinPlan, ringRoom } = mill.plan
    const lasts = (spinPlan.rovingBobbinKg * ringRoom.frames * ringRoom.spindlesPerFrame) / flow('ring')
    const ramp = hoursTo('ring', 0.95) - hoursTo('ring', 0.05)
    expect(ramp / lasts).toBeGreaterThan(0.7)
    expect(ramp / lasts).toBeLessThan(1.4)
    const falls = shares.ring.filter((share, i) => i > 0 && share < shares.ring[i - 1]! - 0.005)
    expect(falls).toEqual([])
  })
})
