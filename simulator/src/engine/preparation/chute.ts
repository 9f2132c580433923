import { schedule } from '../kernel/calendar'
import type { Mill } from '../kernel/state'
import { BALE_KG } from './flow-kinds'
import { intakeOf, rateOf, settleMachine } from './flow-motion'
import { feedBales } from './hand-work'
import { cottonOf, openLot, usualCharacter } from './lots'
import { mixIn } from './material'

/**
 * A blowroom line feeds the chutes of its cards without carriers: what lies between is a number of kilograms. The line works by
 * stop and go between two levels (domain 1.4); when it stands longer, its cards starve.
 */
const HOUR_MS = 3_600_000
/** The chutes hold the rated output of so many minutes (domain 3: cards starve 5–15 min after the line stops). */
const CHUTE_MINUTES = 10
const LOW_SHARE = 0.7
const REVIVE_SHARE = 0.12
/** What the multi-mixer holds of its rated output, h [EST]. */
const MIXER_HOURS = 0.5
/** Soft waste that is opened and fed again is at most this share of the feed [EST]. */
const REUSE_SHARE = 0.05
/** Levels are compared with this tolerance, kg: a millisecond of a line's output. */
const NEAR_KG = 0.005

export const lineMachine = (mill: Mill, line: number): number => mill.layout.flowFirst.blowroom + line

export const chuteFullKg = (mill: Mill): number => (mill.derived.flowRates.blowroom * CHUTE_MINUTES) / 60
export const mixerKg = (mill: Mill): number => mill.derived.flowRates.blowroom * MIXER_HOURS

export const isChuteEmpty = (mill: Mill, line: number): boolean => mill.state.lines.chuteKg[line]! <= NEAR_KG
export const isChuteFull = (mill: Mill, line: number): boolean =>
  mill.state.lines.chuteKg[line]! >= chuteFullKg(mill) - NEAR_KG
export const isChuteLow = (mill: Mill, line: number): boolean =>
  mill.state.lines.chuteKg[line]! <= chuteFullKg(mill) * LOW_SHARE + NEAR_KG
/** Enough for the cards of the line to start again. */
export const isChuteRevived = (mill: Mill, line: number): boolean =>
  mill.state.lines.chuteKg[line]! >= chuteFullKg(mill) * REVIVE_SHARE - NEAR_KG

/** Kilograms in the chutes of a line now. */
export function chuteAt(mill: Mill, line: number, atMs: number): number {
  const { lines, flow } = mill.state
  const machine = lineMachine(mill, line)
  const inRate = flow.running[machine] ? rateOf(mill, machine) : 0
  return lines.chuteKg[line]! + ((inRate - lines.drawKgPerHour[line]!) * (atMs - lines.atMs[line]!)) / HOUR_MS
}

/** Books what the line has fed and its cards have drawn. */
export function settleLine(mill: Mill, line: number, atMs: number): void {
  const { lines } = mill.state
  lines.chuteKg[line] = chuteAt(mill, line, atMs)
  lines.atMs[line] = atMs
  const inKg = settleMachine(mill, lineMachine(mill, line), atMs)
  if (inKg > 0) feedLine(mill, line, inKg, atMs)
}

/** Bales and soft waste go into the mixer. */
function feedLine(mill: Mill, line: number, inKg: number, atMs: number): void {
  const { lines, mill: numbers } = mill.state
  const reused = Math.min(Math.max(0, numbers.softWasteKg), REUSE_SHARE * inKg)
  numbers.softWasteKg -= reused
  lines.reusedKg[line]! += reused
  const fresh = inKg - reused
  lines.baleKg[line]! += fresh
  lines.laydownKg[line]! -= fresh
  while (lines.laydownKg[line]! <= 0) {
    layDown(mill, line, atMs)
    feedBales(mill, line, mill.layout.prep.laydownBales, atMs)
  }
  mixIn(lines, line, cottonOf(mill, lines.laydownLot[line]!), inKg, mixerKg(mill))
}

/** New bales are laid down for the plucker. */
export function layDown(mill: Mill, line: number, atMs: number): void {
  const { lines, mill: numbers } = mill.state
  const kg = mill.layout.prep.laydownBales * BALE_KG
  if (numbers.lotLeftKg <= 0) openLot(mill, atMs, usualCharacter(mill))
  numbers.lotLeftKg -= kg
  lines.laydownKg[line]! += kg
  lines.laydownLot[line] = numbers.lotNumber
  lines.laydowns[line]! += 1
}

/** A card of a line has started or stopped, or its line has: sets what the line's chutes will next need. */
export function planLine(mill: Mill, line: number, atMs: number): void {
  const { lines, flow } = mill.state
  const machine = lineMachine(mill, line)
  const chute = lines.chuteKg[line]!
  const draw = lines.drawKgPerHour[line]!
  const running = flow.running[machine] === 1
  const net = (running ? rateOf(mill, machine) : 0) - draw
  const full = chuteFullKg(mill)
  let waitMs = Number.POSITIVE_INFINITY
  const consider = (ms: number) => {
    waitMs = Math.min(waitMs, Math.max(1, ms))
  }
  const msTo = (level: number) => ((level - chute) / net) * HOUR_MS
  if (net < 0) consider(msTo(0))
  if (net > 0 && chute < full * REVIVE_SHARE - NEAR_KG) consider(msTo(full * REVIVE_SHARE))
  if (running) {
    if (net > 0) consider(msTo(full))
    consider(flow.untilStopMs[machine]! - (atMs - flow.sinceMs[machine]!))
  } else if (flow.stopEndMs[machine]! > 0) consider(flow.stopEndMs[machine]! - atMs)
  else if (net < 0) consider(msTo(full * LOW_SHARE))
  schedule(mill.calendar, mill.layout.slots.machines + machine, Math.ceil(atMs + waitMs))
}

/** A card begins or ends to draw from its chute. */
export function changeDraw(mill: Mill, card: number, draws: boolean, atMs: number): void {
  const line = lineOf(mill, card)
  settleLine(mill, line, atMs)
  const { lines } = mill.state
  const draw = lines.drawKgPerHour[line]! + (draws ? intakeOf(mill, card) : -intakeOf(mill, card))
  // Sums of equal numbers leave a rest when the last card stops.
  lines.drawKgPerHour[line] = draw < 1e-6 ? 0 : draw
  planLine(mill, line, atMs)
}

/** The line of a card, by flow machine. */
export const lineOf = (mill: Mill, card: number): number =>
  mill.layout.prep.lineOfCard[card - mill.layout.flowFirst.card]!
