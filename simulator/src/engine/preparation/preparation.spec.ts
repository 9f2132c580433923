import { spinPlanFlows } from '@wanding/mill'
import { describe, expect, it } from 'vitest'
import { loadMillPlan } from '../../mill-files'
import { By } from '../faults/fault-state'
import { enterFault } from '../faults/fault-table'
import { advance, createMill, loadMill, type Mill, saveMill } from '../index'
import { ringRoomTotals } from '../ring-room/ring-totals'
import { FLOW_KINDS, type FlowKind, Link } from './flow-kinds'
import { rovingOriginOf, rovingQualityOf } from './genealogy'
import { openLot } from './lots'
import { conesMadeKg } from './packing'
import { bobbinsStored } from './roving-sets'
import { STAGES } from './stages'

const HOUR_MS = 3_600_000
const START_MS = Date.UTC(2026, 0, 5)
const plan = (...overrides: string[]) => loadMillPlan('jimo', overrides, import.meta.url)
const CARDED = ['spinPlan.material=cotton-carded', 'spinPlan.countNe=30']

const machinesOf = (mill: Mill, kind: FlowKind) =>
  Array.from({ length: mill.layout.flowCount[kind] }, (_, i) => mill.layout.flowFirst[kind] + i)
const sum = (values: Iterable<number>) => [...values].reduce((total, value) => total + value, 0)
const of = (mill: Mill, kind: FlowKind, column: 'kg' | 'inKg' | 'packageKg') =>
  sum(machinesOf(mill, kind).map((machine) => mill.state.flow[column][machine]!))

/** Kilograms of a link between its two stages: on the way, in store, and in the creels; not those being filled. */
function heldKg(mill: Mill, link: number): number {
  const { carriers, stores, creels, flow, vehicles, loads, mill: numbers, rovingCreels } = mill.state
  const { prep, flowFirst } = mill.layout
  const chain = (load: number): number => (load < 0 ? 0 : carriers.kg[load]! + chain(carriers.next[load]!))
  let kg = 0
  for (let store = prep.storeFirst[link]!; store < prep.storeFirst[link]! + prep.groups[link]!; store++) {
    for (let i = 0; i < stores.stored[store]!; i++) {
      const place = (stores.first[store]! + i) % prep.ringSize[store]!
      kg += carriers.kg[stores.ring[prep.ringFirst[store]! + place]!]!
    }
  }
  vehicles.load.forEach((load) => {
    if (load >= 0 && carriers.link[load] === link) kg += chain(load)
  })
  for (let i = 0; i < numbers.loadsWaiting; i++) {
    const load = loads.ring[(numbers.loadsFirst + i) % loads.ring.length]!
    if (carriers.link[load] === link) kg += chain(load)
  }
  if (link === Link.lap) for (const machine of machinesOf(mill, 'lap-former')) kg += chain(flow.pile[machine]!)
  const consumer = prep.consumerOf[link]!
  for (const machine of machinesOf(mill, consumer)) {
    const { doublings } = STAGES[consumer]
    for (let place = 0; place < doublings; place++) {
      kg += creels.until[prep.creelFirst[machine]! + place]! - flow.drained[machine]!
    }
    if (consumer !== 'roving-frame') continue
    const first = (machine - flowFirst[consumer]) * prep.rovingSpindles
    for (let place = first; place < first + prep.rovingSpindles; place++) {
      kg += rovingCreels.until[place]! - flow.drained[machine]!
    }
  }
  return kg
}

const bobbins = (mill: Mill) =>
  sum(Array.from({ length: mill.layout.prep.rovingFrames }, (_, frame) => bobbinsStored(mill, frame)))

/** All machines are booked up to now, as an event would. */
function settled(mill: Mill, atMs: number): Mill {
  advance(mill, atMs)
  const copy = loadMill(saveMill(mill))
  const { flow, lines } = copy.state
  for (const kind of FLOW_KINDS) {
    for (const machine of machinesOf(copy, kind)) {
      if (!flow.running[machine]) continue
      const rate =
        (copy.derived.flowRates[kind] * (1 - flow.lossShare[machine]!)) /
        (kind === 'comber' ? 1 - copy.plan.spinPlan.loss.comberNoil : 1 - flow.lossShare[machine]!)
      const kg = (rate * (atMs - flow.sinceMs[machine]!)) / HOUR_MS
      flow.kg[machine]! += kg
      flow.packageKg[machine]! += kg
      flow.inKg[machine]! += kg / (1 - flow.lossShare[machine]!)
      const places = kind === 'roving-frame' ? copy.layout.prep.rovingSpindles : STAGES[kind].doublings
      if (places > 0) flow.drained[machine]! += kg / (1 - flow.lossShare[machine]!) / places
      if (kind === 'blowroom')
        lines.chuteKg[machine]! += (copy.derived.flowRates.blowroom * (atMs - lines.atMs[machine]!)) / HOUR_MS
    }
  }
  lines.drawKgPerHour.forEach((draw, line) => {
    lines.chuteKg[line]! -= (draw * (atMs - lines.atMs[line]!)) / HOUR_MS
  })
  return copy
}

describe.each([
  ['a combed mill', ['ringRoom.frames=6']],
  ['a carded mill', [...CARDED, 'ringRoom.frames=3']],
  ['a mill of one frame', ['ringRoom.frames=1', 'ringRoom.spindlesPerFrame=240']],
  ['a mill without automatic transport', ['ringRoom.frames=4', 'measures=[S1, S4]']],
])('material in %s', (_, overrides) => {
  const mill = createMill(plan(...overrides), 5, START_MS)
  const before = settled(mill, START_MS)
  const after = settled(mill, START_MS + 16 * HOUR_MS)
  const made = (kind: FlowKind, column: 'kg' | 'inKg' | 'packageKg') =>
    of(after, kind, column) - of(before, kind, column)

  it('is conserved between the blowroom and the cards', () => {
    const chute = sum(after.state.lines.chuteKg) - sum(before.state.lines.chuteKg)
    expect(made('blowroom', 'kg')).toBeCloseTo(made('card', 'inKg') + chute, 3)
    const fed = (m: Mill) => sum(m.state.lines.baleKg) + sum(m.state.lines.reusedKg)
    // Bales are booked when the line is settled, so the last feed may be missing.
    expect(Math.abs(made('blowroom', 'inKg') - (fed(after) - fed(before)))).toBeLessThan(400)
  })

  it('is conserved through every store of carriers', () => {
    const { prep } = mill.layout
    prep.consumerOf.forEach((consumer, link) => {
      if (!consumer) return
      const producer = prep.producerOf[link]!
      const given = made(producer, 'kg') - made(producer, 'packageKg')
      const held = heldKg(after, link) - heldKg(before, link)
      expect(given, `link ${link}`).toBeCloseTo(made(consumer, 'inKg') + held, 3)
    })
  })

  it('is conserved from the roving frames to the creels of the ring room', () => {
    const { rovingBobbinKg } = mill.plan.spinPlan
    const sets = made('roving-frame', 'kg') - made('roving-frame', 'packageKg')
    const hung = after.state.mill.rovingHungKg - before.state.mill.rovingHungKg
    const stored = (bobbins(after) - bobbins(before)) * rovingBobbinKg
    expect(Math.abs(sets - hung - stored)).toBeLessThan(1e-4 * sets + 0.01)
    const creeled = ringRoomTotals(after).rovingBobbinsCreeled - ringRoomTotals(before).rovingBobbinsCreeled
    expect(hung / rovingBobbinKg).toBeCloseTo(creeled, 6)
  })

  it('packs no more cones than are wound', () => {
    const wound = conesMadeKg(after) - conesMadeKg(before)
    const taken = after.state.mill.conesTakenKg - before.state.mill.conesTakenKg
    expect(taken).toBeLessThanOrEqual(wound + 300 * mill.layout.flowCount.packing)
    expect(conesMadeKg(after) - after.state.mill.conesTakenKg).toBeGreaterThanOrEqual(0)
  })
})

describe('the whole default mill over two days', () => {
  const mill = createMill(plan(), 7, START_MS)
  const stock = (m: Mill) => [
    ...[0, 1, 2, 3, 4].map((link) => heldKg(m, link)),
    bobbins(m) * m.plan.spinPlan.rovingBobbinKg,
  ]
  const before = settled(mill, START_MS)
  const first = settled(mill, START_MS + 24 * HOUR_MS)
  const after = settled(mill, START_MS + 48 * HOUR_MS)
  const made = (kind: FlowKind, column: 'kg' | 'packageKg') => of(after, kind, column) - of(before, kind, column)
  const perHour = (kind: FlowKind) => made(kind, 'kg') / 48

  it('runs each stage as the plan says (domain 1.2)', () => {
    const flows = spinPlanFlows(mill.plan.spinPlan, mill.derived.plannedKgPerHour)
    const planned: [FlowKind, number][] = [
      ['blowroom', flows.blowroom],
      ['card', flows.card],
      ['breaker-draw', flows.breaker],
      ['lap-former', flows.lap],
      ['comber', flows.combed],
      ['finisher-draw', flows.finisher],
      ['roving-frame', flows.roving],
      ['packing', flows.cone],
    ]
    for (const [kind, kg] of planned) {
      expect(perHour(kind) / kg, kind).toBeGreaterThan(0.95)
      expect(perHour(kind) / kg, kind).toBeLessThan(1.05)
    }
  })

  it('makes 72.5 % of the bales into cones (domain 1.2)', () => {
    // What the lines have taken in up to this moment: bales are booked a feed later, up to 400 kg.
    const reused = sum(after.state.lines.reusedKg) - sum(before.state.lines.reusedKg)
    const bales = of(after, 'blowroom', 'inKg') - of(before, 'blowroom', 'inKg') - reused
    const ring = ringRoomTotals(after).productionKg - ringRoomTotals(before).productionKg
    // What the stores and the carriers being filled hold more or less than at the start is worth its yarn.
    const { loss } = mill.plan.spinPlan
    const cones = ring * (1 - loss.winding)
    const makers = ['card', 'breaker-draw', 'lap-former', 'comber', 'finisher-draw', 'roving-frame'] as const
    const grown = stock(after).map((kg, i) => kg - stock(before)[i]! + made(makers[i]!, 'packageKg'))
    const worth =
      grown[0]! * 0.8 + grown[1]! * 0.81 + grown[2]! * 0.81 + grown[3]! * 0.98 + grown[4]! * 0.98 + grown[5]! * 0.98
    expect(((cones + worth) / bales) * 100).toBeGreaterThan(71.5)
    expect(((cones + worth) / bales) * 100).toBeLessThan(73.5)
  })

  it('begins as it goes on: stocks after a day are those of the beginning', () => {
    stock(before).forEach((kg, i) => {
      expect(stock(first)[i]! / kg, `store ${i}`).toBeGreaterThan(0.75)
      expect(stock(first)[i]! / kg, `store ${i}`).toBeLessThan(1.3)
    })
  })

  it('names the way of every bobbin back to its bale lot', () => {
    for (let spindle = 0; spindle < mill.layout.spindles; spindle += 997) {
      const origin = rovingOriginOf(mill, spindle)!
      expect(origin.rovingFrame).toBe(Math.floor((Math.floor(spindle / 1200) * 12) / 84))
      expect(origin.finisherDraw).toBeLessThan(mill.layout.flowCount['finisher-draw'])
      expect(origin.combers.length).toBeGreaterThan(0)
      expect(origin.cards.length).toBeGreaterThan(0)
      expect(sum(origin.lots.map(({ share }) => share))).toBeCloseTo(1, 9)
    }
  })
})

describe('a bad lot', () => {
  it('reaches the ring room as a ramp, spindle by spindle', () => {
    // Small bobbins run out within a day, so that the ramp of six days is a short one.
    const mill = createMill(
      plan(...['ringRoom.frames=3', 'spinPlan.rovingBobbinKg=0.6', 'machines.finisherDraws.canKg=6']),
      3,
      START_MS,
    )
    openLot(mill, START_MS, { nepsFactor: 2, shortFibreFactor: 1.3, stickiness: 0 })
    const bad = mill.state.mill.lotNumber
    const share = (atMs: number) => {
      advance(mill, atMs)
      let hung = 0
      for (let spindle = 0; spindle < mill.layout.spindles; spindle++) {
        if (rovingOriginOf(mill, spindle)?.lots.some(({ lot, share }) => lot === bad && share > 0.5)) hung++
      }
      return hung / mill.layout.spindles
    }
    const halfDays = Array.from({ length: 11 }, (_, i) => share(START_MS + i * 12 * HOUR_MS))
    expect(halfDays[0]).toBe(0)
    expect(halfDays.at(-1)).toBeGreaterThan(0.9)
    halfDays.forEach((part, i) => {
      if (i > 0) expect(part).toBeGreaterThanOrEqual(halfDays[i - 1]! - 0.02)
    })
    expect(halfDays.filter((part) => part > 0.02 && part < 0.98).length).toBeGreaterThanOrEqual(2)
    const { nepsPerG, shortFibrePercent, cvmPercent } = rovingQualityOf(mill, 0)
    const { fibre } = mill.plan.spinPlan
    expect(nepsPerG).toBeGreaterThan(fibre.nepsPerG * 1.5)
    expect(shortFibrePercent).toBeGreaterThan(fibre.shortFibrePercent * 1.2)
    expect(cvmPercent).toBeGreaterThan(fibre.cvmPercent + 0.5)
    expect(mill.state.spindles.fibre[0]).toBeGreaterThan(1.2)
  })
})

describe('an autoleveller that drifts', () => {
  it('shifts the count of what is made of its cans, and of nothing else', () => {
    const overrides = ['ringRoom.frames=8', 'spinPlan.rovingBobbinKg=0.6', 'machines.finisherDraws.canKg=6']
    const mill = createMill(plan(...overrides, 'faults.scale=0'), 3, START_MS)
    expect(mill.layout.flowCount['finisher-draw']).toBeGreaterThan(1)
    // Short of what would stop the machine: its cans spread by a quarter of a per cent about it.
    const drift = { kind: 'autoleveller-drift', place: 0, severity: 2, rampMs: 0, by: By.command } as const
    // Held: shift quality would recalibrate it after the first can.
    enterFault(mill, { ...drift, held: true }, START_MS)
    advance(mill, START_MS + 54 * HOUR_MS)
    const { can } = mill.state.spindles
    const counts = { drifting: [] as number[], sound: [] as number[] }
    const mean = (values: readonly number[]) => sum(values) / values.length
    for (let spindle = 0; spindle < mill.layout.spindles; spindle++) {
      const row = can[spindle]! % mill.layout.prep.cans
      const { madeMs, finisher } = mill.state.cans
      const late = madeMs[row]! > START_MS && finisher[row] === 0
      counts[late ? 'drifting' : 'sound'].push(rovingQualityOf(mill, spindle).countDeviationPercent)
    }
    expect(counts.drifting.length).toBeGreaterThan(50)
    expect(Math.min(...counts.drifting)).toBeGreaterThan(0.8)
    expect(Math.abs(mean(counts.drifting) - mean(counts.sound) - 2)).toBeLessThan(0.2)
    expect(Math.max(...counts.sound.map(Math.abs))).toBeLessThan(2)
  })
})
