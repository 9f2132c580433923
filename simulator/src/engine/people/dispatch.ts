import { ActorKind, type ActorKindCode } from '../kernel/layout'
import { Doing, type Mill } from '../kernel/state'
import { dispatchDoffers } from './dispatch-doffers'
import { dispatchMechanics } from './dispatch-mechanics'
import { dispatchTenters } from './dispatch-tenters'
import { giveFitter } from './give-fitter'
import { giveRobot } from './give-robot'

/** Hands out the work that an event has left, to those kinds of actor that it woke. */
export function handOutWork(mill: Mill, atMs: number): void {
  const { wake } = mill.state.mill
  mill.state.mill.wake = 0
  if (wake & (1 << ActorKind.robot)) giveAll(mill, ActorKind.robot, giveRobot, atMs)
  if (wake & (1 << ActorKind.tenter)) dispatchTenters(mill, atMs)
  if (wake & (1 << ActorKind.doffer)) dispatchDoffers(mill, atMs)
  if (wake & (1 << ActorKind.mechanic)) dispatchMechanics(mill, atMs)
  if (wake & (1 << ActorKind.fitter)) giveAll(mill, ActorKind.fitter, giveFitter, atMs)
}

type Give = (mill: Mill, actor: number, atMs: number) => void

function giveAll(mill: Mill, kind: ActorKindCode, give: Give, atMs: number): void {
  const first = mill.layout.actorFirst[kind]!
  const end = first + mill.layout.actorCount[kind]!
  const { doing } = mill.state.actors
  for (let actor = first; actor < end; actor++) if (doing[actor] === Doing.nothing) give(mill, actor, atMs)
}
