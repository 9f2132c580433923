import type { Mill } from '../kernel/state'
import { isChuteEmpty, isChuteFull, isChuteLow, isChuteRevived, lineMachine, planLine, settleLine } from './chute'
import { enter, isFor, waitFor } from './machine-state'
import { resume } from './machines'
import { stopItself } from './own-stops'

/** Something of a blowroom line is due: it stops or goes on, or its cards starve or revive. */
export function onBlowroom(mill: Mill, machine: number, atMs: number): void {
  const line = machine - mill.layout.flowFirst.blowroom
  settleLine(mill, line, atMs)
  if (mill.state.flow.running[machine]) runOn(mill, line, atMs)
  else standOn(mill, line, atMs)
  if (isChuteEmpty(mill, line)) starveCards(mill, line, atMs)
  else if (isChuteRevived(mill, line)) reviveCards(mill, line, atMs)
  planLine(mill, line, atMs)
}

function runOn(mill: Mill, line: number, atMs: number): void {
  const machine = lineMachine(mill, line)
  const { flow } = mill.state
  if (flow.untilStopMs[machine]! < 1) stopItself(mill, machine, atMs)
  else if (isChuteFull(mill, line)) enter(mill, machine, 'buffer-full', atMs)
}

function standOn(mill: Mill, line: number, atMs: number): void {
  const machine = lineMachine(mill, line)
  const { flow } = mill.state
  if (flow.stopEndMs[machine]! > 0) {
    if (atMs < flow.stopEndMs[machine]!) return
    flow.stopEndMs[machine] = 0
    enter(mill, machine, isChuteFull(mill, line) ? 'buffer-full' : 'producing', atMs)
  } else if (isChuteLow(mill, line)) enter(mill, machine, 'producing', atMs)
}

function eachCard(mill: Mill, line: number, act: (card: number) => void): void {
  const { flowFirst, flowCount, prep } = mill.layout
  for (let card = 0; card < flowCount.card; card++) if (prep.lineOfCard[card] === line) act(flowFirst.card + card)
}

function starveCards(mill: Mill, line: number, atMs: number): void {
  eachCard(mill, line, (card) => {
    if (mill.state.flow.running[card]) waitFor(mill, card, 'no-material', atMs)
  })
}

function reviveCards(mill: Mill, line: number, atMs: number): void {
  eachCard(mill, line, (card) => {
    if (isFor(mill, card, 'no-material')) resume(mill, card, atMs)
  })
}
