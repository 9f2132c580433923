import { FAULTS, type FaultKind, type FaultSymptom } from '@wanding/mill'
import { expect, it } from 'vitest'
import { loadMillPlan } from '../../mill-files'
import { advance, createMill, inject, type Mill, readMachine } from '../index'
import { readCrew } from '../people/read-crew'
import { ringRoomTotals } from '../ring-room/ring-totals'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const START_MS = Date.UTC(2026, 0, 5)
/** A third of the mill: enough roving spindles that a change of their breaks is more than chance within days. */
const millOf = () =>
  createMill(loadMillPlan('jimo', ['ringRoom.frames=28', 'faults.scale=0'], import.meta.url), 3, START_MS)

type Look = (mill: Mill) => number
const sum = (mill: Mill, kind: 'finisher-draw' | 'roving-frame', column: 'stops' | 'breaks') => {
  const first = mill.layout.flowFirst[kind]
  return mill.state.flow[column].subarray(first, first + mill.layout.flowCount[kind]).reduce((a, b) => a + b, 0)
}
const winderCuts: Look = (mill) => mill.state.wound.cuts.reduce((a, b) => a + b, 0)
const counts: Look = (mill) => Math.max(...mill.state.frames.countPercent)

/** What counts up is seen when it has grown beyond chance, in windows of a day; the rest when it is so much above the twin's. */
const LOOKS: Readonly<Record<string, { of: Look; above?: number }>> = {
  'card sliver/neps': {
    of: (mill) => (readMachine(mill, { kind: 'card', index: 0 }) as { nepsPerG: number }).nepsPerG,
    above: 8,
  },
  'comber noil': {
    of: (mill) => (readMachine(mill, { kind: 'comber', index: 0 }) as { noilPercent: number }).noilPercent,
    above: 1,
  },
  'ring-frame breaks/running': { of: (mill) => ringRoomTotals(mill).breaksRunning },
  'winder winding/cuts': { of: winderCuts },
  'finisher-draw stops/count': { of: (mill) => sum(mill, 'finisher-draw', 'stops') },
  'roving-frame breaks/running': { of: (mill) => sum(mill, 'roving-frame', 'breaks') },
  'crew crew/done/clear-lap': { of: (mill) => readCrew(mill).tasksDone['clear-lap'] },
  'finisher-draw sliver/countDeviation': {
    of: (mill) =>
      (readMachine(mill, { kind: 'finisher-draw', index: 0 }) as { countDeviationPercent: number })
        .countDeviationPercent,
    above: 0.7,
  },
  'ring-frame spin/count': { of: counts, above: 0.5 },
}
const DAY_H = 24

it.each([
  { fault: 'bad-lot', place: 'LOT', severity: 1 },
  { fault: 'sticky-cotton', place: 'LOT', severity: 1.6 },
  { fault: 'autoleveller-drift', place: 'FD01', severity: 2 },
] as const satisfies readonly { fault: FaultKind; place: string; severity: number }[])(
  '$fault shows its symptoms in order and on time, up to the ring room and the winders',
  ({ fault, place, severity }) => {
    const all: readonly FaultSymptom[] = FAULTS[fault].symptoms
    const symptoms = all.filter(({ fromSeverity = 0 }) => severity >= fromSeverity)
    const [mill, twin] = [millOf(), millOf()]
    expect(inject(mill, { fault, place, severity, selfCure: false }, START_MS).ok).toBe(true)
    const looks = symptoms.map(({ machine, signal }) => LOOKS[`${machine} ${signal}`]!)
    const seen = symptoms.map(() => Number.POSITIVE_INFINITY)
    const past: [number[], number[]][] = looks.map(() => [[], []])
    const latest = Math.max(...symptoms.map(({ afterMinutes }) => afterMinutes[1])) / 60
    for (let hour = 0; hour <= latest && seen.includes(Number.POSITIVE_INFINITY); hour++) {
      for (const each of [mill, twin]) advance(each, START_MS + hour * HOUR_MS)
      looks.forEach(({ of, above }, i) => {
        const [now, usual] = [of(mill), of(twin)]
        const [mine, others] = past[i]!
        mine.push(now)
        others.push(usual)
        if (seen[i] !== Number.POSITIVE_INFINITY) return
        const from = Math.max(0, hour - DAY_H)
        const [grown, expected] = [now - mine[from]!, usual - others[from]!]
        const visible = above === undefined ? grown > expected + 4 * Math.sqrt(expected) + 5 : now > usual + above
        if (visible) seen[i] = hour * 60
      })
    }
    symptoms.forEach(({ signal, afterMinutes: [earliest, most] }, i) => {
      expect(seen[i], signal).toBeGreaterThanOrEqual(earliest - 60)
      expect(seen[i], signal).toBeLessThanOrEqual(most)
    })
    // Symptoms that may begin at the same time have no order.
    symptoms.forEach(({ afterMinutes: [earliest] }, i) => {
      for (let later = i + 1; later < symptoms.length; later++) {
        if (symptoms[later]!.afterMinutes[0] > earliest)
          expect(seen[later], symptoms[later]!.signal).toBeGreaterThanOrEqual(seen[i]!)
      }
    })
  },
)
